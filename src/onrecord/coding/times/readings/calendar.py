"""Readings of days and months that are told by name or figure."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from onrecord import dates
from onrecord.coding.times.context import Found
from onrecord.coding.times.mention import Anchor, Reading
from onrecord.coding.times.readings.parts import as_stretch, full_year, told_year
from onrecord.coding.times.units import timex_of

_PARTS = re.compile(r"[/.]")
_BEFORE_MONTH = frozenset("in since until by of during last early late mid - before after from through to".split())

_BEHIND_DAY = frozenset("and when he she they in at to by was were had after before that it police".split())
"""Words that may stand behind "the 15th": what else does is what it counts ("the 15th anniversary")."""
_RELATIVE = ("previous", "following", "that", "last", "next", "this")


def _dated(year: int | None, month: int, day: int, anchor: Anchor, confidence: float = 0.95) -> Reading | None:
    """The reading of a day; None when there is no such day; without a year no EDTF date."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    if year is None:
        return Reading(value=f"XXXX-{month:02}-{day:02}", anchor="report", confidence=0.5)
    value = f"{year:04}-{month:02}-{day:02}"
    return Reading(value=value, edtf=value, anchor=anchor, confidence=confidence)


def iso(found: Found) -> Reading | None:
    """2021-07-01."""
    value = found.text("iso")
    return Reading(value=value, edtf=value, confidence=0.98) if dates.is_valid(value) else None


def slashed(found: Found) -> Reading | None:
    """12/05/2019 and 12.05.2019; figures with points are day first, those with slashes open unless one order is impossible."""
    text = found.text("slash")
    first, second, third = (int(part) for part in _PARTS.split(text))
    if first > 1000:
        return _dated(first, second, third, "absolute")
    year = third if third > 99 else full_year(third, found)
    if first > 12 or first == second or "." in text:
        return _dated(year, second, first, "absolute")
    if second > 12:
        return _dated(year, first, second, "absolute")
    return Reading(value=f"{year:04}-XX-XX", edtf=f"{year:04}", confidence=0.5)


def day(found: Found) -> Reading | None:
    """July 1; 1 July 2021; Thursday, July 1, 2021; July 1 of that year."""
    month, number = found.whole("monthy"), found.whole("day")
    year, anchor = told_year(found)
    if year is None:
        year, anchor = found.context.day_year(month, number, found.first, found.last)
        year = _year_by_weekday(found, year, month, number)
    return _dated(year, month, number, anchor, 0.95 if anchor == "absolute" else 0.85)


def _year_by_weekday(found: Found, year: int | None, month: int, number: int) -> int | None:
    """The year in which the day falls on the weekday that is told with it, if that is not far off."""
    if year is None or "weekday" not in found:
        return year
    for candidate in (year, year + 1, year - 1):
        with suppress(ValueError):
            if date(candidate, month, number).isoweekday() == found.whole("weekday"):
                return candidate
    return year


def days(found: Found) -> tuple[Reading, ...] | None:
    """July 1-3; between 1 and 3 July 2021: each day, both within the stretch when it is one."""
    month, first, second = found.whole("monthy"), found.whole("day"), found.whole("second")
    year, anchor = told_year(found)
    if year is None:
        year, anchor = found.context.day_year(month, second, found.first, found.last)
    pair = _dated(year, month, first, anchor), _dated(year, month, second, anchor)
    if pair[0] is None or pair[1] is None or first >= second:
        return None
    return as_stretch(found, pair[0], pair[1], "day", "second")


def day_of_month(found: Found) -> Reading | None:
    """The 15th; Tuesday the 15th; the 15th of last month. Only figures with their ending, and no noun after."""
    word = found.word("day")
    of_month = found.says("month")
    if not of_month and (
        not word.low[0].isdigit() or found.beside(-1) not in ("on", "of", "until", "since", "by", "from", "to")
    ):
        return None
    if not of_month and found.beside(1)[:1].isalpha() and found.beside(1) not in _BEHIND_DAY:
        return None
    base, anchor = found.context.base()
    if base is None:
        return None
    number = found.whole("day")
    if ("last" in found and of_month) or (
        anchor == "report" and number > base.day and found.context.ahead(found.first, found.last) is not True
    ):
        base = dates.shifted(base.replace(day=1), -1, "M")
    return _dated(base.year, base.month, number, anchor, 0.7)


def month(found: Found) -> Reading | None:
    """July 2021; July last year; July; last July."""
    name = next(name for name in ("monthy", "month", "month_short") if name in found)
    if name == "month_short" and found.beside(-1) not in _BEFORE_MONTH:
        return None
    number = found.whole(name)
    year, anchor = told_year(found)
    if year is None and any(name in found for name in _RELATIVE):
        return _named_month(found, number)
    if year is None:
        year, anchor = found.context.month_year(number, found.first, found.last)
    if year is None:
        return Reading(value=f"XXXX-{number:02}", anchor="report", confidence=0.4)
    value = f"{year:04}-{number:02}"
    return Reading(value=value, edtf=value, anchor=anchor, confidence=0.95 if anchor == "absolute" else 0.85)


def _named_month(found: Found, number: int) -> Reading | None:
    """Last July, next July; the following July counts from the time told before."""
    sign = next(found.whole(name) for name in _RELATIVE if name in found)
    from_report = any(name in found for name in ("last", "next", "this"))
    reference = found.context.report if from_report else None
    if not from_report and found.context.told:
        reference = dates.bounds(found.context.told)[0]
    if reference is None:
        return None
    year = reference.year
    if sign < 0:
        year -= number >= reference.month
    elif sign > 0:
        year += number <= reference.month
    value = f"{year:04}-{number:02}"
    return Reading(value=value, edtf=value, anchor="report" if from_report else "act", confidence=0.85)


def months(found: Found) -> tuple[Reading, ...] | None:
    """March to June 2018."""
    first, second, year = found.whole("month"), found.whole("second"), found.whole("year")
    one = f"{year - (first > second):04}-{first:02}"
    two = f"{year:04}-{second:02}"
    return as_stretch(found, Reading(value=one, edtf=one), Reading(value=two, edtf=two), "month", "second")


def part_of_month(found: Found) -> Reading | None:
    """The last week of August; the second half of May 2019."""
    inner = month(found)
    if inner is None or inner.edtf is None:
        return None
    low = dates.bounds(inner.edtf)[0]
    number = -1 if "last" in found else found.whole("ordinal")
    if low is None or number > 5:
        return None
    last = dates.last_of_month(low.year, low.month)
    first = last.day - 6 if number < 0 else 7 * number - 6
    if first > last.day:
        return None
    edtf = dates.interval(low.replace(day=first), low.replace(day=min(last.day, first + 6)))
    return Reading(value="P1W", edtf=edtf, anchor=inner.anchor, confidence=0.7)


def week_of(found: Found) -> Reading | None:
    """The week of July 5."""
    inner = day(found)
    if inner is None or inner.edtf is None:
        return None
    value = timex_of(date.fromisoformat(inner.edtf), "W")
    return Reading(value=value, edtf=dates.from_timex(value), anchor=inner.anchor)
