"""The reports to measure on: the gold set where there is one, else the project's own cases."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
GOLD = "ONRECORD_GOLD"
CASES = ROOT / "tests" / "cases" / "acts"
EXAMPLES = ROOT / "src" / "onrecord" / "examples"


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold set: its folder, and the half each report belongs to."""

    folder: Path
    halves: dict[str, str]

    @property
    def reports(self) -> Path:
        return self.folder / "open.reports.jsonl"


def gold() -> Gold | None:
    """The gold set in the folder that $ONRECORD_GOLD names, else none."""
    folder = Path(os.environ.get(GOLD) or "none")
    if not (folder / "score.py").is_file():
        return None
    rows = (line.split() for line in (folder / "split.tsv").read_text("utf-8").splitlines() if line.strip())
    return Gold(folder, {name: half for name, half in rows if half in {"work", "check"}})


def cases() -> list[dict[str, Any]]:
    """The project's own cases of whole texts and the acts they tell."""
    return [case for path in sorted(CASES.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8")) or []]


def own_reports() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each case as a report, with the case."""
    return [({"id": f"case{n}", **_particulars(case), "text": case["text"]}, case) for n, case in enumerate(cases())]


def reports() -> list[dict[str, Any]]:
    """The reports to measure speed on, as `onrecord code` takes them."""
    found = gold()
    if found:
        return [json.loads(line) for line in found.reports.read_text("utf-8").splitlines()]
    own = [report for report, _ in own_reports()]
    examples = [{"id": p.name, "text": p.read_text("utf-8")} for p in sorted(EXAMPLES.glob("*.txt"))]
    return own + examples


def _particulars(case: dict[str, Any]) -> dict[str, Any]:
    return {key: case[key] for key in ("publisher", "published", "title", "url") if key in case}


def digest(lines: list[dict[str, Any]]) -> str:
    """A short name of what is measured on, so that figures over other texts are not taken for the same."""
    return hashlib.sha256(json.dumps(lines, sort_keys=True).encode()).hexdigest()[:12]
