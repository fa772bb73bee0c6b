"""Arabic or Cyrillic words against Latin ones, letter by letter: how much likelier both are one name than two by chance."""

from __future__ import annotations

from functools import cache, lru_cache
from math import exp

from onrecord.codebook.data import read_rows
from onrecord.linking.names.romanise import spellings

__all__ = ["TABLES", "evidence", "likeness"]

TABLES = ("arabic", "cyrillic")
_STRANGE = -9.0
"""A letter against one that it never stands for."""
_STRAY = -7.0
"""A Latin letter that no letter stands for."""
_NEVER = -1e9
_HOPELESS = -40.0
_KNOWN = 2.6
"""A way of writing a rare letter that the standards know, where too few examples tell how often."""
_RARER = 0.7
_MIDDLE = 1.1
"""Evidence a letter at which one name in two is another; spellings of one name have 2.3, the nearest among thousands of others 0.4."""
_STEEP = 2.6
_SOUND = 2.0
_USUAL = 0.6
"""How alike spellings of one name sound, where the vowels are not written."""


@cache
def _table(script: str) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for letter, piece, weight in read_rows("names", f"learned_{script}.tsv"):
        table.setdefault(letter, {})[piece] = float(weight)
    for letter, ways in spellings()[script].items():
        if len(table.get(letter, ())) < 3:
            told = {way: (_KNOWN - _RARER * n if way else 0.0) for n, way in enumerate(ways)}
            table[letter] = told | table.get(letter, {})
    return table


@lru_cache(maxsize=1 << 17)
def evidence(letters: str, latin: str, script: str) -> float:
    """The logarithm of how much likelier the letters and the plain Latin word are spellings of one name than of two."""
    table = _table(script)
    size = len(latin)
    row = [0.0] + [_NEVER] * size
    for letter in letters:
        row = _after(row, table.get(letter, {}), latin)
    return row[-1]


def _after(row: list[float], ways: dict[str, float], latin: str) -> list[float]:
    size = len(latin)
    silent = ways.get("", _STRANGE)
    new = [one + silent for one in row]
    for start, one in enumerate(row):
        if one < _HOPELESS or start == size:
            continue
        new[start + 1] = max(new[start + 1], one + ways.get(latin[start], _STRANGE))
        for end in range(start + 2, min(start + 5, size + 1)):
            weight = ways.get(latin[start:end])
            if weight is not None and one + weight > new[end]:
                new[end] = one + weight
    for end in range(1, size + 1):
        new[end] = max(new[end], new[end - 1] + _STRAY)
    return new


def likeness(letters: str, latin: str, script: str, heard: float) -> float:
    """The same as a share from 0 to 1, however long the words are; `heard` is how alike they sound by the standards alone."""
    if not letters or not latin:
        return 0.0
    each = evidence(letters, latin, script) / max(len(letters), 0.7 * len(latin))
    return 1.0 / (1.0 + exp(min(_STEEP * (_MIDDLE - each) - _SOUND * (heard - _USUAL), 50.0)))
