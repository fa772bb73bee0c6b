"""Reports that are not linked yet to what they share with others: texts, persons, acts."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from onrecord.linking.clusters import Edge
from onrecord.store import finding, linked
from onrecord.store.collection import Collection
from onrecord.store.linked import Kind
from onrecord.verbs.linking.joining import settle
from onrecord.verbs.linking.linkers import ITEMS, linker_of

__all__ = ["VERSION", "Linked", "link"]

VERSION = "2"
"""Raised by one whenever the same reports may be linked otherwise; all is then linked again."""
_AT_ONCE = 500


class Linked(Struct, frozen=True, kw_only=True):
    """What a run did: how many reports it linked, and which joins of each kind it made."""

    reports: int
    again: bool
    """Whether all was linked again, because another version had linked it."""
    joins: dict[Kind, tuple[Edge, ...]]


def link(collection: Collection, *, tell: Callable[[str, int], None] = lambda _what, _number: None) -> Linked:
    """Links what was not linked yet, in as many steps as can be broken off and gone on with."""
    with collection.writing() as connection:
        again = linked.ensure(connection, VERSION)
        waiting = {kind: linked.not_linked(connection, kind) for kind in ITEMS}
    joins: dict[Kind, tuple[Edge, ...]] = {}
    for kind, reports in waiting.items():
        _add(collection, kind, reports, tell)
        with collection.writing() as connection:
            joins[kind] = tuple(settle(connection, linker_of(connection, kind), tell=tell))
    return Linked(reports=len(set().union(*waiting.values())), again=again, joins=joins)


def _add(collection: Collection, kind: Kind, reports: list[str], tell: Callable[[str, int], None]) -> None:
    """Adds the items of some reports, where nobody else has in the meantime."""
    for start in range(0, len(reports), _AT_ONCE):
        some = reports[start : start + _AT_ONCE]
        with collection.writing() as connection:
            still = sorted(set(linked.not_linked(connection, kind)) & set(some))
            linked.add(connection, kind, still, ITEMS[kind](finding.told_of(connection, still)))
        tell(f"{kind}s", start + len(some))
