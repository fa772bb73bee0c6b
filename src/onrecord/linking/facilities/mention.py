"""A place where people are held or tried as one report tells of it, with all that could tell whether another report means the same."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.model import Place

__all__ = ["How", "Mention", "Stay"]

How: TypeAlias = Literal["held", "tried"]


class Stay(Struct, frozen=True):
    """That an act tells of somebody held or tried there."""

    act: str
    how: How


class Mention(Struct, frozen=True, kw_only=True):
    """A facility in one report. Names are as told; `core` and `levels` are folded, to be compared as they are."""

    id: str = ""
    report: str
    kind: str
    names: tuple[str, ...]
    core: tuple[str, ...] = ()
    """The words of its own name, without what tells its kind: `evin`."""
    levels: frozenset[str] = frozenset()
    """What tells it from others of its kind: city, supreme, women's."""
    number: str | None = None
    is_own: bool = True
    """Whether it has a name of its own, and not only that of its town: Vladimir Prison, not "the Vladimir prison"."""
    is_worldwide: bool = False
    """Whether all the world knows but one of that name."""
    towns: tuple[Place, ...] = ()
    """Where the report says that it lies."""
    regions: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    stays: tuple[Stay, ...] = ()
    people: dict[str, str] = {}
    """Who was held or tried there: by each key that spellings of a full name share, the name."""
