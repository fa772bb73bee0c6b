"""The tables of how letters are written in Latin ones, made again from pairs of names: `python -m bench.build_letters FOLDER`.

FOLDER holds `wd_arabic_80.gz` and `wd_russian_80.gz`: lines of a Latin word, the letters of the same in Arabic or Cyrillic, and how often. A
letter stands for none to four Latin ones; how often for which is found by expectation and maximisation, and kept as the logarithm
of how much likelier both are together than by chance.
"""

from __future__ import annotations

import gzip
import math
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from onrecord.letters import plain

Pair: TypeAlias = tuple[str, tuple[str, ...]]
"""A Latin word, and the letters of the same in another script."""
Shares: TypeAlias = dict[tuple[str, str], float]
"""How often a letter stands for a piece of Latin letters, of all."""

FILES = {"arabic": ("wd_arabic_80.gz", 3), "cyrillic": ("wd_russian_80.gz", 4)}
DATA = Path(__file__).parent.parent / "src" / "onrecord" / "codebook" / "names"
ROUNDS = 8
MOST = 40_000
_FEW = 3.0
"""Pieces that stand for a letter fewer times than this are chance."""
_BEGIN = {0: 0.3, 1: 0.3}
HEAD = """\
# How {script} letters are written in Latin ones: letter, Latin letters, logarithm of how much likelier both are together than by chance.
# Made by bench/build_letters.py from {count:,} pairs of names (labels of Wikidata, published under the MIT licence).
"""


def pairs(path: Path) -> list[Pair]:
    """The pairs of a file, in its order."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            latin, letters, *_ = line.rstrip("\n").split("\t")
            word = "".join(letter for letter in plain(latin) if "a" <= letter <= "z")
            if word and letters:
                found.append((word, tuple(letters.split(" "))))
    return found


def shares(told: Sequence[Pair], longest: int) -> Shares:
    """How often each letter stands for which piece."""
    now: Shares = {}
    for _ in range(ROUNDS):
        counted: Shares = defaultdict(float)
        for latin, letters in told:
            _count(latin, letters, now, longest, counted)
        kept = {key: count for key, count in counted.items() if count >= _FEW or key[1] == ""}
        whole = sum(kept.values())
        now = {key: count / whole for key, count in kept.items()}
    return now


def _count(latin: str, letters: tuple[str, ...], now: Shares, longest: int, counted: Shares) -> None:
    """Adds what one pair tells: each way to cut it, by how likely it is."""
    steps = []
    ahead = [[0.0] * (len(latin) + 1) for _ in range(len(letters) + 1)]
    ahead[0][0] = 1.0
    for n, letter in enumerate(letters):
        for start in range(len(latin) + 1):
            if ahead[n][start]:
                for size in range(min(longest, len(latin) - start) + 1):
                    piece = latin[start : start + size]
                    likely = now.get((letter, piece), 0.0) if now else _BEGIN.get(size, 0.05 / 8 ** (size - 1))
                    if likely:
                        ahead[n + 1][start + size] += ahead[n][start] * likely
                        steps.append((n, start, letter, piece, likely))
    whole = ahead[-1][-1]
    if whole <= 0.0:
        return
    back = [[0.0] * (len(latin) + 1) for _ in range(len(letters) + 1)]
    back[-1][-1] = 1.0
    for n, start, letter, piece, likely in reversed(steps):
        after = likely * back[n + 1][start + len(piece)]
        back[n][start] += after
        counted[letter, piece] += ahead[n][start] * after / whole


def weights(found: Shares) -> Iterable[tuple[str, str, float]]:
    """Each letter and piece with the logarithm of how much likelier both are together than apart."""
    by_letter: dict[str, float] = defaultdict(float)
    by_latin: dict[str, float] = defaultdict(float)
    for (letter, piece), share in found.items():
        by_letter[letter] += share
        for latin in piece:
            by_latin[latin] += share
    whole = sum(by_latin.values())
    for (letter, piece), share in sorted(found.items()):
        by_chance = by_letter[letter] * math.prod(by_latin[latin] / whole for latin in piece)
        yield letter, piece, math.log(share / by_chance)


def main() -> None:
    """Writes both tables."""
    folder = Path(sys.argv[1])
    for script, (name, longest) in FILES.items():
        told = pairs(folder / name)
        random.Random(1).shuffle(told)  # noqa: S311  # no secret
        rows = weights(shares(told[:MOST], longest))
        lines = [f"{letter}\t{piece}\t{weight:.2f}\n" for letter, piece, weight in rows if letter.isalpha()]
        head = HEAD.format(script=script.capitalize(), count=len(told[:MOST]))
        (DATA / f"learned_{script}.tsv").write_text(head + "".join(lines), "utf-8")
        print(f"{script}: {len(lines)} rows")


if __name__ == "__main__":
    main()
