"""A collection's acts to those that are compared: which of several reports are one and the same doing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

import msgspec
from msgspec.structs import replace

from onrecord.linking import happenings
from onrecord.linking.happenings import Doing
from onrecord.linking.judgement import Judgement
from onrecord.store.kept import Told
from onrecord.store.linked import Item, Kind
from onrecord.verbs.linking.joining import unless_too_many

__all__ = ["ACTS", "item", "items"]


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
        return happenings.judge(one, other)

    def compared(self, _key: str, items: list[str], _told: object) -> Iterable[list[str]]:
        """Whatever shares a key."""
        return unless_too_many(items)

    def apart(self, items: Mapping[str, Doing]) -> Iterable[tuple[str, str]]:
        """Which of some contradict each other."""
        return _contradicting(items)


def _contradicting(items: Mapping[str, Doing]) -> Iterator[tuple[str, str]]:
    """Many reports tell a doing alike, so what is told alike is compared once, for all acts that tell it so."""
    alike: dict[Doing, list[str]] = defaultdict(list)
    for act in sorted(items):
        alike[_as_told(items[act])].append(act)
    for one, other in combinations(alike, 2):
        if any(reason.contradicts for reason in happenings.judge(one, other).reasons):
            yield from ((min(pair), max(pair)) for pair in product(alike[one], alike[other]))


def _as_told(doing: Doing) -> Doing:
    """A doing without what never contradicts another; the day of the report counts only where the act has none."""
    published = None if doing.date else doing.published
    return replace(doing, act="", report="", published=published, words=(), charge=None, source=())


ACTS = _Acts()


def items(told: Mapping[str, Told]) -> list[Item]:
    """The acts of some reports as they are compared."""
    return [
        item(happenings.doing_of(act, report=report, published=whole.particulars.published, text=whole.text))
        for report, whole in told.items()
        for act in whole.acts
    ]


def item(doing: Doing) -> Item:
    """An act as it is kept to be compared."""
    return Item(doing.act, doing.report, msgspec.json.encode(doing).decode(), tuple(sorted(happenings.keys(doing))))
