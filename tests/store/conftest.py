"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from onrecord.model import Coded, Report, Snapshot
from onrecord.store import engine as engines
from onrecord.store import keeping
from onrecord.store.collection import Collection, create
from tests import postgresql

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Engine]:
    """A PostgreSQL server of the tests' own."""
    if postgresql.binaries() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with postgresql.server() as address:
        engine = create_engine(engines.address(address), isolation_level="AUTOCOMMIT")
        yield engine
        engine.dispose()


@contextmanager
def _fresh(server: Engine) -> Iterator[str]:
    """The address of an empty database, which is removed afterwards."""
    name = f"records{next(_NUMBERS)}"
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} STRATEGY file_copy")
    socket = str(server.url.query["unix_sock"])
    yield f"postgresql://onrecord@/{name}?host={Path(socket).parent}"
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgresql_database(server: Engine) -> Iterator[str]:
    """The address of an empty database of a real PostgreSQL."""
    with _fresh(server) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database: none for SQLite, which is a file of the collection's folder."""
    if request.param == "sqlite":
        yield ""
    else:
        with _fresh(request.getfixturevalue("server")) as address:
            yield address


@pytest.fixture
def empty(tmp_path: Path, database: str) -> Iterator[Collection]:
    """A collection that holds nothing."""
    with create(tmp_path / "records", database=database, user="anna") as collection:
        yield collection


@pytest.fixture
def records(empty: Collection, report: Report, coded: Coded, snapshot: Snapshot) -> Collection:
    """A collection that holds the short report and its coding."""
    with empty.writing() as connection:
        keeping.keep(connection, snapshot, report, coded, who="anna")
    return empty
