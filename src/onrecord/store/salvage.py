"""A damaged SQLite collection to a new one with every row that is still as it was kept; the rest is listed.

Nothing is guessed: a row whose digest does not agree, or whose table cannot be read past some place, is left out, and so are
rows that refer to one that was lost. The log is carried over as it is, so that `verify` of the new collection tells what it
lacks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Table, insert

from onrecord import settings as settings_file
from onrecord.capture import seal
from onrecord.errors import CollectionError
from onrecord.store import collection as collections
from onrecord.store import engine as engines
from onrecord.store import schema
from onrecord.store.clock import now


class Lost(Struct, frozen=True):
    """What could not be saved: a table, and how many rows of it for what reason."""

    table: str
    rows: int | None
    """None where it cannot be told how many."""
    reason: str


class Salvaged(Struct, frozen=True, kw_only=True):
    """How many rows and files were saved, and what was not."""

    rows: int
    files: int
    lost: tuple[Lost, ...]


def salvage(folder: Path, target: Path) -> Salvaged:
    """What is whole of the collection in `folder`, in a new one in `target`. Raises CollectionError when nothing can be read."""
    source = folder / engines.FILE
    if not source.is_file():
        raise CollectionError(f"{source} is not there: there is nothing to save.")
    if target.exists() and any(target.iterdir()):
        raise CollectionError(f"{target} holds other files: name an empty or a new folder.")
    (target / seal.FOLDER).mkdir(parents=True, exist_ok=True)
    settings = folder / settings_file.FILE
    text = settings.read_text("utf-8", "replace") if settings.is_file() else settings_file.as_toml()
    seal.write_safely(target / settings_file.FILE, text.encode())
    files = _files(folder, target)
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old:
        old.row_factory = sqlite3.Row
        rows, lost = _tables(old, target)
    return Salvaged(rows=rows, files=files, lost=tuple(lost))


def _tables(old: sqlite3.Connection, target: Path) -> tuple[int, list[Lost]]:
    engine = engines.engine_for(target, "", wait_seconds=5)
    saved, lost = 0, []
    try:
        with engines.transaction(engine, writes=True, where=str(target)) as new:
            collections.make_tables(new)
            known: dict[str, set[Any]] = {}
            for table in (schema.about, *schema.CONTENT, schema.audit, schema.entry_keys):
                number, problems = _table(old, new, table, known)
                saved += number
                lost += problems
            _settle(new)
    finally:
        engine.dispose()
    return saved, lost


def _table(
    old: sqlite3.Connection, new: Connection, table: Table, known: dict[str, set[Any]]
) -> tuple[int, list[Lost]]:
    """How many rows of a table were saved, and what was lost of it."""
    bad = {"its digest does not agree": 0, "what it refers to is lost": 0, "another row has its key": 0}
    whole: list[dict[str, Any]] = []
    problems: list[Lost] = []
    try:
        for row in _rows(old, table):
            if reason := _fault(row, table, known):
                bad[reason] += 1
            else:
                whole.append(row)
                known.setdefault(table.name, set()).add(_key(row, table))
    except sqlite3.DatabaseError as error:
        problems.append(Lost(table.name, None, f"cannot be read past {len(whole)} rows: {error}"))
    if whole:
        new.execute(insert(table), whole)
    return len(whole), problems + [Lost(table.name, number, reason) for reason, number in bad.items() if number]


def _rows(old: sqlite3.Connection, table: Table) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    told = ", ".join(f'"{name}"' for name in names)
    for row in old.execute(f'SELECT {told} FROM "{table.name}"'):  # noqa: S608  # names of the schema
        yield dict(zip(names, row, strict=True))


def _fault(row: dict[str, Any], table: Table, known: dict[str, set[Any]]) -> str | None:
    if "digest" in row:
        try:
            agrees = schema.digest(row) == row["digest"]
        except (TypeError, ValueError):
            agrees = False
        if not agrees:
            return "its digest does not agree"
    if _key(row, table) in known.get(table.name, ()):
        return "another row has its key"
    for column in table.columns:
        for foreign in column.foreign_keys:
            value = row[column.name]
            if value is not None and (value,) not in known.get(foreign.column.table.name, ()):
                return "what it refers to is lost"
    return None


def _key(row: dict[str, Any], table: Table) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _settle(new: Connection) -> None:
    """The view is not carried over: it is made again when the collection is opened."""
    new.execute(schema.about.delete().where(schema.about.c.key.in_(("view", "layout", "salvaged"))))
    new.execute(schema.about.insert(), {"key": "salvaged", "value": now()})


def _files(folder: Path, target: Path) -> int:
    """Copies the sealed files that are whole; how many."""
    bad = {fault.path for fault in seal.verify(folder)}
    number = 0
    for name in filter(seal.is_name, seal.lying(folder)):
        if folder / name not in bad:
            seal.seal(target, (folder / name).read_bytes(), seal.shelf_of(name))
            number += 1
    return number
