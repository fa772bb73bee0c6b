"""Two names in parts to pairs of parts: the best that fit each other, and what is left over on either side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.linking.names.fathers import father_in
from onrecord.linking.names.likeness import latin, likeness
from onrecord.linking.names.name import Part

__all__ = ["Pair", "Pairing", "paired"]

_LEAST = 0.3
"""Parts less alike than this are not held against each other as the same place in the name, but left over."""
_JOINED = 0.82
_LONGEST_JOIN = 3
_INITIAL = 0.9


class Pair(Struct, frozen=True):
    """Parts that stand for each other: one on each side, or some that are one word on the other side."""

    mine: tuple[int, ...]
    its: tuple[int, ...]
    likeness: float
    initial: bool = False
    """Whether one of them is only the first letter."""


class Pairing(Struct, frozen=True):
    """The pairs in the order of the first name, and the places of what is left over."""

    pairs: tuple[Pair, ...]
    mine_left: tuple[int, ...]
    its_left: tuple[int, ...]


def paired(mine: Sequence[Part], its: Sequence[Part]) -> Pairing:
    """The best pairs of parts: each is taken once, the most alike first."""
    found = [Pair((n,), (m,), *_alike(a, b)) for n, a in enumerate(mine) for m, b in enumerate(its)]
    if not _fits_plainly(found, len(mine), len(its)):
        found.extend(_joins(mine, its))
        found.extend(Pair(pair.its, pair.mine, pair.likeness) for pair in _joins(its, mine))
    found.sort(key=lambda pair: (-_strength(pair), abs(pair.mine[0] - pair.its[0])))
    free_mine, free_its, taken = set(range(len(mine))), set(range(len(its))), []
    for pair in found:
        if pair.likeness >= _LEAST and free_mine.issuperset(pair.mine) and free_its.issuperset(pair.its):
            free_mine.difference_update(pair.mine)
            free_its.difference_update(pair.its)
            taken.append(pair)
    taken.sort(key=lambda pair: pair.mine)
    return Pairing(tuple(taken), tuple(sorted(free_mine)), tuple(sorted(free_its)))


def _fits_plainly(found: Sequence[Pair], mine: int, its: int) -> bool:
    """Whether every part of the shorter name has a good pair, so that no joining needs to be tried."""
    good = [pair for pair in found if pair.likeness >= _JOINED]
    return min(len({pair.mine for pair in good}), len({pair.its for pair in good})) >= min(mine, its)


def _strength(pair: Pair) -> float:
    """Joined parts are worth what they replace: two good pairs cannot stand beside them."""
    return pair.likeness + 0.05 * (len(pair.mine) + len(pair.its) - 2) - (0.35 if pair.initial else 0.0)


def _alike(one: Part, other: Part) -> tuple[float, bool]:
    if "number" in {one.kind, other.kind}:
        return (1.0 if one.letters == other.letters else 0.0), False
    if (one.kind == "initial") != (other.kind == "initial"):
        first, second = latin(one.letters)[:1], latin(other.letters)[:1]
        return (_INITIAL if first and first == second else 0.0), True
    if (one.kind == "father") != (other.kind == "father"):
        return max(likeness(one.letters, other.letters), *(_by_father(one, other), _by_father(other, one))), False
    return likeness(one.letters, other.letters), False


def _by_father(one: Part, other: Part) -> float:
    """How alike a father's name is to a name that only looks like one, without its ending: Serikuly, Serikovich."""
    told = father_in(other.letters) if one.kind == "father" else None
    return likeness(one.letters, told[0]) if told else 0.0


def _may_be_alike(one: str, other: str) -> bool:
    """Whether two words may be as alike as joined ones must be: of two in plain letters none is half as long again as the other."""
    if not (one.isascii() and other.isascii()):
        return True
    short, long = sorted((len(one), len(other)))
    return 2 * long <= 3 * short


def _joins(mine: Sequence[Part], its: Sequence[Part]) -> Iterator[Pair]:
    """Neighbouring parts of one name that are one word of the other: `Abdul Aziz`, `Abdulaziz`."""
    for size in range(2, _LONGEST_JOIN + 1):
        for first in range(len(mine) - size + 1):
            run = tuple(range(first, first + size))
            if len({mine[n].script for n in run}) > 1 or any(mine[n].kind == "number" for n in run):
                continue
            word = "".join(mine[n].letters for n in run)
            for m, other in enumerate(its):
                if (
                    len(latin(other.letters)) > size
                    and other.kind != "number"
                    and _may_be_alike(word, other.letters)
                    and (alike := likeness(word, other.letters)) >= _JOINED
                ):
                    yield Pair(run, (m,), alike)
