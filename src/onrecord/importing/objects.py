"""The bytes of a JSON list, or of a JSON object a line, to the columns and the rows they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import msgspec

from onrecord.errors import UnreadableFile
from onrecord.importing.sheets import MOST_COLUMNS, SheetRow, clean, too_long
from onrecord.reading.decode import decode

_BETWEEN = "; "
Objects: TypeAlias = list[tuple[int, dict[str, str] | str]]
"""By number, the cells of an object, or why it is none."""


def sheet_of(data: bytes, *, name: str) -> tuple[tuple[str, ...], Callable[[], Iterator[SheetRow]]]:
    """The columns, in the order in which they first come, and the rows. Raises UnreadableFile when it is no such list."""
    text = decode(data, name=name).text
    objects = _list(text, name) if text.lstrip().startswith("[") else _lines(text, name)
    columns = list(dict.fromkeys(column for _, cells in objects if isinstance(cells, dict) for column in cells))
    if not columns:
        reason = next((told for _, told in objects if isinstance(told, str)), "it holds no objects")
        raise UnreadableFile(f"{name} is no list of records: {reason}; write one flat JSON object a line")
    if len(columns) > MOST_COLUMNS:
        raise UnreadableFile(f"{name} has {len(columns):,} different keys, more than {MOST_COLUMNS:,}")

    def read() -> Iterator[SheetRow]:
        for number, cells in objects:
            if isinstance(cells, str):
                yield SheetRow(number, {}, cells)
            else:
                told = {column: clean(cells[column]) for column in columns if cells.get(column, "").strip()}
                yield SheetRow(number, told, too_long(told))

    return tuple(columns), read


def _list(text: str, name: str) -> Objects:
    try:
        told = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableFile(f"{name} is not valid JSON ({error}): save it again and import that") from error
    if not isinstance(told, list):
        raise UnreadableFile(f"{name} is JSON, but no list of records: write one flat object a line")
    return [(number, _cells(one)) for number, one in enumerate(told, 1)]


def _lines(text: str, name: str) -> Objects:
    lines = text.strip().split("\n")
    if len(lines) > 1 and isinstance(_line(lines[0]), str) and isinstance(_line(text), dict):
        raise UnreadableFile(f"{name} is one JSON object, not a list of records: write one flat object a line")
    return [(number, _line(line)) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _line(line: str) -> dict[str, str] | str:
    try:
        return _cells(msgspec.json.decode(line))
    except (msgspec.DecodeError, RecursionError) as error:
        return f"the line is not valid JSON ({error}): write one object on it"


def _cells(told: Any) -> dict[str, str] | str:
    if not isinstance(told, dict):
        return "it is JSON, but no object with named values: write {...}"
    return dict(_flat(told, ""))


def _flat(told: dict[str, Any], above: str) -> Iterator[tuple[str, str]]:
    for name, value in told.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", _cell(value)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return _BETWEEN.join(_cell(one) for one in value)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return msgspec.json.encode(value).decode()
