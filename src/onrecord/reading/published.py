"""When a report says it was published or written, in any of the usual forms, to ISO 8601 as precise as told."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache

from msgspec import Struct

from onrecord.model import Particulars
from onrecord.reading.cues import cues

_ISO = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\s*(\d\d):?(\d\d)(?::?(\d\d?)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?\s*\Z",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b([0-2]?\d)[:.h]([0-5]\d)(?::([0-5]\d))?\s*([ap]\.?m\b\.?)?|\b(1[0-2]|0?[1-9])\s*([ap]\.?m\b\.?)", re.IGNORECASE
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d\d)?(?!\d)", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\b[A-Za-z]{2,5}\b")
_DIGITS = re.compile(
    r"\s*(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b|\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\b|\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b"
)
_EPOCH = re.compile(r"\s*(\d{10}|\d{13})\s*\Z")
_MONTH_YEAR = re.compile(r"\s*([A-Za-z]{3,9})\.?,?\s+(\d{4})\s*\Z")
_YEAR_MONTH = re.compile(r"\s*(\d{4})(?:-(\d\d))?\s*\Z")
_OLDEST = 1800
_TURN = 70
"""Years of two digits from here on belong to the last century."""


class Day(Struct, frozen=True):
    """A day named in words, and where: `year` None when it is not told."""

    year: int | None
    month: int
    day: int
    start: int
    end: int

    def on(self, near: date | None) -> date | None:
        """The day itself; without a year, the one nearest to `near`, or None when there is nothing to go by."""
        if self.year is not None:
            return _date(self.year, self.month, self.day)
        if near is None:
            return None
        options = (_date(near.year + step, self.month, self.day) for step in (-1, 0, 1))
        return min((d for d in options if d), key=lambda d: abs((d - near).days), default=None)


def when(words: str, *, publisher: str | None = None) -> str | None:
    """An ISO 8601 date, or date and time with its zone where told; None when the words tell none for certain.

    A day and month in digits in either order ("03/07/2021") is not certain. An abbreviation that stands for several
    zones ("IST") is taken by the publisher's name; failing that the time is kept without a zone.
    """
    words = words[:200]
    if iso := _ISO.match(words):
        return _from_iso(iso)
    if epoch := _EPOCH.match(words):
        return _from_epoch(epoch.group(1))
    day = day_in(words)
    if day and day.year:
        told = _date(day.year, day.month, day.day)
        rest = words[: day.start] + " " + words[day.end :]
    elif digits := _DIGITS.match(words):
        told, rest = _from_digits(digits), words[digits.end() :]
    else:
        return _coarse(words)
    return told.isoformat() + time_in(rest, publisher) if told else None


def report_date(particulars: Particulars) -> date | None:
    """The day a report is from, in its own time zone: published, else updated, else its dateline's day."""
    for told in (particulars.published, particulars.updated, particulars.dateline.date):
        if told and len(told) >= 10:
            try:
                return date.fromisoformat(told[:10])
            except ValueError:
                continue
    return None


def day_in(words: str, *, at_end: bool = False) -> Day | None:
    """The first day named in some words ("July 3", "25 Aug 88", "Mar. 4th, 2002"); `at_end`, one that ends them."""
    for match in _day().finditer(words):
        if at_end and words[match.end() :].strip(" .,"):
            continue
        groups = match.groupdict()
        month = cues().months[(groups["m1"] or groups["m2"]).lower()]
        day = int(groups["d1"] or groups["d2"])
        year = _year(groups["y1"] or groups["y2"])
        if _date(year or 2000, month, day):
            return Day(year, month, day, match.start(), match.end())
    return None


@cache
def _day() -> re.Pattern[str]:
    month = "|".join(sorted(cues().months, key=len, reverse=True))
    number = r"0?[1-9]|[12]\d|3[01]"
    month_first = rf"(?P<m1>{month})\.?\s+(?P<d1>{number})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<y1>\d{{4}}))?"
    day_first = rf"(?P<d2>{number})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m2>{month})\b\.?(?:,?[\s-]+(?P<y2>\d{{4}}|['’]?\d\d)(?![\d:]))?"
    return re.compile(rf"(?<![\w.])(?:{month_first}|{day_first})", re.IGNORECASE)


def _year(told: str | None) -> int | None:
    if told is None:
        return None
    year = int(told.strip("'’"))
    return year if year > 99 else year + (1900 if year >= _TURN else 2000)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _OLDEST else None
    except ValueError:
        return None


def _from_iso(match: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = match.groups()
    told = _date(int(year), int(month), int(day))
    if told is None:
        return None
    if hour is None:
        return told.isoformat()
    clock = _clock(int(hour), int(minute), int(second) if second else None)
    return told.isoformat() + clock + (_offset(zone) if zone and clock else "")


def _clock(hour: int, minute: int, second: int | None) -> str:
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return ""
    return f"T{hour:02}:{minute:02}:{second or 0:02}"


def _offset(zone: str) -> str:
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return "+00:00"
    sign, hours, minutes = zone[0], zone[1:3], zone[3:].lstrip(":") or "00"
    return f"{sign}{int(hours):02}:{int(minutes):02}" if int(hours) <= 14 and int(minutes) < 60 else ""


def _from_epoch(digits: str) -> str:
    return datetime.fromtimestamp(int(digits[:10]), UTC).isoformat()


def _from_digits(match: re.Match[str]) -> date | None:
    y1, m1, d1, d2, m2, y2, a, b, y3 = match.groups()
    if y1:
        return _date(int(y1), int(m1), int(d1))
    if y2:
        return _date(int(y2), int(m2), int(d2))
    first, second = int(a), int(b)
    if first > 12 or first == second:
        return _date(int(y3), second, first)
    return _date(int(y3), first, second) if second > 12 else None


def _coarse(words: str) -> str | None:
    """A month or a year alone."""
    if told := _YEAR_MONTH.match(words):
        year, month = told.groups()
        return f"{year}-{month}" if month and _date(int(year), int(month), 1) else year if not month else None
    if (told := _MONTH_YEAR.match(words)) and (number := cues().months.get(told[1].lower())):
        return f"{told[2]}-{number:02}"
    return None


def time_in(rest: str, publisher: str | None) -> str:
    """The time of day and zone in the words around a date, as ISO 8601 writes them; empty when there is none."""
    match = _CLOCK.search(rest)
    if match is None:
        return ""
    hour, minute, second, half, hour_alone, half_alone = match.groups()
    number = int(hour or hour_alone)
    if mark := half or half_alone:
        number = number % 12 + (12 if mark[0] in "pP" else 0)
    clock = _clock(number, int(minute or 0), int(second) if second else None)
    return clock and clock + _zone(rest[match.end() :], publisher)


def _zone(rest: str, publisher: str | None) -> str:
    if told := _OFFSET.match(rest.lstrip(" (")):
        sign, hours, minutes = told.groups()
        return _offset(f"{sign}{int(hours):02}{minutes or '00'}")
    for word in _ABBREVIATION.findall(rest)[:3]:
        if offset := cues().zones.get(word.lower()) or _by_publisher(word.lower(), publisher):
            return offset
    return ""


def _by_publisher(abbreviation: str, publisher: str | None) -> str | None:
    words = set(re.findall(r"[a-z0-9]+", (publisher or "").lower()))
    options = cues().ambiguous_zones.get(abbreviation, ())
    return next((option.offset for option in options if option.near & words), None)
