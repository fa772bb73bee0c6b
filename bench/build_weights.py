"""What the signs of two names weigh, found again from judged pairs: `python -m bench.build_weights FOLDER [--check]`.

FOLDER holds `name_bench_dev.jsonl`; the pairs of `turkic_names.tsv` are read besides. Logistic regression with a small
penalty, by Newton's method. --check writes nothing, and says what ten-fold cross-validation gives.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from msgspec.structs import asdict

from bench.names import Judged, f1, judged, turkic
from onrecord.linking.names.align import paired
from onrecord.linking.names.parse import parse
from onrecord.linking.names.signs import signs

DATA = Path(__file__).parent.parent / "src" / "onrecord" / "codebook" / "names" / "weights.tsv"
_PENALTY = 0.02
_STEPS = 60
UNWEIGHED = frozenset({"numbers"})
EVEN = 0.4
"""The likelihood that becomes a score of a half: where F1 is best, since a missed pair costs as much as a needless look."""
HEAD = """\
# What each sign of `linking/names/signs.py` weighs in the score; `start` is what there is before any. Made by bench/build_weights.py
# from {bench} pairs of name_bench (MIT licence) and the {own} pairs of bench/turkic_names.tsv.
"""


def _signs(pair: Judged) -> list[float]:
    mine, its = parse(pair.one), parse(pair.other)
    if mine.of != its.of:
        mine, its = parse(pair.one, "body"), parse(pair.other, "body")
    return list(_weighed(asdict(signs(mine, its, paired(mine.parts, its.parts)))).values())


def _weighed(told: dict[str, float]) -> dict[str, float]:
    return {sign: float(value) for sign, value in told.items() if sign not in UNWEIGHED}


def _fitted(rows: npt.NDArray[np.float64], matches: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Weights of the signs, and last what there is before any."""
    middle, spread = rows.mean(0), rows.std(0) + 1e-6
    scaled = np.c_[(rows - middle) / spread, np.ones(len(rows))]
    weights = np.zeros(scaled.shape[1])
    penalty = np.r_[np.full(len(weights) - 1, _PENALTY), 1e-9]
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (likely - matches) / len(matches) + penalty * weights
        bend = (scaled * (likely * (1 - likely))[:, None]).T @ scaled / len(matches) + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    start = weights[-1] - (weights[:-1] * middle / spread).sum() + math.log((1 - EVEN) / EVEN)
    found: npt.NDArray[np.float64] = np.r_[weights[:-1] / spread, start]
    return found


def _checked(rows: npt.NDArray[np.float64], matches: npt.NDArray[np.float64], seed: int) -> npt.NDArray[np.float64]:
    """The score of each pair by weights that were found without it."""
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)  # noqa: S311  # no secret
    scores = np.zeros(len(rows))
    for fold in range(10):
        left = np.array(order[fold::10])
        rest = np.setdiff1d(order, left)
        weights = _fitted(rows[rest], matches[rest])
        scores[left] = 1 / (1 + np.exp(-(rows[left] @ weights[:-1] + weights[-1])))
    return scores


def check(
    bench: Sequence[Judged], own: Sequence[Judged], rows: npt.NDArray[np.float64], matches: npt.NDArray[np.float64]
) -> None:
    """Prints F1 by cross-validation, as the mean of five ways to fold."""
    kinds = np.array([pair.kind for pair in (*bench, *own)])
    folds = [_checked(rows, matches, seed) for seed in range(5)]
    for name, wanted in {"name_bench": ("Person", "other"), "persons": ("Person",), "turkic": ("turkic",)}.items():
        these = np.isin(kinds, wanted)
        told = [f1(list(zip(scores[these] >= 0.5, matches[these] > 0, strict=True))) for scores in folds]
        print(f"{name}: {np.mean(told):.3f} ({min(told):.3f} to {max(told):.3f})")


def main() -> None:
    """Writes the weights, or checks them."""
    bench, own = judged(Path(sys.argv[1]) / "name_bench_dev.jsonl"), turkic()
    rows = np.array([_signs(pair) for pair in (*bench, *own)])
    matches = np.array([float(pair.match) for pair in (*bench, *own)])
    if "--check" in sys.argv[2:]:
        check(bench, own, rows, matches)
        return
    names = [*_weighed(asdict(signs(parse("a"), parse("a"), paired((), ())))), "start"]
    lines = [f"{name}\t{weight:.3f}\n" for name, weight in zip(names, _fitted(rows, matches), strict=True)]
    DATA.write_text(HEAD.format(bench=len(bench), own=len(own)) + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
