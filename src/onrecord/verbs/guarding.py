"""What keeps a collection safe: backups, the proof that nothing changed, and saving what a broken disk left."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.errors import UnreadableFile
from onrecord.store import audit, backup, properties, salvage, verifying, viewing
from onrecord.store.audit import Checkpoint, Fault
from onrecord.store.backup import Backup
from onrecord.store.collection import Collection, collection_id
from onrecord.store.properties import Answer
from onrecord.store.salvage import Salvaged
from onrecord.store.verifying import Tombstone


class Verdict(Struct, frozen=True, kw_only=True):
    """What `verify` found: faults, none of a collection that is as it was kept; what was purged; the log's last entry.

    `unsealed` are captures whose file could not be written, and `properties` the answers to the Berkeley Protocol's.
    """

    faults: tuple[Fault, ...]
    purged: tuple[Tombstone, ...]
    last: Checkpoint | None
    unsealed: tuple[Fault, ...] = ()
    properties: tuple[Answer, ...] = ()


def back_up(collection: Collection, target: Path | None = None) -> tuple[Path, Backup]:
    """A backup of all of a collection, by default beside its folder and named by the time. Raises CollectionError."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    file = target or collection.folder.resolve().parent / f"{collection.folder.resolve().name}-{stamp}.onrecord-backup"
    return file, backup.make(collection, file)


def restore(source: Path, folder: Path, *, database: str = "") -> Backup:
    """A backup into a new folder. Raises UnreadableFile for what is no whole backup, CollectionError where it cannot be put."""
    return backup.restore(source, folder, database=database)


def verify(collection: Collection, known: Checkpoint | None = None) -> Verdict:
    """Everything in a collection that is not as it was kept, also against a checkpoint that was kept elsewhere."""
    found = tuple(verifying.faults(collection, known))
    with collection.reading() as connection:
        last = audit.checkpoint(connection, collection_id(connection))
        return Verdict(
            faults=found,
            purged=tuple(verifying.tombstones(connection)),
            last=last,
            unsealed=tuple(properties.unsealed(connection)),
            properties=tuple(properties.answers(connection, found)),
        )


def rebuild(collection: Collection) -> None:
    """Makes all that is searched again, from what is kept."""
    with collection.writing() as connection:
        viewing.rebuild(connection)


def read_checkpoint(path: Path) -> Checkpoint:
    """The checkpoint in a file. Raises UnreadableFile."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Checkpoint)
    except (OSError, msgspec.DecodeError) as error:
        raise UnreadableFile(f"{path} is no checkpoint: `onrecord verify --checkpoint FILE` writes one.") from error


def save(folder: Path, target: Path) -> Salvaged:
    """What is whole of a damaged collection, in a new one. Raises CollectionError."""
    return salvage.salvage(folder, target)
