"""The words by which places where people are held or tried are named, as `codebook/en/facilities.yaml` has them, ready for use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from onrecord.codebook.data import read_yaml

__all__ = ["Lexicon", "Weights", "lexicon", "weights"]


class Lexicon(Struct, frozen=True):
    """Word lists, and the patterns made of them."""

    kind_of: dict[str, str]
    """By each kind word or short form, in small letters, the kind."""
    term: re.Pattern[str]
    """A kind word, or a short form with its number."""
    levels: frozenset[str]
    same_level: dict[str, str]
    words: dict[str, frozenset[str]]
    """The other lists, by name."""


class Weights(Struct, frozen=True):
    """`codebook/en/facility_weights.yaml`."""

    bars: dict[str, float]
    name: dict[str, float]
    speaks_for: dict[str, float]
    against: dict[str, float]


@cache
def lexicon() -> Lexicon:
    """The lists that ship with the package."""
    told = read_yaml("en", "facilities.yaml")
    kinds: dict[str, list[str]] = told.pop("kinds")
    short: dict[str, list[str]] = told.pop("abbreviations")
    levels, same = frozenset(told.pop("levels")), told.pop("same_level")
    return Lexicon(
        kind_of={word.lower(): kind for table in (kinds, short) for kind, words in table.items() for word in words},
        term=_term(kinds.values(), short.values()),
        levels=levels,
        same_level=same,
        words={name: frozenset(words) for name, words in told.items()},
    )


def _term(kinds: Iterable[list[str]], short: Iterable[list[str]]) -> re.Pattern[str]:
    longest = sorted((re.escape(word) for words in kinds for word in words), key=len, reverse=True)
    forms = "|".join(re.escape(word) for words in short for word in words)
    return re.compile(rf"\b(?:(?P<term>(?i:{'|'.join(longest)}))|(?P<short>{forms})(?=[- ]?(?:No\. ?)?\d))\b")


@cache
def weights() -> Weights:
    """How much each thing tells, as it ships with the package."""
    told = read_yaml("en", "facility_weights.yaml")
    return Weights(told["bars"], told["name"], told["for"], told["against"])
