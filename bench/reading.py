"""How well pages are read, beside trafilatura and htmldate alone: `python -m bench.reading --prove`.

`ONRECORD_PAGES` names the folder with `trafilatura-eval` and `htmldate-eval`, as their authors publish them. Segments that are
wanted and unwanted are counted as trafilatura's own evaluation does, days as htmldate's does.
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
from pathlib import Path
from typing import Any

from bench.proof import Figures, prove
from onrecord.errors import InputError
from onrecord.model import Report
from onrecord.reading import read_page

FOLDER = "ONRECORD_PAGES"
FLOORS = Path(__file__).parent / "floors.toml"


def body() -> Iterator[tuple[str, Figures]]:
    """Segments found by this project and by trafilatura alone, and the time of each a page."""
    import trafilatura

    ours: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for page, told in _pages("trafilatura-eval", "evaldata.json"):
        _count(ours, told, _timed(ours, _story, page))
        _count(alone, told, _timed(alone, trafilatura.extract, page))
    yield "body", _figures(ours) | {"times_trafilatura": round(ours["ns"] / max(1, alone["ns"]), 2)}
    yield "body, trafilatura alone", _figures(alone)


def days() -> Iterator[tuple[str, Figures]]:
    """The day of publication by this project and by htmldate alone; no answer counts as missed, another day as wrong."""
    from htmldate import find_date

    ours: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for listed in ("eval_default.json", "eval_mediacloud_2020.json"):
        for page, told in _pages("htmldate-eval", listed):
            report = _read(page)
            _judge(ours, told["date"], ((report and report.particulars.published) or "")[:10])
            _judge(alone, told["date"], find_date(page.decode("utf-8", "replace"), original_date=True) or "")
    yield "published", _figures(ours)
    yield "published, htmldate alone", _figures(alone)


def missed(figures: dict[str, Figures]) -> list[str]:
    """The floors that are not held."""
    floors: dict[str, float] = tomllib.loads(FLOORS.read_text("utf-8"))["reading"]
    told = {name: figures[name]["f1"] for name in ("body", "published") if name in figures}
    return [f"{name}: F1 {f1}, not {floors[name]}" for name, f1 in told.items() if f1 < floors[name]]


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
    return report.text if report else ""


def _timed(tally: Counter[str], read: Callable[[bytes], str | None], page: bytes) -> str:
    start = time.process_time_ns()
    text = read(page) or ""
    tally["ns"] += time.process_time_ns() - start
    return text


def _count(tally: Counter[str], told: dict[str, Any], text: str) -> None:
    tally["pages"] += 1
    tally["empty"] += not text
    for segment in told["with"]:
        tally["right" if segment in text else "missed"] += 1
    tally["wrong"] += sum(segment in text for segment in told["without"])


def _judge(tally: Counter[str], day: str, found: str) -> None:
    tally["pages"] += 1
    tally["missed" if not found else "right" if found == day else "wrong"] += 1


def _figures(tally: Counter[str]) -> Figures:
    right, wrong, missing = tally["right"], tally["wrong"], tally["missed"]
    counts = {key: tally[key] for key in ("pages", "empty", "right", "wrong", "missed") if tally[key]}
    return {"f1": round(2 * right / max(1, 2 * right + wrong + missing), 3)} | counts


if __name__ == "__main__":
    prove("reading", {"body": body, "published": days}, missed)
