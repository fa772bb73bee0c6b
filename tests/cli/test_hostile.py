"""Odd and hostile input through the command line: a clear message, an exit code, and the others go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.cli.app import app
from onrecord.model import Coded, CoderName, Report

STORY = "Police in Osh arrested Ida Lund on Monday, officials said."
LINE = json.dumps({"id": "ok", "text": STORY}).encode()
UNREADABLE = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "binary.bin": (bytes(range(256)) * 20, "binary"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
    "paper.pdf": (b"%PDF-1.7\n...", "PDF"),
}
BAD_LINES = {
    "broken": (b'{"id": "x", "text": "', "line 1"),
    "no object": (b'["x"]', "line 1"),
    "no text": (b'{"id": "x"}', "`text` is missing"),
    "no id": (b'{"text": "x"}', "`id` is missing"),
    "wrong kind": (b'{"id": "x", "text": 5}', "`text` must be a string"),
    "not UTF-8": (b'{"id": "x", "text": "\xff"}', "line 1"),
    "deep": (b"[" * 100_000, "line 1"),
    "half a character": (b'{"id": "x", "text": "\\ud800"}', "line 1"),
}
ODD_TEXTS = {
    "5 MB": STORY * 90_000,
    "one line of 100,000 characters": "word " * 20_000,
    "mojibake": "PresidentÃ¢â‚¬â„¢s men arrested Ida Lund. " * 20,
    "small letters": STORY.lower(),
    "another language": "Полиция задержала активистов в Алматы в четверг. " * 10,
    "nothing but blanks": "   ",
    "zero characters": "a\0b " + STORY,
    "right to left": "اعتقلت الشرطة ناشطين في المدينة يوم الخميس. " * 10,
}


@pytest.fixture(autouse=True)
def stubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A coder that finds nothing: what is tried here is what stands around it."""

    def stub(report: Report) -> Coded:
        return Coded(
            id=report.id,
            text_sha256=report.sha256,
            coder=CoderName("stub", "1", "1"),
            report=report.particulars,
            flags=report.flags,
        )

    monkeypatch.setattr("onrecord.pipeline.code_report", stub)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.parametrize("name", UNREADABLE)
def test_add_names_the_file_and_goes_on(name: str, tmp_path: Path) -> None:
    """A file that is no report is told by name, with what to do; the one after it is kept."""
    data, said = UNREADABLE[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "ok.txt").write_text(STORY)
    done = run("add", tmp_path / name, tmp_path / "ok.txt", "-c", tmp_path / "c")
    assert done.exit_code == 1
    assert name in done.output
    assert said in done.output
    assert "1 kept, 0 already kept, 1 failed" in done.output


def test_add_of_nothing_usable_is_3(tmp_path: Path) -> None:
    """When every item fails, nothing was done."""
    assert run("add", tmp_path / "a.txt", tmp_path, "-c", tmp_path / "c").exit_code == 3


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_bad_line_is_told_and_the_others_go_on(name: str, tmp_path: Path) -> None:
    """Both commands name the line and what is wrong with it; the good line is kept, and coded."""
    bad, said = BAD_LINES[name]
    (tmp_path / "in.jsonl").write_bytes(bad + b"\n" + LINE + b"\n")
    added = run("add", tmp_path / "in.jsonl", "-c", tmp_path / "c")
    coded = run("code", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl")
    for done in (added, coded):
        assert done.exit_code == 1
        assert said in done.output
    assert "1 kept, 0 already kept, 1 failed" in added.output
    assert json.loads((tmp_path / "out.jsonl").read_text().splitlines()[1])["id"] == "ok"


@pytest.mark.parametrize("name", ODD_TEXTS)
def test_an_odd_text_is_kept_as_it_is(name: str, tmp_path: Path) -> None:
    """An odd text is a report all the same: it is coded as far as can be, and what is odd is flagged."""
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "x", "text": ODD_TEXTS[name]}) + "\n")
    assert run("add", tmp_path / "in.jsonl", "-c", tmp_path / "c").exit_code == 0
    assert run("code", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl").exit_code == 0
    told = json.loads((tmp_path / "out.jsonl").read_text())
    assert told["id"] == "x"


def test_ids_that_come_again_are_both_coded(tmp_path: Path) -> None:
    """A second report of the same id is flagged, not lost."""
    (tmp_path / "in.jsonl").write_bytes(LINE + b"\n" + LINE.replace(b"Monday", b"Friday") + b"\n")
    assert run("code", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl").exit_code == 0
    flags = [json.loads(line)["flags"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert not any("duplicate" in flag for flag in flags[0])
    assert "duplicate id: line 1 has it too" in flags[1]
    assert "2 kept" in run("add", tmp_path / "in.jsonl", "-c", tmp_path / "c").output


def test_code_refuses_what_is_no_list(tmp_path: Path) -> None:
    """Binary data gives one message, not one for each of its lines."""
    (tmp_path / "in.bin").write_bytes(b"\0\n" * 1000)
    done = run("code", tmp_path / "in.bin", "-o", tmp_path / "out.jsonl")
    assert done.exit_code == 3
    assert len(done.output.splitlines()) == 1
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("words", [["nowhere.jsonl"], ["."]])
def test_code_of_no_file(words: list[str]) -> None:
    """A file that cannot be opened is named."""
    done = run("code", *words)
    assert done.exit_code == 3
    assert words[0] in done.output


def test_a_list_without_lines_gives_none(tmp_path: Path) -> None:
    """An empty list is coded to an empty list."""
    (tmp_path / "in.jsonl").write_bytes(b"")
    assert run("code", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl").exit_code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""
