"""Addresses that were brought while nothing could be reached: they wait, and the next run that may fetch asks for them."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, delete, select

from onrecord.store import ids
from onrecord.store.clock import now
from onrecord.store.schema import waiting


class Waits(Struct, frozen=True, kw_only=True):
    """An address that waits: since when, what was said of it (`nature`, JSON), and why it waits."""

    address: str
    since: str
    nature: str
    reason: str


def all_waiting(connection: Connection) -> list[Waits]:
    """Each address that waits, in the order in which they were brought."""
    columns = (waiting.c[name] for name in Waits.__struct_fields__)
    return [Waits(**row) for row in connection.execute(select(*columns).order_by(waiting.c.number)).mappings()]


def put_off(connection: Connection, address: str, *, nature: str, reason: str) -> None:
    """Notes that an address waits; one that does already keeps its place."""
    if connection.scalar(select(waiting.c.address).where(waiting.c.address == address)) is not None:
        return
    number = ids.next_number(connection, waiting.c.number)
    row = {"address": address, "number": number, "since": now(), "nature": nature, "reason": reason}
    connection.execute(waiting.insert(), row)


def settle(connection: Connection, address: str) -> None:
    """Forgets an address that has been dealt with."""
    connection.execute(delete(waiting).where(waiting.c.address == address))
