"""The codebook as data: act types with their crosswalks here, word lists in a folder a language."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from onrecord.codebook.data import read_yaml

__all__ = ["VERSION", "ActType", "Codebook", "Crosswalk", "Scheme", "act_types", "codebook"]

VERSION = "1"
"""The codebook's version, as each act names it; the same as in `types.yaml`."""


class Crosswalk(Struct, frozen=True, forbid_unknown_fields=True):
    """The nearest codes of other schemes; none where a scheme has nothing near."""

    plover: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    acled: tuple[str, ...] = ()
    huridocs: tuple[str, ...] = ()


class Scheme(Struct, frozen=True, forbid_unknown_fields=True):
    """Another coding scheme, and how near a crosswalk to it comes."""

    name: str
    fit: Literal["close", "approximate"]
    note: str | None = None


class ActType(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One type of act: when to code it, what is not it, its finer kinds, its codes elsewhere."""

    label: str
    description: str
    victims: bool = False
    """Whether those affected may be shown and counted as victims."""
    not_this: tuple[str, ...] = ()
    subtypes: dict[str, str] = {}
    """A few words on each, by name; an open list."""
    crosswalk: Crosswalk
    deprecated: str | None = None
    """The type that takes its place, where it is no longer to be used."""


class Codebook(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `types.yaml`."""

    version: str
    schemes: dict[str, Scheme]
    types: dict[str, ActType]


@cache
def codebook() -> Codebook:
    """The codebook that ships with the package; a mistake in its file names the field."""
    return msgspec.convert(read_yaml("types.yaml"), Codebook)


def act_types() -> dict[str, ActType]:
    """Act types by name, in the codebook's order."""
    return codebook().types
