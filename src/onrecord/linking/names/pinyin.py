"""Names that went through Chinese characters: pinyin syllables to the names of Uyghurs, Kazakhs and others that they stand for."""

from __future__ import annotations

from functools import cache, lru_cache

from onrecord.codebook.data import parts, read_rows
from onrecord.linking.names.sounds import VOWELS, costs

__all__ = ["carried", "syllables"]

_WAY = 0.12
"""What each further way of writing a part of a syllable costs."""
_FAR = 9.0
_CLIPPED = 0.5
"""A syllable's last consonant that the characters have no sign for."""


@cache
def _parts() -> dict[str, dict[str, tuple[str, ...]]]:
    table: dict[str, dict[str, tuple[str, ...]]] = {"initial": {"": ("",)}, "final": {}}
    for kind, part, ways in read_rows("names", "pinyin.tsv"):
        table[kind][part] = (*parts(ways),)
    return table


@lru_cache(maxsize=1 << 14)
def syllables(word: str) -> tuple[str, ...]:
    """A word in plain Latin letters as pinyin syllables, the fewest; none where it cannot be cut so: `maimaiti` gives mai, mai, ti."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            before, piece = best[start], word[start:end]
            if before is not None and _ways(piece) and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                best[end] = (*before, piece)
    return best[-1] or ()


@lru_cache(maxsize=1 << 11)
def _ways(syllable: str) -> dict[str, float]:
    """Sounds that a syllable may stand for, with what each costs; none where it is no syllable."""
    table, found = _parts(), dict[str, float]()
    for cut in (0, 1, 2):
        initial, final = syllable[:cut], syllable[cut:]
        if initial not in table["initial"] or final not in table["final"]:
            continue
        for n, one in enumerate(table["initial"][initial]):
            for m, other in enumerate(table["final"][final]):
                cost = _WAY * (n + m)
                found[one + other] = min(found.get(one + other, _FAR), cost)
    return found


@lru_cache(maxsize=1 << 16)
def carried(word: str, heard: str) -> float:
    """What it costs to take a word of at least two pinyin syllables for the sounds of a name; much where it cannot stand for it."""
    cut = syllables(word)
    if len(cut) < 2 or abs(len(cut) * 2 - len(heard)) > 4:
        return _FAR
    row = [0.0] + [_FAR] * len(heard)
    for piece in cut:
        row = _after(row, _ways(piece), heard)
    return row[-1]


def _after(row: list[float], ways: dict[str, float], heard: str) -> list[float]:
    table = costs()
    new = [cost + 1.0 for cost in row]
    for start, cost in enumerate(row):
        if cost >= _FAR:
            continue
        for way, more in ways.items():
            end = start + len(way)
            if heard.startswith(way, start) and cost + more < new[end]:
                new[end] = cost + more
    for end in range(1, len(new)):
        sound = heard[end - 1]
        clipped = table.get("-" + sound, 1.0) if sound in VOWELS else _CLIPPED
        new[end] = min(new[end], new[end - 1] + clipped)
    return new
