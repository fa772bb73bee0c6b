"""An address to each time that it was captured, with the reports that were read from what stood there."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, select

from onrecord.store.schema import captures, readings


class Taken(Struct, frozen=True, kw_only=True):
    """One capture of an address: when, which bytes, with which HTTP status (None of a file), and the reports in them."""

    capture: str
    address: str
    at: str
    snapshot: str
    status: int | None = None
    reports: tuple[str, ...] = ()


class _Answer(Struct):
    status: int


def history(connection: Connection, address: str) -> list[Taken]:
    """Each capture of an address, the first one first."""
    return _taken(connection, captures.c.address == address)


def captured_again(connection: Connection) -> dict[str, list[Taken]]:
    """By address, the captures of all those that were captured more than once."""
    twice = select(captures.c.address).group_by(captures.c.address).having(func.count() > 1)
    found: dict[str, list[Taken]] = {}
    for one in _taken(connection, captures.c.address.in_(twice)):
        found.setdefault(one.address, []).append(one)
    return found


def is_captured(connection: Connection, address: str) -> bool:
    """Whether something was captured at an address before."""
    return connection.scalar(select(captures.c.id).where(captures.c.address == address).limit(1)) is not None


def _taken(connection: Connection, which: ColumnElement[bool]) -> list[Taken]:
    columns = (captures.c[name] for name in ("id", "address", "at", "snapshot", "exchange"))
    rows = connection.execute(select(*columns).where(which).order_by(captures.c.at, captures.c.entry)).all()
    read = _reports(connection, which)
    return [
        Taken(
            capture=row.id,
            address=row.address,
            at=row.at,
            snapshot=row.snapshot,
            status=msgspec.json.decode(row.exchange, type=_Answer).status if row.exchange else None,
            reports=tuple(read.get(row.snapshot, ())),
        )
        for row in rows
    ]


def _reports(connection: Connection, which: ColumnElement[bool]) -> dict[str, list[str]]:
    """By snapshot, the reports that were read from it, in the order of its parts."""
    query = select(readings.c.snapshot, readings.c.report, readings.c.part)
    rows = connection.execute(query.where(readings.c.snapshot.in_(select(captures.c.snapshot).where(which)))).all()
    found: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: (len(row.part or ""), row.part or "", row.report)):
        found.setdefault(row.snapshot, []).append(row.report)
    return found
