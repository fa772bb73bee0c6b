"""For each kind of thing that is linked: what makes items of a report, and how they are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from onrecord.store import bars
from onrecord.store.collection import Reading
from onrecord.store.kept import Told
from onrecord.store.linked import Item, Kind
from onrecord.verbs.linking import acts, facilities, persons, texts
from onrecord.verbs.linking.joining import Linker

__all__ = ["ITEMS", "linker_of"]

ITEMS: dict[Kind, Callable[[Mapping[str, Told]], list[Item]]] = {
    "report": texts.items,
    "person": persons.items,
    "act": acts.items,
    "facility": facilities.items,
}
"""In the order in which they are linked."""


_LINKERS: dict[Kind, Linker[Any]] = {"act": acts.ACTS, "facility": facilities.FACILITIES}


def linker_of(connection: Reading, kind: Kind) -> Linker[Any]:
    """How items of a kind are compared."""
    if kind == "report":
        return texts.Texts(connection)
    if kind == "person":
        bar = bars.chosen(connection)
        return persons.Persons(bar.score) if bar else persons.PERSONS
    return _LINKERS[kind]
