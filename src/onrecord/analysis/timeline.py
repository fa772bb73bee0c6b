"""How many acts fall in each month to a timeline, and a timeline to a picture.

Nothing is put where it is not told: what only a year is told of stands apart from its months, and what is told less
exactly, or not at all, is counted beside the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from onrecord import dates

_MONTHS, _YEARS = 120, 60
"""So many bars at most: then years are drawn, and the earliest ones are counted together."""
_WIDEST = 48
_WIDTH, _HEIGHT, _BELOW, _NO_REPORTS, _LEFT = 720, 150, 60, 4, 34


class Bar(Struct, frozen=True, kw_only=True):
    """A month or a year: the acts that fall in it, those of which the year alone is told, and the reports published in it."""

    date: str
    """EDTF: `2021-07`, `2021`."""
    acts: int = 0
    year_only: int = 0
    """None of a month has any; see `Timeline.years`."""
    published: int = 0


class Timeline(Struct, frozen=True, kw_only=True):
    """The months or years with acts, without gaps, and what has no place in them."""

    by: Literal["month", "year"]
    bars: tuple[Bar, ...]
    years: tuple[Bar, ...]
    """Where months are drawn: the years of which nothing nearer is told."""
    earlier: int
    """Acts before the first bar."""
    wide: int
    """Acts whose date is told, but does not fall within one year."""
    undated: int


def timeline(months: Mapping[str, int], published: Mapping[str, int] = {}) -> Timeline:
    """The timeline of acts counted by month (`2021-07`, `2021` of a year alone, `wide`, or empty), and of reports."""
    told = {date: acts for date, acts in months.items() if date[:1].isdigit()}
    exact = sorted(date for date in told if "-" in date)
    years = sorted({date[:4] for date in told})
    by_month = bool(exact) and len(dates.months(exact[0], exact[-1])) <= _MONTHS and years[0] >= exact[0][:4]
    by_month = by_month and years[-1] <= exact[-1][:4]
    shown = dates.months(exact[0], exact[-1]) if by_month else _years(years)
    bars = [_month(one, told, published) if by_month else _year(one, told, published) for one in shown]
    alone = [Bar(date=date, year_only=told[date]) for date in years if by_month and date in told]
    return Timeline(
        by="month" if by_month else "year",
        bars=tuple(bars),
        years=tuple(alone),
        earlier=0 if by_month else sum(acts for date, acts in told.items() if date[:4] < shown[0]) if shown else 0,
        wide=months.get("wide", 0),
        undated=months.get("", 0),
    )


def _month(date: str, told: Mapping[str, int], published: Mapping[str, int]) -> Bar:
    return Bar(date=date, acts=told.get(date, 0), published=published.get(date, 0))


def _year(date: str, told: Mapping[str, int], published: Mapping[str, int]) -> Bar:
    within = {month: acts for month, acts in told.items() if month.startswith(f"{date}-")}
    reports = sum(number for month, number in published.items() if month.startswith(f"{date}-"))
    return Bar(date=date, acts=sum(within.values()), year_only=told.get(date, 0), published=reports)


def _years(told: list[str]) -> list[str]:
    if not told:
        return []
    last = int(told[-1])
    return [f"{year:04}" for year in range(max(int(told[0]), last - _YEARS + 1), last + 1)]


def drawn(told: Timeline, *, link: str = "") -> str:
    """The picture as SVG: acts above the line, reports published below it; `link` and the date are where a bar leads.

    It tells nothing that a table of the bars does not, and is hidden from screen readers: put the table beside it.
    """
    wide = (_WIDTH - _LEFT) / max(1, len(told.bars))
    most = max((one.acts + one.year_only for one in told.bars), default=0) or 1
    reports = max((one.published for one in told.bars), default=0)
    below = _BELOW if reports else _NO_REPORTS
    parts = [_axis(most, reports), *_ticks(told, wide, below), *_alone(told, wide)]
    for number, bar in enumerate(told.bars):
        parts.append(_column(bar, _LEFT + number * wide, wide, most, reports, link))
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT + below + 20}" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )


def _column(bar: Bar, left: float, wide: float, most: int, reports: int, link: str) -> str:
    high, vague = ((_HEIGHT - 12) * number / most for number in (bar.acts, bar.year_only))
    low = (_BELOW - 8) * bar.published / max(1, reports)
    bar_wide = min(wide * 0.8, _WIDEST)
    x, thick = f"{left + wide * 0.1:.1f}", f"{bar_wide:.1f}"
    told = f"{bar.date}: {bar.acts + bar.year_only:,}" + (f" ({bar.year_only:,}: year only)" if bar.year_only else "")
    shapes = (
        f"<title>{escape(told)}{f' · {bar.published:,} ↓' if reports else ''}</title>"
        f'<rect class="hit" x="{left:.1f}" y="0" width="{wide:.1f}" height="{_HEIGHT}" fill="none"/>'
        f'<rect class="told" x="{x}" y="{_HEIGHT - high:.1f}" width="{thick}" height="{high:.1f}"/>'
        f'<rect class="vague" x="{x}" y="{_HEIGHT - high - vague:.1f}" width="{thick}" height="{vague:.1f}"/>'
        f'<rect class="published" x="{x}" y="{_HEIGHT + 1}" width="{thick}" height="{low:.1f}"/>'
    )
    return f'<a href="{escape(link + bar.date)}" tabindex="-1">{shapes}</a>' if link else f"<g>{shapes}</g>"


def _alone(told: Timeline, wide: float) -> Iterator[str]:
    """The years of which nothing nearer is told, as brackets over all of their months."""
    at = {bar.date: number for number, bar in enumerate(told.bars)}
    for year in told.years:
        numbers = [number for date, number in at.items() if date.startswith(year.date)]
        left, right = _LEFT + min(numbers) * wide, _LEFT + (max(numbers) + 1) * wide
        path = f"M{left + 1:.1f} 11V6H{right - 1:.1f}V11"
        yield f'<path class="year-only" d="{path}" fill="none"/>'
        yield f'<text x="{(left + right) / 2:.1f}" y="16" text-anchor="middle">{year.year_only:,}</text>'


def _axis(most: int, reports: int) -> str:
    end = _LEFT - 4
    under = f'<text x="{end}" y="{_HEIGHT + _BELOW - 2}" text-anchor="end">{reports:,}</text>' if reports else ""
    return (
        f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH}" y1="{_HEIGHT}" y2="{_HEIGHT}"/>'
        f'<text x="{end}" y="20" text-anchor="end">{most:,}</text>'
        f'<text x="{end}" y="{_HEIGHT + 4}" text-anchor="end">0</text>{under}'
    )


def _ticks(told: Timeline, wide: float, below: int) -> Iterator[str]:
    """The year under its first bar, as many as find room."""
    starts = [n for n, bar in enumerate(told.bars) if len(bar.date) == 4 or bar.date.endswith("-01") or n == 0]
    every = max(1, round(len(starts) * 44 / _WIDTH + 0.49)) if starts else 1
    for number, after in pairwise([*starts[::every], len(told.bars) + 99]):
        if (after - number) * wide < 36:
            continue
        left = _LEFT + number * wide
        yield f'<text x="{left:.1f}" y="{_HEIGHT + below + 14}">{told.bars[number].date[:4]}</text>'
        yield f'<line class="tick" x1="{left:.1f}" x2="{left:.1f}" y1="{_HEIGHT}" y2="{_HEIGHT + below + 4}"/>'
