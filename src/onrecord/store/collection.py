"""The folder that holds it all: `onrecord.toml`, `snapshots/`, and `onrecord.sqlite` unless the settings name PostgreSQL.

Saved means saved: a report is one transaction, written through to the disk, and the bytes it was read from are sealed
there before it.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeAlias
from uuid import uuid4

from sqlalchemy import Connection, Engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from onrecord import settings as settings_file
from onrecord.capture import seal
from onrecord.errors import CollectionError, NoCollection
from onrecord.settings import Settings
from onrecord.store import engine as engines
from onrecord.store import guards, layout, linked, queued, schema, view, viewing, words
from onrecord.store.clock import now

Reading: TypeAlias = Connection
"""A connection within a transaction, for parts that pass one on and speak no SQL."""
USUAL = "collection"
"""The folder a collection is made in when none is named."""
_USER = "ONRECORD_USER"


class Collection:
    """An open collection. `reading()` and `writing()` each give a connection within one transaction."""

    def __init__(self, folder: Path, settings: Settings, engine: Engine, *, user: str) -> None:
        self.folder = folder
        self.settings = settings
        self.user = user
        """Who works with it: what they change bears this name, and what is kept from them stays so."""
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the collection throughout."""
        with engines.transaction(self._engine, writes=False, where=str(self.folder)) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept together when the block ends, or not at all."""
        with engines.transaction(self._engine, writes=True, where=str(self.folder)) as connection:
            yield connection

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """A connection whose changes are given up when the block ends."""
        with engines.transaction(self._engine, writes=True, where=str(self.folder), keeps=False) as connection:
            yield connection

    def seen_by(self, user: str) -> Collection:
        """The same collection with another user at work; it shares the database with this one, which is the one to close."""
        return Collection(self.folder, self.settings, self._engine, user=user)

    def compact(self) -> None:
        """Writes the database anew, so that nothing of what was deleted is left in it."""
        try:
            engines.compact(self._engine)
        except DBAPIError as error:
            raise engines.told(error, str(self.folder)) from error

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


def find(start: Path) -> Path:
    """The collection in `start`, else in its folder `collection`, else the one it lies in; raises NoCollection."""
    for folder in (start, start / USUAL, *start.parents):
        if (folder / settings_file.FILE).is_file() and (folder / seal.FOLDER).is_dir():
            return folder
    raise NoCollection(f"There is no collection in {start}: make one with `onrecord add FILE`, or name one.")


def create(folder: Path, *, database: str = "", user: str | None = None) -> Collection:
    """A new collection in `folder`; `database` is the address of a PostgreSQL one. Raises CollectionError, SettingsError."""
    if (folder / settings_file.FILE).is_file():
        raise CollectionError(f"{folder} holds a collection already.")
    _make_folder(folder, database)
    try:
        return open_collection(folder, user=user)
    except CollectionError:
        (folder / settings_file.FILE).unlink()
        raise


def open_or_create(folder: Path, *, user: str | None = None) -> Collection:
    """The collection in `folder`, which is made, in a file, when there is none."""
    return open_collection(folder, user=user) if (folder / settings_file.FILE).is_file() else create(folder, user=user)


def open_collection(folder: Path, *, user: str | None = None) -> Collection:
    """The collection in `folder`; raises NoCollection, or CollectionError when it cannot be used.

    `user` is who works with it; else the one in the environment variable ONRECORD_USER, else the system's.
    """
    if not (folder / settings_file.FILE).is_file():
        raise NoCollection(
            f"There is no collection in {folder}: make one with `onrecord add FILE --collection {folder}`."
        )
    settings = settings_file.read(folder / settings_file.FILE)
    engine = engines.engine_for(folder, settings.database, wait_seconds=settings.wait_seconds)
    collection = Collection(folder, settings, engine, user=user or _user())
    try:
        _check_or_fill(collection)
    except CollectionError:
        collection.close()
        raise
    return collection


def _make_folder(folder: Path, database: str) -> None:
    if folder.is_dir() and not (folder / engines.FILE).exists() and not _is_begun(folder):
        raise CollectionError(f"{folder} holds other files: name an empty or a new folder for the collection.")
    if database:
        engines.address(database)
    missing = [one for one in (folder, *folder.absolute().parents) if not one.exists()]
    try:
        (folder / seal.FOLDER).mkdir(parents=True, exist_ok=True)
        for made in missing:
            seal.flush_folder(made.absolute().parent)
        seal.write_safely(folder / settings_file.FILE, settings_file.as_toml(database=database).encode())
    except OSError as error:
        raise CollectionError(f"{folder} cannot be made a collection: {error.strerror}.") from error


def _is_begun(folder: Path) -> bool:
    """Whether a folder holds nothing, or only what is left where making a collection in it was broken off."""
    return all(
        path.name.startswith(seal.NEW) or (path.name == seal.FOLDER and not any(path.iterdir()))
        for path in folder.iterdir()
    )


def _check_or_fill(collection: Collection) -> None:
    with collection.reading() as connection:
        revision, made = _revision(connection), False
        if revision == schema.REVISION:
            made = all(one.is_made(connection) for one in (viewing, queued)) and layout.is_noted(connection)
    if revision == schema.REVISION and made:
        return
    with collection.writing() as connection:
        # Another process may have been quicker.
        revision = _revision(connection)
        if revision is None:
            _fill(connection)
        elif revision != schema.REVISION:
            _upgrade(connection, revision, collection.folder)
        viewing.ensure(connection)
        queued.ensure(connection)
        layout.note(connection)


def _upgrade(connection: Connection, revision: str, folder: Path) -> None:
    from onrecord.store import migrations

    if revision not in migrations.known():
        raise CollectionError(
            f"{folder} was written by a newer Onrecord (schema {revision}, this one knows {schema.REVISION}):"
            " upgrade Onrecord to open it."
        )
    migrations.upgrade(connection, revision)


def _revision(connection: Connection) -> str | None:
    """The revision of the tables; None where there are none."""
    tables = inspect(connection)
    if tables.has_table("alembic_version"):
        told: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return told
    return "0001" if tables.has_table(schema.about.name) else None


def make_tables(connection: Connection) -> None:
    """Every table of today, empty."""
    schema.metadata.create_all(connection)
    guards.guard(connection)
    view.create(connection)
    linked.create(connection)
    queued.create(connection)
    words.create(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": schema.REVISION})


def _fill(connection: Connection) -> None:
    make_tables(connection)
    told = {"id": uuid4().hex, "created": now(), "view": str(view.VERSION), "queue": str(queued.VERSION)}
    connection.execute(schema.about.insert(), [{"key": key, "value": value} for key, value in told.items()])


def collection_id(connection: Connection) -> str:
    """The collection's own id, by which a checkpoint or a backup is known to be of it."""
    return connection.scalar(select(schema.about.c.value).where(schema.about.c.key == "id")) or ""


def _user() -> str:
    told = os.environ.get(_USER)
    if told:
        return told
    try:
        return getpass.getuser()
    except OSError:  # a user without a name, as in some containers
        return "unknown"
