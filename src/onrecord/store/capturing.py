"""Captured items to rows and files: which bytes came from where and when, and the WARC file that shows it, or why there is none.

The file is written through to the disk within the transaction that keeps its row: what a run that was broken off leaves
is a file that nothing refers to, at most. Who captured is in the row alone, by default under a made-up name.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, Select, select

from onrecord.capture import seal
from onrecord.capture.captured import Captured
from onrecord.capture.record import TOOL, record_of
from onrecord.errors import CollectionError
from onrecord.store import ids
from onrecord.store.audit import Change
from onrecord.store.schema import about, captures, readings


class Capture(Struct, frozen=True, kw_only=True):
    """One time that something was captured; it has a `record` with its digest, or tells why it is not sealed."""

    snapshot: str
    address: str
    at: str
    tool: str
    collector: str = ""
    exchange: str | None = None
    """How it came over the network, as JSON; None of a file."""
    record: str | None = None
    """The path of its WARC file within the collection's folder."""
    record_sha256: str | None = None
    unsealed: str | None = None
    timestamp: str | None = None
    """The path of the timestamp of an authority, where there is one."""
    unstamped: str | None = None
    """Why there is none, where one was asked for."""


def take(
    connection: Connection,
    folder: Path,
    item: Captured,
    *,
    collector: str,
    stamp: bytes | None = None,
    unstamped: str | None = None,
) -> Capture | None:
    """The capture of an item, its WARC file safe on the disk; None of what was captured and sealed just so before.

    A file that cannot be written costs the seal and not the item: the capture says why, and the same item again is sealed.
    `stamp` is the timestamp of the WARC file that `record_of` makes of the item, `unstamped` why it has none.
    """
    exchange = msgspec.json.encode(item.exchange).decode() if item.exchange else None
    snapshot = item.snapshot
    made = Capture(
        snapshot=snapshot.sha256,
        address=snapshot.address,
        at=snapshot.captured,
        tool=TOOL,
        collector=collector,
        exchange=exchange,
        unstamped=unstamped,
    )
    if is_known(connection, item):
        return None
    data = record_of(item)
    try:
        seal.seal(folder, data, seal.RECORDS)
        timestamp = seal.seal(folder, stamp, seal.STAMPS) if stamp else None
    except CollectionError as error:
        return msgspec.structs.replace(made, unsealed=str(error))
    digest = sha256(data).hexdigest()
    return msgspec.structs.replace(
        made,
        record=seal.name_of(digest, seal.RECORDS),
        record_sha256=digest,
        timestamp=timestamp and timestamp.relative_to(folder).as_posix(),
    )


def is_known(connection: Connection, item: Captured) -> bool:
    """Whether an item was captured and sealed before: the same bytes from the same place, of the network at the same time."""
    snapshot = item.snapshot
    same = [captures.c.snapshot == snapshot.sha256, captures.c.address == snapshot.address]
    same += [captures.c.at == snapshot.captured] if item.exchange else []
    return connection.scalar(select(captures.c.id).where(*same, captures.c.record.is_not(None)).limit(1)) is not None


def keep_capture(change: Change, capture: Capture) -> str:
    """The id of a capture that is now kept; its snapshot must be kept already."""
    id = ids.fresh(change.connection, captures.c.id, "C", 1)[0]
    change.keep(captures, [{"id": id, **_row(capture)}])
    return id


def captures_of(connection: Connection, snapshot: str) -> list[Capture]:
    """Each time that these bytes were captured, the first one first."""
    columns = [captures.c[name] for name in Capture.__struct_fields__]
    query = select(*columns).where(captures.c.snapshot == snapshot).order_by(captures.c.entry)
    return [Capture(**row) for row in connection.execute(query).mappings()]


def records(connection: Connection) -> list[str]:
    """The paths of all WARC files, and of their timestamps."""
    return _paths(connection.execute(select(captures.c.record, captures.c.timestamp)))


def records_of(connection: Connection, snapshots: Iterable[str]) -> list[str]:
    """The paths of the WARC files, and of their timestamps, that hold these bytes."""
    query = select(captures.c.record, captures.c.timestamp).where(captures.c.snapshot.in_(list(snapshots)))
    return _paths(connection.execute(query))


def unsealed(connection: Connection, reports: Collection[str] | None = None) -> dict[str, str]:
    """By report, of all or of some, why no capture of its bytes could be sealed."""
    query = _unsealed(readings.c.report, captures.c.unsealed)
    if reports is not None:
        query = query.where(readings.c.report.in_(reports))
    return {row.report: str(row.unsealed) for row in connection.execute(query)}


def unsealed_reports() -> Select[Any]:
    """The ids of reports of whose bytes no capture could be sealed."""
    return _unsealed(readings.c.report)


def _unsealed(*columns: Any) -> Select[Any]:
    good = select(captures.c.snapshot).where(captures.c.record.is_not(None))
    query = select(*columns).join(captures, captures.c.snapshot == readings.c.snapshot)
    return query.where(captures.c.snapshot.not_in(good))


def pseudonym(connection: Connection, user: str) -> str:
    """The made-up name that a user's captures bear in this collection, always the same."""
    id = connection.scalar(select(about.c.value).where(about.c.key == "id")) or ""
    return f"collector-{hmac.new(id.encode(), user.encode(), sha256).hexdigest()[:8]}"


def _paths(rows: Iterable[Row[tuple[str | None, str | None]]]) -> list[str]:
    return sorted({path for row in rows for path in row if path})


def _row(capture: Capture) -> dict[str, Any]:
    return {name: getattr(capture, name) for name in Capture.__struct_fields__}
