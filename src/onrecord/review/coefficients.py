"""Labels that several coders gave the same units to how far they agree beyond chance.

Krippendorff's alpha: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011). Cohen's kappa: J. Cohen, A coefficient of
agreement for nominal scales, Educational and Psychological Measurement 20 (1960). Both are 1 where all agree, and 0 where coders
agree as often as if each drew from all labels that were given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import permutations, product
from typing import TypeAlias

Unit: TypeAlias = Mapping[str, str]
"""By coder, the label that they gave; a coder who gave none is left out."""
Differ: TypeAlias = Callable[[str, str], bool]


def alpha(units: Iterable[Unit], differ: Differ = str.__ne__) -> float | None:
    """Krippendorff's alpha of labels that differ or do not; None where nothing can be told: fewer than two labels, or all the same."""
    told = [list(unit.values()) for unit in units if len(unit) > 1]
    given = Counter(label for labels in told for label in labels)
    number = sum(given.values())
    expected = sum(given[a] * given[b] for a, b in product(given, repeat=2) if a != b and differ(a, b))
    if not expected:
        return None
    observed = sum(_disagreement(labels, differ) for labels in told)
    return 1 - (number - 1) * observed / expected


def kappa(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two coders, from the two labels of each unit; None where both always gave the same one label."""
    told = list(pairs)
    first, second = Counter(one for one, _ in told), Counter(other for _, other in told)
    by_chance = sum(first[label] * second[label] for label in first)
    if not told or by_chance == len(told) ** 2:
        return None
    chance = by_chance / len(told) ** 2
    return (share(told) - chance) / (1 - chance)


def share(pairs: Iterable[tuple[str, str]], differ: Differ = str.__ne__) -> float:
    """The share of pairs that agree, from 0 to 1; raises ZeroDivisionError where there are none."""
    told = [not differ(one, other) for one, other in pairs]
    return sum(told) / len(told)


def _disagreement(labels: list[str], differ: Differ) -> float:
    return sum(differ(a, b) for a, b in permutations(labels, 2)) / (len(labels) - 1)
