"""A collection's acts to those that are compared: which of several reports are one and the same doing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import msgspec

from onrecord.linking import happenings
from onrecord.linking.happenings import Doing
from onrecord.linking.judgement import Judgement, Reason
from onrecord.store.kept import Told
from onrecord.store.linked import Item, Kind

__all__ = ["ACTS", "items"]

_ALL_PAIRS = 150
"""The most acts that hang together of which every two are compared for what contradicts."""


class _Acts:
    """How acts are compared."""

    kind: Kind = "act"

    def __init__(self) -> None:
        self._decoder = msgspec.json.Decoder(Doing)

    def decode(self, data: str) -> Doing:
        """An act from the data of an item."""
        return self._decoder.decode(data)

    def judge(self, one: Doing, other: Doing) -> Judgement:
        """Whether two are one doing."""
        found = happenings.judge(one, other)
        reasons = tuple(Reason(each.side, each.slot, abs(each.weight), each.words) for each in found.reasons)
        return Judgement(found.verdict, found.score, reasons)

    def apart(self, items: Mapping[str, Doing]) -> Iterable[tuple[str, str]]:
        """Which of some contradict each other."""
        return _contradicting(items) if len(items) <= _ALL_PAIRS else ()


def _contradicting(items: Mapping[str, Doing]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(sorted(items), 2):
        if any(reason.contradicts for reason in happenings.judge(items[one], items[other]).reasons):
            yield one, other


ACTS = _Acts()


def items(told: Mapping[str, Told]) -> list[Item]:
    """The acts of some reports as they are compared."""
    doings = [
        happenings.doing_of(act, report=report, published=whole.particulars.published)
        for report, whole in told.items()
        for act in whole.acts
    ]
    return [
        Item(one.act, one.report, msgspec.json.encode(one).decode(), tuple(sorted(happenings.keys(one))))
        for one in doings
    ]
