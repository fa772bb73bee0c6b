"""Readings of times told as seen from the report: weekdays, today, last week, two days ago, the past five days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from onrecord import dates
from onrecord.coding.times.context import Found
from onrecord.coding.times.mention import Reading, Shift
from onrecord.coding.times.readings.lengths import amount, in_whole, length_value
from onrecord.coding.times.units import grain, moved, next_weekday, resolved, timex_of
from onrecord.dates import Unit

_LENGTHS_ONLY = ("H", "MIN", "S")


def _from_report(value: str, *, edtf: str | None = None, confidence: float = 0.9) -> Reading:
    """A reading of a date that leans on the report's."""
    return Reading(value=value, edtf=edtf or dates.from_timex(value), anchor="report", confidence=confidence)


def _on(day: date, part: str | None = None) -> Reading:
    """A day, or a part of it."""
    if part is None:
        return _from_report(day.isoformat())
    return Reading(type="TIME", value=f"{day}T{part}", edtf=day.isoformat(), anchor="report")


def _part(found: Found) -> str | None:
    return found.text("part") if "part" in found else None


def _base(found: Found) -> date | None:
    """The day that "today" is: the report's; in a narrative without one, the day told last."""
    if found.context.report:
        return found.context.report
    return dates.bounds(found.context.told)[0] if found.context.told else None


def near_day(found: Found) -> Reading | None:
    """Today, yesterday, tomorrow; the day before yesterday; yesterday morning."""
    base = _base(found)
    if base is None:
        return None
    offset = found.whole("today")
    if found.says("before", "after"):
        if not offset:
            return None
        offset *= 2
    return _on(base + timedelta(days=offset), _part(found))


def tonight(found: Found) -> Reading | None:
    """Tonight."""
    base = _base(found)
    return _on(base, "NI") if base else None


def last_night(found: Found) -> Reading | None:
    """Last night."""
    base = _base(found)
    return _on(base - timedelta(days=1), "NI") if base else None


def part_of_day(found: Found) -> Reading | None:
    """This morning."""
    base = _base(found)
    return _on(base, _part(found)) if base else None


def deictic(found: Found) -> Reading | None:
    """Last week, this month, next year; "the past year" is a length that ends with the report."""
    base, unit = _base(found), found.text("unit")
    if base is None or found.word("unit").low.endswith("s"):
        return None
    name = next(n for n in ("this", "last", "next") if n in found)
    if unit == "D" and name in ("next", "this"):
        return None
    if unit in _LENGTHS_ONLY or found.says("past") or (unit == "D" and name == "last"):
        return _stretch(base, -1 if name == "last" else 1, 1, unit) if name != "this" else None
    if unit in ("NI", "MO", "AF", "EV"):
        return None
    day = moved(base, found.whole(name), unit)
    if day is None:
        return None
    value = timex_of(day, unit)
    edtf = dates.from_timex(value)
    if name == "this" and unit in ("W", "M") and edtf:
        edtf = _so_far(found, base, edtf)
    return _from_report(value, edtf=edtf)


def _so_far(found: Found, base: date, edtf: str) -> str:
    """Of this week or month the days up to the report's, or from it on where the words tell of what is ahead."""
    low, high = dates.bounds(edtf)
    if found.context.ahead(found.first, found.last) is True:
        return dates.interval(base, high)
    return dates.interval(low, base)


def _stretch(base: date, sign: int, count: float | None, unit: str) -> Reading | None:
    """The last or next so many units: a length by its TIMEX3 value, an interval up to or from the report by its date."""
    value = length_value(count, unit)
    if value is None:
        return None
    edtf = None
    if count is not None and unit not in _LENGTHS_ONLY:
        edtf = _beside(base, *in_whole(sign * count, unit))
    return Reading(type="DURATION", value=value, edtf=edtf, anchor="report", confidence=0.8)


def _beside(base: date, count: int, unit: str) -> str | None:
    """The stretch between a day and so many units from it, to the day or, of months and years, to the month."""
    other = moved(base, count, unit)
    if other is None:
        return None
    kept: Unit = "M" if grain(unit) in ("M", "Y") else "D"
    first, last = sorted((base, other))
    return dates.interval(dates.truncated(first, kept), dates.truncated(last, kept))


def stretch_back(found: Found) -> Reading | None:
    """The past five days; the next two weeks; recent months; the previous three years."""
    base = _base(found)
    count, unit = amount(found)
    if unit in ("MO", "AF", "EV", "NI", "WE"):
        return None
    if "previous" in found or "following" in found or found.says("latest", "recent"):
        value = length_value(count, unit)
        return Reading(type="DURATION", value=value, anchor="act", confidence=0.6) if value else None
    if base is None or ("n" not in found and "vague" not in found and "article" in found):
        return None
    return _stretch(base, 1 if "next" in found else -1, count, unit)


def recent(_: Found) -> Reading:
    """Recent weeks."""
    return Reading(value="PAST_REF", anchor="report", confidence=0.5)


def weekday(found: Found) -> Reading | None:
    """Friday; last Friday; Friday night; Friday last week; the following Monday."""
    number = found.whole("weekday" if "weekday" in found else "weekday_short")
    if "weekday_short" in found and found.beside(-1) not in ("on", "late", "early", "since", "until", "last", "next"):
        return None
    if "previous" in found or "following" in found or "that" in found:
        return _other_weekday(found, number)
    base = _base(found)
    if base is None:
        return Reading(value=f"XXXX-WXX-{number}", anchor="report", confidence=0.4)
    return _on(_weekday_day(found, base, number), _part(found))


def _weekday_day(found: Found, base: date, number: int) -> date:
    if found.says("week"):
        monday = base - timedelta(days=base.weekday())
        weeks = next(found.whole(n) for n in ("last", "this", "next") if n in found) if not found.says("ago") else -1
        return monday + timedelta(days=number - 1 + 7 * weeks)
    if "last" in found:
        return next_weekday(base, number, -1)
    if "next" in found:
        return next_weekday(base, number, 1)
    ahead = found.beside(1) != "'s" and found.context.ahead(found.first, found.last) is True
    if ahead and base.isoweekday() != number:
        return next_weekday(base, number, 1)
    return next_weekday(base, number, 0)


def _other_weekday(found: Found, number: int) -> Reading | None:
    """The following Monday, the previous Friday, that Sunday: from the time told before."""
    sign: Literal[-1, 0, 1] = 1 if "following" in found else -1 if "previous" in found else 0
    return leaning(found, Shift(count=1, unit="D", sign=sign, weekday=number))


def weekend(found: Found) -> Reading | None:
    """The weekend: the one on or before the report, unless it is still to come."""
    base = _base(found)
    if base is None:
        return None
    ahead = found.context.ahead(found.first, found.last) is True
    day = base if ahead or base.isoweekday() > 5 else base - timedelta(days=7)
    return _from_report(timex_of(day, "WE"))


def ago(found: Found) -> Reading | None:
    """Two days ago; a year ago; years ago."""
    base = _base(found)
    count, unit = amount(found)
    if base is None:
        return None
    if count is None:
        return Reading(value="PAST_REF", edtf=f"/{base}", anchor="report", confidence=0.5)
    if unit == "Y" and count == 1 and found.context.quarter:
        year, quarter = found.context.quarter.split("-")
        value = f"{int(year) - 1:04}-{quarter}"
        return _from_report(value, confidence=0.6)
    return _counted(base, -count, unit, exact=unit == "D")


def ahead(found: Found) -> Reading | None:
    """Two weeks from now."""
    base = _base(found)
    count, unit = amount(found)
    if base is None or count is None:
        return None
    return _counted(base, count, unit, exact=unit == "D")


def _counted(base: date, count: float, unit: str, *, exact: bool) -> Reading | None:
    whole, unit = in_whole(count, unit)
    day = moved(base, whole, unit)
    if day is None:
        return None
    kept = grain(unit)
    edtf = day.isoformat() if kept in ("D", "W") else dates.truncated(day, kept)
    return _from_report(timex_of(day, unit), edtf=edtf if exact or unit in _LENGTHS_ONLY else dates.about(edtf))


def leaning(found: Found, shift: Shift) -> Reading:
    """A time that leans on another doing: its value is counted from the time told before."""
    reference = found.context.reference()
    placed = resolved(shift, reference) if reference else None
    value = placed[0] if placed else None
    return Reading(value=value, anchor="act", shift=shift, confidence=0.7)
