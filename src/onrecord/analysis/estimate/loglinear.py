"""Lists to how many were on none, averaged over log-linear models with ties between pairs of lists, by their BIC.

Poisson regressions over the combinations of lists (Fienberg, 1972; Rivest and Baillargeon's `Rcapture`). A pair that shares nobody has
the tie "never both" (Chan, Silverman and Vincent, 2021). Models are looked for outwards from the one without ties, as far as they are
not hopeless beside the best found (Madigan and Raftery, 1994).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, product
from math import erf, exp, inf, log, sqrt
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from onrecord.analysis.estimate.histories import Histories

if TYPE_CHECKING:
    import numpy as np

    _Row: TypeAlias = np.ndarray[Any, Any]
    _Matrix: TypeAlias = np.ndarray[Any, Any]

_WINDOW, _BEAM, _MOST = 8.0, 200, 4000
_ROUNDS = 60
_Ties: TypeAlias = frozenset[int]


class Fit(Struct, frozen=True):
    """One model: its BIC, and the logarithm of the number unseen with its standard error."""

    bic: float
    unseen: float
    error: float


class Average(Struct, frozen=True):
    """How many there are in all: the middle and the ends of the interval."""

    middle: int
    low: int
    high: int
    models: int


def average(told: Histories, *, level: float = 0.95) -> Average | None:
    """How many there are in all, with an interval that holds them by `level`; None where no model can be fitted."""
    fits = _fits(told)
    if not fits:
        return None
    best = min(one.bic for one in fits)
    shares = [(exp(-(one.bic - best) / 2), one) for one in fits]
    total = sum(share for share, _ in shares)
    mixed = [(share / total, one) for share, one in shares if share / total > 1e-9]
    low, middle, high = (_quantile(mixed, at) for at in ((1 - level) / 2, 0.5, (1 + level) / 2))
    return Average(told.people + round(middle), told.people + round(low), told.people + round(high), len(fits))


def _quantile(mixed: Iterable[tuple[float, Fit]], at: float) -> float:
    """Of a mixture of lognormal distributions, by halving."""
    parts = list(mixed)
    low, high = -5.0, 40.0
    for _ in range(80):
        middle = (low + high) / 2
        below = sum(share * 0.5 * (1 + erf((middle - one.unseen) / (one.error * sqrt(2)))) for share, one in parts)
        low, high = (middle, high) if below < at else (low, middle)
    return exp(low)


class _Table(Struct, frozen=True):
    """All combinations but the one of no list, how many have each, and which have both lists of each pair."""

    lists: _Matrix
    counts: _Row
    pairs: _Matrix
    shares: tuple[bool, ...]
    """Whether a pair of lists shares anybody."""


def _table(told: Histories) -> _Table:
    import numpy as np

    cells = [one for one in product((0, 1), repeat=len(told.lists)) if any(one)]
    on = np.array(cells, dtype=float)
    counts = np.array([told.counts.get(one, 0) for one in cells], dtype=float)
    pairs = np.array([on[:, one] * on[:, other] for one, other in combinations(range(len(told.lists)), 2)])
    return _Table(on, counts, pairs, tuple(bool((counts * one).sum()) for one in pairs))


def _fits(told: Histories) -> list[Fit]:
    table, people = _table(told), log(told.people)
    done: dict[_Ties, Fit | None] = {frozenset(): _fit(table, frozenset(), people)}
    front = [frozenset[int]()]
    best = _bic(done, front[0])
    while front and len(done) < _MOST:
        fresh = {one ^ {tie} for one in front for tie in range(len(table.pairs))} - set(done)
        for one in sorted(fresh, key=sorted):
            done[one] = _fit(table, one, people)
        best = min([best, *(_bic(done, one) for one in fresh)])
        near = [one for one in fresh if _bic(done, one) < best + _WINDOW]
        front = sorted(near, key=lambda one: (_bic(done, one), sorted(one)))[:_BEAM]
    return [one for one in done.values() if one]


def _bic(done: Mapping[_Ties, Fit | None], ties: _Ties) -> float:
    fit = done[ties]
    return fit.bic if fit else inf


def _fit(table: _Table, ties: _Ties, people: float) -> Fit | None:
    import numpy as np

    never = [tie for tie in ties if not table.shares[tie]]
    kept = ~table.pairs[never].any(axis=0) if never else np.ones(len(table.counts), dtype=bool)
    columns = [
        np.ones(len(table.counts)),
        *table.lists.T,
        *(table.pairs[tie] for tie in sorted(ties) if table.shares[tie]),
    ]
    found = _poisson(np.array(columns).T[kept], table.counts[kept])
    if found is None:
        return None
    first, error, likelihood = found
    parameters = 1 + table.lists.shape[1] + len(ties)
    return Fit(parameters * people - 2 * likelihood, first, error)


def _poisson(design: _Matrix, counts: _Row) -> tuple[float, float, float] | None:
    """The first parameter of a Poisson regression, its standard error, and the likelihood; None where it is not determined."""
    import numpy as np

    at = np.zeros(design.shape[1])
    at[0] = log(max(counts.mean(), 0.1))
    likelihood = _likelihood(design, counts, at)
    for _ in range(_ROUNDS):
        means = np.exp(np.clip(design @ at, -30, 30))
        information = design.T @ (design * means[:, None])
        if np.linalg.cond(information) > 1e12:
            return None
        step = np.linalg.solve(information, design.T @ (counts - means))
        length = 1.0
        while length > 1e-6 and _likelihood(design, counts, at + length * step) < likelihood - 1e-9:
            length /= 2
        at = at + length * step
        before, likelihood = likelihood, _likelihood(design, counts, at)
        if abs(likelihood - before) < 1e-9 * (abs(likelihood) + 1):
            break
    error = sqrt(float(np.linalg.inv(information)[0, 0]))
    return float(at[0]), error, likelihood


def _likelihood(design: _Matrix, counts: _Row, at: _Row) -> float:
    import numpy as np

    told = np.clip(design @ at, -30, 30)
    return float((counts * told - np.exp(told)).sum())
