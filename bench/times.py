"""How well times are found and valued: TimeML corpora in, a table of precision, recall and F1 out.

    python bench/times.py FOLDER [FOLDER ...]     folders of .tml files; or ONRECORD_TIMEX=PARENT for all in it
    python bench/times.py --list FOLDER           also each miss, for files of the first half only

A time counts when it overlaps a gold one (relaxed match), and its value when that is the same. Files are
halved by the CRC of their names: half 0 may be looked into, half 1 is scored only. Folders whose name is in
`NARRATIVES` are histories: their times lean on the time told before.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import time
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from onrecord.coding.times import TimeMention, find_times

NARRATIVES = {"WikiWars"}
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_VALUE = re.compile(r'\bvalue="([^"]*)"')
_CREATED = re.compile(r"<TIMEX3[^>]*CREATION_TIME[^>]*>")


class Gold(NamedTuple):
    """A time of the corpus: where it stands in the plain text, and its value."""

    start: int
    end: int
    value: str


class Document(NamedTuple):
    """One file: its name, plain text, date of creation and times."""

    name: str
    text: str
    created: date | None
    times: list[Gold]

    @property
    def half(self) -> int:
        """0 for files that may be looked into, 1 for those that are scored only."""
        return zlib.crc32(self.name.encode()) % 2


class Score(NamedTuple):
    """Counts: times found, gold times, those that meet, and those with the right value."""

    found: int = 0
    gold: int = 0
    met: int = 0
    right: int = 0

    def plus(self, other: Score) -> Score:
        """The sum of two scores."""
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    def f1(self, hits: int) -> float:
        """F1 of so many hits."""
        return 2 * hits / (self.found + self.gold) if self.found + self.gold else 0.0


def read(path: Path) -> Document:
    """The document of a TimeML file; only what stands within <TEXT>."""
    source = path.read_text("utf-8")
    created = _CREATED.search(source)
    told = _VALUE.search(created[0]) if created else None
    day = date.fromisoformat(told[1][:10]) if told and re.match(r"\d{4}-\d\d-\d\d", told[1]) else None
    text, times = _plain(source[source.find("<TEXT>") + 6 : source.find("</TEXT>")])
    return Document(path.name, text, day, times)


def _plain(body: str) -> tuple[str, list[Gold]]:
    parts: list[str] = []
    times: list[Gold] = []
    length, at, opened = 0, 0, (0, "")
    for tag in _TAG.finditer(body):
        piece = html.unescape(body[at : tag.start()])
        parts.append(piece)
        length, at = length + len(piece), tag.end()
        if tag[2] == "TIMEX3" and not tag[1]:
            value = _VALUE.search(tag[3])
            opened = length, value[1] if value else ""
        elif tag[2] == "TIMEX3" and length > opened[0]:
            times.append(Gold(opened[0], length, opened[1]))
    parts.append(html.unescape(body[at:]))
    return "".join(parts), times


def score(document: Document, found: tuple[TimeMention, ...]) -> Score:
    """The score of one document; each gold time is met by one found time at most."""
    pairs = list(matched(document, found))
    right = sum(1 for gold, mention in pairs if gold and mention and gold.value == mention.value)
    met = sum(1 for gold, mention in pairs if gold and mention)
    return Score(len(found), len(document.times), met, right)


def matched(document: Document, found: tuple[TimeMention, ...]) -> Iterator[tuple[Gold | None, TimeMention | None]]:
    """Gold times and found ones that meet, then those left over on either side."""
    free = list(found)
    for gold in document.times:
        meets = next((m for m in free if m.start < gold.end and gold.start < m.end), None)
        if meets:
            free.remove(meets)
        yield gold, meets
    yield from ((None, mention) for mention in free)


def _misses(document: Document, found: tuple[TimeMention, ...]) -> Iterator[str]:
    for gold, mention in matched(document, found):
        if gold and mention and gold.value == mention.value:
            continue
        at = gold.start if gold else mention.start if mention else 0
        about = " ".join(document.text[max(0, at - 50) : at + 60].split())
        told = f"{document.text[gold.start : gold.end]!r} {gold.value}" if gold else "-"
        ours = f"{document.text[mention.start : mention.end]!r} {mention.value} ({mention.rule})" if mention else "-"
        yield f"{document.created}\t{told}\t{ours}\t{about}".replace("\n", " ")


def _folders(args: argparse.Namespace) -> list[Path]:
    if args.folders:
        return [Path(folder) for folder in args.folders]
    parent = os.environ.get("ONRECORD_TIMEX")
    return sorted(path for path in Path(parent).iterdir() if path.is_dir()) if parent else []


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    print(
        f"{'corpus':<12}{'half':>5}{'gold':>6}{'found':>7}{'span P':>8}{'span R':>8}{'span F1':>8}{'value F1':>9}{'ms/1k':>7}"
    )
    for folder in _folders(args):
        totals, spent, size = {0: Score(), 1: Score()}, 0.0, 0
        for document in map(read, sorted(folder.glob("*.tml"))):
            narrative = folder.name in NARRATIVES
            begun = time.process_time()
            found = find_times(document.text, report_date=None if narrative else document.created, narrative=narrative)
            found = tuple(mention for mention in found if mention.value is not None)
            spent, size = spent + time.process_time() - begun, size + len(document.text)
            totals[document.half] = totals[document.half].plus(score(document, found))
            if args.list and document.half == 0:
                print(*_misses(document, found), sep="\n")
        for half, total in [*totals.items(), ("all", totals[0].plus(totals[1]))]:
            precision, recall = total.met / max(1, total.found), total.met / max(1, total.gold)
            print(
                f"{folder.name:<12}{half:>5}{total.gold:>6}{total.found:>7}{precision:>8.3f}{recall:>8.3f}"
                f"{total.f1(total.met):>8.3f}{total.f1(total.right):>9.3f}{spent * 1e6 / max(1, size):>7.2f}"
            )


if __name__ == "__main__":
    main()
