"""A database to an engine whose transactions are safe, and its errors to words that say what to do.

SQLite is the usual one, a file in the collection's folder, which writes ahead with `synchronous=FULL`; PostgreSQL
serves several people at once. In both, a writer holds the whole collection until it ends, so that the audit log is one
chain; readers wait for nobody and see one state throughout.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError

from onrecord.errors import CollectionBusy, CollectionError, SettingsError
from onrecord.store import turns, words

FILE = "onrecord.sqlite"
_PASSWORD = "ONRECORD_DB_PASSWORD"  # noqa: S105  # the name of a variable
_PORT = 5432
_TURN = "onrecord_turn"
"""The option under which an engine on SQLite keeps the file by which writers take turns, and how long they wait."""
_WRITER = 0x6F6E7265636F7264
"""The number by which PostgreSQL knows the lock of whoever writes: `onrecord` in ASCII."""


def engine_for(folder: Path, database: str, *, wait_seconds: float) -> Engine:
    """An engine on the SQLite file in `folder`, or on the PostgreSQL database that `database` is the address of."""
    return _postgresql(database, wait_seconds) if database else _sqlite(folder / FILE, wait_seconds)


@contextmanager
def transaction(engine: Engine, *, writes: bool, where: str, keeps: bool = True) -> Iterator[Connection]:
    """A connection within one transaction, kept when the block ends (unless `keeps` is false) and given up when it raises."""
    options: dict[str, Any] = {"onrecord_writes": writes}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "READ COMMITTED" if writes else "REPEATABLE READ"}
    try:
        with (
            _turn(engine, where, writes=writes),
            engine.connect().execution_options(**options) as connection,
            connection.begin() as begun,
        ):
            if writes and engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
            yield connection
            if not keeps:
                begun.rollback()
    except DBAPIError as error:
        raise told(error, where) from error
    except UnicodeDecodeError as error:
        # The driver cannot even read out what SQLite says of a damaged file.
        raise _damaged(where, "words in it are no text") from error


def compact(engine: Engine) -> None:
    """Writes the database anew, so that nothing of what was deleted is left in its files.

    PostgreSQL's log of changes and its backups are not reached from here: they go with their own rotation.
    """
    # The pool tries out a connection before it lends it again, and so leaves it within a transaction.
    engine.dispose()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT", onrecord_writes=None) as connection:
        words.tidy(connection)
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("VACUUM (FULL)")
            return
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _turn(engine: Engine, where: str, *, writes: bool) -> Iterator[None]:
    """Waits for one's turn to write a SQLite file; PostgreSQL keeps the order by itself."""
    kept = engine.get_execution_options().get(_TURN)
    if not writes or kept is None:
        yield
        return
    path, wait_seconds = kept
    with turns.turn(path, wait_seconds=wait_seconds) as mine:
        if not mine:
            raise in_words("locked", where)
        yield


def address(database: str) -> URL:
    """The address of a PostgreSQL database, with the password from the environment.

    `?host=/run/postgresql` is the folder of its socket, as PostgreSQL's own programs have it. Raises SettingsError.
    """
    try:
        url = make_url(database)
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() != "postgresql":
        raise SettingsError(f"`{database}` is no database for records: write postgresql://USER@HOST:PORT/NAME.")
    if url.password:
        raise SettingsError(f"Leave the password out of the address, and set it in the environment as {_PASSWORD}.")
    password = os.environ.get(_PASSWORD) or os.environ.get("PGPASSWORD")
    host = url.query.get("host")
    if isinstance(host, str) and host.startswith("/"):
        socket = f"{host}/.s.PGSQL.{url.port or _PORT}"
        url = url.set(port=None).difference_update_query(["host"]).update_query_dict({"unix_sock": socket})
    return url.set(drivername="postgresql+pg8000", password=password)


def _sqlite(path: Path, wait_seconds: float) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": wait_seconds},
        execution_options={_TURN: (path.with_name(turns.FILE), wait_seconds)},
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _: object) -> None:
        # The driver would begin transactions late, on the first write only: `_begin` does it instead.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("onrecord_writes", False)
        if writes is not None:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(database: str, wait_seconds: float) -> Engine:
    url = address(database)
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise SettingsError("PostgreSQL needs one more part: pip install 'onrecord[postgres]'.") from error

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = {round(wait_seconds * 1000)}")
        cursor.execute("SET synchronous_commit = on")
        connection.commit()

    return engine


def told(error: DBAPIError, where: str) -> CollectionError:
    """A database error in words that say what to do; `where` names the collection's folder."""
    words = _words(error)
    if isinstance(error, InterfaceError):
        return CollectionError(
            f"The database of {where} cannot be reached ({words}): see that it runs, and its address."
        )
    return in_words(words, where)


def in_words(words: str, where: str) -> CollectionError:
    """What a database said is wrong, in words that say what to do."""
    if "locked" in words or "busy" in words or "lock timeout" in words:
        return CollectionBusy(f"{where} is being written by another process: try again when it has ended.")
    if "full" in words or "No space left" in words:
        return CollectionError(f"{where}: the disk is full; what was kept before is safe. Make room and run it again.")
    if "readonly" in words:
        return CollectionError(f"{where} cannot be written: it belongs to another user or a read-only disk.")
    if "not a database" in words or "malformed" in words:
        return _damaged(where, words)
    if "disk I/O error" in words:
        return CollectionError(
            f"{where}: the disk failed to read or write; what was kept before is safe. See to the disk, then run it again."
        )
    return CollectionError(f"The database of {where} cannot be used: {words}.")


def _damaged(where: str, words: str) -> CollectionError:
    return CollectionError(
        f"{where}/{FILE} is damaged ({words}): restore it from a backup, or take out what is whole with `onrecord salvage`."
    )


def _words(error: DBAPIError) -> str:
    """The error in the database's own words; PostgreSQL's driver gives them with their parts."""
    args = getattr(error.orig, "args", ())
    if args and isinstance(args[0], dict):
        return str(args[0].get("M", args[0]))
    return str(error.orig)
