"""The runs that two stories share to the passages that were added, removed, changed or moved between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.linking.copies.runs import Run
from onrecord.linking.copies.story import Story
from onrecord.model import Span

ChangeKind: TypeAlias = Literal["added", "removed", "changed", "moved"]
_AROUND = 5
_MOVED = 8
"""Words in a row that stand elsewhere, from which on they count as moved."""


class Change(Struct, frozen=True):
    """A passage that the second text has otherwise than the first."""

    kind: ChangeKind
    a: Span
    """Where it stands in the first text; empty where something was added, at the place where it would stand."""
    b: Span
    a_words: str
    b_words: str
    before: str
    """Some words that stand before it, in one of the texts."""
    after: str


class Gap(Struct, frozen=True):
    """Words `a` to `a_end` of one story, in whose place the other has words `b` to `b_end`."""

    a: int
    a_end: int
    b: int
    b_end: int
    moved: bool = False


def gaps(shared: Sequence[Run], a_size: int, b_size: int) -> list[Gap]:
    """What stands between the runs, in order; runs that one story has in another place are moved."""
    chain = in_order(shared)
    moved = [run for run in set(shared) - set(chain) if run.length >= _MOVED]
    found = [Gap(run.a, run.a + run.length, run.b, run.b + run.length, moved=True) for run in moved]
    a, b = 0, 0
    for run in [*chain, Run(a_size, b_size, 0)]:
        found += _between(Gap(a, run.a, b, run.b), moved)
        a, b = run.a + run.length, run.b + run.length
    return sorted(found, key=lambda gap: (gap.a, gap.b))


def _between(gap: Gap, moved: Sequence[Run]) -> Iterator[Gap]:
    here = list(_left(gap.a, gap.a_end, [(run.a, run.a + run.length) for run in moved]))
    there = list(_left(gap.b, gap.b_end, [(run.b, run.b + run.length) for run in moved]))
    if len(here) == len(there) == 1:
        yield Gap(*here[0], *there[0])
        return
    for first, last in here:
        yield Gap(first, last, gap.b, gap.b)
    for first, last in there:
        yield Gap(gap.a_end, gap.a_end, first, last)


def _left(start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a stretch without those that are taken."""
    for first, last in sorted(one for one in taken if one[0] < end and one[1] > start):
        if first > start:
            yield start, first
        start = last
    if start < end:
        yield start, end


def in_order(shared: Sequence[Run]) -> list[Run]:
    """The runs with the most words that stand in the same order in both stories."""
    ends, weights, paths = [0], [0], [-1]
    before: list[int] = []
    for n, run in enumerate(shared):
        at = bisect_right(ends, run.b) - 1
        before.append(paths[at])
        end, weight = run.b + run.length, weights[at] + run.length
        at = bisect_right(ends, end)
        if weights[at - 1] >= weight:
            continue
        last = at
        while last < len(ends) and weights[last] <= weight:
            last += 1
        ends[at:last], weights[at:last], paths[at:last] = [end], [weight], [n]
    return _path(shared, before, paths[-1])


def _path(shared: Sequence[Run], before: Sequence[int], last: int) -> list[Run]:
    found: list[Run] = []
    while last >= 0:
        found.append(shared[last])
        last = before[last]
    return found[::-1]


def told(gap: Gap, a: Story, b: Story, a_text: str, b_text: str) -> Change:
    """A gap as it is shown."""
    here, there = _span(a, gap.a, gap.a_end), _span(b, gap.b, gap.b_end)
    if gap.a == 0 and gap.a_end == 0:
        before, after = _words(b, b_text, gap.b - _AROUND, gap.b), _words(b, b_text, gap.b_end, gap.b_end + _AROUND)
    else:
        before, after = _words(a, a_text, gap.a - _AROUND, gap.a), _words(a, a_text, gap.a_end, gap.a_end + _AROUND)
    return Change(
        _kind(gap), here, there, a_text[here.start : here.end], b_text[there.start : there.end], before, after
    )


def _kind(gap: Gap) -> ChangeKind:
    if gap.moved:
        return "moved"
    if gap.a == gap.a_end:
        return "added"
    return "removed" if gap.b == gap.b_end else "changed"


def _span(story: Story, first: int, last: int) -> Span:
    if first < last:
        return Span(story.starts[first], story.ends[last - 1])
    place = story.ends[first - 1] if first else (story.starts[0] if story.starts else 0)
    return Span(place, place)


def _words(story: Story, text: str, first: int, last: int) -> str:
    first, last = max(first, 0), min(last, len(story.words))
    return text[story.starts[first] : story.ends[last - 1]] if first < last else ""
