"""Judgements of several coders to where they differ, and to how far they agree beyond chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.letters import plain
from onrecord.model import Act, Participant, Place, Span
from onrecord.store.current import SLOTS, CurrentAct, Decision

ACT = "act"
"""The slot in which it is judged whether an act is told at all."""
NONE = "none"
"""What stands for a slot that tells nothing."""
_YES, _NO = "told", "not told"


class Side(Struct, frozen=True):
    """What one side says in a slot, and who said it; None of what a coder said and nobody judged."""

    label: str
    who: str | None = None


def label(slot: str, value: Any) -> str:
    """The value of a slot in a form in which two that are the same are written the same."""
    if value is None or value == ():
        return NONE
    if slot in {"actors", "affected"}:
        return "; ".join(sorted(map(_somebody, value)))
    if slot == "source":
        return " > ".join(" & ".join(sorted(map(_somebody, step))) for step in value)
    if slot == "place":
        return _place(value)
    if slot == "count":
        return f"{_open(value.min)}-{_open(value.max)}"
    if slot == "penalties":
        return "; ".join(sorted(msgspec.json.encode(one).decode() for one in value))
    return plain(str(value)) if slot in {"charge", "subtype"} else str(value)


def compared(
    first: Iterable[CurrentAct], second: Iterable[CurrentAct]
) -> Iterator[tuple[CurrentAct, str | None, Side, Side]]:
    """Each act and slot in which two sides differ; None of the slot where only one of them tells the act.

    What either is unsure of is left out, and so are the slots of an act that one of them does not tell.
    """
    ours, theirs = ({one.id: one for one in side} for side in (first, second))
    for id in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(id), theirs.get(id)
        mine, yours = told(one), told(other)
        known = one or other
        if known is None or mine is None or yours is None or ((not one or not other) and known.run is not None):
            continue  # unsure, or coded by a run that only one side has seen
        if mine.label != yours.label:
            yield known, None, mine, yours
        elif mine.label == _YES and one and other:
            for slot in SLOTS:
                sides = (side(one, slot), side(other, slot))
                if sides[0] and sides[1] and sides[0].label != sides[1].label:
                    yield one, slot, sides[0], sides[1]


def told(one: CurrentAct | None) -> Side | None:
    """Whether a side tells an act; None where it is unsure of it."""
    if one is None:
        return Side(_NO)
    whole = [decision for decision in one.decisions if decision.slot is None]
    if any(decision.verdict == "unsure" for decision in whole):
        return None
    return Side(_NO if one.status == "rejected" else _YES, _last(whole or one.decisions))


def side(one: CurrentAct, slot: str) -> Side | None:
    """What a side says in a slot; None where it is unsure of it."""
    own = [decision for decision in one.decisions if decision.slot == slot]
    if any(decision.verdict == "unsure" for decision in own):
        return None
    whole = [decision for decision in one.decisions if decision.slot is None]
    return Side(label(slot, getattr(one.act, slot)), _last(own or whole))


def added_alike(first: Iterable[CurrentAct], second: Iterable[CurrentAct]) -> list[CurrentAct]:
    """The acts of the second side; one that it added, and the first side too (of one type, in words in common), bears the first one's id."""
    free = [one for one in first if one.run is None]
    found = []
    for one in second:
        same = next((other for other in free if one.run is None and _alike(one.act, other.act)), None)
        if same:
            free.remove(same)
        found.append(msgspec.structs.replace(one, id=same.id) if same else one)
    return found


def _alike(one: Act, other: Act) -> bool:
    overlap = any(_share(a, b) for a in one.mentions for b in other.mentions)
    return one.type == other.type and overlap


def _share(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _last(decisions: Sequence[Decision]) -> str | None:
    return decisions[-1].who if decisions else None


def _somebody(one: Participant) -> str:
    return plain(one.name)


def _place(place: Place) -> str:
    return ", ".join(filter(None, (plain(place.name or ""), place.country)))


def _open(end: int | None) -> str:
    return "" if end is None else str(end)
