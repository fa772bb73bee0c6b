"""Speed, memory and cold start of the coder beside plain spaCy, by turns in the same run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.texts import ROOT

Run = dict[str, float]
PEERS = ("onrecord", "spacy")
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def measure(peer: str, lines: list[dict[str, Any]]) -> Run:
    """One run of one peer over `lines`, in a process of its own."""
    command = [sys.executable, "-m", "bench.one_run", peer, str(time.time())]
    texts = "\n".join(map(json.dumps, lines))
    done = subprocess.run(
        command, input=texts, capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, **ONE_CORE}
    )
    if done.returncode:
        sys.exit(f"the {peer} run failed:\n{done.stderr}")
    run: Run = json.loads(done.stdout.splitlines()[-1])
    if peer == "onrecord" and run["found"] < run["reports"]:
        sys.exit(f"{run['found']:.0f} of {run['reports']:.0f} reports could be coded: no figures are taken")
    return run


@dataclass(frozen=True, slots=True)
class Speed:
    """The figures of some rounds; each round is one run of each peer over the same texts."""

    rounds: list[dict[str, Run]]

    def middle(self, peer: str, key: str) -> float:
        return median(r[peer][key] for r in self.rounds)

    def rate(self, peer: str, unit: str) -> float:
        """Reports or sentences a second; sentences as spaCy counts them, for both."""
        return median(
            (r[peer]["reports"] if unit == "reports" else r["spacy"]["found"]) / r[peer]["seconds"] for r in self.rounds
        )

    def ratios(self) -> list[float]:
        """How much faster the coder was than spaCy, a round, lowest first."""
        return sorted(r["spacy"]["seconds"] / r["onrecord"]["seconds"] for r in self.rounds)


def one_round(lines: list[dict[str, Any]]) -> dict[str, Run]:
    """One run of each peer, one after the other."""
    return {peer: measure(peer, lines) for peer in PEERS}
