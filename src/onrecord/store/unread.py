"""What was brought and could not be read, or waits for a network, as long as nothing at its address was read since."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, exists, func, select, union

from onrecord.store.schema import captures, readings, refusals, snapshots
from onrecord.store.veil import Veil
from onrecord.store.waiting import all_waiting


class Unread(Struct, frozen=True, kw_only=True):
    """What stands unread at an address, since when, and why; `waits` for what is asked for again by itself."""

    address: str
    at: str
    reason: str
    waits: bool = False


def unread(connection: Connection, hidden: Veil) -> list[Unread]:
    """What could not be read, the last refusal of each address, and then what waits."""
    waits = (
        Unread(address=one.address, at=one.since, reason=one.reason, waits=True) for one in all_waiting(connection)
    )
    kept_back = _addresses(connection, hidden)
    return [hidden.over(one) for one in (*_refused(connection), *waits) if one.address not in kept_back]


def _refused(connection: Connection) -> list[Unread]:
    told = refusals.c
    last = select(func.max(told.id)).group_by(told.address)
    same_bytes = exists(select(readings.c.report).where(readings.c.snapshot == told.snapshot))
    read = select(captures.c.id).join(readings, readings.c.snapshot == captures.c.snapshot)
    since = exists(read.where(captures.c.address == told.address))
    query = select(told.address, told.at, told.reason).where(told.id.in_(last), ~same_bytes, ~since).order_by(told.id)
    return [Unread(address=row.address, at=row.at, reason=row.reason) for row in connection.execute(query)]


def _addresses(connection: Connection, hidden: Veil) -> set[str]:
    """Where reports came from that are kept from the user."""
    if not hidden.reports:
        return set()
    read = select(readings.c.snapshot).where(readings.c.report.in_(hidden.reports))
    first = select(snapshots.c.address).where(snapshots.c.sha256.in_(read))
    later = select(captures.c.address).where(captures.c.snapshot.in_(read))
    return set(connection.scalars(union(first, later)))
