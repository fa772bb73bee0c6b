"""Kinds of sheets that others keep, as data under `codebook/crosswalks/`: how each is known, and how it is read."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

import msgspec
from msgspec import Struct

from onrecord.codebook.data import file_at, read_yaml
from onrecord.importing.mapping import Mapping

_FOLDER, _GENERAL = "crosswalks", "general.yaml"
Data = TypeVar("Data", bound=Struct)


class Crosswalk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of sheet: how it is known, and either how it is read or why it is not."""

    title: str
    recognise: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...] = ()
    refuse: str | None = None
    mapping: Mapping | None = None


class General(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What columns and acts are usually called."""

    columns: dict[str, tuple[str, ...]]
    other_names: tuple[str, ...]
    types: dict[str, tuple[str, ...]]


@cache
def crosswalks() -> tuple[Crosswalk, ...]:
    """Every kind of sheet that is known; a mistake in a file names the field."""
    found = (one for one in file_at(_FOLDER).iterdir() if one.name.endswith(".yaml") and one.name != _GENERAL)
    return tuple(_converted(one.name, Crosswalk) for one in sorted(found, key=lambda file: file.name))


@cache
def general() -> General:
    """Names of columns and words for acts, for sheets of no known kind."""
    return _converted(_GENERAL, General)


def heads() -> list[tuple[str, ...]]:
    """The heads of downloads that come without one."""
    return [head for one in crosswalks() for head in one.heads]


def known(columns: tuple[str, ...]) -> Crosswalk | None:
    """The kind of a sheet with these columns, the one known by most of them; None of no known kind."""
    here = {column.casefold() for column in columns}
    fits = [one for one in crosswalks() if here.issuperset(name.casefold() for name in one.recognise)]
    return max(fits, key=lambda one: len(one.recognise), default=None)


def _converted(name: str, kind: type[Data]) -> Data:
    """A file as a struct; anchors and merged keys (`<<`) keep these files short."""
    told = read_yaml(_FOLDER, name)
    return msgspec.convert(told, kind)
