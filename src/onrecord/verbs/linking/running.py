"""Reports that are not linked yet to the persons they share with others."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from onrecord.store import linked
from onrecord.store.collection import Collection
from onrecord.verbs.linking import persons
from onrecord.verbs.linking.joining import Joined, settle
from onrecord.verbs.linking.persons import PERSONS

__all__ = ["VERSION", "Linked", "link"]

VERSION = "1"
"""Raised by one whenever the same reports may be linked otherwise; all is then linked again."""
_AT_ONCE = 500


class Linked(Struct, frozen=True, kw_only=True):
    """What a run did: how many reports it linked, and which joins it made."""

    reports: int
    again: bool
    """Whether all was linked again, because another version had linked it."""
    joins: tuple[Joined, ...]


def link(collection: Collection, *, tell: Callable[[str, int], None] = lambda _what, _number: None) -> Linked:
    """Links what was not linked yet, in as many steps as can be broken off and gone on with."""
    with collection.writing() as connection:
        again = linked.ensure(connection, VERSION)
        waiting = linked.not_linked(connection, "person")
    for start in range(0, len(waiting), _AT_ONCE):
        some = waiting[start : start + _AT_ONCE]
        with collection.writing() as connection:
            still = set(linked.not_linked(connection, "person")) & set(some)
            linked.add(connection, "person", sorted(still), persons.items(connection, sorted(still)))
        tell("reports", start + len(some))
    with collection.writing() as connection:
        made = settle(connection, PERSONS, tell=tell)
    return Linked(reports=len(waiting), again=again, joins=tuple(made))
