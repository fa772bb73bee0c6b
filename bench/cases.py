"""The project's own cases as a measure, where there is no gold set: how many texts are coded as expected."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.accuracy import code
from bench.texts import own_reports


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many cases there are, and how many were coded as expected."""

    right: int
    total: int

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 0.0


def outcome() -> Outcome:
    """Codes every case and holds it against what it expects."""
    pairs = own_reports()
    with tempfile.TemporaryDirectory() as folder:
        reports, coded = Path(folder) / "reports.jsonl", Path(folder) / "coded.jsonl"
        reports.write_text("\n".join(json.dumps(report) for report, _ in pairs) + "\n", "utf-8")
        code(reports, coded)
        lines = [json.loads(line) for line in coded.read_text("utf-8").splitlines()]
    return Outcome(sum(as_expected(case, line) for (_, case), line in zip(pairs, lines, strict=True)), len(pairs))


def as_expected(case: dict[str, Any], line: dict[str, Any]) -> bool:
    """Whether the acts coded are those expected, one to one in some order, in every slot that the case names."""
    left = list(line["acts"])
    for wanted in case["expected"]:
        hit = next((act for act in left if all(same(value, act.get(slot)) for slot, value in wanted.items())), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def same(wanted: Any, told: Any) -> bool:
    """Whether a slot holds what is wanted; of somebody or some place, a name says enough."""
    if isinstance(wanted, dict):
        return isinstance(told, dict) and all(same(value, told.get(key)) for key, value in wanted.items())
    if isinstance(wanted, list):
        return isinstance(told, list) and len(wanted) == len(told) and all(map(same, wanted, told))
    if isinstance(told, dict):
        return bool(told.get("name") == wanted)
    return bool(wanted == told)
