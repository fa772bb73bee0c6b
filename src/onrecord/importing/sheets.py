"""A file to the sheet in it: a head, and rows whose cells are text, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from onrecord.capture.captured import captured
from onrecord.capture.files import LONGEST, cannot_open
from onrecord.capture.kinds import NO_SHEETS, media_type
from onrecord.errors import UnreadableFile
from onrecord.model import Snapshot

LONGEST_CELL = 100_000
"""Characters of the longest cell that is taken in."""
MOST_COLUMNS = 1000
_HEAD_WITHIN = 20
"""How many rows may stand above the head: a title, a remark."""
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BLANK = b"\xef\xbb\xbf \r\n\t"
_LISTS = {".json", ".jsonl", ".ndjson"}
_JSON_TYPE, _CSV_TYPE = "application/json", "text/csv"
_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Record: TypeAlias = tuple[int, Sequence[str]]
"""The cells of a row under the number that a spreadsheet shows for it."""
Records: TypeAlias = Callable[[], Iterator[Record]]


class SheetRow(Struct, frozen=True):
    """A row: its number as a spreadsheet shows it, and its cells that hold something, by column, in their order."""

    number: int
    cells: dict[str, str]
    problem: str | None = None
    """Why the row cannot be used, whatever the mapping."""


class Sheet(Struct, frozen=True, kw_only=True):
    """A sheet of a file; its rows are read anew each time they are asked for."""

    name: str
    snapshot: Snapshot
    data: bytes
    columns: tuple[str, ...]
    read: Callable[[], Iterator[SheetRow]]
    notes: tuple[str, ...] = ()
    """What is doubtful about it: a guessed character set."""

    def rows(self) -> Iterator[SheetRow]:
        """The rows that are not blank, in the order of the file."""
        return (row for row in self.read() if row.cells or row.problem)


def open_sheet(path: Path, *, heads: Iterable[Sequence[str]] = (), sheet: str | None = None) -> Sheet:
    """The sheet in the file at `path`; of a workbook the one named, else the first that holds anything.

    `heads` are those of downloads that come without one: a file whose first row is no head gets the one of its width.
    Raises UnreadableFile, which says what to do, when the file is missing, no sheet, or has no rows.
    """
    data = _bytes(path)
    if data.startswith((_ZIP, _OLD_OFFICE)):
        from onrecord.importing.workbook import records_of

        return _made(path, data, _XLSX_TYPE, records_of(data, name=path.name, sheet=sheet), heads)
    listed = path.suffix.lower() in _LISTS and data.lstrip(_BLANK).startswith((b"[", b"{"))
    kind = None if listed else media_type(data[:65_536], name=path.name)
    if kind in NO_SHEETS:
        raise UnreadableFile(f"{path.name} is {NO_SHEETS[kind]}, not a sheet: save its table as CSV and import that")
    if listed or data.lstrip(_BLANK).startswith((b'[{"', b'{"')):
        from onrecord.importing.objects import sheet_of

        columns, read = sheet_of(data, name=path.name)
        return _with_rows(_sheet(path, data, _JSON_TYPE, columns, read))
    from onrecord.importing.delimited import records_in

    records, notes = records_in(data, name=path.name)
    return _made(path, data, _CSV_TYPE, records, heads, notes)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST + 1)
    except OSError as error:
        raise UnreadableFile(cannot_open(path, error)) from error
    if len(data) > LONGEST:
        raise UnreadableFile(f"{path} is larger than {LONGEST // 1_000_000} MB: split it and import the parts")
    return data


def _made(
    path: Path,
    data: bytes,
    kind: str,
    records: Records,
    heads: Iterable[Sequence[str]],
    notes: tuple[str, ...] = (),
) -> Sheet:
    number, head = _head(records, path.name)
    if given := _head_for(head, heads):
        columns, first = tuple(given), number
        notes = (*notes, "it has no head; the usual one for its number of columns was taken")
    else:
        columns, first = _named(head, path.name), number + 1

    def read() -> Iterator[SheetRow]:
        return (_row(number, cells, columns) for number, cells in records() if number >= first)

    return _with_rows(_sheet(path, data, kind, columns, read, notes))


def _sheet(
    path: Path,
    data: bytes,
    kind: str,
    columns: tuple[str, ...],
    read: Callable[[], Iterator[SheetRow]],
    notes: tuple[str, ...] = (),
) -> Sheet:
    snapshot = captured(data, address=str(path), media_type=kind).snapshot
    return Sheet(name=path.name, snapshot=snapshot, data=data, columns=columns, read=read, notes=notes)


def _with_rows(sheet: Sheet) -> Sheet:
    if next(sheet.rows(), None) is None:
        raise UnreadableFile(f"{sheet.name} has a head but no rows: there is nothing to import")
    return sheet


def _head(records: Records, name: str) -> Record:
    """The first row as wide as most: what stands above it is a title."""
    first = [record for record, _ in zip(records(), range(_HEAD_WITHIN), strict=False)]
    filled = [(number, cells, sum(bool(cell.strip()) for cell in cells)) for number, cells in first]
    widest = max((width for _, _, width in filled), default=0)
    for number, cells, width in filled:
        if width > widest // 2:
            return number, cells
    raise UnreadableFile(f"{name} is empty: there is nothing to import")


def _head_for(first: Sequence[str], heads: Iterable[Sequence[str]]) -> Sequence[str] | None:
    """The head to take for a file whose first row is one of data already."""
    if not first[0].strip().isdigit():
        return None
    return next((head for head in heads if len(head) == len(first)), None)


def _named(head: Sequence[str], name: str) -> tuple[str, ...]:
    """The names of the columns: none empty, none twice."""
    if len(head) > MOST_COLUMNS:
        raise UnreadableFile(f"{name} has {len(head):,} columns, more than {MOST_COLUMNS:,}: take out those not needed")
    named: list[str] = []
    for number, cell in enumerate(head, 1):
        base = " ".join(cell.split()) or f"column {number}"
        again = sum(1 for one in named if one == base or one.startswith(f"{base} ("))
        named.append(f"{base} ({again + 1})" if base in named else base)
    return tuple(named)


def _row(number: int, cells: Sequence[str], columns: tuple[str, ...]) -> SheetRow:
    told = {column: clean(cell) for column, cell in zip(columns, cells, strict=False) if cell.strip()}
    return SheetRow(number, told, _fault(cells, told, columns))


def clean(cell: str) -> str:
    """A cell as it is kept: without blanks around it, and without what no database takes."""
    plain = cell.strip().replace("\x00", "�").replace("\r\n", "\n").replace("\r", "\n")
    return plain if plain.isascii() else plain.encode("utf-8", "replace").decode("utf-8")


def _fault(cells: Sequence[str], told: dict[str, str], columns: tuple[str, ...]) -> str | None:
    if any(cell.strip() for cell in cells[len(columns) :]):
        return (
            f"the row has {len(cells)} cells, the head {len(columns)}: put cells with the delimiter in quotation marks"
        )
    return too_long(told)


def too_long(told: dict[str, str]) -> str | None:
    """What is wrong with a row that holds a cell too long to be one."""
    for column, cell in told.items():
        if len(cell) > LONGEST_CELL:
            return (
                f"column {column}: the cell has {len(cell):,} characters, more than {LONGEST_CELL:,}: shorten it,"
                " or close a quotation mark that was left open before it"
            )
    return None
