"""The proof of evidence in small: bits flipped anywhere, captures handed over."""

from __future__ import annotations

from bench.evidence import flipped, handed_over, missed
from bench.proof import Figures


def test_flipped_bits_are_found_and_named() -> None:
    """In the sealed bytes, in the WARC files and in the database; nothing is found where nothing was flipped."""
    figures = dict(flipped(captures=6, flips=30))
    assert missed(figures) == []
    assert {name.removeprefix("one bit flipped in ") for name in figures} >= {"snapshots/", "captures/", "the database"}
    files = [one for name, one in figures.items() if name.endswith("/")]
    assert [one["named"] for one in files] == [30, 30]


def test_captures_come_back() -> None:
    """From a WARC file and from a WACZ, the same reports."""
    assert missed(dict(handed_over(captures=6))) == []


def test_what_falls_short_is_told() -> None:
    """The proof fails when a bit is not found, or its file is not named, or a report does not come back."""
    flip: Figures = {"flips": 5, "named": 5, "found": 0, "unused": 0, "search_only": 0, "missed": 0}
    back: Figures = {"captures": 5, "kept": 5, "same": True, "twice_the_same": True, "names": False}
    kill: Figures = {"pages": 5, "kept": 5, "lost": 0, "twice": 0, "captures": 5, "faults": 0, "sums": {"items": 5}}
    assert missed({"control": {"faults": 0}, "a": flip, "b": back, "c": kill}) == []
    wrong: dict[str, Figures] = {
        "control": {"faults": 1},
        "a": {**flip, "named": 4, "found": 1},
        "b": {**back, "same": False},
        "c": {**kill, "captures": 4},
        "d": {**back, "names": True},
    }
    assert len(missed(wrong)) == len(wrong)
