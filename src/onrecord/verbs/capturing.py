"""An item to a change of the collection that keeps it, with its capture sealed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.capture.captured import Captured
from onrecord.store import capturing
from onrecord.store.capturing import Capture
from onrecord.store.collection import Collection, Reading


@contextmanager
def taken(collection: Collection, item: Captured) -> Iterator[tuple[Reading, Capture | None]]:
    """A change of the collection, and the capture that is to be kept in it, its WARC file safe; None where it is known."""
    with collection.writing() as connection:
        collector = collection.user
        if not collection.settings.names_collectors:
            collector = capturing.pseudonym(connection, collection.user)
        yield connection, capturing.take(connection, collection.folder, item, collector=collector)


def is_known(collection: Collection, item: Captured) -> bool:
    """Whether the item was captured and sealed just so before."""
    with collection.reading() as connection:
        return capturing.is_known(connection, item)
