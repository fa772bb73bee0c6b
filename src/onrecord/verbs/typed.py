"""Words and places of a report as somebody typed or marked them, checked against the report."""

from __future__ import annotations

import msgspec

from onrecord.coding.sentences import split
from onrecord.errors import UnknownItem
from onrecord.model import Act, Report, Span
from onrecord.review import values
from onrecord.review.typed import typed as as_typed
from onrecord.store import finding
from onrecord.store.collection import Reading
from onrecord.store.current import EMPTY, Verdict, as_json
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct

_NEEDED = frozenset({"type", "realis"})
"""Slots that every act has: they are corrected, never emptied."""


def check_slot(slot: str | None, *, emptied: bool = False) -> None:
    """Raises UnknownItem for what is no slot (None is the whole act), and for one that is `emptied` though every act has it."""
    if slot is not None and slot not in EMPTY:
        values.value(slot, "", names={})
    if emptied and slot in _NEEDED:
        raise UnknownItem(f"Every act has a {slot}: correct it, or reject the whole act.")


def within(connection: Reading, report: str, words: Span | None) -> str | None:
    """The words as JSON; raises UnknownItem when they are not within the text."""
    if words is None:
        return None
    length = len(finding.whole_report(connection, report).report.text)
    if not 0 <= words.start < words.end <= length:
        raise UnknownItem(f"The report has {length} characters: there are no words from {words.start} to {words.end}.")
    return msgspec.json.encode([words]).decode()


def names(connection: Reading, report: str, user: str) -> dict[str, str]:
    """Each form of a name of the report's persons, as the user may see it, with the person's id."""
    people = finding.find_persons(connection, Filter(report=report), user=user)
    return {name: one.id for one in people for name in (*one.person.aliases, one.person.name)}


def read(connection: Reading, kept: KeptAct, slot: str, typed: str, user: str) -> tuple[Verdict, str | None]:
    """What somebody judges who types this for a slot: another value (JSON), or, where it says what stands, that this is right.

    What stands is more than one can type of it (the region of a place, the words of a count), and must not be lost by that.
    Raises UnknownItem for what is no value of the slot.
    """
    value = values.value(slot, typed, names=names(connection, kept.report, user))
    if typed.strip() == as_typed(slot, getattr(kept.act, slot)):
        return "accept", None
    return "correct", as_json(value)


def only(text: str, quote: str) -> int:
    """Where the words stand; raises UnknownItem when they do not, or not only once."""
    number = text.count(quote) if quote else 0
    if number != 1:
        told = "do not stand in the report" if not number else f"stand in it {number} times: give a few more"
        raise UnknownItem(f"The words “{quote}” {told}; copy them as they are.")
    return text.index(quote)


def act_at(report: Report, type: str, words: Span) -> Act:
    """An act of `type` that these words of a report tell, with the sentences around them. Raises UnknownItem."""
    known = values.value("type", type, names={})
    sentences = split(report.text, report.passages)
    around = [Span(one.start, one.end) for one in sentences if one.start < words.end and words.start < one.end]
    return Act(id="", type=known, mentions=(words,), sentences=tuple(around) or (words,))
