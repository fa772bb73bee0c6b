"""A table to a picture: a bar a row, standing by time or lying by any other slot, or a square a cell of two slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.analysis.counted import NOT_TOLD, TIMES
from onrecord.analysis.figure import label, span
from onrecord.analysis.ink import line, picture, rect, words
from onrecord.analysis.table import Cell, Table

_MOST_ROWS, _MOST_COLUMNS = 40, 24
_ROW, _LEFT, _WIDTH, _HIGH, _BELOW = 22, 190, 760, 180, 60
_SQUARE = 44


def drawn(told: Table, *, title: str) -> str:
    """The picture as SVG: what is certain is filled, what may be is hatched."""
    if len(told.by) > 1:
        return _grid(told, title)
    return _standing(told, title) if told.by[0] in TIMES else _lying(told, title)


def _lying(told: Table, title: str) -> str:
    shown = told.cells[:_MOST_ROWS]
    left_out = len(told.cells) - len(shown)
    unit = (_WIDTH - _LEFT - 70) / max(1, max((one.most for one in shown), default=1))
    parts: list[str] = []
    for number, one in enumerate(shown):
        y = 40 + number * _ROW
        name = label(one.values[0], told.by[0], told)
        parts += [words(name, _LEFT - 8, y + 14, anchor="end", most=28), *_bar(one, name, y, unit)]
    end = 40 + len(shown) * _ROW
    note = f"; {left_out} rows are left out" if left_out else ""
    parts.append(words(f"Happenings: filled for certain, hatched what may be{note}.", 12, end + 18, css="small"))
    return picture(parts, wide=_WIDTH, high=end + 28, title=title)


def _bar(one: Cell, name: str, y: float, unit: float) -> Iterator[str]:
    tip = f"{name}: {span(one.least, one.most)}"
    yield rect("may", _LEFT, y + 3, one.most * unit, _ROW - 8, tip=tip)
    yield rect("told", _LEFT, y + 3, one.least * unit, _ROW - 8, tip=tip)
    yield words(span(one.least, one.most), _LEFT + one.most * unit + 6, y + 14)


def _standing(told: Table, title: str) -> str:
    """Bars by time, with the reports published in it below, so that a rise in reading is not taken for one in happenings."""
    shown = [one for one in told.cells if one.values[0] != NOT_TOLD]
    rest = next((one for one in told.cells if one.values[0] == NOT_TOLD), None)
    wide = (_WIDTH - 60) / max(1, len(shown))
    most = max((one.most for one in shown), default=0) or 1
    volume = max((one.published or 0 for one in shown), default=0)
    base = 40 + _HIGH
    parts = [
        line("axis", 50, base, _WIDTH - 10, base),
        words(f"{most:,}", 44, 50, anchor="end"),
        words("0", 44, base + 4, anchor="end"),
    ]
    for number, one in enumerate(shown):
        parts += _column(one, 50 + number * wide, wide, base, most, volume)
    parts += _times(shown, wide, base + (_BELOW if volume else 0) + 16)
    parts += [words(f"{volume:,}", 44, base + _BELOW, anchor="end", css="small")] if volume else []
    below = base + (_BELOW if volume else 0) + 38
    told_rest = f" Not told so exactly: {rest.most:,}." if rest else ""
    legend = f"Above: happenings, filled for certain, hatched what may be. Below: reports published.{told_rest}"
    return picture([*parts, words(legend, 12, below, css="small")], wide=_WIDTH, high=below + 12, title=title)


def _column(one: Cell, x: float, wide: float, base: float, most: int, volume: int) -> Iterator[str]:
    tip = f"{one.values[0]}: {span(one.least, one.most)}" + (
        f"; reports published: {one.published:,}" if one.published else ""
    )
    thick = min(wide * 0.8, 48)
    for css, number in (("may", one.most), ("told", one.least)):
        high = (_HIGH - 8) * number / most
        yield rect(css, x + wide * 0.1, base - high, thick, high, tip=tip)
    if volume and one.published:
        yield rect("published", x + wide * 0.1, base + 1, thick, (_BELOW - 8) * one.published / volume, tip=tip)


def _times(shown: Sequence[Cell], wide: float, y: float) -> Iterator[str]:
    """As many labels as find room."""
    every = max(1, int(58 / wide) + 1)
    for number in range(0, len(shown), every):
        yield words(shown[number].values[0], 50 + number * wide + wide * 0.1, y, css="small")


def _grid(told: Table, title: str) -> str:
    rows = list(dict.fromkeys(one.values[0] for one in told.cells))[:_MOST_ROWS]
    columns = sorted({one.values[1] for one in told.cells}, key=lambda one: (one == NOT_TOLD, one))[:_MOST_COLUMNS]
    most = max((one.most for one in told.cells), default=1) or 1
    top = 130
    parts = []
    for number, column in enumerate(columns):
        x = _LEFT + number * _SQUARE + _SQUARE / 2
        name = label(column, told.by[1], told)
        parts.append(f'<g transform="translate({x + 4:.0f} {top - 6}) rotate(-45)">{words(name, 0, 0, most=18)}</g>')
    for number, row in enumerate(rows):
        y = top + number * 26
        parts.append(words(label(row, told.by[0], told), _LEFT - 8, y + 17, anchor="end", most=28))
    for one in told.cells:
        if one.values[0] in rows and one.values[1] in columns:
            x, y = _LEFT + columns.index(one.values[1]) * _SQUARE, top + rows.index(one.values[0]) * 26
            parts += _cell(one, x, y, most)
    end = top + len(rows) * 26
    parts.append(words("Happenings, least–most; the darker, the more for certain.", 12, end + 20, css="small"))
    wide = max(420, _LEFT + len(columns) * _SQUARE + 90)
    return picture(parts, wide=wide, high=end + 30, title=title)


def _cell(one: Cell, x: float, y: float, most: int) -> Iterator[str]:
    share = 0.12 + 0.88 * one.least / most if one.least else 0.05
    ink = "#fff" if share > 0.7 else "#1d2733"
    box = f'<rect class="told" x="{x + 1:.1f}" y="{y + 1:.1f}" width="{_SQUARE - 2}" height="24" fill-opacity="{share:.2f}"/>'
    yield box
    text = f'<text x="{x + _SQUARE / 2:.1f}" y="{y + 17:.1f}" text-anchor="middle" style="fill:{ink};font-size:11px">{span(one.least, one.most)}</text>'
    yield text
