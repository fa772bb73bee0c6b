"""Addresses of feeds to what becomes of their new entries, at one poll after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from onrecord.capture.feeds import feed_in
from onrecord.capture.fetch import Fetched
from onrecord.capture.manners import Polite
from onrecord.capture.web import capture_address, is_address, reason_of
from onrecord.errors import AddressRefused, FetchFailed, InputError, NoNetwork, SettingsError
from onrecord.store import watching
from onrecord.store.collection import Collection
from onrecord.store.watching import Waiting, Watched
from onrecord.verbs.adding import Outcome, add_item, asking, refused

LONGEST_PAUSE = 24 * 3600.0
Status: TypeAlias = Literal["polled", "not changed", "waits", "failed"]


class Polled(Struct, frozen=True, kw_only=True):
    """How one poll of a feed went: `entries` it told, and how many of these are new."""

    feed: str
    status: Status
    entries: int = 0
    new: int = 0
    note: str = ""
    """Why it failed or waits, and until when."""


def feeds(collection: Collection) -> list[Watched]:
    """Every feed that was watched, with what is known of it."""
    with collection.reading() as connection:
        return watching.all_watched(connection)


def watch(
    collection: Collection,
    addresses: Sequence[str],
    *,
    every: float = 900.0,
    times: int | None = None,
    net: Polite | None = None,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Polled | Outcome]:
    """How each poll went, and what became of each new entry; `times` rounds with `every` seconds between, else without end.

    A feed that fails is asked again after twice the time at each failure, a day at most; when it is polled once, at once.
    Raises SettingsError for what is no address.
    """
    for address in addresses:
        if not is_address(address):
            raise SettingsError(f"{address!r} is no address of a feed: it begins with http:// or https://.")
    done = 0
    with asking(collection.settings, net) as polite:
        while times is None or done < times:
            if done:
                sleep(every)
            for address in addresses:
                yield from poll(collection, address, net=polite, every=every, at=now(), waits=times != 1)
            done += 1


def poll(
    collection: Collection, address: str, *, net: Polite, every: float, at: datetime, waits: bool
) -> Iterator[Polled | Outcome]:
    """How one poll of a feed went, then what became of each entry that waits, be it new or left from before."""
    with collection.reading() as connection:
        state = watching.watched(connection, address)
    if waits and state.due and datetime.fromisoformat(state.due) > at:
        yield Polled(feed=address, status="waits", note=f"{state.trouble} It is asked again after {state.due}.")
        return
    try:
        yield _polled(collection, state, net, at)
    except InputError as error:
        yield _failed(collection, state, str(error), every=every, at=at)
    with collection.reading() as connection:
        entries = watching.waiting(connection, address)
    for entry in entries:
        yield from _taken(collection, address, entry, net)


def _polled(collection: Collection, state: Watched, net: Polite, at: datetime) -> Polled:
    """The poll of a feed that answers; what it told is noted before any entry is fetched. Raises InputError."""
    asked = {"if-none-match": state.etag, "if-modified-since": state.modified}
    got = net.fetch(state.address, headers={name: value for name, value in asked.items() if value})
    good = msgspec.structs.replace(state, polled=_time(at), due=None, failures=0, trouble=None)
    if got.exchange.status == 304:
        with collection.writing() as connection:
            watching.note(connection, good)
        return Polled(feed=state.address, status="not changed")
    entries = _entries(state.address, got)
    good = msgspec.structs.replace(good, etag=got.header("etag"), modified=got.header("last-modified"))
    with collection.writing() as connection:
        new = watching.note(connection, good, entries)
    return Polled(feed=state.address, status="polled", entries=len(entries), new=new)


def _entries(address: str, got: Fetched) -> list[tuple[str, str]]:
    """Id and address of each entry, the oldest first, as feeds tell the newest first."""
    if got.exchange.status != 200:
        raise FetchFailed(f"{address} {reason_of(got.exchange.status)}: see whether the feed has moved.")
    feed = feed_in(got.data, name=address, address=got.exchange.addresses[-1])
    return [(one.key, one.address) for one in reversed(feed.entries) if one.address]


def _failed(collection: Collection, state: Watched, reason: str, *, every: float, at: datetime) -> Polled:
    pause = min(every * 2 ** min(state.failures + 1, 20), LONGEST_PAUSE)
    due = _time(at + timedelta(seconds=pause))
    bad = msgspec.structs.replace(state, polled=_time(at), due=due, failures=state.failures + 1, trouble=reason)
    with collection.writing() as connection:
        watching.note(connection, bad)
    return Polled(feed=state.address, status="failed", note=f"{reason} It is asked again after {due}.")


def _taken(collection: Collection, feed: str, entry: Waiting, net: Polite) -> Iterator[Outcome]:
    """What became of an entry; one that cannot be reached waits for the next polls, a number of times."""
    try:
        item = capture_address(entry.address, net, obeys=True)
    except NoNetwork as error:
        yield Outcome(address=entry.address, status="waits", note=str(error))
        return
    except FetchFailed as error:
        yield _put_off(collection, feed, entry, error)
        return
    except InputError as error:
        yield refused(collection, entry.address, str(error))
    else:
        yield from add_item(collection, item)
    with collection.writing() as connection:
        watching.settle(connection, feed, entry)


def _put_off(collection: Collection, feed: str, entry: Waiting, error: FetchFailed) -> Outcome:
    outcome = refused(collection, entry.address, str(error))
    with collection.writing() as connection:
        if isinstance(error, AddressRefused):
            watching.settle(connection, feed, entry)
        elif watching.put_off(connection, feed, entry):
            return msgspec.structs.replace(outcome, note=f"{error} It is tried again at the next poll.")
    return outcome


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
