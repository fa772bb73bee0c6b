"""What is asked for to a table with its picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from onrecord.analysis import bars
from onrecord.analysis import table as tables
from onrecord.analysis.counted import Slot
from onrecord.analysis.figure import Figure, of_table
from onrecord.errors import UnknownItem
from onrecord.store.collection import Collection
from onrecord.store.filters import Filter
from onrecord.verbs.drawing.gathering import gathered

_MOST = 2


def table(collection: Collection, by: Sequence[str], asked: Filter = Filter()) -> Figure:
    """How many happenings there are by one slot or two, at least and at most. Raises UnknownItem, InputError."""
    slots = _slots(by)
    found = gathered(collection, asked)
    told = tables.table(found.happenings, slots, labels=found.labels, published=found.published)
    title = f"{titled(asked)} by {' and '.join(slots)}"
    return of_table(told, title=title, svg=bars.drawn(told, title=title))


def _slots(by: Sequence[str]) -> list[Slot]:
    known: tuple[Slot, ...] = get_args(Slot)
    slots = [slot for one in by for slot in known if slot == one]
    wrong = [one for one in by if one not in known]
    if wrong:
        raise UnknownItem(f"Nothing is counted by `{wrong[0]}`: {', '.join(known)}.")
    if not 1 <= len(set(slots)) == len(slots) <= _MOST:
        raise UnknownItem("Count by one slot or by two different ones: --by type --by month.")
    return slots


def titled(asked: Filter) -> str:
    """What is shown, in words: `arrest, told as done, Kazakhstan`."""
    names = {"realis": "told as", "person": "of", "word": "on the word of"}
    wanted = ("type", "realis", "person", "place", "group", "date", "word", "status", "words", "report")
    told = [f"{names.get(name, '')} {value}".strip() for name in wanted if (value := getattr(asked, name))]
    return f"Happenings ({', '.join(told)})".replace("told as actual", "told as done") if told else "Happenings"
