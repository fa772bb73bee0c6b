"""A collection's persons to those that are compared, and back to a person as all reports tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from onrecord.linking import people
from onrecord.linking.judgement import Judgement
from onrecord.linking.people import Mention
from onrecord.store.kept import Told
from onrecord.store.linked import Item, Kind

__all__ = ["PERSONS", "Persons", "item", "items"]


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

    def apart(self, items: Mapping[str, Mention]) -> Iterable[tuple[str, str]]:
        """Who of some cannot be one."""
        return people.apart(items)


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
