"""Readings of days, months, years and other stretches of the calendar that are told by name or figure."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from onrecord import dates
from onrecord.coding.times import holidays
from onrecord.coding.times.context import Found
from onrecord.coding.times.mention import Anchor, Reading
from onrecord.coding.times.units import timex_of

_NOT_YEARS_BEFORE = frozenset("$ £ € # some than nearly over least almost no number nos rs , + x".split())
_TIME_BEFORE = frozenset("in of since by until from before after during for through the and to late early mid - spring".split())
_COUNTED = re.compile(r"(?:[a-z]+s|people|percent|men|women|%|million|kilomet\w+|°|x)\Z")
_NOT_COUNTED = frozenset("s 's was is has as does its his this".split())


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


def _told_year(found: Found) -> tuple[int | None, Anchor]:
    """The year that stands among the words themselves, in figures or as "this year"."""
    if "year" in found:
        return found.whole("year"), "absolute"
    for name in ("shortyear", "tail"):
        if name in found:
            return _full_year(found.whole(name), found), "absolute"
    report = found.context.report
    for name in ("this", "last", "next"):
        if name in found and report and found.says("year"):
            return report.year + found.whole(name), "report"
    for name in ("that", "previous", "following"):
        if name in found and found.context.told and found.says("year"):
            low = dates.bounds(found.context.told)[0]
            return (low.year + found.whole(name) if low else None), "act"
    return None, "absolute"


def _full_year(short: int, found: Found) -> int:
    """A year of two figures in full: the last such year that is not over ten years ahead."""
    base = found.context.base()[0]
    latest = (base.year if base else 2029) + 10
    return latest - (latest - short) % 100


def _fiscal(found: Found, value: str) -> Reading:
    return Reading(value=value, edtf=dates.from_timex(value), confidence=0.8 if found.says("fiscal") else 0.95)


def iso(found: Found) -> Reading | None:
    """2021-07-01."""
    value = found.text("iso")
    return Reading(value=value, edtf=value, confidence=0.98) if dates.is_valid(value) else None


def slashed(found: Found) -> Reading | None:
    """12/05/2019 and 12.05.2019; figures with points are day first, those with slashes open unless one order is impossible."""
    text = found.text("slash")
    first, second, third = (int(part) for part in re.split(r"[/.]", text))
    if first > 1000:
        return _dated(first, second, third, "absolute")
    year = third if third > 99 else _full_year(third, found)
    if first > 12 or "." in text:
        return _dated(year, second, first, "absolute")
    if second > 12 or first == second:
        return _dated(year, first, second, "absolute")
    return Reading(value=f"{year:04}-XX-XX", edtf=f"{year:04}", confidence=0.5)


def day(found: Found) -> Reading | None:
    """July 1; 1 July 2021; Thursday, July 1, 2021; July 1 of that year."""
    month, number = found.whole("monthy"), found.whole("day")
    year, anchor = _told_year(found)
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
    year, anchor = _told_year(found)
    if year is None:
        year, anchor = found.context.day_year(month, second, found.first, found.last)
    pair = _dated(year, month, first, anchor), _dated(year, month, second, anchor)
    if pair[0] is None or pair[1] is None or first >= second:
        return None
    return _placed(found, pair[0], pair[1], "day", "second")


def _placed(found: Found, one: Reading, two: Reading, name: str, second: str) -> tuple[Reading, ...]:
    """Two readings on the words they come from; of a stretch ("to", "-", between) both have its EDTF interval."""
    a, b = sorted((found.at(name), found.at(second)))
    if one.edtf and two.edtf and (found.context.words[b - 1].low not in ("and", "or") or found.beside(-1) == "between"):
        both = dates.interval(one.edtf, two.edtf)
        one, two = (Reading(value=r.value, edtf=both, anchor=r.anchor, confidence=0.9) for r in (one, two))
    change = {"first": found.first, "last": a}, {"first": b, "last": found.last}
    return tuple(
        Reading(value=r.value, edtf=r.edtf, anchor=r.anchor, confidence=r.confidence, **where)
        for r, where in zip((one, two), change, strict=True)
    )


def day_of_month(found: Found) -> Reading | None:
    """The 15th; Tuesday the 15th; the 15th of last month. Only figures with their ending, and no noun after."""
    word = found.word("day")
    of_month = found.says("month")
    if not of_month and (not word.low[0].isdigit() or found.beside(-1) not in ("on", "of", "until", "since", "by", "from", "to")):
        return None
    if not of_month and found.beside(1)[:1].isalpha() and found.beside(1) not in ("and", "when", "he", "she", "they", "in", "at", "to", "by", "was", "were", "had", "after", "before", "that", "it", "police"):
        return None
    base, anchor = found.context.base()
    if base is None:
        return None
    number = found.whole("day")
    if "last" in found and of_month:
        base = dates.shifted(base.replace(day=1), -1, "M")
    elif anchor == "report" and number > base.day and found.context.ahead(found.first, found.last) is not True:
        base = dates.shifted(base.replace(day=1), -1, "M")
    return _dated(base.year, base.month, number, anchor, 0.7)


def month(found: Found) -> Reading | None:
    """July 2021; July last year; July; last July."""
    name = next(name for name in ("monthy", "month", "month_short") if name in found)
    number = found.whole(name)
    year, anchor = _told_year(found)
    if year is None and ("previous" in found or "following" in found or "that" in found or "last" in found or "next" in found or "this" in found):
        return _named_month(found, number)
    if year is None:
        year, anchor = found.context.month_year(number, found.first, found.last)
    if year is None:
        return Reading(value=f"XXXX-{number:02}", anchor="report", confidence=0.4)
    value = f"{year:04}-{number:02}"
    return Reading(value=value, edtf=value, anchor=anchor, confidence=0.95 if anchor == "absolute" else 0.85)


def _named_month(found: Found, number: int) -> Reading | None:
    """Last July, next July; the following July counts from the time told before."""
    sign = next(found.whole(n) for n in ("previous", "following", "last", "next", "this", "that") if n in found)
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
    return _placed(found, Reading(value=one, edtf=one), Reading(value=two, edtf=two), "month", "second")


def year(found: Found) -> Reading | None:
    """1998; the year 2000; fiscal 1989; '98. A bare figure only where it cannot be a count."""
    if "shortyear" in found:
        value = f"{_full_year(found.whole('shortyear'), found):04}"
    else:
        value = f"{found.whole('year'):04}"
        if found.first == found.last and not _is_year(found, int(value)):
            return None
    return _fiscal(found, value)


def _is_year(found: Found, number: int) -> bool:
    before, after = found.beside(-1), found.beside(1)
    if before in ("about", "around", "approximately") and number % 50 == 0:
        return False
    if before in _NOT_YEARS_BEFORE and not (before == "," and number >= 1800):
        return False
    if _COUNTED.match(after) and after not in _NOT_COUNTED and (before not in _TIME_BEFORE or number % 100 == 0):
        return False
    return number >= 1500 or (found.context.narrative and before in _TIME_BEFORE)


def years(found: Found) -> tuple[Reading, ...] | None:
    """1914-1918; 1989-90."""
    first, second = found.whole("year"), found.whole("second")
    if second < 100:
        second += first // 100 * 100
    if not first < second <= 2100 or first < 1500:
        return None
    one, two = Reading(value=f"{first:04}", edtf=f"{first:04}"), Reading(value=f"{second:04}", edtf=f"{second:04}")
    return _placed(found, one, two, "year", "second")


def before_era(found: Found) -> Reading | tuple[Reading, ...]:
    """146 BC; these have a TIMEX3 value only."""
    month = f"-{found.whole('monthy'):02}" if "monthy" in found else ""
    one = Reading(value=f"BC{found.whole('n'):04}{month}")
    if "second" not in found:
        return one
    two = Reading(value=f"BC{found.whole('second'):04}")
    return _placed(found, one, two, "n", "second")


def decade(found: Found) -> Reading | None:
    """The 1980s; the eighties (of the last century); '80s."""
    text = found.text("decade").rstrip("s")
    number = int(text)
    if number < 100:
        if len(text) == 2 and found.word("decade").low[0].isdigit() and found.beside(-1) not in ("the", "in", "-", "early", "late"):
            return None
        number += 1900
    value = f"{number // 10:03}"
    return Reading(value=value, edtf=dates.from_timex(value), confidence=0.85) if number >= 1000 and number % 100 else _hundreds(number)


def _hundreds(number: int) -> Reading | None:
    """ "The 1900s": the century, not its first ten years."""
    if number < 1000:
        return None
    return Reading(value=f"{number // 100:02}", edtf=f"{number:04}/{number + 99:04}", confidence=0.6)


def century(found: Found) -> Reading:
    """The 20th century."""
    number = found.whole("ordinal") - 1
    if "era" in found:
        return Reading(value=f"BC{number:02}")
    return Reading(value=f"{number:02}", edtf=dates.interval(f"{number:02}01", f"{number + 1:02}00") if number > 8 else None)


def quarter(found: Found) -> Reading | None:
    """The third quarter of 1989; this year's third quarter; the year-ago quarter."""
    number = found.whole("ordinal")
    if number > 4:
        return None
    year, anchor = _told_year(found)
    base = found.context.base()[0]
    if year is None and base:
        year, anchor = base.year, "report"
        quarter_now = (base.month + 2) // 3
        year -= number > quarter_now and found.context.ahead(found.first, found.last) is not True and number == 4
    if year is None:
        return None
    value = f"{year - found.says('ago', 'earlier'):04}-Q{number}"
    return Reading(value=value, edtf=dates.from_timex(value), anchor=anchor, confidence=0.8)


def the_quarter(found: Found) -> Reading | None:
    """The latest quarter: the one told last, or the last that had ended by the report's date."""
    base = found.context.base()[0]
    value = found.context.quarter
    if value is None and base:
        value = timex_of(dates.shifted(base.replace(day=1), -3, "M"), "Q")
    return Reading(value=value, edtf=dates.from_timex(value), anchor="report", confidence=0.5) if value else None


def quarter_of_year(found: Found) -> Reading | None:
    """The 1988 quarter: the quarter the talk is of, in that year; the 1988 period."""
    year, told = found.whole("year"), found.context.quarter
    value = f"{year:04}" + (told[4:] if told and found.says("quarter") else "")
    return Reading(value=value, edtf=dates.from_timex(value), confidence=0.6)


def the_year(found: Found) -> Reading | None:
    """For the year, the full year, the fiscal year; "the year ended Sept. 30" is a length."""
    base, anchor = found.context.base()
    if found.says("ended", "ending"):
        return Reading(type="DURATION", value="P1Y", first=found.at("unit"), confidence=0.6)
    if base is None:
        return None
    return Reading(value=f"{base.year:04}", edtf=f"{base.year:04}", anchor=anchor, confidence=0.5)


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


def unit_end(found: Found) -> Reading | None:
    """Year-end; the end of the year, of the month: its last part."""
    base, anchor = found.context.base()
    unit = found.text("unit")
    if base is None or unit not in ("Y", "M", "W"):
        return None
    value = timex_of(base, unit)
    edtf = {"Y": f"{value}-12", "M": f"{value}-21/{value}-{dates.last_of_month(base.year, base.month).day}"}.get(unit)
    return Reading(value=value, edtf=edtf or dates.from_timex(value), anchor=anchor, confidence=0.7)


def half(found: Found) -> Reading | None:
    """The first half of 1990."""
    number, (year, anchor) = found.whole("ordinal"), _told_year(found)
    if number > 2 or year is None:
        return None
    value = f"{year:04}-H{number}"
    return Reading(value=value, edtf=dates.from_timex(value), anchor=anchor)


def season(found: Found) -> Reading | None:
    """Last summer; the spring of 2019; in the fall."""
    code = found.text("season")
    year, anchor = _told_year(found)
    base, leans = found.context.base()
    if year is None:
        if base is None or (found.says("fall", "spring") and found.says("the", "by", "until", "since")):
            return None
        year, anchor = _season_year(found, code, base) if leans == "report" else base.year, leans
    value = f"{year:04}-{code}"
    return Reading(value=value, edtf=dates.from_timex(value), anchor=anchor, confidence=0.75)


def _season_year(found: Found, code: str, base: date) -> int:
    starts = {"WI": 12, "SP": 3, "SU": 6, "FA": 9}[code]
    if "next" in found or "following" in found:
        return base.year + (base.month >= starts)
    if "this" in found or found.context.ahead(found.first, found.last):
        return base.year
    begun = base.month >= starts + (3 if "last" in found and starts < 12 else 0)
    return base.year - (not begun)


def holiday(found: Found) -> Reading | None:
    """Christmas; Lunar New Year 2020; last Easter: on or before the report's date when no year is told."""
    name = found.text("holiday")
    year, anchor = _told_year(found)
    base, leans = found.context.base()
    if year is None and base:
        day = holidays.near(name, base, ahead="next" in found or found.context.ahead(found.first, found.last) is True)
        anchor = leans
    else:
        day = holidays.on(name, year) if year else None
    day = day or holidays.once(name)
    if day is None:
        return None
    edtf = holidays.edtf(name, day)
    return Reading(value=day.isoformat(), edtf=edtf, anchor=anchor, confidence=0.8)


def week_of(found: Found) -> Reading | None:
    """The week of July 5."""
    inner = day(found)
    if inner is None or inner.edtf is None:
        return None
    value = timex_of(date.fromisoformat(inner.edtf), "W")
    return Reading(value=value, edtf=dates.from_timex(value), anchor=inner.anchor)
