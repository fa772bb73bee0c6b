"""Two sequences of words to the runs of words that both have, also where one has them in another order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

_SHORTEST = 3
_TRIED = 16
"""Places in the other text that are tried for one run; words that come oftener tell nothing."""
_LONG_ENOUGH = 6
_NEAR = 8


class Run(Struct, frozen=True, order=True):
    """`length` words from `a` on in one text that stand from `b` on in the other."""

    a: int
    b: int
    length: int


def runs(a: Sequence[str], b: Sequence[str]) -> list[Run]:
    """The runs in the order of `a`; no word of either is in two. A few words in common by chance are none."""
    return _without_chance(_without_overlap(list(_longest(a, b)), len(b)))


def _longest(a: Sequence[str], b: Sequence[str]) -> Iterator[Run]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n in range(len(b) - _SHORTEST + 1):
        if len(told := places[tuple(b[n : n + _SHORTEST])]) < _TRIED:
            told.append(n)
    at, offset = 0, 0
    while at <= len(a) - _SHORTEST:
        if tried := places.get(tuple(a[at : at + _SHORTEST])):
            run = max((_run(a, b, at, n) for n in tried), key=lambda r: (r.length, -abs(r.b - r.a - offset), -r.b))
            yield run
            at, offset = at + run.length, run.b - run.a
        else:
            at += 1


def _run(a: Sequence[str], b: Sequence[str], at: int, place: int) -> Run:
    length = _SHORTEST
    most = min(len(a) - at, len(b) - place)
    while length < most and a[at + length] == b[place + length]:
        length += 1
    back = 0
    while back < min(at, place) and a[at - back - 1] == b[place - back - 1]:
        back += 1
    return Run(at - back, place - back, length + back)


def _without_overlap(found: list[Run], size: int) -> list[Run]:
    """The longest ones whole, the others as far as they have words left."""
    taken_a: set[int] = set()
    taken_b = bytearray(size)
    kept: list[Run] = []
    for run in sorted(found, key=lambda r: (-r.length, r.a, r.b)):
        free = [n for n in range(run.length) if run.a + n not in taken_a and not taken_b[run.b + n]]
        for first, length in _stretches(free):
            if length >= _SHORTEST:
                kept.append(Run(run.a + first, run.b + first, length))
                taken_a.update(range(run.a + first, run.a + first + length))
                taken_b[run.b + first : run.b + first + length] = b"\1" * length
    return sorted(kept)


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow each other, as first and how many."""
    first = 0
    for n in range(1, len(numbers) + 1):
        if n == len(numbers) or numbers[n] != numbers[n - 1] + 1:
            yield numbers[first], n - first
            first = n


def _without_chance(found: list[Run]) -> list[Run]:
    """Long runs, and short ones right beside another of the same passage."""
    return [
        run
        for n, run in enumerate(found)
        if run.length >= _LONG_ENOUGH
        or (n and _touch(found[n - 1], run))
        or (n + 1 < len(found) and _touch(run, found[n + 1]))
    ]


def _touch(first: Run, second: Run) -> bool:
    gap_a, gap_b = second.a - first.a - first.length, second.b - first.b - first.length
    return gap_a <= _NEAR and 0 <= gap_b <= _NEAR
