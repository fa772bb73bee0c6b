"""Words to what is searched by them: SQLite's FTS5 tables and PostgreSQL's columns of words behind the same few calls.

Both are given words in small plain letters, cut here, so that both find the same. Every word of a search must be there;
a word with `*` is the beginning of one, and what stands in quotation marks stands so in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

from anyascii import anyascii
from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    column,
    false,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy import table as table_of
from sqlalchemy.exc import DatabaseError

from onrecord.store.keys import key

Field: TypeAlias = Literal["title", "text", "quote", "people", "place", "names"]
WORD = re.compile(r"\w+")
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_PART = 200_000
"""Characters of a text that PostgreSQL is given at once: it takes at most a megabyte of words."""

_TABLES: dict[str, tuple[Field, ...]] = {
    "words_reports": ("title", "text"),
    "words_acts": ("quote", "people", "place"),
    "words_persons": ("names",),
}
_OF: dict[Field, str] = {field: table for table, fields in _TABLES.items() for field in fields}
_LARGE = "words_reports"
_ROWS = {name: table_of(name, column("rowid", Integer)) for name in _TABLES}


class Term(Struct, frozen=True):
    """What must stand in a text: words one after another, the last of which may be only the beginning of one."""

    words: tuple[str, ...]
    prefix: bool = False


def folded(words: str) -> str:
    """The words of a text as they are searched, in small plain letters: `Nūr Ásan-Ov.` gives `nur asan ov`."""
    return " ".join(WORD.findall(key(words)))


def forms_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of a name, folded, in its own letters and in Latin ones, once each: `Ида` gives `(("ида",), ("ida",))`."""
    told = (tuple(folded(form).split()) for form in (name, anyascii(name)))
    return tuple(dict.fromkeys(form for form in told if form))


def names_folded(names: Iterable[str]) -> str:
    """Names in their own letters and in Latin ones, once each."""
    return " ".join(dict.fromkeys(" ".join(form) for name in names for form in forms_of(name)))


def terms(asked: str) -> tuple[Term, ...]:
    """What a search asks for: `"hunger strike" pris*` gives two terms."""
    found = []
    for quoted, plain in _TERM.findall(asked):
        words = tuple(WORD.findall(key(quoted or plain)))
        if words:
            found.append(Term(words, prefix=plain.endswith("*")))
    return tuple(found)


def part_of_name(asked: str) -> tuple[Term, ...]:
    """A name of which each word may be only begun: `nur asan` asks for `nur*` and `asan*`."""
    return tuple(Term((word,), prefix=True) for word in WORD.findall(key(asked)))


def fields(table: str) -> tuple[Field, ...]:
    """The fields of a table of words."""
    return _TABLES[table]


def is_whole(connection: Connection) -> bool:
    """Whether SQLite finds its tables of words sound, each word where its row has it; it writes nothing in asking."""
    if connection.dialect.name != "sqlite":
        return True
    try:
        for table in _TABLES:
            connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608
    except DatabaseError:
        return False
    return True


def create(connection: Connection) -> None:
    """The tables of words, empty."""
    for table, fields in _TABLES.items():
        if connection.dialect.name == "postgresql":
            columns = ", ".join(f"{field} tsvector NOT NULL" for field in fields)
            connection.exec_driver_sql(f"CREATE TABLE {table} (number bigint NOT NULL, {columns})")
            connection.exec_driver_sql(f"CREATE INDEX {table}_by_number ON {table} (number)")
            for field in fields:
                connection.exec_driver_sql(f"CREATE INDEX {table}_{field} ON {table} USING gin ({field})")
        else:
            content = ", content=''" if table == _LARGE else ""
            options = "tokenize='unicode61 remove_diacritics 0', prefix='2 3'" + content
            connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(fields)}, {options})")


def drop(connection: Connection) -> None:
    """Takes the tables of words away."""
    for table in _TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")


def tidy(connection: Connection) -> None:
    """Leaves nothing in the tables of words of what was removed from them."""
    if connection.dialect.name == "sqlite":
        for table in _TABLES:
            connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608


def add(connection: Connection, table: str, rows: Iterable[tuple[int, tuple[str, ...]]]) -> None:
    """Adds the words of some rows: the number of each, and its fields, folded."""
    told = list(rows)
    if connection.dialect.name == "postgresql":
        told = [piece for row in told for piece in _pieces(row)]
    if told:
        connection.execute(text(_insert(table, connection.dialect.name)), [_bound(table, row) for row in told])


def remove(connection: Connection, table: str, rows: Iterable[tuple[int, tuple[str, ...]]]) -> None:
    """Takes the words of some rows out again; of a report, the very words that were added must be given."""
    told = list(rows)
    if not told:
        return
    if connection.dialect.name == "sqlite" and table == _LARGE:
        names = ", ".join(_TABLES[table])
        values = ", ".join(f":{field}" for field in _TABLES[table])
        out = f"INSERT INTO {table} ({table}, rowid, {names}) VALUES ('delete', :number, {values})"  # noqa: S608
        connection.execute(text(out), [_bound(table, row) for row in told])
    else:
        number = "rowid" if connection.dialect.name == "sqlite" else "number"
        numbers = [{"number": number} for number, _ in told]
        connection.execute(text(f"DELETE FROM {table} WHERE {number} = :number"), numbers)  # noqa: S608  # names from here


def found(dialect: str, number: ColumnElement[int], field: Field, asked: tuple[Term, ...]) -> ColumnElement[bool]:
    """Whether every term stands in a field of the row with this number."""
    if not asked:
        return false()
    table = _OF[field]
    if dialect == "postgresql":
        lexemes = table_of(table, column("number"), column(field))
        query = func.to_tsquery("simple", _tsquery(asked))
        return number.in_(select(lexemes.c.number).where(lexemes.c[field].op("@@")(query)))
    rows = _ROWS[table]
    return number.in_(select(rows.c.rowid).where(_matches(table, {field: asked})))


def all_found(
    dialect: str, number: ColumnElement[int], asked: Mapping[Field, tuple[Term, ...]]
) -> Iterator[ColumnElement[bool]]:
    """What holds where every term stands in its field, all of them fields of one table.

    On SQLite that table is gone through in the order of its rows, so that a search for a frequent word ends with its
    page, where `found` would list all of them first.
    """
    if dialect == "postgresql" or not all(asked.values()):
        yield from (found(dialect, number, field, terms) for field, terms in asked.items())
    elif asked:
        [table] = {_OF[field] for field in asked}
        yield _matches(table, asked)
        # The sum keeps SQLite from going through the other table, and looking each row up in this one.
        yield number == _ROWS[table].c.rowid + 0


def in_order(dialect: str, number: ColumnElement[int], asked: Mapping[Field, tuple[Term, ...]]) -> ColumnElement[int]:
    """By what the rows that `all_found` gives are in order without being sorted."""
    if dialect == "postgresql" or not asked or not all(asked.values()):
        return number
    return _ROWS[_OF[next(iter(asked))]].c.rowid


def _matches(table: str, asked: Mapping[Field, tuple[Term, ...]]) -> ColumnElement[bool]:
    searched = " AND ".join(f"({{{field}}} : ({_fts5(terms)}))" for field, terms in asked.items())
    return literal_column(table).op("MATCH")(searched)


def _fts5(asked: tuple[Term, ...]) -> str:
    return " AND ".join(f'"{" ".join(term.words)}"{" *" if term.prefix else ""}' for term in asked)


def _tsquery(asked: tuple[Term, ...]) -> str:
    return " & ".join("(" + " <-> ".join(term.words) + (":*)" if term.prefix else ")") for term in asked)


def _insert(table: str, dialect: str) -> str:
    fields = _TABLES[table]
    if dialect == "postgresql":
        values = ", ".join(f"to_tsvector('simple', :{field})" for field in fields)
        return f"INSERT INTO {table} (number, {', '.join(fields)}) VALUES (:number, {values})"  # noqa: S608
    values = ", ".join(f":{field}" for field in fields)
    return f"INSERT INTO {table} (rowid, {', '.join(fields)}) VALUES (:number, {values})"  # noqa: S608


def _bound(table: str, row: tuple[int, tuple[str, ...]]) -> dict[str, int | str]:
    number, values = row
    return {"number": number, **dict(zip(_TABLES[table], values, strict=True))}


def _pieces(row: tuple[int, tuple[str, ...]]) -> Iterable[tuple[int, tuple[str, ...]]]:
    """A row in as many as its longest field needs; the others stand in the first."""
    number, values = row
    longest = max(map(len, values))
    for start in range(0, max(longest, 1), _PART):
        yield number, tuple(value[start : start + _PART] for value in values)
