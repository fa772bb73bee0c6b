"""Readings of times told as seen from another doing: two days earlier, the next day, the same week."""

from __future__ import annotations

import msgspec

from onrecord.coding.times.context import Found
from onrecord.coding.times.mention import Reading, Shift
from onrecord.coding.times.readings.lengths import amount, in_whole, length_value
from onrecord.coding.times.readings.near import leaning

_PARTS = ("MO", "AF", "EV", "NI")


def _shift(found: Found, sign: int) -> Reading | None:
    """A time so far from another; before the words of what it counts from, TIMEX3 has it as a length."""
    count, unit = amount(found)
    whole, finer = (None, unit) if count is None else in_whole(count, unit)
    read = leaning(found, Shift(count=whole, unit=finer, sign=1 if sign > 0 else -1))
    if found.says("before", "after") and found.beside(1)[:1].isalpha():
        return msgspec.structs.replace(read, type="DURATION", value=length_value(count, unit))
    return read


def earlier(found: Found) -> Reading | None:
    """Two days earlier; a week before; years before."""
    if _year_of_quarter(found):
        year, quarter = str(found.context.quarter).split("-")
        return Reading(value=f"{int(year) - 1:04}-{quarter}", anchor="act", shift=_one_year(), confidence=0.6)
    return _shift(found, -1)


def _year_of_quarter(found: Found) -> bool:
    return bool(found.context.quarter) and found.says("year") and "article" in found


def _one_year() -> Shift:
    return Shift(count=1, unit="Y", sign=-1)


def later(found: Found) -> Reading | None:
    """Two days later; a week after; months later."""
    return _shift(found, 1)


def year_back(found: Found) -> Reading | None:
    """Year-ago, year-earlier: the same stretch a year before."""
    reference = found.context.quarter
    if reference:
        year, quarter = reference.split("-")
        return Reading(value=f"{int(year) - 1:04}-{quarter}", anchor="act", shift=_one_year(), confidence=0.6)
    return leaning(found, _one_year())


def adjoining(found: Found) -> Reading | None:
    """The next day; the following week; the day before; the previous year."""
    unit = found.text("unit") if "unit" in found else "D"
    if "unit" in found and found.word("unit").low.endswith("s"):
        return None
    sign = found.whole("way") if "way" in found else -1 if "previous" in found else 1
    if unit == "WE" and "way" in found:
        return None
    return leaning(found, Shift(count=1, unit=unit, sign=1 if sign > 0 else -1, calendar=True))


def same(found: Found) -> Reading | None:
    """The same day; that week; that night."""
    word = found.word("unit")
    if word.low.endswith("s") or found.text("unit") in ("H", "MIN", "S"):
        return None
    return leaning(found, Shift(count=0, unit=found.text("unit"), sign=0, calendar=True))


def same_time(_: Found) -> Reading:
    """At the time; around that time."""
    return Reading(value=None, anchor="act", shift=Shift(count=0, unit="D", sign=0, calendar=True), confidence=0.5)
