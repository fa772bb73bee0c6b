"""A row of a sheet to a report of its own, with the acts that its mapping finds in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TypeVar

from msgspec import Struct

from onrecord.errors import BadCell
from onrecord.importing.acts import act_of, tells
from onrecord.importing.cells import Cells
from onrecord.importing.hints import with_hints
from onrecord.importing.mapping import About, ActMap, Mapping, taken
from onrecord.importing.parties import Cast
from onrecord.importing.sheets import SheetRow
from onrecord.model import Act, Coded, Particulars, Report
from onrecord.reading.published import when

_KEY_BETWEEN = " | "
Value = TypeVar("Value")


class Problem(Struct, frozen=True):
    """What cannot be used in a row: the column, where it is one, and what to do."""

    row: int
    column: str | None
    reason: str

    def __str__(self) -> str:
        return f"row {self.row}" + (f", column {self.column}" if self.column else "") + f": {self.reason}"


class Read(Struct, frozen=True, kw_only=True):
    """A row as it was read; without a report when it cannot be used, and then `problems` say why."""

    row: int
    key: str | None = None
    report: Report | None = None
    coded: Coded | None = None
    act_ids: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_row(row: SheetRow, mapping: Mapping) -> Read:
    """The report that a row is, its acts, and its key; or what is wrong with it, all of it at once."""
    if row.problem:
        return Read(row=row.number, problems=(Problem(row.number, None, row.problem),))
    cells = Cells(row, mapping)
    faults = _Faults(row.number)
    key = faults.watched(lambda: _key(cells, mapping))
    told = [one for one in mapping.acts if faults.watched(lambda one=one: tells(cells, one))]  # type: ignore[misc]
    if not told and not faults.found:
        faults.add(_untold(cells, mapping))
    cast = Cast()
    found = list(_acts(cells, mapping, told, cast, faults))
    particulars = faults.watched(lambda: _particulars(cells, mapping.report)) or Particulars()
    if faults.found and (mapping.unreadable == "refuse" or not found):
        return Read(row=row.number, key=key, problems=tuple(faults.found))
    report = _report(cells, key or str(row.number), particulars, cells.value(taken(mapping.report.url)))
    coded = Coded(
        id=report.id,
        text_sha256=report.sha256,
        coder=mapping.coder,
        flags=tuple(f"not read: {one.column}: {one.reason}" for one in faults.found),
        report=particulars,
        acts=tuple(act for _, act in found),
        persons=with_hints(cells, found, cast.persons()),
    )
    ids = (cells.text(mapping.act_ids) or "",) if mapping.act_ids else ()
    return Read(row=row.number, key=key, report=report, coded=coded, act_ids=tuple(filter(None, ids)))


class _Faults:
    """The problems of one row as they are met."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.found: list[Problem] = []

    def watched(self, read: Callable[[], Value]) -> Value | None:
        """What `read` gives; None, and the problem noted, where a cell cannot be read."""
        try:
            return read()
        except BadCell as error:
            self.add(error)
            return None

    def add(self, error: BadCell) -> None:
        self.found.append(Problem(self.row, error.column or None, str(error)))


def _acts(
    cells: Cells, mapping: Mapping, told: list[ActMap], cast: Cast, faults: _Faults
) -> Iterator[tuple[ActMap, Act]]:
    for number, one in enumerate(told, 1):
        act = act_of(cells, one, mapping, cast, id=f"a{number}", watched=faults.watched)
        if act:
            yield one, act


def _key(cells: Cells, mapping: Mapping) -> str | None:
    if not mapping.key:
        return None
    parts = []
    for column in mapping.key:
        told = cells.text(column)
        if told is None:
            raise BadCell("the key is empty: give the row one, or import with another --key", column=column)
        parts.append(told)
    return _KEY_BETWEEN.join(parts)


def _untold(cells: Cells, mapping: Mapping) -> BadCell:
    """Why a row tells none of the acts of its mapping."""
    sources = [source for one in mapping.acts if (source := taken(one.type))]
    for source in sources:
        told = cells.text(source.column)
        if told and source.codes:
            if any(cells.has_code(other) for other in sources):
                return BadCell(
                    f"`{told[:60]}` is no act of the codebook: leave it, or give it a type under `codes` in the mapping",
                    column=source.column or "",
                )
            return BadCell(
                f"`{told[:60]}` has no act type: add it to `codes` of this column in the mapping",
                column=source.column or "",
            )
    column = next((source.column for source in sources if source.column), "") or ""
    return BadCell("nothing says what was done: fill the cell, or give the type in the mapping", column=column)


def _particulars(cells: Cells, about: About) -> Particulars:
    published, updated = (cells.value(taken(one)) for one in (about.published, about.updated))
    return Particulars(
        title=cells.value(taken(about.title)),
        publisher=cells.value(taken(about.publisher)),
        agency=cells.value(taken(about.agency)),
        published=_moment(published),
        updated=_moment(updated),
        language=cells.value(taken(about.language)),
    )


def _moment(told: str | None) -> str | None:
    """A date of publication as precise as told; one that cannot be read for certain is left out."""
    if told is None:
        return None
    stamp = f"{told[:8]}T{told[8:14]}Z" if len(told) == 14 and told.isdigit() else told
    return when(stamp)


def _report(cells: Cells, id: str, particulars: Particulars, url: str | None) -> Report:
    return Report(
        id=id,
        text=cells.whole,
        sha256=sha256(cells.whole.encode()).hexdigest(),
        particulars=particulars,
        passages=cells.passages(),
        url=url,
        kind="sheet row",
    )
