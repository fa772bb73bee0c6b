"""What happenings count as to tables of totals, in which small numbers, and those by which they could be worked out, are withheld."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.publishing.release.attacker import TOTAL, Attack, Bounds, Cell, Table, equations
from onrecord.publishing.release.lines import IncidentLine
from onrecord.publishing.release.planning import Plan
from onrecord.publishing.release.policy import Small

By: TypeAlias = Literal["type", "country"]
TABLES: tuple[By, ...] = ("type", "country")
"""What is counted by year."""
NOT_TOLD = "not told"


class Totals(Struct, frozen=True, kw_only=True):
    """A table of totals: as it is published, and which of its withheld numbers are those to be guarded."""

    table: Table
    small: frozenset[Cell]


class Narrow(Struct, frozen=True):
    """A withheld number that can be worked out too nearly."""

    by: str
    cell: Cell
    bounds: Bounds


def totals(plan: Plan, by: By, small: Small, earlier: Sequence[Totals] = ()) -> Totals | None:
    """The table with as little withheld as guards every small number, by the attacker's own sums; None where nothing guards them."""
    true, seen = _true(plan, by), _seen(plan.incidents.values(), by)
    last = earlier[-1] if earlier else None
    to_guard = frozenset(_small(true, seen, small.k, last))
    hidden = set(to_guard)
    while True:
        table = Table({cell: None if cell in hidden else value for cell, value in true.items()}, seen)
        made = Totals(table=table, small=to_guard)
        if not (narrow := too_narrow(by, made, earlier, small.range)):
            return made
        more = {found for one in narrow if (found := _beside(one.cell, table, true)) is not None}
        if not more:
            return None
        hidden |= more


def too_narrow(by: str, made: Totals, earlier: Sequence[Totals], width: int) -> list[Narrow]:
    """The small numbers, of this release and of those before, whose bounds lie nearer to each other than `width`."""
    every = [*earlier, made]
    if not any(one.small for one in every):
        return []
    found: list[Narrow] = []
    for chain in ([made], every) if earlier else ([made],):
        attack = Attack([one.table for one in chain])
        if not attack.is_possible:  # something was taken out since
            attack = Attack([one.table for one in chain], grows=False)
        for n, one in enumerate(chain):
            told = ((cell, attack.bounds(n, cell)) for cell in sorted(one.small))
            found += [Narrow(by, cell, bounds) for cell, bounds in told if bounds.width < width - 1e-6]
    return found


def _true(plan: Plan, by: By) -> Counter[Cell]:
    return _added((getattr(one, by) or NOT_TOLD, one.year or NOT_TOLD) for one in plan.counted.values())


def _seen(lines: Iterable[IncidentLine], by: By) -> Counter[Cell]:
    """How many lines tell in which cell they lie; one that tells only its row or column counts to that total."""
    counted: Counter[Cell] = Counter()
    for line in lines:
        row, year = getattr(line, by) or "", year_of(line)
        counted.update({(row or TOTAL, year or TOTAL), (row or TOTAL, TOTAL), (TOTAL, year or TOTAL), (TOTAL, TOTAL)})
    return counted


def year_of(line: IncidentLine) -> str:
    """The year that a line tells; empty where it tells none, or several."""
    ends = {end[:4] for end in (line.date or "").split("/")}
    return ends.pop() if len(ends) == 1 else ""


def _added(cells: Iterable[Cell]) -> Counter[Cell]:
    counted: Counter[Cell] = Counter()
    for row, column in cells:
        counted.update([(row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)])
    return counted


def _small(true: Mapping[Cell, int], seen: Mapping[Cell, int], k: int, last: Totals | None) -> Iterator[Cell]:
    """Cells of which fewer than k are not to be seen as lines, or fewer than k more than in the release before."""
    for cell, value in true.items():
        unseen = value - seen.get(cell, 0)
        before = last.table.values.get(cell, 0) if last else None
        grown = unseen - before + last.table.seen.get(cell, 0) if last and before and unseen else 0
        if 0 < unseen < k or 0 < abs(grown) < k:
            yield cell


def _beside(cell: Cell, table: Table, true: Mapping[Cell, int]) -> Cell | None:
    """The smallest published number in the sum of a withheld one in which fewest are withheld."""
    sums = [[whole, *parts] for whole, parts in equations(table) if cell == whole or cell in parts]
    sums.sort(key=lambda some: sum(table.values.get(one) is None for one in some))
    for some in sums:
        told = [one for one in some if table.values.get(one) is not None and one in true]
        if told:
            return min(told, key=lambda one: (TOTAL in one, true[one], one))
    others = [one for one, value in table.values.items() if value is not None]
    return min(others, key=lambda one: (TOTAL in one, true.get(one, 0), one), default=None)
