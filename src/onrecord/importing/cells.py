"""A row as a text of its own, `Column: value` a line, and the values that a mapping takes from it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from onrecord.errors import BadCell
from onrecord.importing.mapping import From, Mapping
from onrecord.importing.sheets import SheetRow
from onrecord.model import Evidence, Passage, Span

_BEFORE_FORMULA = re.compile(r"'[\s\x00-\x20]*[=+\-@|%＝＋－＠]")
ANY_OTHER = "*"
"""The code for all cells that no other fits."""
SURE = 0.95
"""How sure a value is that a person wrote into a cell of its own."""
LESS_SURE = 0.7
"""How sure a value is that was read out of words in a cell."""


class Cells:
    """The cells of one row, as a mapping reads them, and where each stands in the row's text."""

    def __init__(self, row: SheetRow, mapping: Mapping) -> None:
        self._empty = {word.casefold() for word in mapping.empty}
        self._spans: dict[str, Span] = {}
        self.lines: dict[str, Span] = {}
        """By column, its whole line."""
        lines, at = [], 0
        for column, cell in row.cells.items():
            value = cell[1:] if mapping.escaped and _BEFORE_FORMULA.match(cell) else cell
            start = at + len(column) + 2
            self._spans[column] = Span(start, start + len(value))
            self.lines[column] = Span(at, start + len(value))
            lines.append(f"{column}: {value}")
            at = start + len(value) + 1
        self.whole = "\n".join(lines)

    def text(self, column: str | None) -> str | None:
        """What stands in a column; None where that is nothing."""
        span = self._spans.get(column or "")
        if span is None:
            return None
        told = self.whole[span.start : span.end]
        return None if told.casefold() in self._empty else told

    def value(self, source: From | None) -> str | None:
        """What a row tells in the place a mapping names; None where that is nothing. Raises BadCell for an unknown code."""
        if source is None:
            return None
        if source.value is not None:
            return source.value
        told = self._part(source)
        if told is None or not source.codes:
            return told
        code = code_for(told, source)
        if code is None:
            raise BadCell(
                f"`{told[:60]}` is not known: add it to `codes` of this column in the mapping",
                column=self.column(source),
            )
        return source.codes[code]

    def _part(self, source: From) -> str | None:
        told = self.text(source.column)
        if told is None:
            return None
        if source.host:
            return _host(told)
        if source.after:
            _, found, told = told.partition(source.after)
            if not found:
                return None
        if source.until:
            told = told.partition(source.until)[0]
        told = told.strip()
        return told if told and told.casefold() not in self._empty else None

    def has_code(self, source: From) -> bool:
        """Whether the row tells a value that this source has a code for, or needs none."""
        if source.value is not None or not source.codes:
            return True
        told = self._part(source)
        return told is not None and code_for(told, source) is not None

    @staticmethod
    def column(source: From | None) -> str:
        """The column that a value is taken from, for messages."""
        return (source and source.column) or ""

    def evidence(self, *columns: str | None, sure: float = SURE) -> tuple[Evidence, ...]:
        """The cells of these columns as the words that a value was taken from."""
        told = ((column, self._spans[column]) for column in dict.fromkeys(columns) if column in self._spans)
        return tuple(
            Evidence(span.start, span.end, f"column “{column}”", sure) for column, span in told if span.start < span.end
        )

    def span(self, column: str | None) -> Span | None:
        """Where a column's cell stands in the text."""
        return self._spans.get(column or "")

    def within(self, column: str | None, words: str) -> Span | None:
        """Where some words stand in a column's cell."""
        span = self._spans.get(column or "")
        at = self.whole.find(words, span.start, span.end) if span and words else -1
        return Span(at, at + len(words)) if at >= 0 else None

    def passages(self) -> tuple[Passage, ...]:
        """Each line as a passage of its own."""
        return tuple(Passage(span.start, span.end, "body") for span in self.lines.values())


def in_ascii_digits(text: str) -> str:
    """A text with the digits of every script as 0 to 9: `٢٠١٩` gives `2019`."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)


def code_for(told: str, source: From) -> str | None:
    """The code of a mapping that a cell, or a name in it, fits; None where it fits none."""
    low = told.casefold()
    fits = [
        code for code in source.codes if (low.startswith(code.casefold()) if source.prefix else low == code.casefold())
    ]
    return max(fits, key=len, default=ANY_OTHER if ANY_OTHER in source.codes else None)


def _host(address: str) -> str | None:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
