"""How right the coder is: the gold set's own scorer, with intervals over its reports; or the project's own cases."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bench.texts import ROOT, Gold

SLOTS = ("act", "date", "place", "actors", "affected", "count", "charge", "penalty", "realis", "source", "record")
MORE = ("chain", "unreal")
Rows = dict[str, tuple[int, int, int]]
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Half:
    """The scorer's figures for one half, with the interval of each F1 over the draws of its reports."""

    scores: dict[str, Any]
    intervals: dict[str, tuple[float, float]]

    def f1(self, slot: str) -> float:
        return float(self.scores.get(slot, {}).get("f1", 0.0))


def code(reports: Path, coded: Path) -> None:
    """Runs `onrecord code` on `reports` as a user would."""
    verb = [sys.executable, "-c", "from onrecord.cli import main; main()", "code", str(reports), "-o", str(coded)]
    done = subprocess.run(verb, capture_output=True, text=True, check=False, cwd=ROOT)
    told = "\n".join(done.stderr.splitlines()[:5])
    if done.returncode == 1:
        print(f"some reports were not coded; they count as having no acts:\n{told}", file=sys.stderr)
    elif done.returncode:
        sys.exit(f"onrecord code failed:\n{told}")


def score(gold: Gold) -> dict[str, Half]:
    """Codes the gold set's reports and scores each half."""
    with tempfile.TemporaryDirectory() as folder:
        coded = Path(folder) / "coded.jsonl"
        code(gold.reports, coded)
        by_report = _by_report(gold, coded)
        return {
            half: Half(
                _scored(gold, coded, half), _intervals([by_report[i] for i, h in gold.halves.items() if h == half])
            )
            for half in ("work", "check")
        }


def _scored(gold: Gold, coded: Path, half: str) -> dict[str, Any]:
    script = str(gold.folder / "score.py")
    command = [
        sys.executable,
        script,
        str(gold.folder / "open"),
        str(gold.reports),
        str(coded),
        "--half",
        half,
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def _by_report(gold: Gold, coded: Path) -> dict[str, Rows]:
    """(right, coded, gold) of each slot, a report, by the scorer's own functions."""
    scorer = _scorer(gold.folder / "score.py")
    texts = {r["id"]: r["text"] for r in map(json.loads, gold.reports.read_text("utf-8").splitlines())}
    lines = {r["id"]: r for r in map(json.loads, coded.read_text("utf-8").splitlines())}
    found = {}
    for name in gold.halves:
        want = json.loads((gold.folder / "open" / f"{name}.json").read_text("utf-8"))["acts"]
        have = [a for a in lines[name]["acts"] if a["type"] in scorer.TYPES]
        found[name] = _rows(scorer, want, have, texts[name])
    return found


def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("gold_scorer", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _rows(scorer: Any, want: list[Any], have: list[Any], text: str) -> Rows:
    partner = dict(scorer.pair(want, have, text))
    rows = [(g, have[partner[n]] if n in partner else None) for n, g in enumerate(want)]
    rows += [(None, c) for j, c in enumerate(have) if j not in set(partner.values())]
    total = {"act": (len(partner), len(have), len(want))}
    for slot in (*SLOTS[1:-1], *MORE):
        counts = [scorer.slot_counts(slot, g, c) for g, c in rows]
        total[slot] = (sum(c[0] for c in counts), sum(c[1] for c in counts), sum(c[2] for c in counts))
    record = [total[slot] for slot in SLOTS[:-1]]
    total["record"] = (sum(r[0] for r in record), sum(r[1] for r in record), sum(r[2] for r in record))
    return total


def _intervals(reports: list[Rows]) -> dict[str, tuple[float, float]]:
    """The middle 95 in 100 of each slot's F1 over draws of the reports with replacement."""
    chance = Random(1)  # noqa: S311 - draws, not secrets
    draws = [chance.choices(reports, k=len(reports)) for _ in range(DRAWS)]
    found = {}
    for slot in (*SLOTS, *MORE):
        values = sorted(_f1([rows[slot] for rows in draw]) for draw in draws)
        found[slot] = (values[int(DRAWS * 0.025)], values[int(DRAWS * 0.975)])
    return found


def _f1(rows: list[tuple[int, int, int]]) -> float:
    right, coded, gold = (sum(r[n] for r in rows) for n in range(3))
    return 2 * right / (coded + gold) if coded + gold else 0.0
