"""What is kept of watched feeds, on both databases."""

from __future__ import annotations

import msgspec

from onrecord.store import watching
from onrecord.store.collection import Collection
from onrecord.store.watching import Watched

FEED = Watched(address="https://example.org/feed", etag='"1"', polled="2024-03-07T10:00:00+00:00")
ENTRIES = [("a", "https://example.org/a"), ("b", "https://example.org/b")]


def test_a_poll_is_noted_with_its_entries(empty: Collection) -> None:
    """Entries wait in their order; one that was seen before is not new, whatever its address."""
    with empty.writing() as connection:
        assert watching.note(connection, FEED, ENTRIES) == 2
        assert (
            watching.note(connection, msgspec.structs.replace(FEED, etag='"2"'), [*ENTRIES, ("c", "https://c.org")])
            == 1
        )
    with empty.reading() as connection:
        assert watching.watched(connection, FEED.address).etag == '"2"'
        assert [one.address[-1] for one in watching.waiting(connection, FEED.address)] == ["a", "b", "g"]
        assert [one.address for one in watching.all_watched(connection)] == [FEED.address]


def test_a_feed_that_was_never_polled(empty: Collection) -> None:
    """Nothing is known of it but its address."""
    with empty.reading() as connection:
        assert watching.watched(connection, "x") == Watched(address="x")


def test_what_is_dealt_with_waits_no_more(empty: Collection) -> None:
    """A settled entry is not new again; its address is forgotten."""
    with empty.writing() as connection:
        watching.note(connection, FEED, ENTRIES)
        watching.settle(connection, FEED.address, watching.waiting(connection, FEED.address)[0])
        assert watching.note(connection, FEED, ENTRIES) == 0
        assert [one.address for one in watching.waiting(connection, FEED.address)] == ["https://example.org/b"]


def test_an_entry_that_fails_is_given_up(empty: Collection) -> None:
    """It is tried again as often as is said, then no more."""
    tries = 0
    with empty.writing() as connection:
        watching.note(connection, FEED, ENTRIES[:1])
        while found := watching.waiting(connection, FEED.address):
            tries += 1
            assert watching.put_off(connection, FEED.address, found[0]) == (tries < watching.MOST_TRIES)
    assert tries == watching.MOST_TRIES
