"""Readings of times of day; they take their day from the words beside them or from the time told before."""

from __future__ import annotations

import re

from onrecord import dates
from onrecord.coding.times.context import Found
from onrecord.coding.times.mention import Reading, Shift

_PARTS = re.compile("[:.]")
_SAME_DAY = Shift(count=0, unit="D", sign=0)


def _at(found: Found, time: str, confidence: float = 0.8) -> Reading:
    """A time of a day that is not told beside it."""
    reference = found.context.reference()
    low = dates.bounds(reference)[0] if reference and dates.precision(reference) == "day" else None
    value = f"{low.isoformat() if low else 'XXXX-XX-XX'}T{time}"
    return Reading(type="TIME", value=value, anchor="act", shift=_SAME_DAY, confidence=confidence)


def clock(found: Found) -> Reading | None:
    """6am; 12:52 IST; 6 o'clock."""
    text = found.text("clock") if "clock" in found else f"{found.whole('hour')}:00"
    hour, minute, *_ = (int(part) for part in _PARTS.split(text.ljust(4, "0") if "." in text else text))
    if "meridiem" in found:
        hour = hour % 12 + found.whole("meridiem")
    bare_point = "clock" in found and "." in found.word("clock").low and "meridiem" not in found
    if hour > 24 or minute > 59 or bare_point:
        return None
    return _at(found, f"{hour:02}:{minute:02}")


def noon(found: Found) -> Reading:
    """Noon, midnight."""
    return _at(found, found.text("noon"))


def vague_part(found: Found) -> Reading | None:
    """In the morning, that night, at dawn."""
    return _at(found, found.text("part"), 0.5)


def overnight(found: Found) -> Reading:
    """Overnight."""
    return _at(found, "NI", 0.5)
