"""The bytes of an Excel workbook to the records of one sheet of it; formulas give the values last computed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from onrecord.errors import UnreadableFile
from onrecord.importing.sheets import Record, Records

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_LARGEST = 1_000_000_000
"""Bytes that a workbook may hold once it is unpacked."""
_QUOTED = re.compile(r'"[^"]*"|\[[^]]*\]|\\.')
_BROKEN = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError, EOFError)
"""What the reader of workbooks raises over one that is damaged."""
_SAVE = "save the sheet as .xlsx or CSV and import that"


def records_of(data: bytes, *, name: str, sheet: str | None = None) -> Records:
    """The records of the sheet that is named, else of the first that holds anything. Raises UnreadableFile."""
    _check(data, name)
    book = _opened(data, name)
    chosen = sheet or next((one.title for one in book.worksheets if _holds_anything(one)), None)
    if chosen is None:
        raise UnreadableFile(f"{name} is an empty workbook: there is nothing to import")
    if chosen not in book.sheetnames:
        raise UnreadableFile(f"{name} has no sheet `{chosen}`: it has {', '.join(book.sheetnames)}")

    def read() -> Iterator[Record]:
        try:
            for number, cells in enumerate(_rows(_opened(data, name)[chosen]), 1):
                yield number, [told(cell.value, getattr(cell, "number_format", "")) for cell in cells]
        except _BROKEN as error:
            raise UnreadableFile(f"{name} is damaged: open it in a spreadsheet and {_SAVE}") from error

    return read


def told(value: Any, shown: str = "") -> str:
    """A cell as text: a date no more exact than the cell shows it (`shown` is its number format), whole numbers whole."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _date(value.date(), shown) if value.time() == time(0) else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return _date(value, shown)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _date(day: date, shown: str) -> str:
    letters = _QUOTED.sub("", shown.lower())
    if "d" in letters or not letters or "y" not in letters:
        return day.isoformat()
    return day.isoformat()[:7] if "m" in letters else f"{day.year:04}"


def _check(data: bytes, name: str) -> None:
    if not data.startswith(b"PK"):
        raise UnreadableFile(f"{name} is an old or locked office document: {_SAVE}")
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            size = sum(one.file_size for one in packed.infolist())
    except _BROKEN as error:
        raise UnreadableFile(f"{name} is damaged: {_SAVE}") from error
    if "xl/workbook.xml" not in names:
        inside = [one for one in names if one.lower().endswith((".csv", ".tsv", ".xlsx"))]
        which = f" ({', '.join(inside[:3])})" if inside else ""
        raise UnreadableFile(f"{name} is a packed archive, not a workbook: unpack it and import the sheet in it{which}")
    if size > _LARGEST:
        raise UnreadableFile(f"{name} holds {size // 1_000_000:,} MB unpacked: split it and import the parts")


def _opened(data: bytes, name: str) -> Workbook:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (*_BROKEN, InvalidFileException) as error:
        raise UnreadableFile(f"{name} is damaged: open it in a spreadsheet and {_SAVE}") from error


def _rows(sheet: Any) -> Iterator[Any]:
    """The rows as far as they are filled: what a workbook says of its own size may be wrong."""
    sheet.reset_dimensions()
    rows: Iterator[Any] = sheet.iter_rows()
    return rows


def _holds_anything(sheet: Any) -> bool:
    if not hasattr(sheet, "iter_rows"):  # a chart
        return False
    return any(cell.value is not None for row, _ in zip(_rows(sheet), range(50), strict=False) for cell in row)
