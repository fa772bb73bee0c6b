"""Rows of sheets to which of them stand: of one record the latest row that was imported and not undone.

A report that came only by rows that no longer stand is withdrawn: it leaves the view, and all that is kept of it stays.
Undoing the later import brings it back. What people decided on an act goes with the act, to whichever row tells it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct
from sqlalchemy import Connection, Row, select

from onrecord.store.current import standing_in
from onrecord.store.schema import import_rows, imports, readings

_AT_ONCE = 400


class Import(Struct, frozen=True, kw_only=True):
    """A sheet that was imported: by whom, when, and how it was read; `mapping` is JSON, `rows` how many there are."""

    id: str
    number: int
    at: str
    who: str
    name: str
    address: str
    snapshot: str
    mapping: str
    rows: int
    supersedes: str | None = None


def imported(connection: Connection) -> list[Import]:
    """The imports that stand, in the order in which they were begun; undoings and what they undid are left out."""
    rows = connection.execute(select(*(imports.c[name] for name in Import.__struct_fields__))).mappings()
    return [one for one in standing_in((Import(**row) for row in rows), are_undoings=True) if not one.supersedes]


def withdrawn(connection: Connection, reports: Collection[str]) -> set[str]:
    """Those of some reports that came by rows of sheets alone, none of which stands."""
    told = _rows_of(connection, reports)
    if not told:
        return set()
    standing = {one.id: one for one in imported(connection)}
    here = [row for row in told if row.import_id in standing]
    latest = _latest(connection, here, standing)
    left = {
        row.report for row in here if row.key is None or latest[standing[row.import_id].name, row.key] == row.report
    }
    gone = {row.report for row in told} - left
    return gone - set(connection.scalars(select(readings.c.report).where(readings.c.report.in_(gone))))


def latest_of(connection: Connection, name: str, keys: Iterable[str]) -> dict[str, str]:
    """By key, the report that tells of this record of the mapping `name` now."""
    standing = {one.id: one for one in imported(connection) if one.name == name}
    found: dict[str, tuple[tuple[int, int], str]] = {}
    for row in _with_keys(connection, keys):
        if row.import_id in standing and row.report:
            place = (standing[row.import_id].number, row.row)
            found[row.key] = max(found.get(row.key, (place, row.report)), (place, row.report))
    return {key: report for key, (_, report) in found.items()}


def siblings(connection: Connection, reports: Collection[str]) -> dict[str, set[str]]:
    """For each of some reports, the others that tell of the same record, whether they stand or not."""
    mine = {(row.name, row.key): row.report for row in _rows_of(connection, reports) if row.key is not None}
    found: dict[str, set[str]] = {}
    for row in _with_keys(connection, {key for _, key in mine}):
        report = mine.get((row.name, row.key))
        if report and row.report and row.report != report:
            found.setdefault(report, set()).add(row.report)
    return found


def sheets_of(connection: Connection, report: str) -> list[str]:
    """The snapshots of the sheets that a report was a row of."""
    query = select(imports.c.snapshot).join(import_rows, import_rows.c.import_id == imports.c.id)
    return sorted(set(connection.scalars(query.where(import_rows.c.report == report))))


def _latest(
    connection: Connection, rows: Iterable[Row[tuple[str, ...]]], standing: dict[str, Import]
) -> dict[tuple[str, str], str]:
    """By mapping and key, the report of the latest row that stands."""
    keys: dict[str, set[str]] = {}
    for row in rows:
        if row.key is not None:
            keys.setdefault(standing[row.import_id].name, set()).add(row.key)
    return {
        (name, key): report
        for name, wanted in keys.items()
        for key, report in latest_of(connection, name, wanted).items()
    }


def _rows_of(connection: Connection, reports: Collection[str]) -> list[Row[tuple[str, ...]]]:
    columns = (import_rows.c.import_id, import_rows.c.key, import_rows.c.report, imports.c.name)
    query = select(*columns).join(imports, imports.c.id == import_rows.c.import_id)
    return list(connection.execute(query.where(import_rows.c.report.in_(reports))))


def _with_keys(connection: Connection, keys: Iterable[str]) -> list[Row[tuple[str, ...]]]:
    """Every row with one of these keys, of whatever mapping."""
    wanted = sorted(keys)
    columns = (import_rows.c.import_id, import_rows.c.row, import_rows.c.key, import_rows.c.report, imports.c.name)
    query = select(*columns).join(imports, imports.c.id == import_rows.c.import_id)
    found: list[Row[tuple[str, ...]]] = []
    for start in range(0, len(wanted), _AT_ONCE):
        found += connection.execute(query.where(import_rows.c.key.in_(wanted[start : start + _AT_ONCE])))
    return found
