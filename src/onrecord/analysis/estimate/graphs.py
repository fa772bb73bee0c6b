"""Lists to how many were on none, averaged over all decomposable graphs of which list hangs on which (Madigan and York, 1997).

Each graph is a model of how being on one list goes with being on others; how likely the lists are under it has a closed form, so
that every model counts, by its share, and none is chosen. The prior is that of Johndrow, Lum and Ball's `dga`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, product
from math import lgamma
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from onrecord.analysis.estimate.histories import Histories

if TYPE_CHECKING:
    import numpy as np

    _Row: TypeAlias = np.ndarray[Any, Any]

_FARTHEST, _POINTS = 200, 1100
"""The unseen are looked for up to so many times those seen, at so many points."""
_END = 0.005


class Posterior(Struct, frozen=True):
    """How many there are in all: the middle and the ends of the interval; `is_open` where no end was found."""

    middle: int
    low: int
    high: int
    is_open: bool
    models: int


@cache
def orders(lists: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Every decomposable graph but the complete one, under which nothing can be said, as (clique, separator) in bits.

    The cliques are those of a perfect order of the lists: a list with its earlier neighbours, which are the separator.
    """
    pairs = list(combinations(range(lists), 2))
    found = []
    for number in range(2 ** len(pairs) - 1):
        near = [0] * lists
        for bit, (one, other) in enumerate(pairs):
            if number >> bit & 1:
                near[one] |= 1 << other
                near[other] |= 1 << one
        if order := _perfect_order(near):
            found.append(order)
    return tuple(found)


def _perfect_order(near: Sequence[int]) -> tuple[tuple[int, int], ...] | None:
    """By maximum cardinality search (Tarjan and Yannakakis, 1984); None where the graph is not decomposable."""
    done = 0
    parts: list[tuple[int, int]] = []
    while len(parts) < len(near):
        left = [one for one in range(len(near)) if not done >> one & 1]
        best = max(left, key=lambda one: ((near[one] & done).bit_count(), -one))
        earlier = near[best] & done
        for one in _bits(earlier):
            if earlier & ~near[one] & ~(1 << one):
                return None
        parts.append((earlier | 1 << best, earlier))
        done |= 1 << best
    return tuple(parts)


def _bits(mask: int) -> Iterator[int]:
    return (bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def posterior(told: Histories, *, level: float = 0.95) -> Posterior:
    """How many there are in all, with an interval that holds them by `level`."""
    import numpy as np

    seen, lists = told.people, len(told.lists)
    unseen = np.unique(np.round(np.geomspace(1, seen * _FARTHEST, _POINTS)))
    unseen = np.concatenate([[0.0], unseen])
    tables = [_likelihood(told, mask, unseen) for mask in range(2**lists)]
    # Every number of unseen people stands for those up to the next one; a total is the less likely the larger (1 / N).
    base = _lgamma(seen + unseen + 1) - _lgamma(unseen + 1) - np.log(seen + unseen) + np.log(np.gradient(unseen))
    weights = np.array(
        [base + sum((tables[one] - tables[other] for one, other in order), start=0.0 * base) for order in orders(lists)]
    )
    shares = np.exp(weights - weights.max()).sum(axis=0)
    below = (shares / shares.sum()).cumsum()
    low, middle, high = (
        int(seen + unseen[np.searchsorted(below, at)]) for at in ((1 - level) / 2, 0.5, (1 + level) / 2)
    )
    last = shares[unseen > seen * _FARTHEST / 2].sum() / shares.sum()
    return Posterior(middle, low, high, bool(last > _END), len(orders(lists)))


def _likelihood(told: Histories, mask: int, unseen: _Row) -> Any:
    """How likely the numbers on some lists alone are, by a Dirichlet prior of one observation over all combinations."""
    some = list(_bits(mask))
    prior = 2.0 ** -len(some)
    margin: dict[tuple[int, ...], int] = dict.fromkeys(product((0, 1), repeat=len(some)), 0)
    for history, number in told.counts.items():
        margin[tuple(history[at] for at in some)] += number
    nowhere = margin.pop((0,) * len(some), 0)
    known = sum(lgamma(number + prior) - lgamma(prior) for number in margin.values())
    return _lgamma(nowhere + unseen + prior) - lgamma(prior) + known


def _lgamma(values: _Row) -> Any:
    import numpy as np

    return np.array([lgamma(value) for value in values])
