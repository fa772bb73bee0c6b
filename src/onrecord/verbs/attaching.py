"""A picture of what a page showed to the capture that it stands beside: of a page that no program can read, say."""

from __future__ import annotations

from pathlib import Path

from onrecord.capture import files
from onrecord.capture.captured import Captured
from onrecord.capture.kinds import PDF, PICTURES
from onrecord.capture.seal import seal
from onrecord.errors import UnknownItem, UnreadableFile
from onrecord.store import attaching
from onrecord.store.attaching import Attachment
from onrecord.store.collection import Collection, Reading
from onrecord.store.veil import Veil, veil
from onrecord.verbs.capturing import taken


def attach(collection: Collection, picture: Path, to: str, *, because: str) -> Attachment | None:
    """A picture (PNG, JPEG, GIF, TIFF) or PDF sealed beside the last capture of an address, or of a report by its id.

    None where it was attached before. Raises UnreadableFile for another file, UnknownItem where nothing was captured there.
    """
    item = _picture(picture)
    with collection.reading() as connection:
        snapshot = _snapshot(connection, to, veil(connection, collection.user))
    seal(collection.folder, item.data)
    with taken(collection, item) as (connection, capture):
        return attaching.attach(
            connection, item.snapshot, snapshot, capture=capture, because=because, who=collection.user
        )


def attached(collection: Collection, report: str) -> list[Attachment]:
    """What is attached to the captures that a report was read from; nothing for whom any name is kept from."""
    with collection.reading() as connection:
        hidden = veil(connection, collection.user)
        if hidden != Veil():
            return []
        found = attaching.latest_of(connection, report, hidden)
        return attaching.attached(connection, [found] if found else [])


def _picture(path: Path) -> Captured:
    [item] = files.capture(path)
    if item.snapshot.media_type not in {*PICTURES, PDF}:
        raise UnreadableFile(
            f"{path} is no picture: attach a PNG, JPEG, GIF, TIFF or PDF; `onrecord add` takes the rest."
        )
    return item


def _snapshot(connection: Reading, to: str, hidden: Veil) -> str:
    found = attaching.latest_of(connection, to, hidden)
    if found is None:
        raise UnknownItem(
            f"Nothing was captured at {to}: give an address that was added (`onrecord show reports`), or a report's id."
        )
    return found
