"""Words of any script to Latin letters, by tables of public standards; what has none goes by anyascii."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from anyascii import anyascii

from onrecord.codebook.data import parts, read_rows
from onrecord.linking.names.scripts import spelling_of

__all__ = ["bare", "romanised", "spellings"]

_APART = str.maketrans({"ي": "ي", "ﻻ": "لا", "ـ": None, "\u200c": None, "\u200d": None, "\u200e": None, "\u200f": None})
_MARKS = frozenset("'`’‘ʻʼʹʺ´′ʿʾ\"“”")


@cache
def spellings() -> dict[str, dict[str, tuple[str, ...]]]:
    """By script or language: each letter with the ways it is written in Latin ones, the plainest first."""
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for language, letter, ways in read_rows("names", "letters.tsv"):
        tables.setdefault(language, {})[letter] = parts(ways) or ("",)
    tables["ukrainian"] = tables["cyrillic"] | tables["ukrainian"]
    return tables


def bare(word: str) -> str:
    """A word in small letters, one form a letter, without apostrophes and the marks of Arabic vowels: `Жу̇ніс’` gives `жу̇ніс`."""
    small = unicodedata.normalize("NFKC", word).casefold().translate(_APART)
    if small.isascii():
        return "".join(letter for letter in small if letter not in _MARKS) if not small.isalnum() else small
    return "".join(c for c in small if c not in _MARKS and not ("\u064b" <= c <= "\u0652" or c == "\u0670"))


@lru_cache(maxsize=1 << 16)
def romanised(word: str) -> str:
    """A bare word in Latin letters; marks on Latin letters stay, since they tell a sound: `қасым` gives `qasym`."""
    spelling = spelling_of(word)
    if spelling == "latin":
        return word
    table = spellings().get(spelling)
    if table is None:
        return anyascii(word).lower().replace("'", "")
    return "".join(table[letter][0] if letter in table else anyascii(letter).lower() for letter in word)
