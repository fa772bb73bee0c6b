"""The tables of a collection. Rows are added and never changed: a new coding is a new run beside the old one.

What a coder said is kept whole (`line`, `json`); the columns beside it repeat what is searched for, so that
they can be filled again from it. Every row carries a digest of its other columns.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

VERSION = 1
"""Raised by one whenever the tables change; a collection with a higher one is not opened."""

metadata = MetaData()

about = Table(
    "about",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the collection says of itself: `schema` (the version), `id`, `created`."""

snapshots = Table(
    "snapshots",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("captured", String, nullable=False),
    Column("address", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("digest", String(64), nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("text_sha256", String(64), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("given_id", Text, nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", String),
    Column("language", String),
    Column("kept", String, nullable=False),
    Column("json", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)
"""One text each; `json` is the whole report but its text."""

readings = Table(
    "readings",
    metadata,
    Column("snapshot", String(64), ForeignKey("snapshots.sha256"), primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False, index=True),
    Column("given_id", Text, nullable=False),
    Column("json", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)
"""Which text was read from which bytes, with the particulars those bytes gave: one text may come in many wrappings."""

coding_runs = Table(
    "coding_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False),
    Column("coder", String, nullable=False),
    Column("version", String, nullable=False),
    Column("codebook", String, nullable=False),
    Column("coded", String, nullable=False),
    Column("line", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("report", "coder", "version", "codebook"),
)
"""One coder's pass over one report; `line` is what it wrote but its acts and persons, which have rows of their own."""

persons = Table(
    "persons",
    metadata,
    Column("id", String, primary_key=True),
    Column("run", Integer, ForeignKey("coding_runs.id"), nullable=False),
    Column("local_id", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("json", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("run", "local_id"),
)
"""A named person as one report tells of them; who is the same across reports is judged elsewhere."""

person_names = Table(
    "person_names",
    metadata,
    Column("person", String, ForeignKey("persons.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("digest", String(64), nullable=False),
)
"""Every form of a person's name, the fullest first; `key` is the form that is searched."""

acts = Table(
    "acts",
    metadata,
    Column("id", String, primary_key=True),
    Column("run", Integer, ForeignKey("coding_runs.id"), nullable=False),
    Column("local_id", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("subtype", String),
    Column("realis", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("date", String),
    Column("date_from", String(10)),
    Column("date_to", String(10)),
    Column("country", String(2)),
    Column("place", Text),
    Column("place_key", Text),
    Column("json", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("run", "local_id"),
    Index("acts_by_type", "type", "realis"),
    Index("acts_by_date", "date_from", "date_to"),
    Index("acts_by_country", "country"),
)
"""`start` and `end` are those of the first mention, by which a later coding is matched with this one.
`date_from` and `date_to` are the first and last day the date allows, null where it is open."""

participants = Table(
    "participants",
    metadata,
    Column("act", String, ForeignKey("acts.id"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("person", String, ForeignKey("persons.id"), index=True),
    Column("digest", String(64), nullable=False),
)
"""Who did it, to whom, on whose word: `role` is actor, affected or source; `step` counts a source's relays down."""

refusals = Table(
    "refusals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("address", Text, nullable=False),
    Column("snapshot", String(64), ForeignKey("snapshots.sha256")),
    Column("reason", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)
"""What was brought and could not be read or coded, and why."""

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("digest", String(64), nullable=False),
)
"""Who changed the collection, when, and how; never what a value was."""

APPEND_ONLY = (
    snapshots, reports, readings, coding_runs, persons, person_names, acts, participants, refusals, audit,
)  # fmt: skip


def create(connection: Connection) -> None:
    """The tables, and on SQLite the triggers that refuse to change or remove a row."""
    metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for verb in ("UPDATE", "DELETE"):
                connection.exec_driver_sql(_trigger(table.name, verb))


def sealed(row: dict[str, Any]) -> dict[str, Any]:
    """`row` with the digest of its columns."""
    return {**row, "digest": digest(row)}


def digest(row: dict[str, Any]) -> str:
    """SHA-256 over the columns of `row` but its digest and the numbers the database gives, by name."""
    told = {name: value for name, value in sorted(row.items()) if name != "digest"}
    return sha256(msgspec.json.encode(told, order="sorted")).hexdigest()


def _trigger(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
