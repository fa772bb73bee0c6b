"""A collection to one file that holds all of it, and back.

The file is a zip archive: `onrecord.toml`, the sealed files, and a database of SQLite, whichever the collection itself uses:
of SQLite, a copy made by its own backup, while others may go on writing; of PostgreSQL, the kept rows one by one, as one
transaction sees them. `backup.json` says of which collection it is, when it was made, and the log's last entry then.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, insert, select

from onrecord import settings as settings_file
from onrecord.capture import seal
from onrecord.errors import CollectionError, UnreadableFile
from onrecord.store import audit, schema
from onrecord.store import collection as collections
from onrecord.store import engine as engines
from onrecord.store.audit import Checkpoint
from onrecord.store.clock import now
from onrecord.store.collection import Collection, collection_id

_ABOUT = "backup.json"
_ROWS_AT_ONCE = 1000
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What the library for archives raises of one that is damaged."""


class Backup(Struct, frozen=True, kw_only=True):
    """What a backup says of itself."""

    collection: str
    at: str
    entries: int
    last: Checkpoint | None


def make(collection: Collection, target: Path) -> Backup:
    """A backup of the collection at `target`, which appears whole or not at all. Raises CollectionError."""
    part = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".onrecord-backup-") as scratch:
            database = Path(scratch) / engines.FILE
            told = _copied(collection, database)
            with ZipFile(part, "w", ZIP_DEFLATED) as archive:
                archive.write(database, engines.FILE)
                archive.writestr(settings_file.FILE, (collection.folder / settings_file.FILE).read_bytes())
                _add_sealed(archive, collection.folder)
                archive.writestr(_ABOUT, msgspec.json.encode(told))
            seal.flush_file(part)
        part.replace(target)
        seal.flush_folder(target.parent)
    except OSError as error:
        raise CollectionError(f"{target} cannot be written: {error.strerror}. The collection is as it was.") from error
    finally:
        part.unlink(missing_ok=True)
    return told


def restore(source: Path, folder: Path, *, database: str = "") -> Backup:
    """The collection in a backup into a new `folder`, which appears whole or not at all.

    `database` is the address of an empty PostgreSQL database to put the rows into. Raises UnreadableFile for what is no
    whole backup, CollectionError where it cannot be put.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CollectionError(f"{folder} holds other files: name an empty or a new folder for the collection.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (
        _opened(source) as archive,
        tempfile.TemporaryDirectory(dir=folder.parent, prefix=".onrecord-restore-") as scratch,
    ):
        made = Path(scratch) / "collection"
        told = _unpacked(archive, made, source)
        if database:
            _into(made, database)
        if folder.exists():
            folder.rmdir()
        _flush_folders(made)
        made.rename(folder)
        seal.flush_folder(folder.parent)
    return told


def _copied(collection: Collection, target: Path) -> Backup:
    with collection.reading() as connection:
        if connection.dialect.name == "sqlite":
            # The copy sees what this transaction sees: it is made on a connection of its own, at once.
            told = _told(connection)
            _sqlite_backup(collection.folder / engines.FILE, target)
        else:
            told = _told(connection)
            _rows_to(connection, target)
    return told


def _told(connection: Connection) -> Backup:
    id = collection_id(connection)
    last = audit.checkpoint(connection, id)
    return Backup(collection=id, at=now(), entries=last.entry if last else 0, last=last)


def _sqlite_backup(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise engines.in_words(str(error), str(source.parent)) from error


def _rows_to(connection: Connection, target: Path) -> None:
    """The kept rows of any database into a new SQLite file."""
    engine = engines.engine_for(target.parent, "", wait_seconds=0)
    try:
        with engines.transaction(engine, writes=True, where=str(target)) as new:
            collections.make_tables(new)
            copy_rows(connection, new)
    finally:
        engine.dispose()
    with closing(sqlite3.connect(target)) as file:
        file.execute("PRAGMA journal_mode=DELETE")


def copy_rows(old: Connection, new: Connection) -> None:
    """Every kept row of one database into another that has none; the view is made again from them when that is opened."""
    for table in (schema.about, *schema.CONTENT, schema.audit, schema.entry_keys, schema.accounts):
        if table is schema.about:
            new.execute(schema.about.delete())
        rows = old.execute(select(table).order_by(*table.primary_key)).mappings()
        while batch := rows.fetchmany(_ROWS_AT_ONCE):
            new.execute(insert(table), [dict(row) for row in batch])
    new.execute(schema.about.delete().where(schema.about.c.key.in_(("view", "layout"))))


def _into(folder: Path, database: str) -> None:
    """The rows of the SQLite file in `folder` into an empty PostgreSQL database, which the settings then name."""
    engine = engines.engine_for(folder, database, wait_seconds=30)
    old = engines.engine_for(folder, "", wait_seconds=30)
    try:
        with (
            engines.transaction(old, writes=False, where=str(folder)) as source,
            engines.transaction(engine, writes=True, where=database) as target,
        ):
            collections.make_tables(target)
            copy_rows(source, target)
    finally:
        engine.dispose()
        old.dispose()
    for name in (engines.FILE, engines.FILE + "-wal", engines.FILE + "-shm"):
        (folder / name).unlink(missing_ok=True)
    seal.write_safely(folder / settings_file.FILE, settings_file.as_toml(database=database).encode())


def _add_sealed(archive: ZipFile, folder: Path) -> None:
    """The sealed files, as they are: most are small, and what is packed twice grows."""
    for name in filter(seal.is_name, seal.lying(folder)):
        path = folder / name
        small = path.stat().st_size <= 200 or path.suffix == ".gz"
        archive.write(path, name, ZIP_STORED if small else ZIP_DEFLATED)


@contextmanager
def _opened(source: Path) -> Iterator[ZipFile]:
    try:
        with _readable(source) as archive:
            yield archive
    except _BROKEN as error:
        raise UnreadableFile(f"{source} is no whole backup ({error}): take another one.") from error
    except OSError as error:
        raise CollectionError(
            f"{source} cannot be restored: {error.strerror}. Nothing was made of it: see to the disk and run it again."
        ) from error


def _readable(source: Path) -> ZipFile:
    try:
        return ZipFile(source)
    except OSError as error:
        raise UnreadableFile(f"{source} cannot be read: {error.strerror}.") from error


def _unpacked(archive: ZipFile, folder: Path, source: Path) -> Backup:
    names = set(archive.namelist())
    if not {_ABOUT, engines.FILE, settings_file.FILE} <= names:
        raise UnreadableFile(f"{source} is no backup of a collection.")
    if broken := archive.testzip():
        raise UnreadableFile(f"{source} is damaged at {broken}: take another backup.")
    (folder / seal.FOLDER).mkdir(parents=True)
    for name in names - {_ABOUT}:
        if name in {engines.FILE, settings_file.FILE} or seal.is_name(name):
            _unpack(archive, name, folder / name)
    settings = folder / settings_file.FILE
    seal.write_safely(settings, settings_file.without(settings, "database").encode())
    return msgspec.json.decode(archive.read(_ABOUT), type=Backup)


def _flush_folders(folder: Path) -> None:
    """Makes the names in a folder and in all folders within it safe."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            seal.flush_folder(path)


def _unpack(archive: ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as packed, target.open("wb") as file:
        shutil.copyfileobj(packed, file)
    seal.flush_file(target)
