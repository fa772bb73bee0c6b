"""Happenings to a table: how many there are for each value of one slot, or of two, at least and at most, and what they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.analysis.counted import NOT_TOLD, SEVERAL, TIMES, Happening, Slot, may_fall, told
from onrecord.codebook import act_types
from onrecord.dates import months
from onrecord.linking import incidents
from onrecord.linking.incidents import Range

Called: TypeAlias = Literal["victims", "affected", "participants"]
Key: TypeAlias = tuple[str, ...]
_VAGUE_DAYS = 366
"""Days that span more give no rows of their own; they stay possible in those that are there."""


class People(Struct, frozen=True):
    """How many people, least and most (None where some end is open), and what they may be called."""

    least: int
    most: int | None
    called: Called


class Cell(Struct, frozen=True, kw_only=True):
    """One value of each slot, and the happenings that have it."""

    values: Key
    least: int
    """Happenings of which all accounts allow nothing else."""
    most: int
    """With those that may have it as well."""
    people: People | None
    """None where the happenings are of several types: the same people are arrested and then charged."""
    persons: int
    """Different named persons to whom it was done, of those that have it for certain."""
    reports: int
    origins: int
    """Independent origins, by their names."""
    on_one_word: int
    """Happenings that rest on one origin."""
    denied: int
    published: int | None = None
    """Reports published in that month or year, on whatever they tell."""


class Coverage(Struct, frozen=True, kw_only=True):
    """What a table or a picture rests on, and what it cannot show."""

    happenings: int
    acts: int
    reports: int
    origins: int
    on_one_word: int
    denied: int
    undated: int
    vaguely_dated: int
    """Of which no single month is told."""
    unplaced: int
    gaps: tuple[str, ...]
    """Months between the first and the last report published, in which none was."""


class Table(Struct, frozen=True, kw_only=True):
    """The cells in order, those of what is not told last, and what they rest on."""

    by: tuple[Slot, ...]
    cells: tuple[Cell, ...]
    least: int
    most: int
    labels: dict[str, str]
    """Names of persons, groups and actors by the key that stands for them."""
    coverage: Coverage


def table(
    happenings: Iterable[tuple[Happening, bool]],
    by: Sequence[Slot],
    *,
    labels: Mapping[str, str] = {},
    published: Mapping[str, int] = {},
) -> Table:
    """The table of happenings, each with whether it is certain that it is one of those asked for.

    `published` are the reports by month (`2021-07`), whatever they tell.
    """
    every = list(happenings)
    rows = [_values(every, slot) for slot in by]
    if len(by) == 1:
        rows[0] |= frozenset(_missing(rows[0], by[0]))
    certain: dict[Key, list[Happening]] = defaultdict(list)
    possible: dict[Key, list[Happening]] = defaultdict(list)
    for one, sure in every:
        sides = [_placed(one, slot, seen) for slot, seen in zip(by, rows, strict=True)]
        for key in product(*(may for _, may in sides)):
            possible[key].append(one)
            if sure and all(value in must for value, (must, _) in zip(key, sides, strict=True)):
                certain[key].append(one)
    keys = {*possible, *((row,) for row in rows[0] if len(by) == 1)}
    cells = [_cell(key, by, certain[key], possible[key], published) for key in keys]
    shown = {value for one in cells for value in one.values}
    return Table(
        by=tuple(by),
        cells=tuple(sorted(cells, key=lambda one: _order(one, by))),
        least=sum(sure for _, sure in every),
        most=len(every),
        labels={key: label for key, label in labels.items() if key in shown},
        coverage=coverage([one for one, _ in every], published),
    )


def _values(every: Iterable[tuple[Happening, bool]], slot: Slot) -> frozenset[str]:
    """The values that have a row."""
    found: set[str] = set()
    for one, _ in every:
        days = one.days
        if slot in TIMES and days and days.first and days.last and (days.last - days.first).days > _VAGUE_DAYS:
            continue
        found |= told(one, slot).possible
    return frozenset(found)


def _placed(one: Happening, slot: Slot, rows: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The rows that it stands in for certain, and those that it may stand in; what has none stands in that of what is not told."""
    values = told(one, slot)
    if slot in TIMES and one.days:
        may = frozenset(row for row in rows if may_fall(one.days, row)) if not values.certain else values.possible
        must = values.certain or frozenset({NOT_TOLD})
        return must, may | must
    if not values.possible:
        return frozenset({NOT_TOLD}), frozenset({NOT_TOLD})
    return values.certain, values.possible


def _missing(rows: frozenset[str], slot: Slot) -> Iterator[str]:
    """The months or years without any between the first and the last."""
    if slot not in TIMES or not rows:
        return
    first, last = min(rows), max(rows)
    if slot == "year":
        yield from (f"{year:04}" for year in range(int(first), int(last)) if f"{year:04}" not in rows)
    else:
        yield from (month for month in months(first, last) if month not in rows)


def _cell(
    key: Key,
    by: Sequence[Slot],
    certain: Sequence[Happening],
    possible: Sequence[Happening],
    published: Mapping[str, int],
) -> Cell:
    return Cell(
        values=key,
        least=len(certain),
        most=len(possible),
        people=None if "person" in by else people(certain, possible),
        persons=len(frozenset[str]().union(*(one.persons for one in certain))),
        reports=len(frozenset[str]().union(*(one.reports for one in certain))),
        origins=len({origin.name for one in certain for origin in one.origins}),
        on_one_word=sum(len(one.origins) == 1 for one in certain),
        denied=sum(one.is_denied for one in certain),
        published=_published(key[0], published) if by[0] in TIMES and key[0] else None,
    )


def _published(period: str, published: Mapping[str, int]) -> int:
    return sum(number for month, number in published.items() if month.startswith(period))


def people(certain: Sequence[Happening], possible: Sequence[Happening]) -> People | None:
    """How many people these are told as done to, no total added to its parts; None for happenings of several types, or of none."""
    types = {value for one in possible for value in one.slots["type"].possible}
    if len(types) != 1:
        return None
    [type_] = types
    least, most = _counted(possible, type_)
    if len(certain) < len(possible):
        least, _ = _counted(certain, type_)
    return People(least, most, called(type_))


def _counted(happenings: Iterable[Happening], type_: str) -> Range:
    done = (one.gathered for one in happenings if "actual" in one.slots["realis"].certain)
    return incidents.counted(done, type_=type_)


def called(type_: str) -> Called:
    """What those may be called to whom an act of this type was done: victims only where the codebook says so."""
    known = act_types().get(type_)
    return "participants" if type_ == "protest" else "victims" if known and known.victims else "affected"


def coverage(every: Sequence[Happening], published: Mapping[str, int]) -> Coverage:
    """What these happenings rest on."""
    told_months = sorted(month for month in published if len(month) == 7)
    return Coverage(
        happenings=len(every),
        acts=sum(len(one.acts) for one in every),
        reports=len(frozenset[str]().union(*(one.reports for one in every))),
        origins=len({origin.name for one in every for origin in one.origins}),
        on_one_word=sum(len(one.origins) == 1 for one in every),
        denied=sum(one.is_denied for one in every),
        undated=sum(one.days is None for one in every),
        vaguely_dated=sum(one.days is not None and not told(one, "month").certain for one in every),
        unplaced=sum(not one.places for one in every),
        gaps=tuple(month for month in months(told_months[0], told_months[-1]) if not published.get(month))
        if told_months
        else (),
    )


def _order(cell: Cell, by: Sequence[Slot]) -> tuple[object, ...]:
    """Times in their order, what is not told last; else the most frequent first, by the first slot."""
    parts: list[object] = []
    for value, slot in zip(cell.values, by, strict=True):
        parts += [value == NOT_TOLD, value if slot in TIMES or len(by) > 1 else -cell.least]
    return (*parts, -cell.least, -cell.most, cell.values)


def has_several(by: Iterable[Slot]) -> bool:
    """Whether one happening may stand in several cells for certain, so that cells add up to more than there are."""
    return any(slot in SEVERAL for slot in by)
