"""The English words around names of places, and a text cut into the words that names are looked for in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import yaml
from msgspec import Struct

from onrecord.codebook.data import file_at
from onrecord.coding.gazetteer import Gazetteer, key_of

_WORD = re.compile(r"(?:[A-Z]\.){2,}|W\. ?Va\b|[^\W\d_]+(?:[’'‘ʻ\-‐‑][^\W\d_]+)*")
_POSSESSIVE = ("'s", "’s", "‘s")
_ARTICLES = frozenset("al el an as ar ash at az ad ul".split())


class Lexicon(Struct, frozen=True):
    """The English words of `codebook/en/places.yaml`, as sets."""

    words: Mapping[str, frozenset[str]]
    region_words: frozenset[str]
    town_words: frozenset[str]
    sites: frozenset[tuple[str, ...]]
    site_ends: frozenset[str]
    abbreviations: Mapping[str, tuple[str, str]]
    """"Ala" to its country and name."""


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The words around names of places in one language."""
    table = file_at(language, "places.yaml").read_bytes()
    data: dict[str, Any] = yaml.load(table, Loader=yaml.BaseLoader)  # noqa: S506  makes strings only, so "no" stays a word
    sites = frozenset(tuple(site.split()) for site in data["sites"])
    return Lexicon(
        words={name: frozenset(words) for name, words in data.items() if isinstance(words, list)},
        region_words=frozenset(data["kinds_after"]["region"]),
        town_words=frozenset(data["kinds_after"]["town"]),
        sites=sites,
        site_ends=frozenset(site[-1] for site in sites),
        abbreviations={
            short: (country, name) for country, names in data["abbreviations"].items() for short, name in names.items()
        },
    )


class Word(Struct, frozen=True):
    """One word: its offsets, its key, whether it begins with a capital, and how it ends."""

    start: int
    end: int
    key: str
    capital: bool
    upper: bool
    possessive: bool = False


def words_of(text: str, start: int, end: int, gaz: Gazetteer) -> list[Word]:
    """The words between two offsets; what a hyphen joins is one word where a table knows it so, else several."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        found.extend(_words(match.group(), match.start(), gaz))
    return found


def _words(token: str, at: int, gaz: Gazetteer) -> list[Word]:
    possessive = token.endswith(_POSSESSIVE)
    body = token[:-2] if possessive else token
    first, _, rest = body.partition("-")
    if rest and body[0].isupper() and first.lower() not in _ARTICLES and not gaz.find(key_of(body)):
        return [_word(first, at, possessive=False), *_words(rest + token[len(body) :], at + len(first) + 1, gaz)]
    return [_word(body, at, possessive=possessive)]


def _word(body: str, at: int, *, possessive: bool) -> Word:
    capital = body[:1].isupper()
    return Word(at, at + len(body), key_of(body), capital, capital and body.isupper(), possessive)


def is_small_print(words: Sequence[Word]) -> bool:
    """Whether a text has next to no capitals, as some archives have it."""
    return len(words) > 20 and sum(word.capital for word in words) * 50 < len(words)
