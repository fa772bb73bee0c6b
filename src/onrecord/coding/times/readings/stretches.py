"""Readings of years, decades, quarters, seasons and holidays that are told by name or figure."""

from __future__ import annotations

import re
from datetime import date

from onrecord import dates
from onrecord.coding.times import holidays
from onrecord.coding.times.context import Found
from onrecord.coding.times.mention import Reading
from onrecord.coding.times.readings.parts import as_stretch, full_year, told_year
from onrecord.coding.times.units import timex_of

_NOT_YEARS_BEFORE = frozenset("$ £ € # some than nearly over least almost no number nos rs , + x".split())
_TIME_BEFORE = frozenset(
    "in of since by until from before after during for through the and to late early mid - spring".split()
)
_COUNTED = re.compile(r"(?:[a-z]+s|people|percent|men|women|%|million|kilomet\w+|°|x)\Z")
_NOT_COUNTED = frozenset("s 's was is has as does its his this".split())


def _fiscal(found: Found, value: str) -> Reading:
    return Reading(value=value, edtf=dates.from_timex(value), confidence=0.8 if found.says("fiscal") else 0.95)


def year(found: Found) -> Reading | None:
    """1998; the year 2000; fiscal 1989; '98. A bare figure only where it cannot be a count."""
    if "shortyear" in found:
        value = f"{full_year(found.whole('shortyear'), found):04}"
    else:
        number = found.whole("year" if "year" in found else "number")
        if not 1000 <= number <= 2100:
            return None
        value = f"{number:04}"
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
    return as_stretch(found, one, two, "year", "second")


def before_era(found: Found) -> Reading | tuple[Reading, ...]:
    """146 BC; these have a TIMEX3 value only."""
    month = f"-{found.whole('monthy'):02}" if "monthy" in found else ""
    one = Reading(value=f"BC{found.whole('n'):04}{month}")
    if "second" not in found:
        return one
    two = Reading(value=f"BC{found.whole('second'):04}")
    return as_stretch(found, one, two, "n", "second")


def decade(found: Found) -> Reading | None:
    """The 1980s; the eighties (of the last century); '80s."""
    text = found.text("decade").rstrip("s")
    number = int(text)
    if number < 100:
        if (
            len(text) == 2
            and found.word("decade").low[0].isdigit()
            and found.beside(-1) not in ("the", "in", "-", "early", "late")
        ):
            return None
        number += 1900
    value = f"{number // 10:03}"
    return (
        Reading(value=value, edtf=dates.from_timex(value), confidence=0.85)
        if number >= 1000 and number % 100
        else _hundreds(number)
    )


def _hundreds(number: int) -> Reading | None:
    """The 1900s: the century, not its first ten years."""
    if number < 1000:
        return None
    return Reading(value=f"{number // 100:02}", edtf=f"{number:04}/{number + 99:04}", confidence=0.6)


def century(found: Found) -> Reading:
    """The 20th century."""
    number = found.whole("ordinal") - 1
    if "era" in found:
        return Reading(value=f"BC{number:02}")
    return Reading(
        value=f"{number:02}", edtf=dates.interval(f"{number:02}01", f"{number + 1:02}00") if number > 8 else None
    )


def quarter(found: Found) -> Reading | None:
    """The third quarter of 1989; this year's third quarter; the year-ago quarter."""
    number = found.whole("ordinal")
    if number > 4:
        return None
    year, anchor = told_year(found)
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
        return Reading(type="DURATION", value="P1Y", confidence=0.6)
    if base is None or (not found.says("full", "fiscal") and found.beside(-1) not in ("for", "of")):
        return None
    return Reading(value=f"{base.year:04}", edtf=f"{base.year:04}", anchor=anchor, confidence=0.5)


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
    number, (year, anchor) = found.whole("ordinal"), told_year(found)
    if number > 2 or year is None:
        return None
    value = f"{year:04}-H{number}"
    return Reading(value=value, edtf=dates.from_timex(value), anchor=anchor)


def season(found: Found) -> Reading | None:
    """Last summer; the spring of 2019; in the fall."""
    code = found.text("season")
    year, anchor = told_year(found)
    base, leans = found.context.base()
    bare = not any(name in found for name in ("this", "last", "next", "previous", "following", "that"))
    if year is None:
        if (
            base is None
            or (bare and not _names_season(found))
            or (found.says("fall", "spring") and found.says("the", "by", "until", "since"))
        ):
            return None
        year, anchor = _season_year(found, code, base) if leans == "report" else base.year, leans
    value = f"{year:04}-{code}"
    return Reading(value=value, edtf=dates.from_timex(value), anchor=anchor, confidence=0.75)


def _names_season(found: Found) -> bool:
    """Whether a bare word such as "fall" stands where a time stands."""
    return found.says("the") or found.beside(-1) in _TIME_BEFORE


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
    year, anchor = told_year(found)
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
