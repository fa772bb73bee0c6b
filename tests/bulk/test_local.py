"""Lines in, lines out: in order, the same with one process or many, whatever the lines hold."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from onrecord import pipeline
from onrecord.bulk.local import code_lines
from onrecord.model import Coded, CoderName, Report
from onrecord.settings import Settings

STORY = "Police arrested Ida Lund in Aktau on Thursday. A court fined her 500 euros."


def line(id: str, text: str = STORY) -> bytes:
    return json.dumps({"id": id, "text": text, "published": "2023-03-18"}).encode() + b"\n"


def coded(lines: list[bytes], *, workers: int = 1, settings: Settings | None = None) -> list[dict[str, object]]:
    return [json.loads(one.line) for one in code_lines(lines, workers=workers, settings=settings)]


def stub(report: Report) -> Coded:
    """A coder that breaks on the word "boom"."""
    if "boom" in report.text:
        raise KeyError("boom")
    return Coded(id=report.id, text_sha256=report.sha256, coder=CoderName("stub", "1", "1"), report=report.particulars)


@pytest.fixture
def stubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "code_report", stub)


def test_a_line_in_a_line_out(stubbed: None) -> None:
    """Bad lines have their place too, each with its number and what is wrong."""
    told = coded([line("a"), b"garbage\n", line("b"), b"\n", b'{"id": "c"}\n', line("d")])
    assert [one["id"] for one in told] == ["a", None, "b", None, "c", "d"]
    assert [one.get("line") for one in told] == [None, 2, None, 4, 5, None]
    assert all(one["schema"] == "onrecord.coded/1" for one in told)


def test_a_fault_of_the_coder_stays_with_its_report(stubbed: None) -> None:
    """A report that breaks the coder gives a line with the error; the others go on."""
    told = coded([line("a"), line("b", "boom"), line("c")])
    assert "KeyError" in str(told[1]["error"])
    assert [one["acts"] for one in told] == [[], [], []]
    assert "error" not in told[2]


def test_ids_that_come_again_are_flagged(stubbed: None) -> None:
    """The second report of an id is coded all the same, and says which line has it too."""
    told = coded([line("a"), line("b"), line("a")])
    assert told[0]["flags"] == []
    assert told[2]["flags"] == ["duplicate id: line 1 has it too"]


def test_a_text_beyond_the_limit_is_refused(stubbed: None) -> None:
    """The line says how long it is and what to change."""
    [told] = coded([line("a", "x" * 100)], settings=Settings(longest_text=99))
    assert "100 characters, more than 99" in str(told["error"])


def test_windows_line_ends_are_no_part_of_a_line(stubbed: None) -> None:
    """A file written on Windows gives the same lines."""
    assert coded([line("a").replace(b"\n", b"\r\n")]) == coded([line("a")])


def test_lines_are_taken_as_they_are_needed(stubbed: None) -> None:
    """A stream without end can be coded: nothing is gathered first."""

    def endless() -> Iterator[bytes]:
        number = 0
        while True:
            number += 1
            yield line(str(number))

    stream = code_lines(endless())
    assert [json.loads(next(stream).line)["id"] for _ in range(3)] == ["1", "2", "3"]


def test_many_processes_give_the_same_lines() -> None:
    """The number of processes changes nothing in the output, and reads only as far ahead as they need."""
    taken = 0

    def lines() -> Iterator[bytes]:
        nonlocal taken
        for number in range(40):
            taken += 1
            yield b"garbage\n" if number == 7 else line(str(number % 30))

    coded_alone = list(code_lines(lines()))
    assert [n for n, one in enumerate(coded_alone) if one.error] == [7]
    alone = [one.line for one in coded_alone]
    taken = 0
    stream = code_lines(lines(), workers=2)
    together = [next(stream).line]
    assert taken < 40
    together += [one.line for one in stream]
    assert together == alone
