"""Texts that would slow a careless reader: each is laid out in bounded time."""

from __future__ import annotations

import time

import pytest

from onrecord.reading.report import made

STORY = "Police in Port Carrow detained three people on Monday after a rally, their lawyer said. "
SECONDS = 10
"""Far above what each takes (under 2 s), far below what a quadratic pattern would."""
MILLIONS = {
    "prose": (STORY * 6 + "\n\n") * 9500,
    "one line": STORY * 57_000,
    "a line of 100,000": STORY * 1150,
    "short lines": "ab\n" * 1_600_000,
    "blank lines": "\n" * 5_000_000,
    "blanks": " " * 5_000_000,
    "open code": "{% a\n" * 1_000_000,
    "open comments": "<!-- a\n" * 700_000,
    "brackets": "(" * 5_000_000,
    "links": "[a](" * 50_000,
    "wrapped without end": "It was told that the men were taken to the station\nby the police of the town after the rally\n" * 50_000,
    "half captions": ("In this " + "a " * 380 + "photo\n") * 6000,
    "half bylines": ("By " + "A" * 140 + " b\n") * 33_000,
    "capitals": ("A " * 350 + "\n") * 7000,
    "months": ("jan " * 180 + "\n") * 7000,
    "dashes": ("- - - - " * 80 + "\n") * 7800,
    "stars": ("**" + "a" * 60 + "**\n") * 75_000,
}  # fmt: skip


@pytest.mark.parametrize("name", MILLIONS)
def test_slow_patterns(name: str) -> None:
    """Up to five million characters of anything are read while one waits, and the passages lie within the text."""
    text = MILLIONS[name]
    begun = time.perf_counter()
    report = made(id="r1", text=text)
    assert time.perf_counter() - begun < SECONDS
    assert all(p.end <= len(text) for p in report.passages[-1:])
    assert len(text) < 200_000 or report.flags
