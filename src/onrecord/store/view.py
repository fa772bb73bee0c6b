"""The tables that are searched: the current view of each report, computed from what is kept and from decisions over it.

Nothing here is evidence: `viewing.py` can make all of it again, and does so when `VERSION` is raised. Full text lies in
FTS5 tables on SQLite, and in columns of words on PostgreSQL; `words.py` alone knows the difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

VERSION = 6
"""Raised by one whenever these tables or what fills them change; the view is then made again."""

metadata = MetaData()
_Number = BigInteger().with_variant(Integer, "sqlite")
_ACTS_OF_A_REPORT = 1 << 20
"""More than any report has."""


def place(report: int, position: int) -> int:
    """The number of an act: its report's number, and its own within it."""
    return report * _ACTS_OF_A_REPORT + position


view_reports = Table(
    "view_reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("given_id", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", String),
    Column("language", String),
    Column("site", String),
    Column("kept", String, nullable=False),
    Column("acts", Integer, nullable=False),
    *(
        Index(f"view_reports_by_{name}", name, "number")
        for name in ("kind", "publisher", "published", "language", "site")
    ),
)
"""A report a row, in the order in which they were kept; `acts` is how many its current view has, `site` the host of its address."""

_BY = ("type", "country", "realis", "status", "word")
"""What acts are looked up by, one value at a time."""
_SPAN = ("rejected", "first_day", "last_day")
_WITH = (*_SPAN, *_BY, "year")


def _lookups() -> Iterator[Index]:
    """An index for each of `_BY` that holds all that is asked beside it, in the order of acts.

    So two filters are answered from one index, whichever they are, and nothing has to be sorted.
    """
    for name in _BY:
        yield Index(f"view_acts_by_{name}", name, "number", *(one for one in _WITH if one != name))


view_acts = Table(
    "view_acts",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("report", String, nullable=False, index=True),
    Column("run", Integer),
    Column("type", String, nullable=False),
    Column("realis", String, nullable=False),
    Column("status", String, nullable=False),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("year", Integer),
    Column("country", String(2)),
    Column("lat", Float),
    Column("lon", Float),
    Column("place", String),
    Column("region", String),
    Column("precision", String),
    Column("word", String, nullable=False),
    Column("rejected", Boolean, nullable=False),
    *(Index(f"view_acts_by_{name}", name, "country", "number", *_SPAN) for name in ("place", "region")),
    Index("view_acts_by_lat", "lat", "lon"),
    Index("view_acts_by_day", "last_day", "first_day", "number", "rejected"),
    *_lookups(),
)
"""An act a row, as decisions leave it. `number` is its place in the order in which reports were kept and tell of their
acts (see `place`). `first_day` and `last_day` are what its date allows, as days since 1 January of the year 1, the
furthest there are where it is open, and null where no date is told; `year` is the one it falls in, null where that is
not one; `place` is its name, `region` that of the region it lies in, where these are told; `word` the kind of who speaks;
`run` is null for an act that a person added."""

view_people = Table(
    "view_people",
    metadata,
    Column("act", _Number, primary_key=True, autoincrement=False),
    Column("role", String, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("person", String, index=True),
)
"""Who of the named persons did it, to whom, on whose word; `step` counts a source's relays down."""

view_counts = Table(
    "view_counts",
    metadata,
    Column("field", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("acts", Integer, nullable=False),
)
"""How many acts that are not rejected have a value in a field that acts are counted by; an empty value: not told."""

view_groups = Table(
    "view_groups",
    metadata,
    Column("act", _Number, primary_key=True, autoincrement=False),
    Column("role", String, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("known_as", String, nullable=False),
    Column("name", Text, nullable=False),
    Index("view_groups_by_name", "known_as", "act", "role"),
)
"""Which organisations and outlets that are named did it, to which it was done, on the word of which; `known_as` is the name folded."""

view_places = Table(
    "view_places",
    metadata,
    Column("key", String, primary_key=True),
    Column("country", String(2)),
    Column("region", String),
    Column("name", String),
    Column("precision", String, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("folded", String, nullable=False),
    Column("acts", Integer, nullable=False),
)
"""Each place of acts that are not rejected, and how many of them; `key` is all that tells it from others."""

view_persons = Table(
    "view_persons",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("report", String, nullable=False, index=True),
    Column("run", Integer, nullable=False),
    Column("name", Text, nullable=False),
)
"""A person a row, as the current coding of a report tells of them."""


def create(connection: Connection) -> None:
    """The tables of the view, empty."""
    metadata.create_all(connection)


def drop(connection: Connection) -> None:
    """Takes the tables of the view away, with all that is in them."""
    metadata.drop_all(connection)
