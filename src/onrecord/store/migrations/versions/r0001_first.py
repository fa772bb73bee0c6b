"""The first tables: snapshots, reports, codings, and a log that was not chained yet."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXT, _STRING, _INT = sa.Text(), sa.String(), sa.Integer()


def upgrade() -> None:
    """Makes the tables."""
    op.create_table("about", _col("key", _STRING, pk=True), _col("value", _TEXT))
    op.create_table(
        "snapshots",
        _col("sha256", sa.String(64), pk=True),
        _col("size", _INT),
        _col("captured", _STRING),
        _col("address", _TEXT),
        _col("media_type", _STRING),
        _digest(),
    )
    op.create_table(
        "reports",
        _col("id", _STRING, pk=True),
        _col("text_sha256", sa.String(64), unique=True),
        _col("text", _TEXT),
        _col("kind", _STRING),
        _col("given_id", _TEXT),
        *(sa.Column(name, _TEXT) for name in ("url", "title", "publisher", "published", "language")),
        _col("kept", _STRING),
        _col("json", _TEXT),
        _digest(),
    )
    op.create_table(
        "readings",
        _col("snapshot", sa.String(64), sa.ForeignKey("snapshots.sha256"), pk=True),
        _col("report", _STRING, sa.ForeignKey("reports.id")),
        _col("given_id", _TEXT),
        _col("json", _TEXT),
        _digest(),
    )
    _codings()
    op.create_table(
        "refusals",
        _col("id", _INT, pk=True),
        _col("at", _STRING),
        _col("address", _TEXT),
        sa.Column("snapshot", sa.String(64), sa.ForeignKey("snapshots.sha256")),
        _col("reason", _TEXT),
        _digest(),
    )
    op.create_table(
        "audit",
        _col("id", _INT, pk=True),
        *(_col(name, _STRING) for name in ("at", "who", "what", "subject")),
        _digest(),
    )


def _codings() -> None:
    op.create_table(
        "coding_runs",
        _col("id", _INT, pk=True),
        _col("report", _STRING, sa.ForeignKey("reports.id")),
        *(_col(name, _STRING) for name in ("coder", "version", "codebook", "coded")),
        _col("line", _TEXT),
        _digest(),
        sa.UniqueConstraint("report", "coder", "version", "codebook"),
    )
    op.create_table("persons", *_told("name"), sa.UniqueConstraint("run", "local_id"))
    op.create_table(
        "person_names",
        _col("person", _STRING, sa.ForeignKey("persons.id"), pk=True),
        _col("position", _INT, pk=True),
        _col("name", _TEXT),
        _col("key", _TEXT),
        _digest(),
    )
    op.create_table(
        "acts",
        *_told("type", "realis"),
        *(_col(name, _INT) for name in ("position", "start", "end")),
        *(
            sa.Column(name, _TEXT)
            for name in ("subtype", "date", "date_from", "date_to", "country", "place", "place_key")
        ),
        sa.UniqueConstraint("run", "local_id"),
    )
    op.create_table(
        "participants",
        _col("act", _STRING, sa.ForeignKey("acts.id"), pk=True),
        _col("role", _STRING, pk=True),
        _col("step", _INT, pk=True),
        _col("position", _INT, pk=True),
        *(_col(name, _TEXT) for name in ("name", "key", "kind")),
        sa.Column("person", _STRING, sa.ForeignKey("persons.id")),
        _digest(),
    )


def _told(*names: str) -> list[sa.Column[Any]]:
    run = _col("run", _INT, sa.ForeignKey("coding_runs.id"))
    return [_col("id", _STRING, pk=True), run, *(_col(name, _TEXT) for name in ("local_id", *names, "json")), _digest()]


def _digest() -> sa.Column[str]:
    return sa.Column("digest", sa.String(64), nullable=False)


def _col(
    name: str, kind: sa.String | sa.Integer, *args: sa.ForeignKey, pk: bool = False, unique: bool | None = None
) -> sa.Column[Any]:
    return sa.Column(name, kind, *args, primary_key=pk, nullable=False, unique=unique)
