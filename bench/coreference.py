"""Clusters found and clusters known to the usual figures of coreference: MUC, B-cubed, CEAF-e, and their mean (CoNLL F1).

Sources: Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B-cubed), Luo 2005 (CEAF with phi4). Both sides hold the same
mentions; one that stands alone is a cluster of its own and counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeAlias

import numpy as np
from msgspec import Struct

Clusters: TypeAlias = Iterable[Iterable[Hashable]]
Names: TypeAlias = Mapping[Hashable, int]
"""The number of the cluster that holds a mention."""


class Score(Struct, frozen=True):
    """Precision and recall of one figure."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-12)


def scores(known: Clusters, found: Clusters) -> dict[str, Score]:
    """MUC, B-cubed, CEAF-e and pairs of clusters `found` against those `known`."""
    key, told = _sets(known), _sets(found)
    if set().union(*key) != set().union(*told):
        raise ValueError("both sides must hold the same mentions; give those that stand alone as clusters of one")
    shared = _shared(key, told)
    return {
        "muc": Score(_links(told, key), _links(key, told)),
        "b3": _b_cubed(key, told, shared),
        "ceafe": _ceaf(key, told, shared),
        "pairs": _pairs(key, told, shared),
    }


def conll(told: Mapping[str, Score]) -> float:
    """The mean F1 of MUC, B-cubed and CEAF-e."""
    return sum(told[name].f1 for name in ("muc", "b3", "ceafe")) / 3


def _sets(clusters: Clusters) -> list[frozenset[Hashable]]:
    return [frozenset(cluster) for cluster in clusters]


def _names(clusters: list[frozenset[Hashable]]) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _shared(key: list[frozenset[Hashable]], told: list[frozenset[Hashable]]) -> Counter[tuple[int, int]]:
    """How many mentions a cluster known and a cluster found have in common."""
    names = _names(told)
    return Counter((number, names[mention]) for number, cluster in enumerate(key) for mention in cluster)


def _links(one: list[frozenset[Hashable]], other: list[frozenset[Hashable]]) -> float:
    """The share of the links that hold the clusters of `one` together which `other` has too."""
    names = _names(other)
    kept = sum(len(cluster) - len({names[mention] for mention in cluster}) for cluster in one)
    return kept / max(sum(len(cluster) - 1 for cluster in one), 1)


def _b_cubed(
    key: list[frozenset[Hashable]], told: list[frozenset[Hashable]], shared: Counter[tuple[int, int]]
) -> Score:
    mentions = sum(map(len, key))
    precision = sum(n * n / len(told[t]) for (_, t), n in shared.items()) / mentions
    return Score(precision, sum(n * n / len(key[k]) for (k, _), n in shared.items()) / mentions)


def _pairs(key: list[frozenset[Hashable]], told: list[frozenset[Hashable]], shared: Counter[tuple[int, int]]) -> Score:
    """Of the pairs joined, how many rightly, and the other way round."""
    right = sum(n * (n - 1) for n in shared.values())
    joined, wanted = (sum(len(c) * (len(c) - 1) for c in side) for side in (told, key))
    return Score(right / max(joined, 1), right / max(wanted, 1))


def _ceaf(key: list[frozenset[Hashable]], told: list[frozenset[Hashable]], shared: Counter[tuple[int, int]]) -> Score:
    """Each cluster known against one found, so that they have as much in common as can be."""
    likeness = np.zeros((len(key), len(told)))
    for (k, t), n in shared.items():
        likeness[k, t] = 2 * n / (len(key[k]) + len(told[t]))
    best = sum(likeness[k, t] for k, t in assigned(likeness))
    return Score(best / max(len(told), 1), best / max(len(key), 1))


def assigned(gain: np.ndarray) -> list[tuple[int, int]]:
    """Pairs of a row and a column, each used once, with the largest sum (the Hungarian method, by shortest paths)."""
    if gain.shape[0] > gain.shape[1]:
        return [(row, column) for column, row in assigned(gain.T)]
    rows, columns = gain.shape
    cost = np.zeros((rows + 1, columns + 1))
    cost[1:, 1:] = -gain
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    holder = np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        holder[0] = row
        _augment(cost, row_price, column_price, holder)
    return [(int(holder[column]) - 1, column - 1) for column in range(1, columns + 1) if holder[column]]


def _augment(cost: np.ndarray, row_price: np.ndarray, column_price: np.ndarray, holder: np.ndarray) -> None:
    """Gives the row that column 0 holds a column of its own, at the least loss to the others."""
    least = np.full(len(column_price), np.inf)
    way = np.zeros(len(column_price), dtype=int)
    used = np.zeros(len(column_price), dtype=bool)
    at = 0
    while holder[at]:
        used[at] = True
        row = holder[at]
        slack = cost[row] - row_price[row] - column_price
        nearer = ~used & (slack < least)
        nearer[0] = False
        least[nearer], way[nearer] = slack[nearer], at
        free = np.where(used, np.inf, least)
        free[0] = np.inf
        following = int(np.argmin(free))
        step = free[following]
        row_price[holder[used]] += step
        column_price[used] -= step
        least[~used] -= step
        at = following
    while at:
        holder[at] = holder[way[at]]
        at = way[at]
