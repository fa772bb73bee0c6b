"""What `onrecord import` does and says."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app

SHEET = "id,what,when,who\n1,arrested,2019,Ana Ruiz\n2,killed,03/01/2022,Bo Dahl\n3,killed,2021,\x1b]0;Cy\x07\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_USER", "anna")
    (tmp_path / "list.csv").write_text(SHEET)
    return tmp_path


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(words), env={"COLUMNS": "120"})
    assert done.exit_code == code, done.output
    return done.output


def test_a_rehearsal_leaves_nothing_behind(folder: Path) -> None:
    """It shows the mapping and each row that would be refused, with what to do; no collection is made."""
    told = run("import", "list.csv", "--dry-run", code=1)
    assert "what tells arrest, killing: date from when; to whom from who" in told
    assert "refused  row 3, column when: `03/01/2022` may be two days" in told
    assert "3 rows: 2 added, 0 updated, 0 unchanged, 1 refused; nothing was kept" in told
    assert [path.name for path in folder.iterdir()] == ["list.csv"]


def test_a_proposed_mapping_is_looked_over_first(folder: Path) -> None:
    """Without a yes it is saved to be looked over and changed, and nothing is imported; then it is used."""
    told = run("import", "list.csv", code=2)
    assert "look the mapping over" in told
    path = folder / "collection" / "mappings" / "list.yaml"
    path.write_text(path.read_text().replace("unreadable", "").replace("key:", "day_first: true\nkey:"))
    told = run("import", "list.csv")
    assert "Mapping list, saved (" in told
    assert "3 rows: 3 added" in told
    assert "2022-01-03" in run("show", "acts", "--json")


def test_an_import_is_taken_back(folder: Path) -> None:
    """By the id that it told; what people had decided on its acts is listed."""
    told = run("import", "list.csv", "--yes", code=1)
    [id] = set(re.findall(r"I-\w{7}", told))
    [act] = re.findall(r"A-\w{7}", run("search", "--type", "arrest"))[:1]
    run("decide", "accept", act, "--because", "seen")
    told = run("import", "--undo", id)
    assert "2 reports with 2 acts left the view; nothing was deleted" in told
    assert f"decided  {act}: accept by anna" in told
    assert "No acts found" in run("show", "acts")
    assert "no import I-2222222" in run("import", "--undo", "i-2222222", code=2)


def test_a_sheet_cannot_steer_the_terminal(folder: Path) -> None:
    """Escape characters in cells and names of columns are shown, not obeyed."""
    (folder / "evil.csv").write_text("id\x1b[2J,what,when\n1,killed,\x1b]0;x\x07\n")
    assert "\x1b" not in run("import", "evil.csv", "--yes", code=3)


@pytest.mark.parametrize(
    ("words", "reason", "code"),
    [
        ((), "name a sheet", 2),
        (("none.csv",), "is not there", 3),
        (("list.csv", "--type", "arest"), "`arest` is no act type", 3),
        (("list.csv", "--key", "nr"), "no column `nr`", 3),
        (("list.csv", "--mapping", "none.yaml"), "none.yaml cannot be read", 3),
    ],
)
def test_wrong_use(folder: Path, words: tuple[str, ...], reason: str, code: int) -> None:
    """One line that says what to do."""
    assert reason in run("import", *words, code=code)


def test_power_cut(folder: Path, offline_env: dict[str, str]) -> None:
    """An import that is killed has kept whole batches; the same command goes on, and every row is there once."""
    rows = 1500
    (folder / "long.csv").write_text("id,what,who\n" + "".join(f"{n},killed,Person N{n}\n" for n in range(rows)))
    words = [sys.executable, "-c", "from onrecord.cli import main; main()", "import", "long.csv", "--yes"]
    running = subprocess.Popen(words, env=offline_env, stdout=subprocess.DEVNULL)
    file = folder / "collection" / "onrecord.sqlite"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and _imported(file) < 200:
        time.sleep(0.005)
    running.kill()
    running.wait()
    assert 200 <= (kept := _imported(file)) < rows
    assert kept % 200 == 0
    told = run("import", "long.csv")
    assert f"{rows} rows: {rows - kept} added, 0 updated, {kept} unchanged, 0 refused" in told
    assert _imported(file) == rows
    assert f"of {rows} acts" in run("search", "--type", "killing", "--limit", "1")


def _imported(file: Path) -> int:
    """How many rows a second process sees as kept."""
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM import_rows").fetchone()[0])
        except sqlite3.OperationalError:
            return 0
