"""What speaks for and against two acts being one doing: the findings, their weights, and words for a reader."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from onrecord.codebook.data import file_at

Slot: TypeAlias = Literal["type", "realis", "date", "place", "people", "actors", "count", "words", "charge", "penalty"]
Side: TypeAlias = Literal["for", "against"]


class Reason(Struct, frozen=True):
    """One finding about one slot, in words that a user can read."""

    slot: Slot
    side: Side
    words: str
    weight: float = 0.0
    contradicts: bool = False
    """Whether it settles that they are two, whatever else agrees."""


class Rules(Struct, frozen=True):
    """`codebook/happenings/weights.yaml`."""

    weights: dict[str, float]
    told_as: frozenset[frozenset[str]]
    sets: dict[str, frozenset[str]]
    limits: dict[str, float]


@cache
def rules() -> Rules:
    """Weights, kinds of acts and limits, read once a process."""
    table = msgspec.yaml.decode(file_at("happenings", "weights.yaml").read_bytes())
    limits = (
        "same_from",
        "unsure_from",
        "kilometres_same",
        "kilometres_near",
        "days_near",
        "days_rival",
        "days_once",
        "count_ratio",
        "count_telling",
        "count_narrow",
    )
    return Rules(
        told_as=frozenset(map(frozenset, table.pop("told_as"))),
        sets={name: frozenset(table.pop(name)) for name in ("once", "many_places", "lasting")},
        limits={name: table.pop(name) for name in limits},
        weights=table,
    )


def finding(slot: Slot, name: str, words: str = "", *, share: float = 1.0) -> Reason:
    """A finding of the table with its weight, times `share`; the sign of the weight says for which side it speaks."""
    weight = rules().weights[name] * share
    return Reason(slot, "for" if weight > 0 else "against", f"{name}: {words}" if words else name, round(weight, 3))


def contradiction(slot: Slot, words: str) -> Reason:
    """What cannot be of one doing."""
    return Reason(slot, "against", words, contradicts=True)
