"""Words to vectors in which rare ones weigh more, and how alike two vectors are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log, sqrt
from typing import TypeAlias

Vector: TypeAlias = dict[str, float]
_LEAST = 0.05


class Rarity:
    """How rare each word is among some reports."""

    __slots__ = ("_having", "_total")

    def __init__(self, reports: Iterable[Sequence[str]]) -> None:
        told = [frozenset(words) for words in reports]
        self._total = len(told)
        self._having = Counter(word for words in told for word in words)

    def of(self, word: str) -> float:
        """The logarithm of how many times fewer reports have it than there are."""
        return max(_LEAST, log((self._total + 1) / (self._having[word] + 0.5)))

    def vector(self, words: Iterable[str]) -> Vector:
        """Words as a vector of length 1; empty for no words."""
        weights = {word: (1 + log(count)) * self.of(word) for word, count in Counter(words).items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def cosine(a: Vector, b: Vector) -> float:
    """How alike two vectors of length 1 are, 0 to 1."""
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    return sum(weight * many[word] for word, weight in few.items() if word in many)
