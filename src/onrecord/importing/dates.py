"""Cells to dates as exact as they are told: `2019` stays a year, `around 7 December 2022 (week of)` a week, about."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from msgspec import Struct

from onrecord import dates
from onrecord.coding.times import TimeMention, find_times
from onrecord.errors import BadCell
from onrecord.importing.cells import Cells, in_ascii_digits
from onrecord.importing.mapping import DateGrain, When, taken
from onrecord.model import DateKind

_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*\Z")
_CLOSE = re.compile(r"(\d{4})(?:(\d\d)(?:(\d\d)(?:\d{6})?)?)?\Z")
_DIGITS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T]\d\d:\d\d.*)?\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?\Z")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})\Z")
_YEARS = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})\Z")
_ABOUT = re.compile(r"\A(?:c\.?a?\.?|circa|approx\.?|approximately|~|±|around|about)(?=[\s\d])\s*", re.IGNORECASE)
_WEEK = re.compile(r"\(?\bweek (?:of|beginning|starting)\b\)?", re.IGNORECASE)
_EITHER = re.compile(r"(?<!\d)(\d{1,2})\s*/\s*(\d{1,2})(?=\s+[A-Za-z])")
_HARMLESS = re.compile(
    r"[\s,;.()\[\]–-]|\b(?:on|in|the|of|or|and|to|from|between|around|about|night|morning|evening|afternoon|early|late|mid"
    r"|week|since|until|till|before|after|by|est|estimated|exact|possibly|probably)\b",
    re.IGNORECASE,
)
_WHOLE_DAY = re.compile(r"(?:\d{1,2} [A-Za-z]+|[A-Za-z]+ \d{1,2},?) \d{4}\Z")
_FIRST_YEAR = 1800


class Told(Struct, frozen=True):
    """A date as EDTF, and whether it was read out of words."""

    edtf: str
    in_words: bool = False


class Dated(Struct, frozen=True, kw_only=True):
    """When an act was, as a row tells it."""

    edtf: str | None = None
    kind: DateKind | None = None
    text: str | None = None
    columns: tuple[str, ...] = ()
    in_words: bool = False


def date_of(cells: Cells, told: When | str | None, *, day_first: bool | None) -> Dated:
    """When an act of this row was; nothing where it tells nothing. Raises BadCell."""
    when = When(column=told) if isinstance(told, str) else told
    if when is None:
        return Dated()
    first, last = (_end(cells, column, when, day_first=day_first) for column in (when.column, when.until))
    if first is None and last is None:
        return Dated()
    edtf = _between(first, last, when)
    grain = cells.value(when.precision)
    if grain:
        edtf = _coarser(edtf, grain, when)
    columns = (when.column, when.until, cells.column(when.precision))
    return Dated(
        edtf=edtf,
        kind=_kind(cells, when, ranged=bool(first and last)),
        text=cells.text(when.words) if when.words else cells.text(when.column) or cells.text(when.until),
        columns=tuple(column for column in columns if column),
        in_words=any(one.in_words for one in (first, last) if one),
    )


def _end(cells: Cells, column: str | None, when: When, *, day_first: bool | None) -> Told | None:
    text = cells.text(column)
    if text is None or column is None:
        return None
    return read_date(text, column=column, day_first=day_first, year=_year(cells.text(when.year)))


def _between(first: Told | None, last: Told | None, when: When) -> str:
    if first is None or last is None:
        return (first or last).edtf  # type: ignore[union-attr]  # one of them is told
    low, high = first.edtf.partition("/")[0], last.edtf.rpartition("/")[2]
    told = dates.interval(low, high)
    if not dates.is_valid(told):
        raise BadCell(f"{low} to {high} ends before it begins: put the earlier date first", column=when.until or "")
    return told


def _kind(cells: Cells, when: When, *, ranged: bool) -> DateKind | None:
    told = cells.value(taken(when.kind))
    if when.kind:
        return told if told in get_args(DateKind) else None  # type: ignore[return-value]  # one of them
    return "throughout" if ranged else "within"


def _coarser(edtf: str, grain: str, when: When) -> str:
    """The week, month, year or decade that holds a date which is told more exactly than it is known."""
    if grain not in get_args(DateGrain):
        raise BadCell(
            f"`{grain}` is no precision of a date: write day, week, month, year, decade", column=when.column or ""
        )
    first = dates.bounds(edtf)[0]
    if first is None or grain == "day" or "/" in edtf:
        return edtf
    if grain == "decade":
        return f"{first.year // 10}X"
    if grain == "week":
        return dates.about(dates.truncated(first, "W")) if len(edtf) == 10 else edtf
    return edtf[: {"month": 7, "year": 4}[grain]]


def read_date(text: str, *, column: str, day_first: bool | None = None, year: int | None = None) -> Told:
    """A date from the text of a cell: EDTF, digits or words; `year` is for words that tell none. Raises BadCell."""
    plain = in_ascii_digits(" ".join(text.split()))
    if dates.is_valid(plain) and not _CLOSE.match(plain):
        return Told(plain)
    found = _in_digits(plain, column, day_first=day_first)
    if found:
        return Told(found)
    words = _in_words(plain, column, year)
    return Told(words, in_words=not _WHOLE_DAY.match(plain))


def _in_digits(plain: str, column: str, *, day_first: bool | None) -> str | None:
    if stamp := _STAMP.match(plain):
        return _valid(stamp[1], plain, column)
    if close := _CLOSE.match(plain):
        return _valid("-".join(part for part in close.groups() if part), plain, column)
    if years := _YEARS.match(plain):
        return _valid(f"{years[1]}/{years[2]}", plain, column)
    if month := _MONTH_YEAR.match(plain):
        return _valid(f"{month[2]}-{int(month[1]):02}", plain, column)
    if first := _YEAR_FIRST.match(plain):
        return _valid("-".join(f"{int(part):02}" for part in first.groups() if part), plain, column)
    digits = _DIGITS.match(plain)
    return _of_three(digits, plain, column, day_first=day_first) if digits else None


def _of_three(digits: re.Match[str], plain: str, column: str, *, day_first: bool | None) -> str:
    one, two, year = int(digits[1]), int(digits[2]), digits[3]
    if one > 12 or one == two:
        day_first = True
    elif two > 12:
        day_first = False
    if day_first is None:
        raise BadCell(
            f"`{plain}` may be two days: write it as 2022-01-31, or say `day_first: true` or `false` in the mapping",
            column=column,
        )
    day, month = (one, two) if day_first else (two, one)
    return _valid(f"{year}-{month:02}-{day:02}", plain, column)


def _valid(edtf: str, plain: str, column: str) -> str:
    if not dates.is_valid(edtf) or int(edtf[:4]) < _FIRST_YEAR:
        raise BadCell(f"`{plain[:40]}` is no day of the calendar: write 2022-01-31, 2022-01 or 2022", column=column)
    return edtf


def _in_words(plain: str, column: str, year: int | None) -> str:
    about = bool(_ABOUT.match(plain))
    spaced = _EITHER.sub(r"\1 or \2", _ABOUT.sub("", plain))
    week = bool(_WEEK.search(spaced))
    bare = _WEEK.sub(" ", spaced)
    found = find_times(bare, report_date=date(year, 12, 31) if year else None)
    edtf = _joined(bare, found, column, year)
    day = dates.bounds(edtf)[0]
    if week and day and len(edtf.rstrip("~")) == 10:
        edtf = dates.truncated(day, "W")
    return dates.about(edtf) if about else edtf


def _joined(text: str, found: tuple[TimeMention, ...], column: str, year: int | None) -> str:
    told = list(dict.fromkeys(one.edtf for one in found if one.edtf and (one.anchor == "absolute" or year)))
    rest = text
    for one in reversed(found):
        rest = rest[: one.start] + " " + rest[one.end :]
    if not told or _HARMLESS.sub("", rest):
        raise BadCell(
            f"`{text.strip()[:60]}` is no date that can be read: write 2022-01-31, 2022-01, 2022 or 2022-01/2022-03",
            column=column,
        )
    if len(told) == 1:
        return told[0]
    ends = [dates.bounds(one) for one in told]
    lows, highs = [low for low, _ in ends if low], [high for _, high in ends if high]
    if len(lows) < len(ends) or len(highs) < len(ends):
        raise BadCell(f"`{text.strip()[:60]}` tells several dates: keep one", column=column)
    first, last = told[ends.index(min(ends, key=str))], told[ends.index(max(ends, key=lambda end: str(end[1])))]
    return dates.interval(first.partition("/")[0], last.rpartition("/")[2])


def _year(text: str | None) -> int | None:
    return int(text) if text and len(text) == 4 and text.isdecimal() and int(text) >= _FIRST_YEAR else None
