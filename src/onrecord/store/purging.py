"""A report out of the collection for good: its text, its codings, what was decided on it, and the bytes it was read from.

What is left is a tombstone with the report's id and the ground, and the audit log, still whole: the entries that the
report came with are told anew without it, under new keys, so that no digest of what was there can be compared with
anything. The database is then written anew, so that nothing lies in freed pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from secrets import token_hex

import msgspec
from msgspec import Struct
from sqlalchemy import Column, ColumnElement, Connection, Table, and_, delete, func, or_, select, update

from onrecord.capture import seal
from onrecord.errors import UnknownItem
from onrecord.store import audit, capturing, guards, schema, versions, viewing
from onrecord.store.audit import Content
from onrecord.store.clock import now
from onrecord.store.ids import of_facilities, tidied
from onrecord.store.schema import (
    about,
    acts,
    assignments,
    attachments,
    captures,
    coding_runs,
    decisions,
    entry_keys,
    import_rows,
    imports,
    judgements,
    persons,
    protections,
    readings,
    refusals,
    release_lines,
    removals,
    reports,
    second_codings,
    second_judgements,
    snapshots,
    tombstones,
)

_FILES = "files to remove"
"""The key under which `about` tells which files a purge has still to remove."""
ASKED = "purge asked for"
"""What the log says of the first of two people who decide on a purge."""


class Purged(Struct, frozen=True):
    """What was taken out of the database."""

    report: str
    rows: int


def people(connection: Connection) -> set[str]:
    """Who has changed the collection so far; with more than one, a purge takes two of them."""
    return set(connection.scalars(select(schema.audit.c.who).distinct()))


def asked_by(connection: Connection, report: str) -> set[str]:
    """Who has asked that a report be purged."""
    log = schema.audit
    return set(connection.scalars(select(log.c.who).where(log.c.what == ASKED, log.c.subject == tidied(report))))


def ask(connection: Connection, report: str, *, who: str) -> None:
    """Enters that somebody asks for a purge, which another must confirm. Raises UnknownItem."""
    with audit.change(connection, ASKED, _known(connection, report), who=who):
        pass


def purge(connection: Connection, report: str, *, ground: str, who: str) -> Purged:
    """Takes a report out of every table; of a row of a sheet, every row of that record, and the sheets. Raises UnknownItem.

    `ground` is kept on the tombstone: it must not tell what the report told. The files that `files_to_remove` names, and
    the freed pages of the database, are the caller's to remove; until the files are, the collection knows that they must.
    """
    known = _known(connection, report)
    record = [known, *sorted(versions.siblings(connection, [known]).get(known, ()))]
    for one in record:
        viewing.remove(connection, one)
    only_here, shared = _snapshots(connection, record)
    records = capturing.records_of(connection, [*only_here, *shared])
    guards.unguard(connection)
    touched: set[int] = set()
    rows = _rows(connection, record, only_here, shared)
    number = sum(_delete(connection, table, which, touched) for table, which in rows)
    guards.guard(connection)
    files = {*map(seal.name_of, (*only_here, *shared)), *records}
    _note_files(connection, {*files_to_remove(connection), *files})
    left = {entry: _retell(connection, entry) for entry in sorted(touched)}
    with audit.change(connection, "purged", known, who=who, left=left) as change:
        change.keep(tombstones, [{"id": one, "at": now(), "who": who, "ground": ground} for one in record])
        change.keep(removals, [{"snapshot": one, "report": known, "at": now()} for one in _still(connection, shared)])
    return Purged(report=known, rows=number)


def is_purged(connection: Connection, report: str) -> bool:
    """Whether the report has a tombstone."""
    return connection.scalar(select(tombstones.c.id).where(tombstones.c.id == tidied(report))) is not None


def files_to_remove(connection: Connection) -> tuple[str, ...]:
    """The paths, within the collection's folder, of what was purged and may still be there."""
    told = connection.scalar(select(about.c.value).where(about.c.key == _FILES))
    names = msgspec.json.decode(told, type=list[str]) if told else []
    return tuple(name if "/" in name else seal.name_of(name) for name in names)


def strays(connection: Connection, folder: Path) -> list[str]:
    """WARC files that nothing refers to, whole or begun: what an add that was broken off has left.

    They are written while writers take turns, so that within a change of one's own nobody else's are among them.
    """
    named = set(capturing.records(connection))
    return [name for name in seal.lying(folder) if name.startswith(f"{seal.RECORDS.folder}/") and name not in named]


def forget_files(connection: Connection, removed: Iterable[str]) -> None:
    """Takes note that these files are gone; nothing is left that names them."""
    _note_files(connection, set(files_to_remove(connection)) - set(removed))


def _note_files(connection: Connection, names: Iterable[str]) -> None:
    connection.execute(delete(about).where(about.c.key == _FILES))
    if told := sorted(names):
        connection.execute(about.insert(), {"key": _FILES, "value": msgspec.json.encode(told).decode()})


def _known(connection: Connection, report: str) -> str:
    known = tidied(report)
    if connection.scalar(select(reports.c.id).where(reports.c.id == known)) is None:
        raise UnknownItem(f"There is no report {known} here: `onrecord show reports` lists them.")
    return known


def _snapshots(connection: Connection, record: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The snapshots that nothing but this report was read from, with the sheets that it was a row of; and those others share."""
    told = select(import_rows.c.import_id).where(_sheet_rows(connection, record))
    sheets = select(imports.c.snapshot).where(imports.c.id.in_(told))
    read_from = select(readings.c.snapshot).where(readings.c.report.in_(record))
    others = select(readings.c.snapshot).where(readings.c.report.not_in(record))
    here = or_(snapshots.c.sha256.in_(read_from), snapshots.c.sha256.in_(sheets))
    own = list(connection.scalars(select(snapshots.c.sha256).where(here, snapshots.c.sha256.not_in(others))))
    shared = connection.scalars(select(snapshots.c.sha256).where(here, snapshots.c.sha256.in_(others)))
    return (*own, *_pictures(connection, own)), tuple(shared)


def _pictures(connection: Connection, pages: Iterable[str]) -> set[str]:
    """The pictures that are attached to these snapshots alone."""
    gone = list(pages)
    beside = select(attachments.c.picture).where(attachments.c.snapshot.in_(gone))
    elsewhere = select(attachments.c.picture).where(attachments.c.snapshot.not_in(gone))
    read = select(readings.c.snapshot)
    told = snapshots.c.sha256
    which = (told.in_(beside), told.not_in(elsewhere), told.not_in(read), told.not_in(gone))
    return set(connection.scalars(select(told).where(*which)))


def _still(connection: Connection, shared: Collection[str]) -> list[str]:
    """Those whose removal is not noted yet."""
    noted = set(connection.scalars(select(removals.c.snapshot).where(removals.c.snapshot.in_(shared))))
    return sorted(set(shared) - noted)


def _sheet_rows(connection: Connection, record: Collection[str]) -> ColumnElement[bool]:
    """What holds of every row of a sheet that tells of this record, those that were refused too."""
    query = select(imports.c.name, import_rows.c.key).join(imports, imports.c.id == import_rows.c.import_id)
    told = connection.execute(query.where(import_rows.c.report.in_(record), import_rows.c.key.is_not(None))).all()
    of_names = select(imports.c.id).where(imports.c.name.in_({row.name for row in told}))
    keyed = and_(import_rows.c.import_id.in_(of_names), import_rows.c.key.in_({row.key for row in told}))
    return or_(import_rows.c.report.in_(record), keyed)


def _rows(
    connection: Connection, record: Collection[str], only_here: Collection[str], shared: Collection[str]
) -> list[tuple[Table, ColumnElement[bool]]]:
    """What must go, table by table, each before those it refers to."""
    runs = list(connection.scalars(select(coding_runs.c.id).where(coding_runs.c.report.in_(record))))
    people = list(connection.scalars(select(persons.c.id).where(persons.c.run.in_(runs))))
    doings = list(connection.scalars(select(acts.c.id).where(acts.c.run.in_(runs))))
    subjects, gone = [*record, *people, *doings], list(only_here)
    return [
        (protections, protections.c.subject.in_([*record, *people])),
        (decisions, decisions.c.report.in_(record)),
        (second_judgements, second_judgements.c.report.in_(record)),
        (second_codings, second_codings.c.report.in_(record)),
        (assignments, or_(assignments.c.subject.in_(subjects), assignments.c.other.in_(subjects))),
        (judgements, or_(*(_names(side, subjects, record) for side in (judgements.c.left, judgements.c.right)))),
        (release_lines, release_lines.c.subject.in_(subjects)),
        (acts, acts.c.run.in_(runs)),
        (persons, persons.c.run.in_(runs)),
        (coding_runs, coding_runs.c.report.in_(record)),
        (readings, readings.c.report.in_(record)),
        (import_rows, _sheet_rows(connection, record)),
        (attachments, or_(attachments.c.picture.in_(gone), attachments.c.snapshot.in_([*gone, *shared]))),
        (refusals, refusals.c.snapshot.in_(gone)),
        (captures, captures.c.snapshot.in_([*gone, *shared])),
        (removals, removals.c.snapshot.in_(gone)),
        (snapshots, snapshots.c.sha256.in_(gone)),
        (reports, reports.c.id.in_(record)),
    ]


def _names(side: Column[str], subjects: Collection[str], record: Collection[str]) -> ColumnElement[bool]:
    """Whether a side of a judgement is one of these, or a facility of one of the reports."""
    return or_(side.in_(subjects), *(side.startswith(of_facilities(one)) for one in record))


def _delete(connection: Connection, table: Table, which: ColumnElement[bool], touched: set[int]) -> int:
    """How many rows went; the entries they came with are added to `touched`."""
    rows = connection.execute(select(table.c.entry, func.count()).where(which).group_by(table.c.entry)).all()
    touched.update(entry for entry, _ in rows)
    if "supersedes" in table.c and table is not imports:
        connection.execute(update(table).where(which).values(supersedes=None))
    connection.execute(delete(table).where(which))
    return sum(number for _, number in rows)


def _retell(connection: Connection, entry: int) -> Content:
    """What the log is to say of an entry from now on: what is left of it, under a new key."""
    key = token_hex(32)
    connection.execute(update(entry_keys).where(entry_keys.c.entry == entry).values(key=key))
    left: Content = {}
    for table in schema.CONTENT:
        digests = list(connection.scalars(select(table.c.digest).where(table.c.entry == entry)))
        if digests:
            left[table.name] = (len(digests), audit.keyed(key, digests))
    return left
