"""Captures to those that may leave the collection in an archive, and how many are held back, and why.

An archive holds bytes as they came, in which no name can be masked. So what is protected from anybody stays: a capture that
a protected report was read from, and one in whose text or bytes a protected name stands. Where names are protected, what
no text was read from stays too, since nobody can tell whether they stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, select

from onrecord.capture import record as records
from onrecord.capture import seal
from onrecord.errors import CollectionError
from onrecord.model import Report
from onrecord.store.schema import attachments, captures, import_rows, imports, readings, reports, snapshots
from onrecord.store.veil import STRANGER, Veil, veil


class Exhibit(Struct, frozen=True, kw_only=True):
    """A capture that may leave: its id, the address and time it tells, the title read from it, the size of its bytes."""

    id: str
    address: str
    at: str
    title: str | None
    size: int


class Held(Struct, frozen=True):
    """A capture that stays, and why."""

    id: str
    reason: str


def leaving(connection: Connection, folder: Path) -> Iterator[tuple[Exhibit, bytes] | Held]:
    """Each capture in the order in which it was kept: with the bytes of its WARC file, or held back."""
    hidden = veil(connection, STRANGER)
    query = select(captures, snapshots.c.size).join(snapshots, snapshots.c.sha256 == captures.c.snapshot)
    for row in connection.execute(query.order_by(captures.c.entry, captures.c.id)).all():
        yield _held_or_free(connection, folder, row, hidden)


def _held_or_free(
    connection: Connection, folder: Path, row: Row[tuple[str]], hidden: Veil
) -> tuple[Exhibit, bytes] | Held:
    if row.record is None:
        return Held(row.id, f"is not sealed: {row.unsealed}")
    try:
        whole = (folder / row.record).read_bytes()
        manifest, data = records.payload(whole)
    except (OSError, CollectionError) as error:
        return Held(row.id, f"its file cannot be read: {error}")
    if seal.name_of(records.digest_of(whole), seal.RECORDS) != row.record:
        return Held(row.id, "its file was changed after it was sealed: `onrecord verify` tells where")
    if connection.scalar(select(attachments.c.picture).where(attachments.c.picture == row.snapshot)):
        return Held(row.id, "a picture that is attached to a page: nothing tells what can be seen in it")
    told = _read_from(connection, row.snapshot)
    if _is_protected(hidden, told, data):
        return Held(row.id, "protected: the report, or a name that stands in it")
    title = next((one.particulars.title for _, one in told.values()), None)
    return Exhibit(id=row.id, address=manifest.addresses[-1], at=row.at, title=title, size=row.size), whole


def _is_protected(hidden: Veil, told: dict[str, tuple[str, Report]], data: bytes) -> bool:
    if hidden.reports & told.keys():
        return True
    if not hidden.names:
        return False
    texts = [data.decode("utf-8", "replace"), *(text for text, _ in told.values())]
    return not told or any(hidden.masked(text) != text for text in texts)


def _read_from(connection: Connection, snapshot: str) -> dict[str, tuple[str, Report]]:
    """By report, the text and the particulars that were read from these bytes, or from rows of these as a sheet."""
    rows = select(import_rows.c.report).join(imports, imports.c.id == import_rows.c.import_id)
    pages = select(readings.c.report).where(readings.c.snapshot == snapshot)
    here = reports.c.id.in_(pages) | reports.c.id.in_(rows.where(imports.c.snapshot == snapshot))
    found = connection.execute(select(reports.c.id, reports.c.text, reports.c.json).where(here).order_by(reports.c.id))
    return {row.id: (row.text, msgspec.json.decode(row.json, type=Report)) for row in found}
