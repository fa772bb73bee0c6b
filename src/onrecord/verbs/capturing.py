"""An item to a change of the collection that keeps it, with its capture sealed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.capture import stamps
from onrecord.capture.captured import Captured
from onrecord.capture.fetch import Fetcher
from onrecord.capture.record import record_of
from onrecord.errors import FetchFailed
from onrecord.store import capturing
from onrecord.store.capturing import Capture
from onrecord.store.collection import Collection, Reading


@contextmanager
def taken(collection: Collection, item: Captured) -> Iterator[tuple[Reading, Capture | None]]:
    """A change of the collection, and the capture that is to be kept in it, its WARC file safe; None where it is known."""
    stamp, unstamped = _stamped(collection, item)
    with collection.writing() as connection:
        collector = collection.user
        if not collection.settings.names_collectors:
            collector = capturing.pseudonym(connection, collection.user)
        yield (
            connection,
            capturing.take(connection, collection.folder, item, collector=collector, stamp=stamp, unstamped=unstamped),
        )


def _stamped(collection: Collection, item: Captured) -> tuple[bytes | None, str | None]:
    """The timestamp of an item's capture, or why it has none; neither where none is asked for, or the capture is known."""
    settings = collection.settings
    if not settings.timestamps or is_known(collection, item):
        return None, None
    try:
        with Fetcher(proxy=settings.proxy or None) as net:
            return stamps.stamp_of(record_of(item), settings.timestamps, net), None
    except FetchFailed as error:
        return None, str(error)


def is_known(collection: Collection, item: Captured) -> bool:
    """Whether the item was captured and sealed just so before."""
    with collection.reading() as connection:
        return capturing.is_known(connection, item)
