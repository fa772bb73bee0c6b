"""Happenings to a CSV table in another scheme's columns, which are data: `codebook/exchange/`."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import BinaryIO

import msgspec
from msgspec import Struct

from onrecord.codebook import act_types
from onrecord.codebook.data import read_yaml
from onrecord.publishing.cells import safe
from onrecord.publishing.exchange import Form, Written
from onrecord.publishing.exchange.event import Event
from onrecord.publishing.rows import Cell, Row


class Spec(Struct, frozen=True, forbid_unknown_fields=True):
    """How another scheme's table is made."""

    title: str
    scheme: str
    realis: tuple[str, ...]
    columns: dict[str, str]
    losses: tuple[str, ...]


def spec(form: str) -> Spec:
    """The table of a scheme; a mistake in its file names the field."""
    return msgspec.convert(read_yaml("exchange", f"{form}.yaml"), Spec)


def write(events: Iterable[Event], file: BinaryIO, form: Form) -> Written:
    """Writes a happening a row, those that the scheme has a place for."""
    told = spec(form)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(told.columns)
    number, left_out = 0, Counter[str]()
    for one in events:
        if why := _has_no_place(one, told):
            left_out[why] += 1
            continue
        number += 1
        writer.writerow([safe(value(one, field, told.scheme)) for field in told.columns.values()])
    text.detach()
    return Written(number, (*(f"{n} left out: {why}" for why, n in left_out.most_common()), *told.losses))


def _has_no_place(one: Event, told: Spec) -> str | None:
    if one.row.told_as not in told.realis:
        return f"told as {one.row.told_as}"
    return None if codes(one, told.scheme) else f"`{one.row.type}` has no code there"


def codes(one: Event, scheme: str) -> tuple[str, ...]:
    """The codes of its type in a scheme, the nearest first."""
    known = act_types().get(one.row.type)
    return getattr(known.crosswalk, scheme) if known else ()


def value(one: Event, field: str, scheme: str) -> Cell:
    """What stands in a column."""
    if field.startswith("="):
        return field[1:]
    if field in Row.__struct_fields__ and field not in _MADE:
        found: Cell = getattr(one.row, field)
        return found
    return _MADE[field](one, codes(one, scheme))


def _parts(code: str) -> tuple[str, str]:
    """`Protests / Peaceful protest` and `COERCE-arrest` in their two parts."""
    between = " / " if " / " in code else "-"
    first, _, rest = code.partition(between)
    return first, rest


def _days(one: Event) -> int | None:
    """How many days its date leaves open; None for an open end or no date."""
    if not one.date_from or not one.date_to:
        return None
    return (date.fromisoformat(one.date_to) - date.fromisoformat(one.date_from)).days


def _time_precision(one: Event) -> int | None:
    days = _days(one)
    return None if days is None or days > 30 else 1 if days == 0 else 2 if days < 7 else 3


def _deaths(one: Event) -> int | None:
    row = one.row
    return row.count_min if row.type == "killing" and row.count_min == row.count_max else None


def _lost(one: Event) -> str | None:
    """What of this happening a table with one day, one point and no word-givers does not hold."""
    row = one.row
    parts = []
    if _days(one) != 0:
        parts.append(f"date: {row.date or 'not told'}")
    if not one.is_exact:
        parts.append("place: told in several ways" if one.places > 1 else f"place: {row.place_precision or 'not told'}")
    if (row.count_min, row.count_max) != (None, None) and row.count_min != row.count_max:
        parts.append(f"count: {row.count_min if row.count_min is not None else ''} to {row.count_max or 'open'}")
    if one.is_denied and row.told_as != "negated":
        parts.append("denied by somebody")
    return "; ".join(parts) or None


_GEO = {"site": 1, "town": 1, "region": 2, "country": 3}
_MADE: dict[str, Callable[[Event, tuple[str, ...]], Cell]] = {
    "happening": lambda one, _: one.id,
    "code": lambda _, codes: codes[0],
    "code_first": lambda _, codes: _parts(codes[0])[0],
    "code_rest": lambda _, codes: _parts(codes[0])[1] or None,
    "other_codes": lambda _, codes: "; ".join(codes[1:]) or None,
    "date_from": lambda one, _: one.date_from,
    "date_to": lambda one, _: one.date_to,
    "day": lambda one, _: one.date_from if _days(one) == 0 else None,
    "start": lambda one, _: one.date_from if _time_precision(one) else None,
    "year": lambda one, _: one.date_from[:4] if one.date_from and one.date_to and one.date_from[:4] == one.date_to[:4] else None,
    "time_precision": lambda one, _: _time_precision(one),
    "geo_precision": lambda one, _: _GEO.get(one.row.place_precision or "") if one.places == 1 else None,
    "exact_latitude": lambda one, _: one.row.latitude if one.is_exact else None,
    "exact_longitude": lambda one, _: one.row.longitude if one.is_exact else None,
    "publishers": lambda one, _: "; ".join(one.publishers) or None,
    "urls": lambda one, _: " ".join(one.urls) or None,
    "origins": lambda one, _: "; ".join(one.origins) or None,
    "origin_number": lambda one, _: len(one.origins),
    "denied": lambda one, _: "yes" if one.is_denied else None,
    "deaths": lambda one, _: _deaths(one),
    "lost": lambda one, _: _lost(one),
}  # fmt: skip
