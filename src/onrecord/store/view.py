"""The tables that are searched: the current view of each report, computed from what is kept and from decisions over it.

Nothing here is evidence: `viewing.py` can make all of it again, and does so when `VERSION` is raised. Full text lies in
FTS5 tables on SQLite, and in columns of words on PostgreSQL; `words.py` alone knows the difference.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Connection, Float, Index, Integer, MetaData, String, Table, Text

VERSION = 3
"""Raised by one whenever these tables or what fills them change; the view is then made again."""

metadata = MetaData()

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
    Column("kept", String, nullable=False),
    Column("acts", Integer, nullable=False),
)
"""A report a row, in the order in which they were kept; `acts` is how many its current view has."""

view_acts = Table(
    "view_acts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("report", String, nullable=False),
    Column("report_number", Integer, nullable=False),
    Column("run", Integer),
    Column("position", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("realis", String, nullable=False),
    Column("status", String, nullable=False),
    Column("date", String),
    Column("date_from", String(10)),
    Column("date_to", String(10)),
    Column("year", Integer),
    Column("country", String(2)),
    Column("lat", Float),
    Column("lon", Float),
    Column("word", String, nullable=False),
    Column("rejected", Boolean, nullable=False),
    Index("view_acts_by_report", "report"),
    Index("view_acts_in_order", "report_number", "position"),
    Index("view_acts_by_type", "type", "report_number", "position"),
    Index("view_acts_by_country", "country", "report_number", "position"),
    Index("view_acts_by_realis", "realis", "report_number", "position"),
    Index("view_acts_by_status", "status", "report_number", "position"),
    Index("view_acts_by_word", "word", "report_number", "position"),
    Index("view_acts_by_lat", "lat", "lon"),
    Index("view_acts_of_type", "type", "realis", "country", "status", "year", "word", "rejected"),
    Index("view_acts_facets", "country", "type", "realis", "status", "year", "word", "rejected"),
)
"""An act a row, as decisions leave it, in the order in which reports were kept and tell of them. `date_from` and `date_to` are the first and last day that its date allows, null
where it is open; `year` is the one it falls in, null where that is not one; `word` the kind of who speaks; `run` is null
for an act that a person added."""

view_people = Table(
    "view_people",
    metadata,
    Column("act", Integer, primary_key=True),
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
