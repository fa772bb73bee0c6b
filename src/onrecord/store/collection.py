"""The folder that holds it all: `onrecord.toml`, `onrecord.sqlite` and `snapshots/`.

Saved means saved: SQLite writes ahead with `synchronous=FULL`, a report is one transaction, and the bytes it
was read from are sealed on the disk before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeAlias
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.exc import DatabaseError, IntegrityError

from onrecord import settings as settings_file
from onrecord.capture import seal
from onrecord.errors import CollectionBusy, CollectionError, NoCollection
from onrecord.settings import Settings
from onrecord.store import schema

Reading: TypeAlias = Connection
"""A connection within a transaction, for parts that pass one on and speak no SQL."""
DATABASE = "onrecord.sqlite"
USUAL = "collection"
"""The folder a collection is made in when none is named."""


class Collection:
    """An open collection. `reading()` and `writing()` each give a connection within one transaction."""

    def __init__(self, folder: Path, settings: Settings, engine: Engine) -> None:
        self.folder = folder
        self.settings = settings
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the collection throughout."""
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept together when the block ends, or not at all."""
        with self._transaction(writes=True) as connection:
            yield connection

    def close(self) -> None:
        """Lets go of the database file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(onrecord_writes=writes) as connection, connection.begin():
                yield connection
        except IntegrityError:
            raise
        except DatabaseError as error:
            raise _told(error, self.folder) from error


def find(start: Path) -> Path:
    """The collection in `start`, else in its folder `collection`, else the one it lies in; raises NoCollection."""
    for folder in (start, start / USUAL, *start.parents):
        if (folder / settings_file.FILE).is_file() and (folder / DATABASE).is_file():
            return folder
    raise NoCollection(f"There is no collection in {start}: make one with `onrecord add FILE`, or name one.")


def open_or_create(folder: Path) -> Collection:
    """The collection in `folder`, which is made when there is none."""
    if not (folder / settings_file.FILE).is_file():
        _make_folder(folder)
    return open_collection(folder)


def open_collection(folder: Path) -> Collection:
    """The collection in `folder`; raises NoCollection, or CollectionError when it cannot be used."""
    if not (folder / settings_file.FILE).is_file():
        raise NoCollection(
            f"There is no collection in {folder}: make one with `onrecord add FILE --collection {folder}`."
        )
    settings = settings_file.read(folder / settings_file.FILE)
    collection = Collection(folder, settings, _engine(folder / DATABASE, settings.wait_seconds))
    try:
        _check_or_fill(collection)
    except CollectionError:
        collection.close()
        raise
    return collection


def _make_folder(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not (folder / DATABASE).exists():
        raise CollectionError(f"{folder} holds other files: name an empty or a new folder for the collection.")
    try:
        (folder / seal.FOLDER).mkdir(parents=True, exist_ok=True)
        (folder / settings_file.FILE).write_text(settings_file.as_toml(), encoding="utf-8")
    except OSError as error:
        raise CollectionError(f"{folder} cannot be made a collection: {error.strerror}.") from error


def _engine(path: Path, wait_seconds: float) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": wait_seconds})

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _: object) -> None:
        # The driver would begin transactions late, on the first write only: `_begin` does it instead.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("onrecord_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _check_or_fill(collection: Collection) -> None:
    with collection.reading() as connection:
        version = _version(connection)
    if version is None:
        with collection.writing() as connection:
            # Another process may have been quicker.
            if _version(connection) is None:
                _fill(connection)
    elif version > schema.VERSION:
        raise CollectionError(
            f"{collection.folder} was written by a newer Onrecord (schema {version}, this one knows {schema.VERSION}):"
            " upgrade Onrecord to open it."
        )


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(schema.about.name):
        return None
    told = connection.scalar(select(schema.about.c.value).where(schema.about.c.key == "schema"))
    return int(told) if told else None


def _fill(connection: Connection) -> None:
    schema.create(connection)
    told = {"schema": str(schema.VERSION), "id": uuid4().hex, "created": now()}
    connection.execute(schema.about.insert(), [{"key": key, "value": value} for key, value in told.items()])


def now() -> str:
    """This moment, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _told(error: DatabaseError, folder: Path) -> CollectionError:
    """A database error in words that say what to do."""
    words = str(error.orig)
    if "locked" in words or "busy" in words:
        return CollectionBusy(f"{folder} is being written by another process: try again when it has ended.")
    if "full" in words:
        return CollectionError(f"{folder}: the disk is full; what was kept before is safe. Make room and run it again.")
    if "readonly" in words:
        return CollectionError(f"{folder} cannot be written: it belongs to another user or a read-only disk.")
    if "not a database" in words or "malformed" in words:
        return CollectionError(f"{folder / DATABASE} is damaged ({words}): restore it from a backup.")
    return CollectionError(f"{folder / DATABASE} cannot be used: {words}.")
