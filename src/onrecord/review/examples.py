"""Acts that people judged to cases by which a coder can be held to it: a piece of text, what it tells, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.model import Act, Participant, Place, Span
from onrecord.store.current import EMPTY, CurrentAct

_TYPE = ("type", "realis")
_SLOTS = ("subtype", "date", "place", "actors", "affected", "count", "charge", "penalties", "source")


class Example(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of text with the acts it tells, in the form of the project's own cases; only slots that somebody judged are named."""

    text: str
    published: str | None = None
    expected: tuple[dict[str, Any], ...]
    why: str


def window(act: Act) -> Span:
    """The stretch of text that tells an act: its sentences, else its words."""
    told = act.sentences or act.mentions
    return Span(min(one.start for one in told), max(one.end for one in told))


def told_within(acts: Iterable[CurrentAct], around: Span) -> list[CurrentAct]:
    """The acts that a stretch of text tells."""
    return [one for one in acts if any(_touch(span, around) for span in one.act.mentions)]


def example(text: str, published: str | None, around: Span, acts: Iterable[CurrentAct], why: str) -> Example | None:
    """The case of a stretch of text; None where an act in it was not judged, so that nobody knows what is expected."""
    within = told_within(acts, around)
    if not all(one.decisions for one in within) or any(_is_unsure(one) for one in within):
        return None
    told = (_expected(one) for one in within if one.status != "rejected")
    return Example(text=text[around.start : around.end], published=published, expected=tuple(told), why=why)


def _expected(one: CurrentAct) -> dict[str, Any]:
    whole = any(decision.slot is None and decision.verdict == "accept" for decision in one.decisions)
    judged = {decision.slot for decision in one.decisions}
    found = {slot: getattr(one.act, slot) for slot in _TYPE}
    for slot in _SLOTS:
        value = getattr(one.act, slot)
        if slot in judged or (whole and value != EMPTY[slot]):
            found[slot] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    """A value as cases write it: names of people, name and country of a place, the ends of a count."""
    if isinstance(value, Participant):
        return value.name
    if isinstance(value, Place):
        told = {"name": value.name, "admin1": value.admin1, "country": value.country}
        return {name: one for name, one in told.items() if one}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Struct):
        told = msgspec.to_builtins(value)
        ends = {"min", "max"} & told.keys()
        return {name: told[name] for name in ("min", "max")} if ends else {k: v for k, v in told.items() if v}
    return value


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_unsure(one: CurrentAct) -> bool:
    return any(decision.verdict == "unsure" for decision in one.decisions)
