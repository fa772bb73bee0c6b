"""A file of links (plain text, CSV, Excel) to the addresses in it; a sheet of records is told from one."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from onrecord.capture.files import LONGEST, cannot_open
from onrecord.capture.kinds import HEAD, PLAIN, media_type
from onrecord.errors import UnreadableFile
from onrecord.importing.sheets import Sheet, open_sheet
from onrecord.reading.decode import decode

_ADDRESS = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)
_ZIP = b"PK\x03\x04"
_SHEET_NAMES = {".csv", ".tsv", ".tab"}
_FILLED, _RIGHT = 0.5, 0.8
"""The share of rows that have an address, and of what stands in that column, that is one."""
_BESIDE = frozenset(
    "title headline name publisher outlet source site media date published added saved time note notes comment comments tags tag"
    " folder language lang author id no number # nr status read priority".split()
)
"""What columns beside the addresses are called that only say something of the page."""


def links_in(path: Path) -> tuple[str, ...] | None:
    """What stands in a file as addresses, in its order, each once; None of a file that is neither links nor a sheet.

    Raises UnreadableFile for a sheet of records, which says how to import it.
    """
    data = _bytes(path)
    if data.startswith(_ZIP):
        return _in_sheet(path) if _is_workbook(data) else None
    try:
        if media_type(data[:HEAD], name=path.name) != PLAIN:
            return None
    except UnreadableFile:
        return None
    if found := _lines(data, path.name):
        return found
    if path.suffix.lower() in _SHEET_NAMES:
        return _in_sheet(path)
    return None


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            plain = head.startswith(_ZIP) or b"http" in head.lower() or path.suffix.lower() in _SHEET_NAMES
            return head + file.read(LONGEST) if plain else head
    except OSError as error:
        raise UnreadableFile(cannot_open(path, error)) from error


def _is_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _lines(data: bytes, name: str) -> tuple[str, ...]:
    """The lines of a plain text each of which is an address, or a remark after `#`; nothing when others stand there."""
    if b"http" not in data[:HEAD].lower().replace(b"\x00", b""):
        return ()
    lines = [line.strip() for line in decode(data, name=name).text.splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    return tuple(dict.fromkeys(told)) if told and all(map(_ADDRESS.match, told)) else ()


def _in_sheet(path: Path) -> tuple[str, ...]:
    sheet = open_sheet(path)
    rows = [row.cells for row in sheet.rows()]
    column = next((one for one in sheet.columns if _holds_links(one, rows)), None)
    others = [one for one in sheet.columns if one != column and any(one in row for row in rows)]
    first = [column] if column and _ADDRESS.match(column) else []  # a list without a head
    if column is None or not (first or all(_describes(one, rows) for one in others)):
        raise UnreadableFile(_records(sheet, column))
    return tuple(dict.fromkeys(first + [row[column].strip() for row in rows if column in row]))


def _holds_links(column: str, rows: list[dict[str, str]]) -> bool:
    cells = [row[column].strip() for row in rows if column in row]
    return len(cells) >= _FILLED * len(rows) and sum(map(bool, map(_ADDRESS.match, cells))) >= _RIGHT * len(cells) > 0


def _describes(column: str, rows: list[dict[str, str]]) -> bool:
    """Whether a column beside the addresses only says something of the page, and holds no record."""
    words = re.split(r"[\W_]+", column.casefold())
    return any(word in _BESIDE for word in words) or column.startswith("column ") or _holds_links(column, rows)


def _records(sheet: Sheet, column: str | None) -> str:
    told = f"{sheet.name} is a sheet of records: bring it in with `onrecord import {sheet.name}`"
    if column is None:
        return told
    return f"{told}, or save its column {column!r} alone in a file to take the pages it names"
