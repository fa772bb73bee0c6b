"""Named days to dates: fixed, by weekday of a month, counted from Easter, or from tables of moon calendars."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import msgspec
from msgspec import Struct

from onrecord import dates
from onrecord.codebook.data import read_yaml


class Calendar(Struct, frozen=True):
    """How the file of holidays is laid out; names of days to when they are."""

    fixed: dict[str, str]
    once: dict[str, str]
    weekday_of_month: dict[str, tuple[int, int, int]]
    after_first_monday: dict[str, int]
    easter: dict[str, int]
    about: list[str]
    lasts: dict[str, int]
    table: dict[str, str]


@cache
def _calendar() -> Calendar:
    return msgspec.convert(read_yaml("en", "holidays.yaml"), Calendar)


@cache
def _table(name: str) -> dict[int, date]:
    """The days of a table by year; of two in one year the first."""
    days = [date.fromisoformat(text) for text in _calendar().table[name].split()]
    return {day.year: day for day in reversed(days)}


def easter(year: int) -> date:
    """Easter Sunday of the western church (the anonymous Gregorian rule, Meeus 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    n = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + n + 90) // 25
    return date(year, month, (h - m + n + month + 19) % 32)


def on(name: str, year: int) -> date | None:
    """The day of a holiday in a year; None where the tables do not reach."""
    known = _calendar()
    if name in known.fixed:
        month, day = known.fixed[name].split("-")
        return date(year, int(month), int(day))
    if name in known.easter:
        return easter(year) + timedelta(days=known.easter[name])
    if name in known.weekday_of_month:
        return _by_weekday(year, *known.weekday_of_month[name])
    if name in known.after_first_monday:
        return _by_weekday(year, known.after_first_monday[name], 1, 1) + timedelta(days=1)
    return _table(name).get(year) if name in known.table else None


def _by_weekday(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = dates.last_of_month(year, month)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))


def near(name: str, base: date, *, ahead: bool) -> date | None:
    """The last such holiday on or before a day, or the first one after it."""
    known = [day for year in range(base.year - 1, base.year + 2) if (day := on(name, year))]
    if ahead:
        return min((day for day in known if day > base), default=None)
    return max((day for day in known if day <= base), default=None)


def once(name: str) -> date | None:
    """The day of a name that means one day of history."""
    day = _calendar().once.get(name)
    return date.fromisoformat(day) if day else None


def edtf(name: str, day: date) -> str:
    """The EDTF date of a holiday: its day or its length, about where the moon decides."""
    known = _calendar()
    last = day + timedelta(days=known.lasts.get(name, 1) - 1)
    told = dates.interval(day, last)
    return dates.about(told) if name in known.about else told
