"""A collection to one file and back, whole or not at all."""

from __future__ import annotations

import threading
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest
from sqlalchemy import select

from onrecord.capture import seal
from onrecord.errors import CollectionError, UnreadableFile
from onrecord.model import Snapshot
from onrecord.store import audit, backup, finding, keeping, schema
from onrecord.store.collection import Collection, open_collection
from onrecord.store.filters import Filter
from onrecord.verbs import guarding

BYTES = b"bytes that were captured"


@pytest.fixture
def sealed(records: Collection, snapshot: Snapshot) -> Collection:
    """A collection with a sealed file, and the row that refers to it."""
    digest = seal.seal(records.folder, BYTES).name
    with records.writing() as connection:
        told = msgspec.structs.replace(snapshot, sha256=digest)
        keeping.refuse(connection, address="x", snapshot=told, reason="y", who="anna")
    return records


def kept(records: Collection) -> list[list[str]]:
    """Every kept row of every table."""
    with records.reading() as connection:
        tables = (*schema.CONTENT, schema.audit, schema.entry_keys)
        return [sorted(map(repr, connection.execute(select(table)))) for table in tables]


def test_a_backup_holds_all(sealed: Collection, tmp_path: Path) -> None:
    """What is restored has every row, every file, the log and what is searched; it is of no matter which database it was."""
    made = backup.make(sealed, tmp_path / "b")
    told = backup.restore(tmp_path / "b", tmp_path / "again" / "deep")
    assert told == made
    with open_collection(tmp_path / "again" / "deep", user="anna") as again:
        assert kept(again) == kept(sealed)
        assert seal.unseal(again.folder, seal.path_of(again.folder, _digest()).name) == BYTES
        with again.reading() as connection:
            assert list(audit.faults(connection, made.last)) == []
            assert finding.count_acts(connection, Filter(words="arrested"), user="anna") == 1


def _digest() -> str:
    from hashlib import sha256

    return sha256(BYTES).hexdigest()


def test_a_backup_goes_into_a_database(sealed: Collection, postgresql_database: str, tmp_path: Path) -> None:
    """A backup of either kind of database can be put into an empty PostgreSQL one."""
    made = backup.make(sealed, tmp_path / "b")
    backup.restore(tmp_path / "b", tmp_path / "again", database=postgresql_database)
    assert not (tmp_path / "again" / "onrecord.sqlite").exists()
    with open_collection(tmp_path / "again", user="anna") as again:
        assert kept(again) == kept(sealed)
        with again.writing() as connection:
            assert list(audit.faults(connection, made.last)) == []
            keeping.refuse(connection, address="new", snapshot=None, reason="z", who="anna")


def test_a_backup_is_made_while_others_write(records: Collection, tmp_path: Path) -> None:
    """Writers are not stopped, and each backup is one whole state."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with records.writing() as connection:
                keeping.refuse(connection, address=f"a{number}", snapshot=None, reason="busy", who="ben")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            backup.make(records, tmp_path / f"b{number}")
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        backup.restore(tmp_path / f"b{number}", tmp_path / f"c{number}")
        with open_collection(tmp_path / f"c{number}") as again, again.reading() as connection:
            assert list(audit.faults(connection)) == []


@pytest.mark.parametrize("where", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98])
def test_a_damaged_backup_is_refused_or_harmless(sealed: Collection, tmp_path: Path, where: float) -> None:
    """Nothing is made of a file that is not whole; damage where nothing is kept changes nothing."""
    backup.make(sealed, tmp_path / "b")
    data = bytearray((tmp_path / "b").read_bytes())
    data[int(len(data) * where)] ^= 0x10
    (tmp_path / "b").write_bytes(data)
    try:
        backup.restore(tmp_path / "b", tmp_path / "again")
    except UnreadableFile:
        assert not (tmp_path / "again").exists()
        return
    with open_collection(tmp_path / "again") as again:
        assert kept(again) == kept(sealed)


def test_what_is_no_backup_is_told(tmp_path: Path) -> None:
    """Other archives and files are refused, and a folder in use is left alone."""
    (tmp_path / "x").write_bytes(b"no archive")
    with pytest.raises(UnreadableFile, match="no whole backup"):
        backup.restore(tmp_path / "x", tmp_path / "again")
    with ZipFile(tmp_path / "y", "w") as archive:
        archive.writestr("../evil", b"x")
    with pytest.raises(UnreadableFile, match="no backup of a collection"):
        backup.restore(tmp_path / "y", tmp_path / "again")
    with pytest.raises(CollectionError, match="holds other files"):
        backup.restore(tmp_path / "y", tmp_path)


def test_an_archive_reaches_nothing_outside(sealed: Collection, tmp_path: Path) -> None:
    """Names that lead out of the folder, or are of no sealed file, are passed over."""
    backup.make(sealed, tmp_path / "b")
    with ZipFile(tmp_path / "b", "a") as archive:
        archive.writestr("../evil", b"x")
        archive.writestr("snapshots/zz/evil", b"x")
    backup.restore(tmp_path / "b", tmp_path / "deep" / "again")
    assert not list(tmp_path.rglob("evil"))


def test_a_backup_is_named_by_the_time(sealed: Collection) -> None:
    """Without a name it lies beside the collection."""
    file, _ = guarding.back_up(sealed)
    assert file.parent == sealed.folder.parent
    assert file.name.startswith("records-2")
