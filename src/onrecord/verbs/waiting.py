"""Addresses that wait for a network to their turn."""

from __future__ import annotations

from onrecord.store import waiting
from onrecord.store.collection import Collection
from onrecord.store.waiting import Waits


def those_that_wait(collection: Collection) -> list[Waits]:
    """Each address that waits, in the order in which they were brought."""
    with collection.reading() as connection:
        return waiting.all_waiting(connection)


def put_off(collection: Collection, address: str, *, nature: str, reason: str) -> None:
    """Notes that an address waits until something can be reached."""
    with collection.writing() as connection:
        waiting.put_off(connection, address, nature=nature, reason=reason)


def settle(collection: Collection, address: str) -> None:
    """Forgets an address that has been dealt with, where it waited."""
    if any(one.address == address for one in those_that_wait(collection)):
        with collection.writing() as connection:
            waiting.settle(connection, address)
