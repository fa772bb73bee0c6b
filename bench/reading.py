"""How well pages are read, beside trafilatura and htmldate alone: `python -m bench.reading --prove`.

`ONRECORD_PAGES` names the folder with `trafilatura-eval` and `htmldate-eval`, as their authors publish them. Segments that are
wanted and unwanted are counted as trafilatura's own evaluation does, days as htmldate's does. What is told apart from the story
as a caption or boilerplate is not counted as its text.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench.proof import Figures, prove
from onrecord.errors import InputError
from onrecord.model import Report
from onrecord.reading import read_page

FOLDER = "ONRECORD_PAGES"
FLOORS = Path(__file__).parent / "floors.toml"
_NO_STORY = {"boilerplate", "caption"}


def body() -> Iterator[tuple[str, Figures]]:
    """Segments found by this project and by trafilatura alone, and the time of each a page: trafilatura's for what is read
    here, the body with title, date and author, and for the body by itself.
    """
    import trafilatura

    ours: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    told_too: Counter[str] = Counter()
    for page, told in _pages("trafilatura-eval", "evaldata.json"):
        _count(ours, told, _timed(ours, _story, page))
        _count(alone, told, _timed(alone, partial(trafilatura.extract, include_comments=False), page))
        _timed(told_too, partial(trafilatura.bare_extraction, include_comments=False, with_metadata=True), page)
    yield (
        "body",
        _figures(ours)
        | {
            "times_trafilatura": round(ours["ns"] / max(1, told_too["ns"]), 2),
            "times_trafilatura_for_the_body_only": round(ours["ns"] / max(1, alone["ns"]), 2),
        },
    )
    yield "body, trafilatura alone", _figures(alone)


def days() -> Iterator[tuple[str, Figures]]:
    """The day of publication by this project and by htmldate alone; no answer counts as missed, another day as wrong."""
    from htmldate import find_date

    ours: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for listed in ("eval_default.json", "eval_mediacloud_2020.json"):
        for page, told in _pages("htmldate-eval", listed):
            report = _read(page)
            _judge(ours, told["date"], _day(report))
            _judge(alone, told["date"], find_date(page.decode("utf-8", "replace"), original_date=True) or "")
    yield "published", _figures(ours)
    yield "published, htmldate alone", _figures(alone)


def missed(figures: dict[str, Figures]) -> list[str]:
    """The floors that are not held."""
    floors: dict[str, float] = tomllib.loads(FLOORS.read_text("utf-8"))["reading"]
    told = {name: figures[name]["f1"] for name in ("body", "published") if name in figures}
    short = [f"{name}: F1 {f1}, not {floors[name]}" for name, f1 in told.items() if f1 < floors[name]]
    wrong, alone = (figures.get(name, {}).get("wrong", 0) for name in ("published", "published, htmldate alone"))
    return [*short, *_wrong_days(wrong, alone, floors["wrong_days"]), *_slow(figures, floors["times_trafilatura"])]


def _wrong_days(wrong: int, alone: int, most: float) -> list[str]:
    return (
        [f"wrong days: {wrong}, of htmldate alone {alone}; at most {most:.0%} of these"] if wrong > most * alone else []
    )


def _slow(figures: dict[str, Figures], most: float) -> list[str]:
    times: float = figures.get("body", {}).get("times_trafilatura", 0)
    return [f"{times} times trafilatura's time a page; at most {most}"] if times > most else []


def _pages(folder: str, listed: str) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Each page that lies there, with what is to be found in it; the two sets share most of their pages."""
    root = Path(os.environ.get(FOLDER) or sys.exit(f"set {FOLDER} to the folder with {folder}"))
    for told in json.loads((root / folder / listed).read_text("utf-8")).values():
        places = (root / one / "html" / f"{told['file']}.gz" for one in (folder, "trafilatura-eval"))
        if packed := next((place for place in places if place.exists()), None):
            yield gzip.decompress(packed.read_bytes()), told


def _read(page: bytes) -> Report | None:
    try:
        return read_page(page, id="page")
    except InputError:
        return None


def _story(page: bytes) -> str:
    report = _read(page)
    passages = report.passages if report else ()
    return "\n".join(report.text[p.start : p.end] for p in passages if report and p.kind not in _NO_STORY)


def _day(report: Report | None) -> str:
    """The day of publication; a month or a year alone is no answer."""
    published = (report and report.particulars.published) or ""
    return published[:10] if len(published) >= 10 else ""


def _timed(tally: Counter[str], read: Callable[[bytes], object], page: bytes) -> str:
    start = time.process_time_ns()
    text = read(page)
    tally["ns"] += time.process_time_ns() - start
    return text if isinstance(text, str) else ""


def _count(tally: Counter[str], told: dict[str, Any], text: str) -> None:
    tally["pages"] += 1
    tally["empty"] += not text
    words = " ".join(text.split())
    for segment in told["with"]:
        tally["right" if " ".join(segment.split()) in words else "missed"] += 1
    tally["wrong"] += sum(" ".join(segment.split()) in words for segment in told["without"])


def _judge(tally: Counter[str], day: str, found: str) -> None:
    tally["pages"] += 1
    tally["missed" if not found else "right" if found == day else "wrong"] += 1


def _figures(tally: Counter[str]) -> Figures:
    right, wrong, missing = tally["right"], tally["wrong"], tally["missed"]
    counts = {key: tally[key] for key in ("pages", "empty", "right", "wrong", "missed") if tally[key]}
    return {"f1": round(2 * right / max(1, 2 * right + wrong + missing), 3)} | counts


if __name__ == "__main__":
    prove("reading", {"body": body, "published": days}, missed)
