"""A collection to everything in it that is not as it was kept.

The log answers for every kept row (`audit`); here the database answers for itself, the files for the snapshots, and the
view for what it is computed from.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import InvalidRequestError

from onrecord.capture import record, seal, stamps
from onrecord.errors import CollectionBusy, CollectionError
from onrecord.store import audit, comparing, counting, layout, schema, words
from onrecord.store.audit import Checkpoint, Fault
from onrecord.store.collection import Collection
from onrecord.store.schema import captures, snapshots
from onrecord.store.schema import tombstones as graves

_AT_ONCE = 200
AMISS = (msgspec.MsgspecError, InvalidRequestError, ValueError, TypeError, LookupError, AttributeError, OverflowError)
"""What comes of data that was kept well and was damaged since: it is no JSON any more, says what no value says, or is not found."""
_REBUILD = "make the view again with `onrecord verify --rebuild`"


def faults(collection: Collection, known: Checkpoint | None = None) -> Iterator[Fault]:
    """Whatever is not as it was kept: the database file, the log, the rows, the sealed files, the view."""
    with collection.reading() as connection:
        yield from _database(connection)
        if not layout.agrees(connection):
            yield Fault("the database file", "its description of the tables was changed", "persistence")
        yield from _or_unreadable("the log and the rows", audit.faults(connection, known))
        yield from _or_unreadable("the captures", _files(connection, collection.folder))
        yield from _or_unreadable("the timestamps", _stamps(connection, collection))
        kept = list(
            connection.scalars(select(schema.reports.c.id).order_by(schema.reports.c.entry, schema.reports.c.id))
        )
        for stranger in comparing.strangers(connection):
            yield Fault(f"the view of {stranger}", f"shows what is not kept: {_REBUILD}", "renderability")
    with collection.trying() as connection:
        if not words.is_whole(connection):
            yield Fault("the words that are searched", f"are damaged: {_REBUILD}", "renderability")
        if not counting.agrees(connection):
            yield Fault("the counts of acts", f"are not those of the view: {_REBUILD}", "renderability")
    for start in range(0, len(kept), _AT_ONCE):
        for report in _differing(collection, kept[start : start + _AT_ONCE]):
            yield Fault(f"the view of {report}", f"is not what is kept of it gives: {_REBUILD}", "renderability")


def _or_unreadable(what: str, found: Iterator[Fault]) -> Iterator[Fault]:
    """The faults that are found, and that the rest cannot be looked through where damaged data breaks the looking off."""
    try:
        yield from found
    except AMISS as error:
        yield Fault(
            what, f"cannot be looked through to their end, as a damaged row is in the way ({error})", "persistence"
        )


def _differing(collection: Collection, reports: list[str]) -> list[str]:
    """Those of some reports whose view is not right; one that cannot even be made again is one of them."""
    try:
        with collection.trying() as connection:
            return comparing.differing(connection, reports)
    except CollectionBusy:
        raise
    except (CollectionError, *AMISS):
        return reports if len(reports) == 1 else [one for each in reports for one in _differing(collection, [each])]


class Tombstone(Struct, frozen=True):
    """A report that was purged: its id, when, by whom, on what ground."""

    id: str
    at: str
    who: str
    ground: str


def tombstones(connection: Connection) -> list[Tombstone]:
    """What was purged, the first first."""
    columns = (graves.c[name] for name in Tombstone.__struct_fields__)
    return [Tombstone(*row) for row in connection.execute(select(*columns).order_by(graves.c.at, graves.c.id))]


def _database(connection: Connection) -> Iterator[Fault]:
    """What SQLite finds wrong with its own file; PostgreSQL looks after its own."""
    if connection.dialect.name != "sqlite":
        return
    for (told,) in connection.execute(text("PRAGMA integrity_check")):
        if told != "ok":
            yield Fault("the database file", str(told), "persistence")
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Fault(f"{row[0]} row {row[1]}", f"refers to a row of {row[2]} that is not there")


def _files(connection: Connection, folder: Path) -> Iterator[Fault]:
    """Sealed files that changed, that nothing refers to, and snapshots whose file is missing."""
    named, lying, changed = _named(connection), set(seal.lying(folder)), set[str]()
    for fault in seal.verify(folder):
        name = fault.path.relative_to(folder).as_posix()
        changed.add(name)
        owner = f", of {named[name]}" if name in named else ""
        yield Fault(f"file {name}{owner}", fault.reason + _where(fault.path, name))
    for name in sorted(named.keys() - lying):
        yield Fault(named[name], f"its file {name} is missing: restore it from a backup", "availability")
    yield from _records(connection, folder, changed)
    for name in sorted(lying - named.keys()):
        yield Fault(f"file {name}", "nothing in the collection refers to it: an add that was broken off, or a stranger")


def _where(path: Path, name: str) -> str:
    """Which part of a WARC file that was changed is no longer whole; nothing of other files."""
    if not (seal.is_name(name) and name.startswith(seal.RECORDS.folder)):
        return ""
    try:
        return f"; {record.wrong_in(path.read_bytes())}"
    except OSError:
        return ""


def _records(connection: Connection, folder: Path, changed: set[str]) -> Iterator[Fault]:
    """Captures whose WARC file, though as it was sealed, cannot be read or tells something else than their row."""
    query = select(*(captures.c[name] for name in ("id", "record", "snapshot", "at", "tool")))
    for row in connection.execute(query.where(captures.c.record.is_not(None))):
        if row.record in changed or not (folder / row.record).is_file():
            continue
        try:
            told, _ = record.payload((folder / row.record).read_bytes())
        except (CollectionError, OSError) as error:
            yield Fault(f"capture {row.id}", str(error), "renderability")
            continue
        if (told.sha256, told.captured, told.tool) != (row.snapshot, row.at, row.tool):
            yield Fault(f"capture {row.id}", "its file tells of another capture than its row: one was swapped")


def _stamps(connection: Connection, collection: Collection) -> Iterator[Fault]:
    """Timestamps that are about another file, or that the authority did not sign; none where the library is not there."""
    if not stamps.is_readable():
        return
    told, folder = collection.settings.timestamp_certificates, collection.folder
    try:
        certificates = (folder / told).read_bytes() if told else None
    except OSError as error:
        yield Fault(f"the certificates {told}", f"cannot be read: {error.strerror}; see `timestamp_certificates`")
        return
    query = select(captures.c.id, captures.c.record, captures.c.timestamp).where(captures.c.timestamp.is_not(None))
    for row in connection.execute(query):
        try:
            stamps.check((folder / row.timestamp).read_bytes(), (folder / row.record).read_bytes(), certificates)
        except CollectionError as error:
            yield Fault(f"the timestamp of capture {row.id}", str(error))
        except OSError:  # a file that is missing is told already
            continue


def _named(connection: Connection) -> dict[str, str]:
    """By its path, what each file that must be there belongs to; of those that a purge took away only what was captured again."""
    gone = select(schema.removals.c.snapshot).where(schema.removals.c.snapshot.not_in(select(captures.c.snapshot)))
    kept = select(snapshots.c.sha256).where(snapshots.c.sha256.not_in(gone))
    named = {seal.name_of(digest): f"snapshot {digest}" for digest in connection.scalars(kept)}
    files = select(captures.c.id, captures.c.record, captures.c.timestamp)
    for id, warc, timestamp in connection.execute(files):
        named |= {path: f"capture {id}" for path in (warc, timestamp) if path}
    return named
