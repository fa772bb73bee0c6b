"""Words of a report that a person points to, to what they would type for a slot; empty where only a person can say.

The resolvers are the coder's own: "last Thursday" is counted from the report's date, "dozens" is the codebook's number.
"""

from __future__ import annotations

from onrecord.coding.counts import count_of
from onrecord.coding.penalties import find_penalties
from onrecord.coding.places import find_places
from onrecord.coding.times import find_times
from onrecord.model import Report, Span
from onrecord.reading.published import report_date
from onrecord.review.typed import typed

_AS_THEY_STAND = frozenset({"actors", "affected", "source", "charge"})


def proposal(slot: str, report: Report, words: Span) -> str:
    """What a person would type in `slot` for the words from `words.start` to `words.end` of the report's text."""
    said = " ".join(report.text[words.start : words.end].split())
    if slot in _AS_THEY_STAND:
        return said.strip(" ,.;:“”\"'")
    if slot == "date":
        return _date(report, words)
    if slot == "place":
        return _place(said)
    if slot == "count":
        return typed("count", count_of(said))
    if slot == "penalties":
        return typed("penalties", tuple(one for one, _ in find_penalties(said, 0, len(said))))
    return ""


def _date(report: Report, words: Span) -> str:
    """The date of the times that the words hold; one that leans on another doing is left to the person."""
    told = find_times(report.text, report_date=report_date(report.particulars), start=words.start, end=words.end)
    found = {one.edtf for one in told if one.edtf}
    return found.pop() if len(found) == 1 else ""


def _place(said: str) -> str:
    found = [one.place for one in find_places(said) if not one.no_place]
    return typed("place", found[0]) if found else said
