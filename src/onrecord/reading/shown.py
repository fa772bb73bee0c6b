"""The days that a page shows its readers around its headline, in any of the usual languages and forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec import Struct

from onrecord.codebook.data import read_yaml
from onrecord.reading.published import time_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BEFORE, _AFTER = 1500, 4000
"""Characters before and after the headline that are looked through."""
_SHORT = 120
"""A stretch of text that is longer is prose, which names other days than its own."""
_LABEL = 60
_BESIDE = 30
_YEARS = range(1990, 2100)
_STRETCHES = "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template)]"
_MONTH = r"[^\s\d.,/()|:;<>-]{2,14}"
_OF = r"(?:\s+|-)(?:(?:de|del|of|z)\s+)?"
_DAY = re.compile(
    r"(?<![\d./-])(?:"
    r"(?P<y1>(?:19|20)\d\d)(?:[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)|\s?[年년]\s?(?P<m2>\d{1,2})\s?[月월]\s?(?P<d2>\d{1,2})\s?[日일])"
    r"|(?P<d3>\d{1,2})\.\s?(?P<m3>\d{1,2})\.\s?(?P<y3>(?:20|19)?\d\d)(?!\d)"
    r"|(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y4>(?:20|19)\d\d)(?!\d)"
    rf"|(?P<d5>\d{{1,2}})(?:\.|º|er|st|nd|rd|th)?,?{_OF}(?P<m5>{_MONTH}(?:\s(?:الثاني|الأول))?)[.,]*{_OF}(?P<y5>\d{{4}})(?!\d)"
    rf"|(?<!\w)(?P<m6>{_MONTH})\.?\s+(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y6>\d{{4}})(?!\d)"
    rf"|(?P<y7>\d{{4}})\.?\s+(?P<m7>{_MONTH})\.?\s+(?P<d7>\d{{1,2}})(?!\d))",
    re.IGNORECASE,
)
_Groups: TypeAlias = dict[str, str | None]


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `pages.yaml`."""

    months: dict[str, tuple[str, ...]]
    updated: tuple[str, ...]


class Shown(Struct, frozen=True):
    """A day that is shown: `told` with its time of day where one stands beside it."""

    day: str
    told: str
    distance: int
    """Characters from the headline; less than none before it."""
    updated: bool
    """Whether its label says that it is the day of a change."""


@cache
def words() -> Words:
    """The words around dates on pages; a mistake in the file names the field."""
    return msgspec.convert(read_yaml("pages.yaml"), Words)


def shown(page: HtmlElement, *, publisher: str | None = None, english: bool = True) -> tuple[Shown, ...]:
    """The days shown after the headline, nearest first, then those before it, nearest first.

    Days in prose are left out. "03/07/2021" is no day where the page may be `english`, since it may be two.
    """
    stretches, starts, text = _text(page)
    headline = _headline(page, text)
    found: list[Shown] = []
    for match in _DAY.finditer(text, max(0, headline - _BEFORE), headline + _AFTER):
        first, last = bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end() - 1) - 1
        if first == last and _in_prose(stretches[first], match.start() - starts[first]):
            continue
        if day := _read(match.groupdict(), english=english):
            label = text[max(starts[first], match.start() - _LABEL) : match.start()].strip() or _label(stretches, first)
            one = Shown(
                day,
                day + _clock(text[match.end() : match.end() + _BESIDE], publisher),
                match.start() - headline,
                _is_updated(label),
            )
            found.append(one)
    return tuple(sorted(found, key=lambda one: (one.distance < 0, abs(one.distance))))


def places(page: HtmlElement, day: str) -> list[bool]:
    """Where a day stands in the text of a page: for each place, whether that is within prose."""
    stretches, starts, text = _text(page)
    found = (match for match in _DAY.finditer(text) if _read(match.groupdict(), english=False) == day)
    at = ((bisect_right(starts, match.start()) - 1, match.start()) for match in found)
    return [_in_prose(stretches[number], start - starts[number]) for number, start in at]


def _text(page: HtmlElement) -> tuple[list[str], list[int], str]:
    """The stretches of text between the tags of a page, where each begins, and the whole."""
    stretches: list[str] = page.xpath(_STRETCHES, smart_strings=False)
    return stretches, list(accumulate((len(one) + 1 for one in stretches), initial=0)), " ".join(stretches)


def _in_prose(stretch: str, at: int) -> bool:
    return len(stretch.strip()) > _SHORT and bool(stretch[:at].strip(" \n\t(|"))


def day_of(told: str) -> str | None:
    """The day that some words name in any of the languages of `pages.yaml`."""
    match = _DAY.search(told[:200])
    return _read(match.groupdict(), english=True) if match else None


def _headline(page: HtmlElement, text: str) -> int:
    """Where the headline stands in the text; the beginning where there is none."""
    for heading in page.iter("h1"):
        opening = next((one for one in heading.itertext() if one.strip()), None)
        if opening and (at := text.find(opening)) >= 0:
            return at
    return 0


def _label(stretches: list[str], number: int) -> str:
    """The stretch before, where it is short enough to be a label."""
    before = next((one.strip() for one in reversed(stretches[max(0, number - 3) : number]) if one.strip()), "")
    return before if len(before) < _LABEL else ""


def _clock(rest: str, publisher: str | None) -> str:
    """The time of day beside a day; another day there is none."""
    other = _DAY.search(rest)
    return time_in(rest[: other.start()] if other else rest, publisher)


def _is_updated(label: str) -> bool:
    told = label.lower()
    return any(word in told for word in words().updated)


@cache
def _months() -> dict[str, int]:
    return {
        form: number
        for names in words().months.values()
        for number, forms in enumerate(names, 1)
        for form in forms.split("|")
    }


def _read(told: _Groups, *, english: bool) -> str | None:
    year, month, day = (next(_told(told, part), None) for part in "ymd")
    if told["a"] and told["b"]:
        first, second = int(told["a"]), int(told["b"])
        if english and first <= 12 and second <= 12 and first != second:
            return None
        day, month = (str(second), str(first)) if second > 12 else (str(first), str(second))
    if not (year and month and day):
        return None
    number = int(month) if month.isdecimal() else _months().get(month.lower(), 0)
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year in _YEARS else None


def _told(told: _Groups, part: str) -> Iterator[str]:
    return (value for name, value in told.items() if value and name[0] == part)
