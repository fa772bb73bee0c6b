"""Estimates beside those that were published of the same lists: `python -m bench.estimate [--prove]`.

$ONRECORD_MSE names a folder with tables of lists as CSV (the data of the R packages LCMCR and SparseMSE); what is not there is not measured.
"""

from __future__ import annotations

import csv
import os
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bench.proof import Figures, run
from onrecord.analysis.estimate import Histories, estimate
from onrecord.analysis.estimate.histories import made
from onrecord.errors import InputError

FOLDER = "ONRECORD_MSE"
PUBLISHED = tomllib.loads((Path(__file__).parent / "estimate.toml").read_text("utf-8"))
_NUMBERS = {"n", "count", "frequency"}


def histories(path: Path) -> Histories:
    """The lists of a table: columns of 1 and 0, and a last one with numbers or none."""
    head, *rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    size = len(head) - (head[-1].lower() in _NUMBERS)
    counted = [
        (tuple(int(float(cell)) for cell in row[:size]), int(float(row[size])) if size < len(row) else 1)
        for row in rows
    ]
    return made(head[:size], counted)


def published() -> Iterator[tuple[str, Figures]]:
    """Each table that is there: what we say, and what was published."""
    folder = os.environ.get(FOLDER)
    for name, told in PUBLISHED.items():
        path = Path(folder or ".") / told["file"]
        if folder and path.is_file():
            yield name, _measured(path, told)


def _measured(path: Path, told: Figures) -> Figures:
    began = time.perf_counter()
    try:
        found = estimate(histories(path))
    except InputError as error:
        return {"refused": str(error)}
    ways = {f"way {n}": f"{one.middle} [{one.low} to {one.high}]" for n, one in enumerate(found.answers, 1)}
    return {
        **ways,
        "low": found.low,
        "high": found.high,
        "doubts": len(found.doubts),
        "published": f"{told.get('low', '')} to {told.get('high', '')}" if "low" in told else "none",
        "seconds": round(time.perf_counter() - began, 2),
    }


def missed(figures: dict[str, Figures]) -> list[str]:
    """Those whose interval does not meet the one that was published, and those that should be refused and are not."""
    found = []
    for name, one in figures.items():
        told = PUBLISHED[name]
        if told.get("refused") is not ("refused" in one):
            found.append(f"{name}: {'refused' if 'refused' in one else 'not refused'}")
        elif "low" in told and not (one["low"] <= told["high"] and told["low"] <= one["high"]):
            found.append(f"{name}: {one['low']} to {one['high']} does not meet {one['published']}")
    return found


if __name__ == "__main__":
    run("estimate", {"published": published}, missed)
