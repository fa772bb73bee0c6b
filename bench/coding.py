"""How right and how fast the coder is, as one table: `python -m bench.coding [--prove]`."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import accuracy, cases
from bench.accuracy import Half
from bench.proof import RESULTS, commit, machine
from bench.speed import Run, Speed, one_round
from bench.texts import CASES, GOLD, ROOT, Gold, digest, gold, reports

BENCH = Path(__file__).parent
ROUNDS, PROOF_ROUNDS, PROOF_PASSES = 3, 7, 4
LINE = "{:<22}{:>12}{:>16}{:>8}{:>8}{:>12}{:>16}{:>8}{:>8}"


def accuracy_table(halves: dict[str, Half]) -> Iterator[str]:
    """A row a slot: F1 with its interval, precision and recall, a half each."""
    work, check = halves["work"], halves["check"]
    yield LINE.format("accuracy", "work F1", "95 in 100", "P", "R", "check F1", "95 in 100", "P", "R")
    for slot in (*accuracy.SLOTS, *accuracy.MORE):
        yield LINE.format(slot, *_figures(work, slot), *_figures(check, slot))
    for key in ("found", "gold", "coded", "false_joins"):
        label = "persons " + key.replace("_", " ")
        w, c = work.scores["persons"][key], check.scores["persons"][key]
        yield LINE.format(label, w, "", "", "", c, "", "", "")


def _figures(half: Half, slot: str) -> tuple[str, str, str, str]:
    low, high = half.intervals[slot]
    told = half.scores.get(slot, {"p": 0.0, "r": 0.0})
    return f"{half.f1(slot):.3f}", f"{low:.2f} to {high:.2f}", f"{told['p']:.2f}", f"{told['r']:.2f}"


def speed_table(speed: Speed) -> Iterator[str]:
    """A row a figure: the coder, plain spaCy, and how the one stands to the other."""
    row = "{:<22}{:>12}{:>16}{:>12}"
    ratios = speed.ratios()
    yield row.format("speed", "onrecord", "plain spaCy", "ratio") + f"   (median of {len(ratios)} rounds)"
    for unit in ("reports", "sentences"):
        mine, theirs = speed.rate("onrecord", unit), speed.rate("spacy", unit)
        yield row.format(f"{unit} a second", f"{mine:.1f}", f"{theirs:.1f}", f"{mine / theirs:.2f}")
    yield row.format("  lowest and highest", "", "", f"{ratios[0]:.2f}-{ratios[-1]:.2f}")
    busy = speed.middle("onrecord", "processor_s"), speed.middle("spacy", "processor_s")
    yield row.format("processor time, s", f"{busy[0]:.1f}", f"{busy[1]:.1f}", f"{busy[1] / busy[0]:.2f}")
    for key, label, digits in (("peak_mb", "peak memory, MB", 0), ("cold_start_s", "cold start, s", 2)):
        mine, theirs = speed.middle("onrecord", key), speed.middle("spacy", key)
        yield row.format(label, f"{mine:.{digits}f}", f"{theirs:.{digits}f}", f"{mine / theirs:.2f}")


def missed_floors(halves: dict[str, Half] | None, share: float | None, speed: Speed) -> list[str]:
    """Each figure that is worse than `floors.toml` allows, in words."""
    floors = tomllib.loads((BENCH / "floors.toml").read_text("utf-8"))
    have: list[tuple[str, float, float]] = [
        ("speed ratio", speed.rate("onrecord", "reports") / speed.rate("spacy", "reports"), floors["speed"]["ratio"])
    ]
    if halves:
        have += [(f"check {slot}", halves["check"].f1(slot), floor) for slot, floor in floors["check"].items()]
    if share is not None:
        have.append(("cases right", share, floors["cases"]["right"]))
    missed = [f"{name} is {value:.3f}, under {floor}" for name, value, floor in have if round(value, 3) < floor]
    if (peak := speed.middle("onrecord", "peak_mb")) > floors["speed"]["peak_mb"]:
        missed.append(f"peak memory is {peak:.0f} MB, over {floors['speed']['peak_mb']}")
    for name, half in (halves or {}).items():
        if (joins := half.scores["persons"]["false_joins"]) > floors["persons"]["false_joins"]:
            missed.append(f"false joins in the {name} half: {joins}, over {floors['persons']['false_joins']}")
    return missed


def short_of_aims(halves: dict[str, Half] | None) -> list[str]:
    """Each slot of the half that nobody looks into that is still short of its aim, in words."""
    aims = tomllib.loads((BENCH / "floors.toml").read_text("utf-8"))["aims"]
    have = [(slot, halves["check"].f1(slot), aim) for slot, aim in aims.items()] if halves else []
    return [f"{slot} {value:.3f} of {aim}" for slot, value, aim in have if round(value, 3) < aim]


def rounds_of(lines: list[dict[str, Any]], wanted: int, kept: Path | None) -> list[dict[str, Run]]:
    """So many rounds over `lines`; those already in the file `kept` are taken from there, new ones added to it."""
    done = [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if kept and kept.exists() else []
    while len(done) < wanted:
        done.append(one_round(lines))
        print(f"round {len(done)} of {wanted}", file=sys.stderr)
        if kept:
            with kept.open("a", encoding="utf-8") as f:
                f.write(json.dumps(done[-1]) + "\n")
    return done[:wanted]


def main() -> None:
    prove = "--prove" in sys.argv[1:]
    lines, found = reports(), gold()
    if not lines:
        sys.exit(
            f"nothing to measure on: set {GOLD} to a gold set's folder, or add cases under {CASES.relative_to(ROOT)}"
        )
    RESULTS.mkdir(exist_ok=True)
    name = f"coding-{commit()}-{digest(lines)}"
    if prove:
        # Rounds of an unclean tree are not kept: the next ones may measure other code under the same name.
        kept = None if "+" in name else RESULTS / f"{name}.tmp"
        speed = Speed(rounds_of(lines * PROOF_PASSES, PROOF_ROUNDS, kept))
    else:
        speed = Speed(rounds_of(lines, ROUNDS, None))
    halves = accuracy.score(found) if found else None
    outcome = None if found else cases.outcome()
    table = "\n".join(_table(found, halves, outcome, speed, len(lines)))
    print(table)
    if prove:
        _keep(name, table, halves, speed)
        if short := short_of_aims(halves):
            print("short of the aims of bench/floors.toml: " + ", ".join(short))
        _hold(missed_floors(halves, outcome.share if outcome else None, speed))


def _table(
    found: Gold | None, halves: dict[str, Half] | None, outcome: cases.Outcome | None, speed: Speed, count: int
) -> Iterator[str]:
    yield f"{count} reports from " + (
        "the gold set" if found else f"the project's own cases (set {GOLD} to a gold set's folder for more)"
    )
    if halves:
        yield from accuracy_table(halves)
    if outcome:
        yield f"{'own cases as expected':<22}{outcome.right:>6} of {outcome.total} ({outcome.share:.3f})"
    yield from speed_table(speed)


def _keep(name: str, table: str, halves: dict[str, Half] | None, speed: Speed) -> None:
    told = {
        "machine": machine(),
        "commit": commit(),
        "accuracy": {h: asdict(v) for h, v in (halves or {}).items()},
        "rounds": speed.rounds,
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    about = "\n".join(f"- {key}: {value}" for key, value in {"commit": commit(), **machine()}.items())
    (RESULTS / "coding.md").write_text(f"# Coding\n\n{about}\n\n```\n{table}\n```\n", "utf-8")


def _hold(missed: list[str]) -> None:
    if missed:
        sys.exit("under the floors of bench/floors.toml:\n  " + "\n  ".join(missed))
    print("all floors of bench/floors.toml hold")


if __name__ == "__main__":
    main()
