"""How much each thing tells of whether two mentions are one person."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

__all__ = ["Weights", "weights"]


class Weights(Struct, frozen=True):
    """Log-odds by kind, the bars (0..1) from which on a score is `same` or `unsure`, and words that weigh nothing; see weights.toml."""

    bars: dict[str, float]
    name: dict[str, float]
    speaks_for: dict[str, float] = msgspec.field(name="for")
    most: dict[str, float]
    against: dict[str, float]
    bearing: dict[str, frozenset[str]]


@cache
def weights() -> Weights:
    """Those that ship with the package."""
    told = files("onrecord.linking.people").joinpath("weights.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(told), Weights)
