"""Latin letters to sounds, and how near the sounds of two words are: the heart of comparing spellings of one name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.codebook.data import read_rows
from onrecord.letters import plain

__all__ = ["VOWELS", "costs", "distance", "skeleton", "sounds"]

VOWELS = frozenset("aeiou")
_DOUBLED = re.compile(r"(.)\1+")
_OTHER = 1.0
_GLIDE = 0.12
"""An i beside another vowel is written or not: Aliya, Alia; Kamaev, Kamayev."""
_FINAL_A = 0.9
"""A vowel at the end tells a woman's name from a man's: Karim, Karima."""
_SKELETON = str.maketrans({"p": "b", "v": "f", "G": "g", "k": "g", "c": "g", "x": "s", "z": "s", "Z": "s", "S": "s", "N": "n",
                           "m": "n", "d": "t", "C": "J"})  # fmt: skip


@cache
def _written() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {row[0]: row[1] for row in read_rows("names", "sounds.tsv")}
    longest = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), table


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> str:
    """The sounds of a word in small Latin letters, doubled ones once: `şəhriyar` gives `SaXriar`."""
    pattern, table = _written()
    heard = pattern.sub(lambda found: table[found.group()], word)
    if not heard.isascii():
        heard = "".join(letter if letter.isascii() else plain(letter) for letter in heard)
    return _DOUBLED.sub(r"\1", "".join(letter for letter in heard if letter.isalnum()))


@lru_cache(maxsize=1 << 16)
def skeleton(heard: str) -> str:
    """The consonants of a word's sounds in coarse classes: what hardly a way of writing changes. `noorsultan` gives `nrsltn`."""
    kept = "".join(sound for sound in heard if sound not in VOWELS and sound != "X")
    return _DOUBLED.sub(r"\1", kept.translate(_SKELETON)) or heard[:1]


@cache
def costs() -> dict[str, float]:
    """What it costs to take one sound (or none, `-`) for another, both ways, as pairs of signs."""
    table: dict[str, float] = {}
    for one, other, cost, *_ in read_rows("names", "nearness.tsv"):
        table[one + other] = table[other + one] = float(cost)
    return table


@lru_cache(maxsize=1 << 18)
def distance(one: str, other: str) -> float:
    """What it costs to take the sounds of one word for those of the other; a whole other consonant costs 1."""
    if one == other:
        return 0.0
    table = costs()
    gone = [_gone(one, n, table) for n in range(len(one))]
    come = [_gone(other, n, table) for n in range(len(other))]
    before: list[float] = [0.0]
    for cost in come:
        before.append(before[-1] + cost)
    earlier: list[float] = []
    for n, a in enumerate(one):
        row = [before[0] + gone[n]]
        for m, b in enumerate(other):
            change = before[m] + (0.0 if a == b else table.get(a + b, _OTHER))
            least = min(change, before[m + 1] + gone[n], row[m] + come[m])
            if n and m and a == other[m - 1] and b == one[n - 1] and a != b:
                least = min(least, earlier[m - 1] + _OTHER)
            row.append(least)
        earlier, before = before, row
    return before[-1]


def _gone(word: str, place: int, table: dict[str, float]) -> float:
    """What it costs to leave out the sound at a place."""
    sound = word[place]
    if place == len(word) - 1 and sound in "aeo" and place and word[place - 1] not in VOWELS:
        return _FINAL_A
    if sound == "i" and (
        (place and word[place - 1] in VOWELS) or (place + 1 < len(word) and word[place + 1] in VOWELS)
    ):
        return _GLIDE
    if place == 0 and sound in VOWELS:
        return 0.6
    return table.get("-" + sound, _OTHER)
