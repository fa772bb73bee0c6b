"""Happenings to files in other people's forms; one file a format. What a form cannot hold is said."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import BinaryIO, Literal, TypeAlias

from msgspec import Struct

from onrecord.publishing.exchange.event import Event

Form: TypeAlias = Literal["acled", "cameo", "geojson", "huridocs", "kml", "plover"]
_TABLES = frozenset({"acled", "cameo", "huridocs", "plover"})


class Written(Struct, frozen=True):
    """How much was written, and what could not be."""

    number: int
    losses: tuple[str, ...] = ()


def write(events: Iterable[Event], file: BinaryIO, form: Form) -> Written:
    """Writes happenings to `file`."""
    if form in _TABLES:
        from onrecord.publishing.exchange import table

        return table.write(events, file, form)
    written: Written = import_module(f"{__name__}.{form}_file").write(events, file)
    return written
