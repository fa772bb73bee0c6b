"""Rows of a sheet to reports that are kept; a row that tells of a known record anew takes the place of the one before.

Rows are kept some at a time, each time in one transaction with one entry in the audit log, so that an import that is
broken off goes on where it was. Nothing is changed or removed: an import is undone by a row that supersedes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, func, select

from onrecord.errors import UnknownItem
from onrecord.model import Coded, Report, Snapshot
from onrecord.store import audit, ids, keeping, loading, versions, viewing
from onrecord.store.audit import Change
from onrecord.store.capturing import Capture
from onrecord.store.carrying import in_new_words
from onrecord.store.clock import now
from onrecord.store.current import Decision
from onrecord.store.ids import tidied
from onrecord.store.keeping import Before
from onrecord.store.schema import import_rows, imports, reports
from onrecord.store.versions import Import
from onrecord.store.view import view_acts

RowStatus: TypeAlias = Literal["added", "updated", "unchanged", "refused"]


_AT_ONCE = 400
"""Reports that are taken out of the view together."""


class Brought(Struct, frozen=True, kw_only=True):
    """A row as it was read: its report and what is coded of it, or why it is refused."""

    row: int
    key: str | None = None
    report: Report | None = None
    coded: Coded | None = None
    acts: tuple[str, ...] = ()
    """The ids that its acts had in the collection they come from."""
    known: bool = False
    """Whether it is an act of this very collection, which holds the same already."""
    problem: str | None = None


class Undone(Struct, frozen=True, kw_only=True):
    """What the undoing of an import took out of the view, and what people had decided on it."""

    reports: int
    acts: int
    decisions: tuple[Decision, ...]


def begin(
    connection: Connection, made: Import, snapshot: Snapshot, *, who: str, capture: Capture | None = None
) -> Import:
    """The import under which the rows are to be kept: the same one that was broken off, else a new one."""
    if known := same(connection, made):
        if capture:
            keeping.capture_again(connection, snapshot, capture, who=who)
        return known
    [id] = ids.fresh(connection, imports.c.id, "I", 1)
    return _keep_import(connection, msgspec.structs.replace(made, id=id), snapshot, who=who, capture=capture)


def same(connection: Connection, made: Import) -> Import | None:
    """The import of the same bytes by the same mapping, if it stands."""
    told = (made.snapshot, made.name, made.mapping)
    fits = (one for one in versions.imported(connection) if (one.snapshot, one.name, one.mapping) == told)
    return next(fits, None)


def coded_here(connection: Connection, name: str, ids: Iterable[str]) -> set[str]:
    """Those of some acts that this collection has from elsewhere than rows imported under a name."""
    rows = select(import_rows.c.report).join(imports, imports.c.id == import_rows.c.import_id)
    rows = rows.where(imports.c.name == name, import_rows.c.report.is_not(None))
    return set(
        connection.scalars(select(view_acts.c.id).where(view_acts.c.id.in_(list(ids)), view_acts.c.report.not_in(rows)))
    )


def _keep_import(
    connection: Connection, made: Import, snapshot: Snapshot | None, *, who: str, capture: Capture | None = None
) -> Import:
    number = ids.next_number(connection, imports.c.number)
    kept = msgspec.structs.replace(made, number=number, at=now(), who=who)
    what = "import undone" if made.supersedes else "import begun"
    with audit.change(connection, what, made.supersedes or made.id, who=who) as change:
        if snapshot:
            keeping.keep_snapshot(change, snapshot, capture)
        change.keep(imports, [msgspec.structs.asdict(kept)])
    return kept


def rows_kept(connection: Connection, id: str, rows: Sequence[int] | None = None) -> dict[int, RowStatus]:
    """What became so far of the rows of an import, or of those with these numbers."""
    query = select(import_rows.c.row, import_rows.c.status).where(import_rows.c.import_id == id)
    if rows is not None:
        query = query.where(import_rows.c.row.in_(rows))
    return {row.row: row.status for row in connection.execute(query)}


def counts(connection: Connection, id: str) -> dict[RowStatus, int]:
    """How many rows of an import had each status."""
    query = select(import_rows.c.status, func.count().label("number")).where(import_rows.c.import_id == id)
    return {row.status: row.number for row in connection.execute(query.group_by(import_rows.c.status))}


def foresee(connection: Connection, name: str, brought: Sequence[Brought]) -> list[RowStatus]:
    """What would become of some rows, were they kept now."""
    told = [one.report.sha256 for one in brought if one.report]
    known = {row.text_sha256: row.id for row in _with_texts(connection, told)}
    latest = versions.latest_of(connection, name, [one.key for one in brought if one.key is not None])
    gone = versions.withdrawn(connection, list(known.values()))
    return [_status(connection, one, known, latest, gone) for one in brought]


def _status(
    connection: Connection, one: Brought, known: dict[str, str], latest: dict[str, str], gone: set[str]
) -> RowStatus:
    if one.report is None or one.coded is None:
        return "unchanged" if one.known else "refused"
    report, before = known.get(one.report.sha256), latest.get(one.key or "")
    if report and (report == before or (before is None and report not in gone)):
        return "unchanged" if keeping.coded_by(connection, report, one.coded.coder) else "updated"
    return "updated" if before else "added"


def keep_rows(connection: Connection, made: Import, brought: Sequence[Brought], *, who: str) -> list[RowStatus]:
    """Keeps some rows of an import, and tells what became of each; those that it has kept already stay as they are."""
    done = rows_kept(connection, made.id, [one.row for one in brought])
    left = [one for one in brought if one.row not in done]
    if left:
        done |= _keep(connection, made, left, who=who)
    return [done[one.row] for one in brought]


def _keep(connection: Connection, made: Import, brought: Sequence[Brought], *, who: str) -> dict[int, RowStatus]:
    told = foresee(connection, made.name, brought)
    latest = versions.latest_of(connection, made.name, [one.key for one in brought if one.key is not None])
    known = {row.text_sha256: row.id for row in _with_texts(connection, [r.report.sha256 for r in brought if r.report])}
    fresh = iter(ids.fresh(connection, reports.c.id, "R", len(brought)))
    rows, changed = [], dict[str, None]()
    with audit.change(connection, "rows imported", made.id, who=who) as change:
        for one, status in zip(brought, told, strict=True):
            id = None
            if one.report and one.coded:
                id = known.get(one.report.sha256)
                before = latest.get(one.key or "")
                if id is None:
                    id = known[one.report.sha256] = next(fresh)
                    change.keep(reports, [keeping.report_row(id, one.report)])
                    keeping.keep_coded(change, id, one.coded, _before(connection, one.coded, before), wanted=one.acts)
                elif status != "unchanged":
                    _code_again(change, id, one.coded, before)
                if status != "unchanged":
                    changed |= dict.fromkeys((*([before] if before else []), id))
            place = {"import_id": made.id, "row": one.row, "status": status}
            rows.append({**place, "key": one.key, "report": id, "problem": one.problem})
        change.keep(import_rows, rows)
    viewing.refresh_all(connection, list(changed))
    return {one.row: status for one, status in zip(brought, told, strict=True)}


def _code_again(change: Change, id: str, coded: Coded, before: str | None) -> None:
    """Another coding of a text that is kept, unless this very mapping has made it."""
    if not keeping.coded_by(change.connection, id, coded.coder):
        own = keeping.told_before(change.connection, id)
        earlier = _before(change.connection, coded, before if before != id else None)
        told = Before((*own.acts, *earlier.acts), (*own.persons, *earlier.persons))
        keeping.keep_coded(change, id, coded, told)


def _before(connection: Connection, coded: Coded, report: str | None) -> Before:
    """What the row that a new one takes the place of told, as far as the new one tells it too."""
    if report is None:
        return Before()
    earlier = keeping.told_before(connection, report)
    return Before(in_new_words(earlier.acts, coded.acts), in_new_words(earlier.persons, coded.persons))


def undo(connection: Connection, id: str, *, who: str) -> Undone:
    """Takes an import back: its rows leave the view, or give way to those they had replaced. Raises UnknownItem.

    All that it kept stays kept, and so does what people decided.
    """
    made = find(connection, id)
    query = select(import_rows.c.report).where(import_rows.c.import_id == made.id, import_rows.c.report.is_not(None))
    told = list(dict.fromkeys(connection.scalars(query.order_by(import_rows.c.row))))
    [fresh] = ids.fresh(connection, imports.c.id, "I", 1)
    taken_back = msgspec.structs.replace(made, id=fresh, mapping="", rows=0, supersedes=made.id)
    _keep_import(connection, taken_back, None, who=who)
    undone = Undone(reports=0, acts=0, decisions=())
    for start in range(0, len(told), _AT_ONCE):
        undone = _added(undone, _withdraw(connection, told[start : start + _AT_ONCE]))
    return undone


def _withdraw(connection: Connection, reports: Sequence[str]) -> Undone:
    """Makes the view of some reports of an undone import again."""
    gone = versions.withdrawn(connection, reports)
    acts = loading.acts_of(connection, gone)
    decided = [one for every in acts.values() for act in every for one in act.decisions]
    others = versions.siblings(connection, reports)
    in_place = dict.fromkeys(one for report in reports for one in (report, *sorted(others.get(report, ()))))
    viewing.refresh_all(connection, list(in_place))
    return Undone(reports=len(gone), acts=sum(map(len, acts.values())), decisions=tuple(decided))


def _added(one: Undone, more: Undone) -> Undone:
    return Undone(
        reports=one.reports + more.reports, acts=one.acts + more.acts, decisions=(*one.decisions, *more.decisions)
    )


def find(connection: Connection, id: str) -> Import:
    """The import with this id, if it stands. Raises UnknownItem, which lists those that do."""
    standing = versions.imported(connection)
    for one in standing:
        if one.id == tidied(id):
            return one
    known = "; ".join(f"{one.id} ({one.address}, {one.at[:10]})" for one in standing[-10:]) or "none"
    raise UnknownItem(f"There is no import {tidied(id)} that stands here: those that do are {known}.")


def _with_texts(connection: Connection, digests: Iterable[str]) -> list[Row[tuple[str, str]]]:
    query = select(reports.c.id, reports.c.text_sha256)
    return list(connection.execute(query.where(reports.c.text_sha256.in_(list(digests)))))
