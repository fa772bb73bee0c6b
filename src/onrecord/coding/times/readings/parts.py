"""What readings of the calendar share: the year told among the words, and pairs of times that bound a stretch."""

from __future__ import annotations

import msgspec

from onrecord import dates
from onrecord.coding.times.context import Found
from onrecord.coding.times.mention import Anchor, Reading


def told_year(found: Found) -> tuple[int | None, Anchor]:
    """The year that stands among the words themselves, in figures or as "this year"."""
    if "year" in found:
        return found.whole("year"), "absolute"
    for name in ("shortyear", "tail"):
        if name in found:
            return full_year(found.whole(name), found), "absolute"
    report = found.context.report
    for name in ("this", "last", "next"):
        if name in found and report and found.says("year"):
            return report.year + found.whole(name), "report"
    for name in ("that", "previous", "following"):
        if name in found and found.context.told and found.says("year"):
            low = dates.bounds(found.context.told)[0]
            return (low.year + found.whole(name) if low else None), "act"
    return None, "absolute"


def full_year(short: int, found: Found) -> int:
    """A year of two figures in full: the last such year that is not over ten years ahead."""
    base = found.context.base()[0]
    latest = (base.year if base else 2029) + 10
    return latest - (latest - short) % 100


def as_stretch(found: Found, one: Reading, two: Reading, name: str, second: str) -> tuple[Reading, ...]:
    """Two readings on the words they come from; of a stretch ("to", "-", between) both have its EDTF interval."""
    a, b = sorted((found.at(name), found.at(second)))
    if one.edtf and two.edtf and (found.context.words[b - 1].low not in ("and", "or") or found.beside(-1) == "between"):
        both = dates.interval(one.edtf, two.edtf)
        one, two = (Reading(value=r.value, edtf=both, anchor=r.anchor, confidence=0.9) for r in (one, two))
    return (
        msgspec.structs.replace(one, first=found.first, last=a),
        msgspec.structs.replace(two, first=b, last=found.last),
    )
