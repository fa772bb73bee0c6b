"""The folder that holds a collection: made, opened, found and refused."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from onrecord.errors import CollectionBusy, CollectionError, NoCollection
from onrecord.store import collection as collections
from onrecord.store import engine, keeping, schema
from onrecord.store.collection import Collection, open_collection, open_or_create


def test_a_new_collection_has_its_three_parts(tmp_path: Path) -> None:
    """Settings, database and snapshots lie side by side."""
    open_or_create(tmp_path / "new").close()
    assert {"onrecord.toml", "onrecord.sqlite", "snapshots"} <= {p.name for p in (tmp_path / "new").iterdir()}


def test_saved_means_saved(tmp_path: Path) -> None:
    """The database writes ahead, waits for the disk, and holds references to be true."""
    with open_or_create(tmp_path / "new") as records, records.reading() as connection:
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        assert told == ["wal", 2]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_newer_schema_is_not_opened(tmp_path: Path) -> None:
    """A collection written by a later version is left alone, and the reader is told to upgrade."""
    open_or_create(tmp_path / "new").close()
    with sqlite3.connect(tmp_path / "new" / "onrecord.sqlite") as database:
        database.execute("UPDATE alembic_version SET version_num = '0999'")
    database.close()
    with pytest.raises(CollectionError, match=r"newer Onrecord \(schema 0999.*upgrade"):
        open_collection(tmp_path / "new")


def test_no_collection_says_how_to_make_one(tmp_path: Path) -> None:
    """An empty folder is no collection."""
    with pytest.raises(NoCollection, match="onrecord add"):
        open_collection(tmp_path)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """A collection is never mixed into somebody's folder."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CollectionError, match="holds other files"):
        open_or_create(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_collection_that_was_only_begun_is_made(tmp_path: Path) -> None:
    """What is left where the power failed while a collection was made is taken up, not in the way."""
    (tmp_path / "new" / "snapshots").mkdir(parents=True)
    (tmp_path / "new" / ".new-x").write_text("titl")
    open_or_create(tmp_path / "new").close()
    (tmp_path / "mine" / "snapshots").mkdir(parents=True)
    (tmp_path / "mine" / "snapshots" / "holiday.jpg").write_text("mine")
    with pytest.raises(CollectionError, match="holds other files"):
        open_or_create(tmp_path / "mine")


def test_a_disk_error_is_told_in_words() -> None:
    """The words of the database become words that say what to do."""
    assert "See to the disk" in str(engine.in_words("disk I/O error", "records"))
    assert "Make room" in str(engine.in_words("database or disk is full", "records"))


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    """A file that is no database gives one clear error."""
    open_or_create(tmp_path / "new").close()
    (tmp_path / "new" / "onrecord.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(CollectionError, match=r"damaged.*backup"):
        open_collection(tmp_path / "new")


def test_damaged_words_of_the_schema_are_told(tmp_path: Path) -> None:
    """A file whose description of its tables is no text any more gives the same clear error."""
    open_or_create(tmp_path / "new").close()
    path = tmp_path / "new" / "onrecord.sqlite"
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE snapshots", b"CREATE\xff\xfeABLE snapshots"))
    with pytest.raises(CollectionError, match=r"damaged.*backup"):
        open_collection(tmp_path / "new")


def test_a_collection_is_found_from_within(tmp_path: Path) -> None:
    """A command started in a collection, or beside the usual one, needs no option."""
    open_or_create(tmp_path / "collection").close()
    assert collections.find(tmp_path) == tmp_path / "collection"
    assert collections.find(tmp_path / "collection" / "snapshots") == tmp_path / "collection"


def test_a_second_writer_waits_and_is_told(records: Collection) -> None:
    """While one process writes, another waits as long as the settings say, then says who is in the way."""
    told = f"database = '{records.settings.database}'\nwait_seconds = 0.1"
    (records.folder / "onrecord.toml").write_text(told)
    with (
        open_collection(records.folder) as other,
        records.writing(),
        pytest.raises(CollectionBusy, match="another process"),
        other.writing(),
    ):
        pass


def test_many_writers_lose_nothing(records: Collection) -> None:
    """Writers at the same time take turns."""

    def refuse(name: str) -> None:
        for n in range(10):
            with records.writing() as connection:
                keeping.refuse(connection, address=f"{name}{n}", snapshot=None, reason="a trial", who=name)

    threads = [threading.Thread(target=refuse, args=[name]) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with records.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.refusals)) == 40


def test_a_broken_transaction_leaves_nothing(records: Collection) -> None:
    """What is written in a block that fails is not kept."""

    def break_off() -> None:
        with records.writing() as connection:
            keeping.refuse(connection, address="x", snapshot=None, reason="y", who="anna")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    with records.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.refusals)) == 0
