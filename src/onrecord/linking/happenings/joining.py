"""Doings to happenings: which acts of all are one and the same doing, and which pairs a person should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from msgspec import Struct

from onrecord.linking.happenings.doing import Doing
from onrecord.linking.happenings.judge import Judgement, judge
from onrecord.linking.happenings.keys import is_of_people, keys, tells_all
from onrecord.linking.stories.clusters import clusters

Pair: TypeAlias = tuple[str, str]
_APART = -1000.0
"""The likeness of two acts that are surely two: no average with it lets their groups join."""
_LEAST = 0.5
_MOST = 200
"""A key that more acts share brings no two together by itself."""


class Happenings(Struct, frozen=True):
    """Groups of act ids, each one happening; the judgements on pairs of the same happening; and pairs left open."""

    groups: tuple[tuple[str, ...], ...]
    within: dict[Pair, Judgement]
    open: dict[Pair, Judgement]


def happenings(doings: Iterable[Doing]) -> Happenings:
    """The happenings of doings, whatever order they come in; two acts that contradict each other never are in one."""
    by_id = {doing.act: doing for doing in doings}
    told = {pair: judge(by_id[pair[0]], by_id[pair[1]]) for pair in candidates(by_id.values())}
    groups = clusters(by_id, {pair: _likeness(one) for pair, one in told.items()}, least=_LEAST)
    group_of = {act: number for number, group in enumerate(groups) for act in group}
    inside = {pair: one for pair, one in told.items() if group_of[pair[0]] == group_of[pair[1]]}
    unsure = {pair: one for pair, one in told.items() if pair not in inside and one.verdict in {"unsure", "same"}}
    return Happenings(tuple(groups), inside, unsure)


def _likeness(judgement: Judgement) -> float:
    if judgement.verdict == "different":
        return _APART
    return judgement.score if judgement.verdict == "same" else 0.0


def candidates(doings: Iterable[Doing]) -> list[Pair]:
    """Pairs of act ids that share a key, sorted; two whose people are all named must share one of people."""
    holders: dict[str, list[str]] = defaultdict(list)
    named = set()
    for doing in doings:
        if tells_all(doing):
            named.add(doing.act)
        for key in keys(doing):
            holders[key].append(doing.act)
    return sorted({pair for key, acts in holders.items() for pair in _pairs(key, acts, named)})


def _pairs(key: str, acts: Sequence[str], named: Container[str]) -> Iterator[Pair]:
    for a, b in combinations(sorted(acts), 2) if len(acts) <= _MOST else ():
        if is_of_people(key) or a not in named or b not in named:
            yield a, b
