"""Dates as the codebook writes them (EDTF, ISO 8601-2) to days, and back to words.

`2021-07-01`, `2021-06`, `2013`, `198X` (a decade), `19XX` (a century), an interval `2021-06-21/2021-06-27`,
`/2021-06-29` (some time before or until), `2018-07/` (since), each side with `~` for "about". An open end has
no bound: it is None, never an invented year. `~` says that the bounds are not sharp; it does not move them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, TypeAlias

Bounds: TypeAlias = tuple[date | None, date | None]
Precision: TypeAlias = Literal["day", "month", "year", "decade", "century", "interval", "open"]
Unit: TypeAlias = Literal["D", "W", "M", "Y"]

_POINT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?\Z")
_OPEN = ("", "..")
_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
_GRAINS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


def bounds(edtf: str) -> Bounds:
    """The first and last day of an EDTF date; None for an open end. ValueError when it is not one."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _point(edtf)
    if first in _OPEN and last in _OPEN:
        raise ValueError(f"not an EDTF date: {edtf!r}; at least one end must be told")
    low = None if first in _OPEN else _point(first)[0]
    high = None if last in _OPEN else _point(last)[1]
    if low and high and low > high:
        raise ValueError(f"not an EDTF date: {edtf!r} ends before it begins")
    return low, high


def _point(text: str) -> tuple[date, date]:
    match = _POINT.match(text)
    if match is None:
        raise ValueError(f"not an EDTF date: {text!r}; write 2021-07-01, 2021-07, 2021 or an interval of these")
    year, month, day = match.groups()
    if day:
        return (exact := date(int(year), int(month), int(day))), exact
    if month:
        return date(int(year), int(month), 1), last_of_month(int(year), int(month))
    return date(max(1, int(year.replace("X", "0"))), 1, 1), date(int(year.replace("X", "9")), 12, 31)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months(first: str, last: str) -> list[str]:
    """Every month (`2021-07`) from that of the first day or month to that of the last."""
    low, high = (int(one[:4]) * 12 + int(one[5:7]) - 1 for one in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(low, high + 1)]


def is_valid(edtf: str) -> bool:
    """Whether a text is a date that `bounds` reads."""
    try:
        bounds(edtf)
    except ValueError:
        return False
    return True


def overlap(a: str, b: str) -> bool:
    """Whether two EDTF dates share a day, open ends reaching as far as need be."""
    (a_low, a_high), (b_low, b_high) = bounds(a), bounds(b)
    return _not_after(a_low, b_high) and _not_after(b_low, a_high)


def within(a: str, b: str) -> bool:
    """Whether the whole of the EDTF date `a` lies in `b`: March 2019 in 2019, but not 2019 in March 2019."""
    (a_low, a_high), (b_low, b_high) = bounds(a), bounds(b)
    begins = b_low is None or (a_low is not None and b_low <= a_low)
    return begins and (b_high is None or (a_high is not None and a_high <= b_high))


def _not_after(low: date | None, high: date | None) -> bool:
    return low is None or high is None or low <= high


def precision(edtf: str) -> Precision:
    """How exactly an EDTF date tells the time; `interval` and `open` for those with a slash."""
    low, high = bounds(edtf)
    if "/" in edtf:
        return "interval" if low and high else "open"
    plain = edtf.rstrip("~?%")
    if "X" in plain:
        return "century" if plain.endswith("XX") else "decade"
    return _GRAINS[len(plain)]


def is_about(edtf: str) -> bool:
    """Whether some part of an EDTF date is marked as not certain or not exact."""
    return any(mark in edtf for mark in "~?%")


def interval(first: date | str | None, last: date | str | None) -> str:
    """The EDTF interval of two ends, or the one date when both are the same."""
    low, high = str(first or ""), str(last or "")
    return low if low == high else f"{low}/{high}"


def about(edtf: str) -> str:
    """The EDTF date marked as about that time; an interval has both its ends marked."""
    return "/".join(end if end in _OPEN or end[-1] in "~?%" else end + "~" for end in edtf.split("/"))


def until(edtf: str) -> str | None:
    """Some time before or until the last day of a date (`/2021-06-29`); None when it has no last day."""
    last = edtf.rpartition("/")[2]
    return f"/{last}" if last not in _OPEN else None


def since(edtf: str) -> str | None:
    """From the first day of a date on (`2018-07/`); None when it has no first day."""
    first = edtf.partition("/")[0]
    return f"{first}/" if first not in _OPEN else None


def shifted(day: date, count: int, unit: Unit) -> date:
    """The day `count` units after `day`; a day that the month lacks becomes its last one."""
    if unit in "DW":
        return day + timedelta(days=count * (7 if unit == "W" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def truncated(day: date, unit: Unit) -> str:
    """The EDTF date of the day, calendar week (Monday to Sunday), month or year that holds `day`."""
    if unit == "W":
        monday = day - timedelta(days=day.weekday())
        return interval(monday, monday + timedelta(days=6))
    return day.isoformat()[: {"D": 10, "M": 7, "Y": 4}[unit]]


def describe(edtf: str) -> str:
    """An EDTF date in plain words: "1 July 2021", "in June 2021", "some time until 29 June 2021"."""
    bounds(edtf)
    first, slash, last = edtf.partition("/")
    if not slash:
        return _told_alone(edtf)
    if first in _OPEN:
        return f"some time until {_words(last)}"
    if last in _OPEN:
        return f"since {_words(first)}"
    return f"between {_words(first)} and {_words(last)}"


def _told_alone(point: str) -> str:
    words = _words(point)
    return words if words.startswith(("about", "perhaps")) or precision(point) == "day" else f"in {words}"


def _words(point: str) -> str:
    plain = point.rstrip("~?%")
    prefix = "" if plain == point else "perhaps " if point.endswith("?") else "about "
    return prefix + _plain_words(plain)


def _plain_words(plain: str) -> str:
    if "X" in plain:
        return f"the {plain.replace('X', '0')}s"
    year, *rest = plain.split("-")
    year = year.lstrip("0")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{month} {year}" if len(rest) == 1 else f"{int(rest[1])} {month} {year}"


_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
_LONG = re.compile(r"\d{2,3}\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=T|\Z)")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?\Z")
_PART = re.compile(r"(\d{4})-(?:Q([1-4])|H([12])|(SP|SU|FA|WI))\Z")


def from_timex(value: str) -> str | None:
    """The EDTF date of a TIMEX3 value that names a stretch of the calendar; None for all others.

    Weeks, weekends, quarters, halves and seasons become intervals (seasons those of the north, about);
    a decade `198` becomes `1980/1989`; a time of day keeps its day.
    """
    if day := _DAY.match(value):
        value = day.group()
    elif week := _WEEK.match(value):
        return _of_week(int(week[1]), int(week[2]), weekend=bool(week[3]))
    elif part := _PART.match(value):
        return _of_part(int(part[1]), quarter=part[2], half=part[3], season=part[4])
    elif _LONG.match(value):
        return interval(value.ljust(4, "0"), value.ljust(4, "9"))
    return value if "/" not in value and is_valid(value) else None


def _of_week(year: int, week: int, *, weekend: bool) -> str | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return interval(monday + timedelta(days=5 * weekend), monday + timedelta(days=6))


def _of_part(year: int, *, quarter: str | None, half: str | None, season: str | None) -> str:
    if season == "WI":
        return about(interval(f"{year:04}-12", f"{year + 1:04}-02"))
    if season:
        first, last = _SEASONS[season]
        return about(interval(f"{year:04}-{first:02}", f"{year:04}-{last:02}"))
    length = 3 if quarter else 6
    last = int(quarter or half or 1) * length
    return interval(f"{year:04}-{last - length + 1:02}", f"{year:04}-{last:02}")
