"""A person as one report tells of them, with all that could tell whether another report tells of the same one."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Involvement", "Mention"]


class Involvement(Struct, frozen=True, kw_only=True):
    """An act that the person did or that was done to them."""

    type: str
    role: str
    """affected, actor or source."""
    realis: str = "actual"
    date: str | None = None
    """EDTF."""
    town: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    charge: str | None = None


class Mention(Struct, frozen=True, kw_only=True):
    """A named person in one report. Names and words are as told; those of others are folded, to be compared as they are."""

    id: str
    report: str
    names: tuple[str, ...]
    published: str | None = None
    bearing: frozenset[str] = frozenset()
    """Words of what the person is called: student, mayor, lawyer."""
    ties: frozenset[str] = frozenset()
    """Kin and counsel, each as kind and name: `spouse of ida lund`."""
    groups: frozenset[str] = frozenset()
    others: dict[str, str] = {}
    """Other persons of the report: by each key that spellings of a full name share, the name."""
    towns: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    doings: tuple[Involvement, ...] = ()
