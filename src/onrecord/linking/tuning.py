"""Pairs that people judged, to how often a bar would have been right, and to the lowest bar that keeps to what is asked.

The interval is Wilson's (1927), 95 %: with few judgements it is wide, and a bar that might be worse than asked is not proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor, sqrt

from msgspec import Struct

__all__ = ["ASKED", "Judged", "Measured", "measure", "needed", "propose"]

ASKED = 0.99
"""So many of the pairs that a bar joins are to be one person."""
LOWEST = 0.5
"""No lower bar is ever proposed."""
_Z = 1.96


class Judged(Struct, frozen=True):
    """A pair that a person judged: its score, and whether it is one."""

    score: float
    same: bool


class Measured(Struct, frozen=True, kw_only=True):
    """Of the judged pairs that a bar would join, how many are one: the share with its interval; None of no pairs."""

    bar: float
    pairs: int
    right: int
    precision: float | None
    low: float
    high: float

    def keeps(self, asked: float) -> bool:
        """Whether the bar is surely as good as asked."""
        return self.pairs > 0 and self.low >= asked


def measure(judged: Iterable[Judged], bar: float) -> Measured:
    """How a bar does on judged pairs."""
    told = [one.same for one in judged if one.score >= bar]
    low, high = _interval(sum(told), len(told))
    share = round(sum(told) / len(told), 4) if told else None
    return Measured(bar=bar, pairs=len(told), right=sum(told), precision=share, low=low, high=high)


def propose(judged: Sequence[Judged], *, asked: float = ASKED) -> Measured | None:
    """The lowest bar that surely keeps to what is asked, and so does each above it down to which pairs suffice; None of too few pairs."""
    best = None
    for bar in sorted({one.score for one in judged if one.score >= LOWEST}, reverse=True):
        found = measure(judged, bar)
        if found.keeps(asked):
            best = found
        elif best is not None:
            break
    return best


def needed(asked: float = ASKED) -> int:
    """So many pairs, all judged the same, are the fewest that can show that a bar keeps to what is asked."""
    number = 1
    while _interval(number, number)[0] < asked:
        number += 1
    return number


def _interval(right: int, number: int) -> tuple[float, float]:
    """The ends, to four places, never narrower than they are."""
    if not number:
        return 0.0, 1.0
    share, spread = right / number, _Z * _Z / number
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / number + spread / (4 * number)) / (1 + spread)
    return floor(max(0.0, middle - half) * 1e4) / 1e4, ceil(min(1.0, middle + half) * 1e4) / 1e4
