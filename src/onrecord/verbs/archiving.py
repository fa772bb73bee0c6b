"""The captures of a collection to a web archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Literal, TypeAlias

from msgspec import Struct

from onrecord.publishing.archives import wacz, warc
from onrecord.store.collection import Collection
from onrecord.store.leaving import Exhibit, Held, leaving

Archive: TypeAlias = Literal["warc", "wacz"]
_WRITERS = {"warc": warc.write, "wacz": wacz.write}


class Archived(Struct, frozen=True):
    """How many captures are in an archive, and which were held back."""

    captures: int
    held: tuple[Held, ...]


def archive(collection: Collection, file: BinaryIO, *, format: Archive) -> Archived:
    """Every capture that may leave, written to `file`; what is protected from anybody is held back, whoever asks."""
    held: list[Held] = []
    with collection.reading() as connection:

        def free() -> Iterator[tuple[Exhibit, bytes]]:
            for one in leaving(connection, collection.folder):
                if isinstance(one, Held):
                    held.append(one)
                else:
                    yield one

        number = _WRITERS[format](free(), file)
    return Archived(number, tuple(held))
