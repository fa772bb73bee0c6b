"""Happenings to a timeline on which each is drawn as exactly as it is told: a day as a point, a stretch as a bar, an open end open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape

from msgspec import Struct

from onrecord.analysis.counted import Days
from onrecord.analysis.figure import Brief, Figure, Value
from onrecord.analysis.ink import FILL, line, picture, words

_MOST = 60
_LEFT, _WIDTH, _ROW, _TOP = 300, 860, 22, 46
_COLUMNS = (
    "happening", "what", "told as", "from", "until", "when", "to whom", "by whom", "where", "origins", "denied", "reports",
)  # fmt: skip


class Span(Struct, frozen=True, kw_only=True):
    """A happening on a timeline; what is not told is in words."""

    happening: str
    what: str
    told_as: str
    days: Days | None
    is_lasting: bool
    """Whether it went on through its days, rather than having been on one of them."""
    when: str
    to_whom: str
    by_whom: str
    where: str
    origins: tuple[str, ...]
    is_denied: bool
    reports: int


def figure(spans: Sequence[Span], *, title: str, notes: Sequence[str]) -> Figure:
    """The timeline, in order; what has no date stands at the end."""
    ordered = sorted(spans, key=_order)
    return Figure(
        title=title,
        notes=(
            "A point is a day; a hatched bar one day somewhere within; a filled bar all of its days; an arrow an end that is not told.",
            *notes,
        ),
        columns=_COLUMNS,
        rows=tuple(map(_row, ordered)),
        data=ordered,
        svg=drawn(ordered, title=title),
        brief=Brief(
            ("when", "what", "to whom", "where", "origins"),
            tuple((one.when, _what(one), one.to_whom, one.where, len(one.origins)) for one in ordered),
        ),
    )


def _what(one: Span) -> str:
    told = [] if one.told_as == "told as done" else [one.told_as]
    return " - ".join((one.what, *told, *(["denied by somebody"] if one.is_denied and one.told_as != "denied" else [])))


def _order(one: Span) -> tuple[bool, date, date, str]:
    """By the first day that is told, or the last where only that is."""
    days = one.days or Days(None, None)
    return one.days is None, days.first or days.last or date.max, days.last or date.max, one.happening


def _row(one: Span) -> tuple[Value, ...]:
    first, last = ((str(one.days.first or ""), str(one.days.last or ""))) if one.days else ("", "")
    return (
        one.happening, one.what, one.told_as, first, last, one.when, one.to_whom,
        one.by_whom, one.where, "; ".join(one.origins), "yes" if one.is_denied else "", one.reports,
    )  # fmt: skip


class _Axis(Struct, frozen=True):
    first: date
    last: date

    def at(self, day: date) -> float:
        return _LEFT + 16 + (_WIDTH - _LEFT - 60) * (day - self.first).days / max(1, (self.last - self.first).days)


def drawn(spans: Sequence[Span], *, title: str) -> str:
    """The picture as SVG: those with a date, a row each."""
    dated = [one for one in spans if one.days]
    shown = dated[:_MOST]
    axis = _axis(shown)
    parts: list[str] = []
    end = _TOP + len(shown) * _ROW
    if axis:
        parts += _ticks(axis, end)
        for number, one in enumerate(shown):
            parts += _drawn(one, axis, _TOP + number * _ROW)
    left_out = [f"{len(spans) - len(dated)} without a date"] if len(spans) > len(dated) else []
    left_out += [f"{len(dated) - len(shown)} later ones"] if len(dated) > len(shown) else []
    note = f"Not drawn: {', '.join(left_out)}." if left_out else ""
    return picture([*parts, words(note, 12, end + 36, css="small")], wide=_WIDTH, high=end + 46, title=title)


def _axis(shown: Sequence[Span]) -> _Axis | None:
    days = [day for one in shown if one.days for day in (one.days.first, one.days.last) if day]
    if not days:
        return None
    first, last = min(days), max(days)
    room = max(timedelta(days=3), (last - first) / 20)
    return _Axis(_moved(first, -room), _moved(last, room))


def _moved(day: date, by: timedelta) -> date:
    return date.fromordinal(min(date.max.toordinal(), max(1, day.toordinal() + by.days)))


def _ticks(axis: _Axis, end: float) -> Iterator[str]:
    """Years, months where they are few, or days."""
    for day, label in _marks(axis):
        yield line("tick", axis.at(day), _TOP - 6, axis.at(day), end)
        yield words(label, axis.at(day), end + 16, css="small", anchor="middle")


def _marks(axis: _Axis) -> list[tuple[date, str]]:
    length = (axis.last - axis.first).days
    if length > 900:
        every = max(1, (axis.last.year - axis.first.year) // 10)
        years = range(axis.first.year + 1, axis.last.year + 1)
        return [(date(year, 1, 1), f"{year}") for year in years if year % every == 0]
    if length > 60:
        every = max(1, length // 300)
        starts = [axis.first + timedelta(days=n) for n in range(length + 1)]
        months = [day for day in starts if day.day == 1]
        return [(day, day.isoformat()[:7]) for day in months[::every]]
    step = max(1, length // 8)
    return [
        (axis.first + timedelta(days=n), (axis.first + timedelta(days=n)).isoformat()) for n in range(0, length, step)
    ]


def _drawn(one: Span, axis: _Axis, y: float) -> Iterator[str]:
    assert one.days is not None
    name = " · ".join(part for part in (one.what, one.to_whom, one.where) if part != "not told")
    yield words(name, _LEFT - 8, y + 13, anchor="end", most=44)
    tip = f"<title>{escape(f'{name}: {one.when}; {one.told_as}; origins: {len(one.origins)}')}</title>"
    first, last = one.days.first, one.days.last
    x, to = axis.at(first) if first else _LEFT + 10, axis.at(last) if last else _WIDTH - 30
    if first == last:
        shape = f'<circle cx="{x:.1f}" cy="{y + 9}" r="5" style="fill-opacity:{1 if one.told_as == "told as done" else 0}">{tip}</circle>'
        yield shape
        return
    css = "told" if one.is_lasting else "may"
    yield f'<rect class="{css}" x="{x:.1f}" y="{y + 5}" width="{max(3.0, to - x):.1f}" height="8">{tip}</rect>'
    yield _arrow(x, y + 9, -1) if first is None else ""
    yield _arrow(to, y + 9, 1) if last is None else ""


def _arrow(x: float, y: float, way: int) -> str:
    return f'<path d="M{x:.1f} {y - 7}L{x + way * 9:.1f} {y}L{x:.1f} {y + 7}Z" fill="{FILL}"/>'
