"""A run that is killed loses nothing it has told of, and the next run goes on from there."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

REPORTS = 40
# The program with a coder that takes its time.
PROGRAM = """
import signal
import time
from onrecord import pipeline
from onrecord.cli import main
from onrecord.model import Act, Coded, CoderName, Participant, Person, Span

def slow(report):
    time.sleep(0.01)
    act = Act(id="a1", type="arrest", mentions=(Span(0, 6),), sentences=(), affected=(Participant(name="Ida", kind="person", person="p1"),))
    person = Person(id="p1", name="Ida")
    return Coded(id=report.id, text_sha256=report.sha256, coder=CoderName("slow", "1", "1"), report=report.particulars, acts=(act,), persons=(person,))

# Tests that were themselves started in the background have Ctrl-C switched off.
signal.signal(signal.SIGINT, signal.default_int_handler)
pipeline.code_report = slow
main()
"""


def started(words: list[str], env: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    lines = (json.dumps({"id": f"r{n}", "text": f"Police arrested Ida Lund in street {n}."}) for n in range(REPORTS))
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize(("by", "after"), [(signal.SIGKILL, 1), (signal.SIGKILL, 20), (signal.SIGINT, 10)])
def test_power_cut(source: Path, tmp_path: Path, offline_env: dict[str, str], by: signal.Signals, after: int) -> None:
    """What was told as kept is there after a kill; the same command keeps the rest, once; nothing is half written."""
    words = ["add", str(source), "--collection", str(tmp_path / "c")]
    running = started(words, offline_env)
    assert running.stdout
    told = [running.stdout.readline().split() for _ in range(after)]
    running.send_signal(by)
    rest, said = running.communicate(timeout=30)
    told += [line.split() for line in rest.splitlines() if line.startswith("kept ")]
    if by == signal.SIGINT:
        assert running.returncode == 130
        assert said.startswith("onrecord: interrupted")

    known = {line[2].rstrip(",") for line in told if line and line[0] == "kept"}
    assert after <= len(known) < REPORTS
    again = started(words, offline_env)
    shown, said = again.communicate(timeout=60)
    assert again.returncode == 0, said
    assert f"{REPORTS} items:" in shown
    already = sum(line.startswith("already kept ") for line in shown.splitlines())
    assert len(known) <= already <= len(known) + 1

    with sqlite3.connect(tmp_path / "c" / "onrecord.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not database.execute("PRAGMA foreign_key_check").fetchall()
        kept = {id for (id,) in database.execute("SELECT id FROM reports")}
        assert database.execute("SELECT count(*) FROM acts").fetchone() == (REPORTS,)
    database.close()
    assert known <= kept
    assert len(kept) == REPORTS


def test_a_killed_coding_leaves_no_half_file(source: Path, tmp_path: Path, offline_env: dict[str, str]) -> None:
    """Coding that is killed leaves a file that says by its name that it is a part, never one with the name asked for."""
    target = tmp_path / "coded.jsonl"
    running = started(["code", str(source), "-o", str(target)], offline_env)
    part = tmp_path / "coded.jsonl.part"
    while running.poll() is None and not part.exists():
        pass
    running.kill()
    running.communicate(timeout=30)
    assert part.exists()
    assert not target.exists()
