"""A sheet to a mapping that a person may take or change: by its kind, else by its columns' names and their values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Table
from itertools import islice
from pathlib import PurePath

import msgspec
from msgspec import Struct

from onrecord.codebook import act_types
from onrecord.errors import InputError
from onrecord.importing.crosswalks import General, general, known
from onrecord.importing.kinds import kind_in
from onrecord.importing.mapping import About, ActMap, From, HowMany, Mapping, People, When, Where, fitted
from onrecord.importing.sheets import Sheet, SheetRow
from onrecord.letters import plain

SAMPLE = 2000
"""Rows that are looked at."""
_ENOUGH = 0.5
"""The share of the values of a column that must be known words for acts."""
_LANGUAGE = re.compile(r"(.+?)__([a-z]{2,3})\Z")
_BRACKET = re.compile(r"\s*\([^)]*\)\s*\Z")
_MARKS = re.compile(r"[\s._-]+")
_TWO_DAYS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]\d{4}\b")
_WORDS = re.compile(r"[a-z]+(?:[ -][a-z]+)?")
_ADVICE = (
    "Say what each row tells with --type (such as --type killing), or write a mapping and give it with --mapping;"
    " docs/how-to/import.md shows one."
)


def propose(sheet: Sheet, *, type: str | None = None) -> Mapping:
    """How to read a sheet, by its columns and what stands in them.

    `type` is what every row tells, where no column says it. Raises InputError when the sheet is of a kind that tells no
    acts, or nothing says what was done.
    """
    kind = known(sheet.columns)
    if kind and kind.refuse and type is None:
        raise InputError(f"{sheet.name} is {kind.title}: {kind.refuse}.")
    made = kind.mapping and fitted(kind.mapping, {one.casefold(): one for one in sheet.columns}) if kind else None
    if made is None or (type and not made.acts):
        made = _by_names(sheet, type)
    return msgspec.structs.replace(made, columns=sheet.columns)


def keyed(mapping: Mapping, sheet: Sheet, key: str) -> Mapping:
    """The mapping with another column as its key. Raises InputError when the sheet has none of that name."""
    for column in sheet.columns:
        if column.casefold() == key.strip().casefold():
            return msgspec.structs.replace(mapping, key=(column,))
    raise InputError(f"{sheet.name} has no column `{key}`: it has {', '.join(sheet.columns)}")


class _Columns(Struct, frozen=True):
    """The columns of a sheet by their plain names, those of one thing in several languages together."""

    by_name: dict[str, str]
    others: dict[str, tuple[str, ...]]

    def first(self, names: Iterable[str]) -> str | None:
        """The column with the first of these names that is there."""
        return next((self.by_name[name] for name in names if name in self.by_name), None)


def _by_names(sheet: Sheet, type: str | None) -> Mapping:
    usual, rows = general(), list(islice(sheet.rows(), SAMPLE))
    columns = _columns(sheet)
    found = {slot: columns.first(map(_plain, names)) for slot, names in usual.columns.items()}
    kind = From(value=_checked(type)) if type else _type(sheet, rows, found["type"], usual)
    separator = "|" if any("|" in cell for row in rows for cell in row.cells.values()) else ";"
    return Mapping(
        name=_plain(PurePath(sheet.name).stem).replace(" ", "-") or "sheet",
        key=_key(sheet, found["key"] or found["url"]),
        separator=separator,
        day_first=_day_first(rows, found),
        report=About(**{slot: found[slot] for slot in ("title", "published", "updated", "language", "url")}),
        acts=(_act(columns, found, kind, usual),),
    )


def _act(columns: _Columns, found: Table[str, str | None], kind: From, usual: General) -> ActMap:
    return ActMap(
        type=kind,
        subtype=found["subtype"],
        date=_when(found),
        place=_where(found),
        actors=_people(columns, found["actors"], ()),
        affected=_people(columns, found["affected"], usual.other_names, age=found["age"]),
        count=HowMany(told=From(column=found["count"])) if found["count"] else None,
        charge=found["charge"],
        penalties=found["penalties"],
        source=_people(columns, found["source"], ()),
        words=(found["words"],) if found["words"] else (),
    )


def _columns(sheet: Sheet) -> _Columns:
    by_name: dict[str, str] = {}
    forms: dict[str, list[tuple[str, str]]] = {}
    for column in sheet.columns:
        if told := _LANGUAGE.match(column.casefold()):
            forms.setdefault(_plain(told[1]), []).append((told[2], column))
        by_name.setdefault(_plain(column), column)
    others: dict[str, tuple[str, ...]] = {}
    for name, told_in in forms.items():
        first = min(told_in, key=lambda one: one[0] != "en")[1]
        by_name.setdefault(name, first)
        others[first] = tuple(column for _, column in told_in if column != first)
    return _Columns(by_name, others)


def _plain(name: str) -> str:
    return _MARKS.sub(" ", _BRACKET.sub("", plain(name))).strip()


def _when(found: Table[str, str | None]) -> When | None:
    first, last = found["date_from"], found["date_until"]
    if first and last:
        return When(column=first, until=last, year=found["year"])
    column = found["date"] or first or found["year"]
    return When(column=column, year=found["year"] if found["year"] != column else None) if column else None


def _where(found: Table[str, str | None]) -> Where | None:
    told = {name: found[name] for name in ("admin1", "country", "lat", "lon", "point")}
    name = found["place"]
    alone = name and not any((told["admin1"], told["country"]))
    place = {"full" if alone else "name": name} if name else {}
    return Where(**told, **place) if any((*told.values(), name)) else None


def _people(
    columns: _Columns, column: str | None, other_names: Iterable[str], age: str | None = None
) -> tuple[People, ...]:
    if column is None:
        return ()
    more = [columns.first([_plain(name)]) for name in other_names]
    others = dict.fromkeys((*columns.others.get(column, ()), *(one for one in more if one and one != column)))
    return (People(column=column, others=tuple(others), age=age),)


def _checked(type: str) -> str:
    kind_in(type, column="--type")
    return type


def _type(sheet: Sheet, rows: list[SheetRow], column: str | None, usual: General) -> From:
    """The column that says what was done, with what its values stand for; else what the file's name says."""
    for named in dict.fromkeys((column, *_worded(sheet.columns))):
        told = codes(rows, named, usual) if named else {}
        if told and sum(code is not None for code in told.values()) >= _ENOUGH * len(told):
            return From(column=named, codes=told)
    name = _plain(PurePath(sheet.name).stem)
    words = [word for run in _WORDS.findall(name) for word in (run, *run.split())]
    kinds = list(dict.fromkeys(kind for word in words if (kind := _words_for(usual).get(word))))
    if len(kinds) == 1:
        return From(value=kinds[0])
    raise InputError(
        f"Nothing in {sheet.name} says what was done: no column holds act types or words for them. {_ADVICE}"
    )


def _worded(columns: Iterable[str]) -> list[str]:
    """Columns that may say what was done under a longer name."""
    return [
        one for one in columns if {"type", "violation", "category", "status", "act", "event"} & set(_plain(one).split())
    ]


def codes(rows: list[SheetRow], column: str, usual: General) -> dict[str, str | None]:
    """What each word of a column is taken for; none of a column with more words than a code has."""
    values = dict.fromkeys(row.cells[column] for row in rows if column in row.cells)
    if len(values) > 200:
        return {}
    return {value: _code(value, usual) for value in values}


def _code(value: str, usual: General) -> str | None:
    """The act type that a word stands for: its own name, its label, or a usual word for it."""
    low = _MARKS.sub(" ", plain(value)).strip()
    for name, kind in act_types().items():
        if low in (name.replace("_", " "), kind.label):
            return name
        if low in kind.subtypes:
            return f"{name}/{low}"
    return _words_for(usual).get(low)


def _words_for(usual: General) -> dict[str, str]:
    return {word: kind for kind, words in usual.types.items() for word in words}


def _key(sheet: Sheet, column: str | None) -> tuple[str, ...]:
    """The column that names a record, if no two rows have the same in it."""
    if column is None:
        return ()
    seen: set[str] = set()
    for row in sheet.rows():
        told = row.cells.get(column)
        if told is None or told in seen:
            return ()
        seen.add(told)
    return (column,)


def _day_first(rows: list[SheetRow], found: Table[str, str | None]) -> bool | None:
    """Which of two numbers is the day, if some row can be read one way only."""
    columns = [found[slot] for slot in ("date", "date_from", "date_until") if found[slot]]
    told = [match for row in rows for column in columns if (match := _TWO_DAYS.match(row.cells.get(column or "", "")))]
    first, second = any(int(one[1]) > 12 for one in told), any(int(one[2]) > 12 for one in told)
    return first if first != second else None
