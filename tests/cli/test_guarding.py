"""What `backup`, `restore`, `verify` and `salvage` do and say."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.store import keeping
from onrecord.store.collection import Collection


@pytest.fixture
def folder(records: Collection) -> str:
    """A whole collection: the row that refers to bytes that are not there is of another test."""
    from onrecord.capture import seal

    path = seal.path_of(records.folder, "5" * 64)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    return str(records.folder)


def run(*words: str | Path, code: int = 0) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == code, done.output
    return done.output


def test_a_backup_and_back(folder: str, tmp_path: Path) -> None:
    """What is restored shows what was there."""
    assert "changes, the last of them" in run("backup", tmp_path / "b", "-c", folder)
    assert "as it was at" in run("restore", tmp_path / "b", tmp_path / "new")
    assert (
        json.loads(run("show", "--json", "-c", tmp_path / "new"))["acts"]
        == json.loads(run("show", "--json", "-c", folder))["acts"]
    )
    assert "holds other files" in run("restore", tmp_path / "b", tmp_path / "new", code=3)
    assert "no whole backup" in run("restore", Path(folder) / "onrecord.toml", tmp_path / "x", code=3)


def test_verify_names_what_changed(records: Collection, folder: str, tmp_path: Path) -> None:
    """A fault gives exit code 1 and its name; the limit is told either way; a checkpoint shows what was cut off."""
    told = run("verify", "-c", folder, code=1)
    assert "changed after it was sealed" in told
    assert "What this cannot see" in told
    assert json.loads(run("verify", "--json", "-c", folder, code=1))["faults"]
    assert not (tmp_path / "p").exists()


def test_a_checkpoint_is_held_against_the_log(tmp_path: Path) -> None:
    """Entries that were cut off are seen by what was written down before."""
    run("init", tmp_path / "c")
    with _open(tmp_path / "c") as records, records.writing() as connection:
        for name in "ab":
            keeping.refuse(connection, address=name, snapshot=None, reason="x", who="anna")
    assert "Everything is as it was kept (2 changes)" in run(
        "verify", "--checkpoint", tmp_path / "p", "-c", tmp_path / "c"
    )
    with closing(sqlite3.connect(tmp_path / "c" / "onrecord.sqlite")) as database:
        guards = "name IN ('audit_no_delete', 'refusals_no_delete')"
        made = [sql for (sql,) in database.execute(f"SELECT sql FROM sqlite_master WHERE {guards}")]  # noqa: S608
        database.executescript("DROP TRIGGER audit_no_delete; DROP TRIGGER refusals_no_delete;")
        database.executescript(
            "DELETE FROM audit WHERE id = 2; DELETE FROM refusals WHERE entry = 2; DELETE FROM entry_keys WHERE entry = 2;"
        )
        database.executescript(";".join(made))  # whoever knows how puts the guards back
    assert "as it was kept" in run("verify", "-c", tmp_path / "c")
    assert "was cut off" in run("verify", "--against", tmp_path / "p", "-c", tmp_path / "c", code=1)
    assert "is no checkpoint" in run(
        "verify", "--against", tmp_path / "c" / "onrecord.toml", "-c", tmp_path / "c", code=3
    )


def _open(folder: Path) -> Collection:
    from onrecord.store.collection import open_collection

    return open_collection(folder)


def test_a_view_is_made_again(folder: str) -> None:
    """What is searched can be made again from what is kept."""
    with closing(sqlite3.connect(Path(folder) / "onrecord.sqlite")) as database:
        database.execute("DELETE FROM view_people")
        database.commit()
    assert "the view of R-" in run("verify", "-c", folder, code=1)
    assert "the view of R-" not in run("verify", "--rebuild", "-c", folder, code=1)


def test_salvage_lists_what_is_lost(folder: str, tmp_path: Path) -> None:
    """What is whole is saved; what is not is told by table and reason."""
    assert "rows and 0 files saved" in run("salvage", folder, tmp_path / "new")
    with closing(sqlite3.connect(Path(folder) / "onrecord.sqlite")) as database:
        database.execute("DROP TRIGGER acts_no_update")
        database.execute("UPDATE acts SET json = '{}' WHERE position = 0")
        database.commit()
    assert "lost of acts: 1 row, its digest does not agree" in run("salvage", folder, tmp_path / "newer", code=1)
