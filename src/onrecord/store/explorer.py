"""Tables to a SQLite file of their own, written in one go, so that no page of it ever held anything else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

Value: TypeAlias = str | int | float | None


class Sheet(Struct, frozen=True):
    """A table: the SQLite type of each column, and the rows; the first column is the key where it `has_key`."""

    columns: Mapping[str, str]
    rows: Iterable[Sequence[Value]]
    has_key: bool = True


def write(path: Path, sheets: Mapping[str, Sheet]) -> None:
    """Writes the file. Nothing is indexed by words, and no page is left over from anything that was removed."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA secure_delete = ON")
        for name, sheet in sheets.items():
            columns = [f'"{one}" {type}' for one, type in sheet.columns.items()]
            if sheet.has_key:
                columns[0] += " PRIMARY KEY"
            database.execute(f'CREATE TABLE "{name}" ({", ".join(columns)})')
            marks = ", ".join("?" * len(columns))
            database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', sheet.rows)  # noqa: S608  # names of our own
        database.commit()
        database.execute("VACUUM")


def tables(path: Path) -> list[str]:
    """The names of all tables, with those that SQLite makes for itself."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        return [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]


def left_over(path: Path) -> int:
    """How many pages hold nothing that is there."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        return int(database.execute("PRAGMA freelist_count").fetchone()[0])
