"""`onrecord read`, and what `onrecord add` is told of the reports it is given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from onrecord.cli.app import app
from onrecord.model import Coded, CoderName, Report
from onrecord.store.collection import open_collection

STORY = "Police in Osh arrested Ida Lund on Monday, officials said."


@pytest.fixture(autouse=True)
def stubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A coder that finds nothing: what is tried here is what stands around it."""

    def stub(report: Report) -> Coded:
        name = CoderName("stub", "1", "1")
        return Coded(id=report.id, text_sha256=report.sha256, coder=name, report=report.particulars)

    monkeypatch.setattr("onrecord.pipeline.code_report", stub)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_read(tmp_path: Path) -> None:
    """A line a report, named by its file; a line with the error for what cannot be read; nothing is kept."""
    (tmp_path / "story.txt").write_text(f"---\ntitle: Held\nkind: statement\n---\n{STORY}")
    (tmp_path / "bad.bin").write_bytes(b"\0\1\2" * 50)
    done = run("read", tmp_path / "story.txt", tmp_path / "bad.bin", "-o", tmp_path / "out.jsonl")
    story, bad = lines(tmp_path / "out.jsonl")
    assert (story["id"], story["text"], story["title"], story["kind"]) == ("story", STORY, "Held", "statement")
    assert bad["id"] == "bad"
    assert "binary" in bad["error"]
    assert done.exit_code == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.bin", "out.jsonl", "story.txt"]


def test_what_is_read_can_be_coded_and_added(tmp_path: Path) -> None:
    """The lines are what `code` and `add` take, with kind and origin kept."""
    (tmp_path / "story.txt").write_text(f"---\nkind: court paper\nhow: translation\n---\n{STORY}")
    assert run("read", tmp_path / "story.txt", "-o", tmp_path / "in.jsonl").exit_code == 0
    assert run("code", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl").exit_code == 0
    assert run("add", tmp_path / "in.jsonl", "-c", tmp_path / "c").exit_code == 0
    assert lines(tmp_path / "in.jsonl")[0]["derived_from"] == {"how": "translation", "report": None}


def test_nothing_to_read_is_3(tmp_path: Path) -> None:
    """When every item fails, nothing was done."""
    assert run("read", tmp_path / "no.txt", "-o", tmp_path / "out.jsonl").exit_code == 3


def test_interview_notes_start_restricted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody but who adds them sees them, until that person opens them."""
    (tmp_path / "notes.txt").write_text(STORY)
    monkeypatch.setenv("ONRECORD_USER", "anna")
    assert run("add", tmp_path / "notes.txt", "--kind", "interview note", "-c", tmp_path / "c").exit_code == 0
    assert "R-" in run("show", "reports", "-c", tmp_path / "c").output
    monkeypatch.setenv("ONRECORD_USER", "bo")
    assert "R-" not in run("show", "reports", "-c", tmp_path / "c").output


def test_a_translation_names_its_report(tmp_path: Path) -> None:
    """What a text was made from is a kept report; any other is refused before anything is kept."""
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(STORY + " Translated.")
    added = run("add", tmp_path / "a.txt", "-c", tmp_path / "c").output
    known = added.split("a.txt: ")[1].split(",")[0]
    told = ("--how", "translation", "-c", tmp_path / "c")
    assert run("add", tmp_path / "b.txt", "--derived-from", "R-XXXXXXX", *told).exit_code == 2
    assert run("add", tmp_path / "b.txt", "--derived-from", known.lower(), *told).exit_code == 0
    assert run("add", tmp_path / "b.txt", "--derived-from", known, "-c", tmp_path / "c").exit_code == 2
    with open_collection(tmp_path / "c") as records, records.reading() as connection:
        rows = connection.exec_driver_sql("SELECT json FROM reports").scalars().all()
    assert {json.loads(row)["derived_from"] and json.loads(row)["derived_from"]["report"] for row in rows} == {
        None,
        known,
    }


def test_a_package_is_parted_by_read(tmp_path: Path) -> None:
    """A file with several stories gives a line for each, and `add` keeps each of them, from the lines or from the file."""
    item = "<newsItem><contentSet><inlineXML><p>{}</p></inlineXML></contentSet></newsItem>"
    (tmp_path / "p.xml").write_text(f"<newsMessage>{item.format(STORY)}{item.format(STORY + ' Again.')}</newsMessage>")
    assert run("read", tmp_path / "p.xml", "-o", tmp_path / "in.jsonl").exit_code == 0
    assert [line["id"] for line in lines(tmp_path / "in.jsonl")] == ["p-1", "p-2"]
    assert "2 kept" in run("add", tmp_path / "in.jsonl", "-c", tmp_path / "c").output
    assert "2 items: 0 kept, 2 already kept" in run("add", tmp_path / "p.xml", "-c", tmp_path / "c").output
    assert "2 kept" in run("add", tmp_path / "p.xml", "-c", tmp_path / "d").output
