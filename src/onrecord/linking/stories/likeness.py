"""Tellings to how alike the events are that they tell: 0 to 1, by the words that few others have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import exp, log, sqrt
from typing import TypeAlias

from onrecord.linking.stories.telling import Telling

Weights: TypeAlias = dict[str, float]
Pairs: TypeAlias = dict[tuple[str, str], float]

_IMAGINED = 200
"""Reports that are counted besides the given ones, so that a few reports already tell rare words from common ones."""
_OF_NAMES, _OF_WORDS = 0.005, 0.05
"""Share of them that have a certain name, or a certain other word."""
_SELDOM, _SELDOM_SHARE = 20, 0.02
"""A term that more reports have, and a greater share of them, brings no two together by itself."""
_LASTING, _FADES = 0.7, 10.0
"""What is left of the likeness of reports that lie far apart, and the days in which it goes down there."""


def likenesses(tellings: Mapping[str, Telling]) -> Pairs:
    """How alike each two are, by name; pairs that have no seldom term in common are left out."""
    weights = _weights(tellings)
    return {
        (a, b): _cosine(weights[a], weights[b]) * _by_time(tellings[a], tellings[b])
        for a, b in sorted(_that_may_be(weights))
    }


def _weights(tellings: Mapping[str, Telling]) -> dict[str, Weights]:
    """Each telling's terms by how often they come in it and how seldom elsewhere, at length 1."""
    having = Counter(term for one in tellings.values() for term in one.terms)
    as_names = Counter(term for one in tellings.values() for term in one.particular)
    rarity = {
        term: _rarity(count, len(tellings), is_name=as_names[term] * 2 >= count) for term, count in having.items()
    }
    return {name: _at_length_1(one.terms, rarity) for name, one in tellings.items()}


def _rarity(having: int, total: int, *, is_name: bool) -> float:
    imagined = _IMAGINED * (_OF_NAMES if is_name else _OF_WORDS)
    return log((total + _IMAGINED) / (having + imagined))


def _at_length_1(terms: Mapping[str, int], rarity: Mapping[str, float]) -> Weights:
    weights = {term: (1 + log(count)) * max(rarity[term], 0.0) for term, count in terms.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def _that_may_be(weights: Mapping[str, Weights]) -> set[tuple[str, str]]:
    holders: dict[str, list[str]] = defaultdict(list)
    for name in sorted(weights):
        for term in weights[name]:
            holders[term].append(name)
    most = max(_SELDOM, _SELDOM_SHARE * len(weights))
    found: set[tuple[str, str]] = set()
    for names in holders.values():
        if len(names) <= most:
            found.update((a, b) for n, a in enumerate(names) for b in names[n + 1 :])
    return found


def _cosine(a: Weights, b: Weights) -> float:
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    return sum(few[term] * many[term] for term in sorted(few.keys() & many.keys()))


def _by_time(a: Telling, b: Telling) -> float:
    if a.day is None or b.day is None:
        return 1.0
    return _LASTING + (1 - _LASTING) * exp(-abs((a.day - b.day).days) / _FADES)
