"""Values to spreadsheet cells that a spreadsheet takes as text or as numbers, never as formulas."""

from __future__ import annotations

import re

import msgspec

from onrecord.publishing.rows import Cell, Row

COLUMNS = Row.__struct_fields__

_FORMULA = re.compile(r"[\s\x00-\x20]*[=+\-@|%＝＋－＠]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LONGEST = 32_000
"""A spreadsheet cell holds 32,767 characters."""


def cells(row: Row) -> list[Cell]:
    """The cells of a row, in the order of COLUMNS."""
    return [safe(value) for value in msgspec.structs.astuple(row)]


def printable(words: str) -> str:
    """The words with a blank for each control character, which neither spreadsheets nor XML can hold."""
    return _CONTROLS.sub(" ", words)


def safe(value: Cell) -> Cell:
    """`value`; a text that a program would run gets an apostrophe before it, as spreadsheets themselves do.

    See OWASP, "CSV injection". Control characters become blanks, and a text too long for a cell ends in `…`.
    """
    if not isinstance(value, str):
        return value
    plain = printable(value)
    if len(plain) > _LONGEST:
        plain = plain[:_LONGEST] + "…"
    return f"'{plain}" if _FORMULA.match(plain) else plain
