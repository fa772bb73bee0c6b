"""Capture events to rows: which bytes came from where and when, and the file that shows it, or why there is none."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, select

from onrecord.store import ids
from onrecord.store.audit import Change
from onrecord.store.schema import captures


class Capture(Struct, frozen=True, kw_only=True):
    """One time that something was captured; it has a `record` with its digest, or tells why it is not sealed."""

    snapshot: str
    address: str
    at: str
    tool: str
    exchange: str | None = None
    """How it came over the network, as JSON; None of a file."""
    record: str | None = None
    """The path of its WARC file within the collection's folder."""
    record_sha256: str | None = None
    unsealed: str | None = None
    timestamp: str | None = None
    """The path of the timestamp of an authority, where there is one."""


def keep_capture(change: Change, capture: Capture) -> str | None:
    """The id of a capture that is now kept; None of a file whose bytes were captured there before.

    What came over the network is kept each time, even when the bytes are the same: that they still stood there is told.
    Its snapshot must be kept already.
    """
    if capture.exchange is None and _is_known(change.connection, capture):
        return None
    id = ids.fresh(change.connection, captures.c.id, "C", 1)[0]
    change.keep(captures, [{"id": id, **_row(capture)}])
    return id


def captures_of(connection: Connection, snapshot: str) -> list[Capture]:
    """Each time that these bytes were captured, the first one first."""
    columns = [captures.c[name] for name in Capture.__struct_fields__]
    query = select(*columns).where(captures.c.snapshot == snapshot).order_by(captures.c.entry)
    return [Capture(**row) for row in connection.execute(query).mappings()]


def _row(capture: Capture) -> dict[str, Any]:
    return {name: getattr(capture, name) for name in Capture.__struct_fields__}


def _is_known(connection: Connection, capture: Capture) -> bool:
    same = (captures.c.snapshot == capture.snapshot, captures.c.address == capture.address)
    return connection.scalar(select(captures.c.id).where(*same)) is not None
