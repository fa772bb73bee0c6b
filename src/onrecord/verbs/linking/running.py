"""Reports that are not linked yet to what they share with others: texts, persons, acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from onrecord.linking.clusters import Edge
from onrecord.store import bars, finding, linked
from onrecord.store.collection import Collection, Reading
from onrecord.store.linked import Kind
from onrecord.verbs.linking.joining import settle
from onrecord.verbs.linking.linkers import ITEMS, linker_of

__all__ = ["VERSION", "Linked", "link", "link_added"]

VERSION = "5"
"""Raised by one whenever the same reports may be linked otherwise; all is then linked again."""
_AT_ONCE = 500


class Linked(Struct, frozen=True, kw_only=True):
    """What a run did: how many reports it linked, and which joins of each kind it made."""

    reports: int
    again: bool
    """Whether all was linked again, because another version had linked it."""
    joins: dict[Kind, tuple[Edge, ...]]


def link(collection: Collection, *, tell: Callable[[str, int], None] = lambda _what, _number: None) -> Linked:
    """Links what was not linked yet, in steps that can be broken off and gone on with.

    Reports that were linked before and have changed are linked again in one step: nobody falls apart in between.
    """
    with collection.writing() as connection:
        again = linked.ensure(connection, _version(connection))
    return _linked(collection, None, again=again, tell=tell)


def link_added(collection: Collection, reports: Iterable[str]) -> Linked | None:
    """Links some reports with all that are linked; None where another version linked those, so that all would have to be again."""
    with collection.writing() as connection:
        if linked.version_of(connection) not in {None, _version(connection)}:
            return None
        linked.ensure(connection, _version(connection))
    return _linked(collection, set(reports), again=False)


def _version(connection: Reading) -> str:
    """What linked the collection: the program's rules, and the bar that somebody chose."""
    bar = bars.chosen(connection)
    return f"{VERSION}, bar {bar.score:g}" if bar else VERSION


def _linked(
    collection: Collection,
    wanted: set[str] | None,
    *,
    again: bool,
    tell: Callable[[str, int], None] = lambda _what, _number: None,
) -> Linked:
    with collection.reading() as connection:
        waiting = {kind: linked.not_linked(connection, kind, wanted) for kind in ITEMS}
        changed = {kind: linked.held(connection, kind, reports) for kind, reports in waiting.items()}
    joins: dict[Kind, tuple[Edge, ...]] = dict.fromkeys(ITEMS, ())
    for kind, reports in waiting.items():
        fresh = [report for report in reports if report not in changed[kind]]
        for number, some in enumerate(_some(fresh), 1):
            with collection.writing() as connection:
                _add(connection, kind, some)
            tell(f"{kind}s", number * _AT_ONCE)
        if reports or wanted is None:
            with collection.writing() as connection:
                for some in _some(sorted(changed[kind])):
                    _add(connection, kind, some)
                joins[kind] = tuple(settle(connection, linker_of(connection, kind), tell=tell))
    return Linked(reports=len(set().union(*waiting.values())), again=again, joins=joins)


def _add(connection: Reading, kind: Kind, reports: list[str]) -> None:
    """Adds the items of some reports, where nobody else has in the meantime."""
    still = sorted(linked.not_linked(connection, kind, reports))
    linked.add(connection, kind, still, ITEMS[kind](finding.told_of(connection, still)))


def _some(reports: list[str]) -> Iterator[list[str]]:
    yield from (reports[start : start + _AT_ONCE] for start in range(0, len(reports), _AT_ONCE))
