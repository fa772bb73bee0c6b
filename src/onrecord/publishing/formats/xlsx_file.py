"""Rows to an Excel workbook of one sheet, with its head row and the ids kept in view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from onrecord.publishing.cells import COLUMNS, cells
from onrecord.publishing.rows import STATUS, Row

_WIDTHS = {"quote": 60, "title": 40, "affected": 30, "actors": 30, "word_givers": 30}
_USUAL_WIDTH = 14


def write(rows: Iterable[Row], file: BinaryIO) -> int:
    """How many rows were written to `file`."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.title = f"Acts ({STATUS})"
    sheet = book.create_sheet(STATUS)
    sheet.freeze_panes = "C2"
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, _USUAL_WIDTH)
    sheet.append(COLUMNS)
    written = 0
    for row in rows:
        sheet.append(cells(row))
        written += 1
    book.save(file)
    return written
