"""A mapping to the column that each slot is filled from, and a changed choice of columns back to a mapping.

What a mapping says beside the column of a slot (codes, other languages, how exact) stays as long as its column does. Only the
first act of a row is shown so; a mapping of several acts is changed as a file.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Table
from itertools import islice
from typing import Any, TypeAlias

from msgspec.structs import replace

from onrecord.importing.crosswalks import general
from onrecord.importing.mapping import ActMap, From, HowMany, Mapping, People, When, Where, people, taken
from onrecord.importing.proposing import SAMPLE, codes
from onrecord.importing.sheets import Sheet

Column: TypeAlias = str | None

_REPORT = ("title", "publisher", "published", "updated", "language", "url")
_PLAIN = ("subtype", "realis", "charge", "penalties")
_PARTIES = ("actors", "affected", "source")
_WHEN = {"date": "column", "until": "until", "year": "year"}
_WHERE = ("admin1", "country", "lat", "lon", "point")
SLOTS = ("key", "type", "date", "until", "year", "place", *_WHERE, "actors", "affected", "age", "count", *_PLAIN, "source", "words", *_REPORT)  # fmt: skip
"""Every slot that a column can be chosen for, in the order of a form."""


def slots_of(mapping: Mapping) -> dict[str, Column]:
    """The column of each slot; None of one that nothing fills."""
    act, date, place = mapping.acts[0], _when(mapping.acts[0]), _where(mapping.acts[0])
    return {
        "key": next(iter(mapping.key), None),
        "type": _column(act.type),
        **{slot: getattr(date, field) for slot, field in _WHEN.items()},
        "place": place.full or place.name,
        **{slot: _column(getattr(place, slot)) for slot in _WHERE},
        **{slot: _first(getattr(act, slot)).column for slot in _PARTIES},
        "age": _first(act.affected).age,
        "count": act.count.told.column if isinstance(act.count, HowMany) and act.count.told else _column(act.count),
        **{slot: _column(getattr(act, slot)) for slot in _PLAIN},
        "words": next(iter(act.words), None),
        **{slot: _column(getattr(mapping.report, slot)) for slot in _REPORT},
    }


def with_slots(mapping: Mapping, sheet: Sheet, chosen: Table[str, Column]) -> Mapping:
    """The mapping with other columns for some slots; a column for the type has its words looked up anew."""
    before = slots_of(mapping)
    for slot, column in chosen.items():
        if slot not in before or before[slot] == column:
            continue
        if slot == "key":
            mapping = replace(mapping, key=(column,) if column else ())
        elif slot in _REPORT:
            mapping = replace(mapping, report=replace(mapping.report, **{slot: column}))
        elif slot != "type":
            mapping = _with_act(mapping, _SET.get(slot, _plain)(mapping.acts[0], slot, column))
        elif column:
            told = From(column=column, codes=codes_for(sheet, column))
            mapping = _with_act(mapping, replace(mapping.acts[0], type=told))
    return mapping


def with_type(mapping: Mapping, type: str) -> Mapping:
    """The mapping for a sheet whose rows all tell the same."""
    return _with_act(mapping, replace(mapping.acts[0], type=From(value=type)))


def with_codes(mapping: Mapping, told: dict[str, str | None]) -> Mapping:
    """The mapping with other acts for words of the column that tells the type."""
    source = taken(mapping.acts[0].type) or From()
    return _with_act(mapping, replace(mapping.acts[0], type=replace(source, codes={**source.codes, **told})))


def codes_for(sheet: Sheet, column: str) -> dict[str, str | None]:
    """What each word of a column is taken for; None of one that is no act."""
    return codes(list(islice(sheet.rows(), SAMPLE)), column, general())


def _with_act(mapping: Mapping, act: ActMap) -> Mapping:
    return replace(mapping, acts=(act, *mapping.acts[1:]))


def _column(told: Any) -> Column:
    return (taken(told) or From()).column if told is None or isinstance(told, str | From) else None


def _first(told: tuple[str | People, ...]) -> People:
    return people(told[0]) if told else People()


def _when(act: ActMap) -> When:
    return When(column=act.date) if isinstance(act.date, str) else act.date or When()


def _where(act: ActMap) -> Where:
    return Where(name=act.place) if isinstance(act.place, str) else act.place or Where()


def _plain(act: ActMap, slot: str, column: Column) -> ActMap:
    return replace(act, **{slot: column})


def _date(act: ActMap, slot: str, column: Column) -> ActMap:
    made = replace(_when(act), **{_WHEN[slot]: column})
    return replace(act, date=made if made != When() else None)


def _place(act: ActMap, slot: str, column: Column) -> ActMap:
    place = _where(act)
    if slot == "place":
        is_full = bool(place.full) or not (place.admin1 or place.country)
        made = replace(place, full=column if is_full else None, name=None if is_full else column)
    else:
        made = replace(place, **{slot: column})
    return replace(act, place=made if made != Where() else None)


def _party(act: ActMap, slot: str, column: Column) -> ActMap:
    told = getattr(act, slot)
    first = (replace(_first(told), column=column, others=()),) if column else ()
    return replace(act, **{slot: (*first, *told[1:])})


def _age(act: ActMap, _: str, column: Column) -> ActMap:
    if not act.affected:
        return act
    return replace(act, affected=(replace(_first(act.affected), age=column), *act.affected[1:]))


def _count(act: ActMap, _: str, column: Column) -> ActMap:
    return replace(act, count=HowMany(told=From(column=column)) if column else None)


def _words(act: ActMap, _: str, column: Column) -> ActMap:
    return replace(act, words=(*((column,) if column else ()), *act.words[1:]))


_SET: dict[str, Callable[[ActMap, str, Column], ActMap]] = {
    **dict.fromkeys(_WHEN, _date),
    **dict.fromkeys(("place", *_WHERE), _place),
    **dict.fromkeys(_PARTIES, _party),
    "age": _age,
    "count": _count,
    "words": _words,
}
