"""Feeds that are watched: what is known of each, and which of its entries wait.

What a poll found and what the site wants to hear at the next one are noted in one transaction, the entries as waiting; each
is settled when it is kept. So a run that is broken off anywhere leaves nothing out: the next one begins with what waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Select, func, select, update

from onrecord.store.schema import feed_entries, feeds

MOST_TRIES = 5
"""How often an entry is asked for, at as many polls, before it is given up."""


class Watched(Struct, frozen=True, kw_only=True):
    """What is known of a feed; `due` is the time (ISO 8601, UTC) before which it is not asked again, `trouble` why."""

    address: str
    etag: str | None = None
    modified: str | None = None
    polled: str | None = None
    due: str | None = None
    failures: int = 0
    trouble: str | None = None


class Waiting(Struct, frozen=True):
    """An entry that is still to be fetched: its key, where it stands, and how often that failed."""

    key: str
    address: str
    tries: int


def watched(connection: Connection, address: str) -> Watched:
    """What is known of a feed; of one that was never polled, only its address."""
    row = connection.execute(_known().where(feeds.c.address == address)).mappings().one_or_none()
    return Watched(**row) if row else Watched(address=address)


def all_watched(connection: Connection) -> list[Watched]:
    """Every feed that was polled, by address."""
    return [Watched(**row) for row in connection.execute(_known().order_by(feeds.c.address)).mappings()]


def note(connection: Connection, state: Watched, entries: Sequence[tuple[str, str]] = ()) -> int:
    """Notes how a poll went, with the entries (id and address) that it told; gives how many of them are new."""
    row = msgspec.structs.asdict(state)
    if connection.scalar(select(feeds.c.address).where(feeds.c.address == state.address)) is None:
        connection.execute(feeds.insert(), row)
    else:
        connection.execute(update(feeds).where(feeds.c.address == state.address), row)
    return _add(connection, state.address, entries)


def waiting(connection: Connection, feed: str) -> list[Waiting]:
    """The entries of a feed that are still to be fetched, in the order in which they came."""
    columns = (feed_entries.c.key, feed_entries.c.address, feed_entries.c.tries)
    query = select(*columns).where(feed_entries.c.feed == feed, feed_entries.c.address.is_not(None))
    rows = connection.execute(query.order_by(feed_entries.c.number)).all()
    return [Waiting(key, str(address), tries) for key, address, tries in rows]


def settle(connection: Connection, feed: str, entry: Waiting) -> None:
    """Notes that an entry is dealt with; its address is forgotten, only a digest stays."""
    _change(connection, feed, entry, address=None)


def put_off(connection: Connection, feed: str, entry: Waiting) -> bool:
    """Notes that an entry could not be fetched; whether it will be tried again."""
    again = entry.tries + 1 < MOST_TRIES
    _change(connection, feed, entry, address=entry.address if again else None)
    return again


def _known() -> Select[Any]:
    return select(*(feeds.c[name] for name in Watched.__struct_fields__))


def _add(connection: Connection, feed: str, entries: Sequence[tuple[str, str]]) -> int:
    known = set(connection.scalars(select(feed_entries.c.key).where(feed_entries.c.feed == feed)))
    told = {sha256(id.encode()).hexdigest(): address for id, address in entries}
    fresh = [(key, address) for key, address in told.items() if key not in known]
    first = 1 + (connection.scalar(select(func.max(feed_entries.c.number)).where(feed_entries.c.feed == feed)) or 0)
    rows = [
        {"feed": feed, "key": key, "number": number, "address": address, "tries": 0}
        for number, (key, address) in enumerate(fresh, first)
    ]
    if rows:
        connection.execute(feed_entries.insert(), rows)
    return len(rows)


def _change(connection: Connection, feed: str, entry: Waiting, *, address: str | None) -> None:
    here = (feed_entries.c.feed == feed, feed_entries.c.key == entry.key)
    connection.execute(update(feed_entries).where(*here).values(address=address, tries=entry.tries + 1))
