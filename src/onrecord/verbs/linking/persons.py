"""A collection's persons to those that are compared, and back to a person as all reports tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from onrecord.linking import people
from onrecord.linking.judgement import Judgement
from onrecord.linking.people import Mention
from onrecord.store.kept import Told
from onrecord.store.linked import Item, Kind
from onrecord.verbs.linking.joining import WIDEST

__all__ = ["PERSONS", "Persons", "item", "items"]


_NAMESAKES = 12
"""Of more mentions under one key only those are compared that share a mark too: a frequent name alone tells nothing."""
_MOST_NAMESAKES = 600
"""The marks of more than this are not even looked through."""


class Persons:
    """How persons are compared; `bar` is the score from which on they are one, else the program's own."""

    kind: Kind = "person"

    def __init__(self, bar: float | None = None) -> None:
        self._bar = bar
        self._decoder = msgspec.json.Decoder(Mention)

    def decode(self, data: str) -> Mention:
        """A person from the data of an item."""
        return self._decoder.decode(data)

    def judge(self, one: Mention, other: Mention) -> Judgement:
        """Whether two are one."""
        return people.judge(one, other, bar=self._bar)

    def compared(
        self, _key: str, items: list[str], told: Callable[[Sequence[str]], Mapping[str, Mention]]
    ) -> Iterable[list[str]]:
        """All who share a key, where it is no frequent name; of namesakes those who share what could tell that they are one."""
        if len(items) <= _NAMESAKES:
            return (items,)
        return _sharing(told(items)) if len(items) <= _MOST_NAMESAKES else ()

    def apart(self, items: Mapping[str, Mention]) -> Iterable[tuple[str, str]]:
        """Who of some cannot be one."""
        return people.apart(items)


def _sharing(mentions: Mapping[str, Mention]) -> Iterator[list[str]]:
    """Those of some mentions, in order, that share a mark, by each that not too many share."""
    found: dict[str, list[str]] = defaultdict(list)
    for id in sorted(mentions):
        for mark in people.marks(mentions[id]):
            found[mark].append(id)
    return (items for mark, items in sorted(found.items()) if 1 < len(items) <= WIDEST)


PERSONS = Persons()


def items(told: Mapping[str, Told]) -> list[Item]:
    """The persons of some reports as they are compared, whoever may see them."""
    return [
        item(one)
        for report, whole in told.items()
        for one in people.mentions(report, whole.particulars, whole.persons, whole.acts)
    ]


def item(mention: Mention) -> Item:
    """A person as they are kept to be compared."""
    return Item(mention.id, mention.report, msgspec.json.encode(mention).decode(), people.keys(mention))
