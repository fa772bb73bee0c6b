"""How right names are judged, found and keyed, and how fast: `python -m bench.names [--prove]`.

$ONRECORD_NAMES names a folder with `name_bench_dev.jsonl` (pairs of names, yes or no), `wd_arabic_80.gz` and `wd_russian_80.gz` (words in
two scripts); what is not there is not measured. The pairs of `turkic_names.tsv` are always judged.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from bench.build_letters import MOST, pairs
from bench.proof import Figures, prove
from onrecord.linking.names import compare, compare_parsed, keys, parse
from onrecord.linking.names.compare import YES_FROM

FOLDER = "ONRECORD_NAMES"
HERE = Path(__file__).parent
CANDIDATES = 5000
QUERIES = 100
FILES = {"arabic": "wd_arabic_80.gz", "russian": "wd_russian_80.gz"}


class Judged(Struct, frozen=True):
    """Two names, and whether they are one."""

    one: str
    other: str
    match: bool
    kind: str
    """`Person`, `other` (bodies, ships) or `turkic`."""
    note: str = ""


def judged(path: Path) -> list[Judged]:
    """The pairs of a file of lines."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Judged(
            row["name1"], row["name2"], row["is_match"] == "true", "Person" if row["schema"] == "Person" else "other"
        )
        for row in rows
    ]


def turkic() -> list[Judged]:
    """The project's own pairs, each with its rule."""
    lines = (HERE / "turkic_names.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Judged(one, other, told == "yes", "turkic", rule) for one, other, told, _, rule in rows]


def f1(told: Sequence[tuple[bool, bool]]) -> float:
    """F1 of the yes in pairs of told and true."""
    right = sum(said and true for said, true in told)
    return 2 * right / max(sum(said for said, _ in told) + sum(true for _, true in told), 1)


def judgements(told: Sequence[Judged]) -> Figures:
    """F1 of the yes (a score of at least a half), and how many of those judged the same are."""
    found = [(compare(pair.one, pair.other), pair.match) for pair in told]
    same = [match for one, match in found if one.verdict == "same"]
    return {
        "pairs": len(told),
        "f1": round(f1([(one.score >= YES_FROM, match) for one, match in found]), 3),
        "same": len(same),
        "same_wrong": len(same) - sum(same),
        "share_a_key": round(_keyed(told), 3),
    }


def _keyed(told: Sequence[Judged]) -> float:
    """The share of pairs of one name that share a key."""
    true = [pair for pair in told if pair.match]
    return sum(bool(keys(pair.one) & keys(pair.other)) for pair in true) / max(len(true), 1)


def retrieval(path: Path) -> Figures:
    """How often the right Latin word comes first among 5,000, for words that nothing was learned from."""
    told = pairs(path)
    random.Random(1).shuffle(told)  # noqa: S311  # no secret
    held = told[MOST : MOST + CANDIDATES]
    right: dict[str, set[str]] = {}
    for latin, letters in held:
        right.setdefault("".join(letters), set()).add(latin)
    candidates = [parse(latin, "person") for latin in sorted({latin for latin, _ in held})]
    first = 0
    for _, letters in held[:QUERIES]:
        word = "".join(letters)
        asked = parse(word, "person")
        best = max(candidates, key=lambda other: compare_parsed(asked, other, reasons=False).score)
        first += best.text in right[word]
    return {"candidates": len(candidates), "queries": QUERIES, "top1": round(first / QUERIES, 3)}


def speed() -> Figures:
    """Comparisons a second on one core: every name of the project's own pairs with every other, once all are known and once more."""
    names = [parse(name) for pair in turkic() for name in (pair.one, pair.other)]
    figures: Figures = {}
    for run in ("first", "again"):
        began = time.process_time()
        for one in names:
            for other in names:
                compare_parsed(one, other, reasons=False)
        figures[f"comparisons_a_second_{run}"] = round(len(names) ** 2 / (time.process_time() - began))
    return figures


def figures() -> Iterator[tuple[str, Figures]]:
    """All that can be measured here."""
    yield "turkic", judgements(turkic())
    folder = Path(os.environ.get(FOLDER, ""))
    if FOLDER in os.environ:
        told = judged(folder / "name_bench_dev.jsonl")
        yield "name_bench", judgements(told)
        yield "name_bench persons", judgements([pair for pair in told if pair.kind == "Person"])
        for name, file in FILES.items():
            yield name, retrieval(folder / file)
    yield "speed", speed()


def missed(told: dict[str, Figures]) -> list[str]:
    """Each figure under its floor, in words."""
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["names"]
    wanted = [(name, key, floor) for name, group in floors.items() for key, floor in group.items()]
    return [
        f"{name} {key}: {told[name][key]}, under {floor}"
        for name, key, floor in wanted
        if name in told and told[name][key] < floor
    ]


if __name__ == "__main__":
    if "--prove" in sys.argv[1:]:
        prove("names", {"names": figures}, missed)
    else:
        for name, one in figures():
            print(f"{name}: " + ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in one.items()))
