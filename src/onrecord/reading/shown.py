"""The days that a page shows its readers around its headline, in any of the usual languages and forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from onrecord.reading.cues import page_words
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
_UNSEEN = ("script", "style", "noscript", "template")
_YEAR = re.compile(r"\d{4}|\.\s?\d\d(?!\d)")
_AROUND = 35
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


class Shown(Struct, frozen=True):
    """A day that is shown: `told` with its time of day where one stands beside it."""

    day: str
    told: str
    distance: int
    """Characters from the headline; less than none before it."""
    updated: bool
    """Whether its label says that it is the day of a change."""


class PageText(Struct, frozen=True):
    """The words of a page: the stretches between its tags, where each begins in the whole, and where the headline does."""

    stretches: list[str]
    starts: list[int]
    whole: str
    headline: int

    def stretch_at(self, offset: int) -> int:
        """The number of the stretch at an offset."""
        return bisect_right(self.starts, offset) - 1

    def is_prose(self, number: int, offset: int) -> bool:
        """Whether what stands at an offset is in the midst of the prose of its stretch."""
        stretch = self.stretches[number]
        return len(stretch.strip()) > _SHORT and bool(stretch[: offset - self.starts[number]].strip(" \n\t(|"))


def text_of(page: HtmlElement) -> PageText:
    """The words of a parsed page, without scripts; its headline is at its beginning where it has none."""
    body = page.find("body")
    unseen = {element.text for element in page.iter(*_UNSEEN)}
    stretches = [one for one in (page if body is None else body).itertext() if one not in unseen]
    whole = " ".join(stretches)
    opening = (next((one for one in heading.itertext() if one.strip()), "") for heading in page.iter("h1"))
    headline = next((at for one in opening if one and (at := whole.find(one)) >= 0), 0)
    return PageText(stretches, list(accumulate((len(one) + 1 for one in stretches), initial=0)), whole, headline)


def shown(text: PageText, *, publisher: str | None = None, english: bool = True) -> tuple[Shown, ...]:
    """The days shown after the headline, nearest first, then those before it, nearest first.

    Days in prose are left out. "03/07/2021" is no day where the page may be `english`, since it may be two.
    """
    found: list[Shown] = []
    for match in _days(text.whole, max(0, text.headline - _BEFORE), text.headline + _AFTER):
        first, last = text.stretch_at(match.start()), text.stretch_at(match.end() - 1)
        if first == last and text.is_prose(first, match.start()):
            continue
        if day := _read(match.groupdict(), english=english):
            label = text.whole[max(text.starts[first], match.start() - _LABEL) : match.start()].strip()
            told = day + _clock(text.whole[match.end() : match.end() + _BESIDE], publisher)
            updated = _is_updated(label or _label(text.stretches, first))
            found.append(Shown(day, told, match.start() - text.headline, updated))
    return tuple(sorted(found, key=lambda one: (one.distance < 0, abs(one.distance))))


def _days(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Each day in a stretch of text; only the surroundings of what may be a year are looked at closely."""
    read = start
    for year in _YEAR.finditer(text, start, end):
        if year.start() < read:
            continue
        for match in _DAY.finditer(text, max(read, year.start() - _AROUND), year.end() + _AROUND):
            read = match.end()
            yield match


def day_of(told: str) -> str | None:
    """The day that some words name in any of the languages of `pages.yaml`."""
    match = _DAY.search(told[:200])
    return _read(match.groupdict(), english=True) if match else None


def places(text: PageText, day: str) -> list[bool]:
    """Where a day stands in the text of a page: for each place, whether that is within prose."""
    found = (
        match.start()
        for match in _days(text.whole, 0, len(text.whole))
        if _read(match.groupdict(), english=False) == day
    )
    return [text.is_prose(text.stretch_at(at), at) for at in found]


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
    return any(word in told for word in page_words().updated)


@cache
def _months() -> dict[str, int]:
    return {
        form: number
        for names in page_words().months.values()
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
