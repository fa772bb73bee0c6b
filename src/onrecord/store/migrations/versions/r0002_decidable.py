"""Decisions, protections and a chained log; what is only searched moves into the view.

What was kept before comes under one entry of the new log, since the old one did not say what came when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from onrecord.store import audit, guards

revision = "0002"
down_revision = "0001"

_OLD = (
    "participants", "person_names", "acts", "persons", "coding_runs", "refusals", "readings", "reports", "snapshots", "audit",
)  # fmt: skip
"""Each before those it refers to."""
_CARRIED: dict[str, tuple[str, ...]] = {
    "snapshots": ("sha256", "size", "captured", "address", "media_type"),
    "reports": ("id", "text_sha256", "text", "kept", "json"),
    "readings": ("snapshot", "report", "given_id", "json"),
    "coding_runs": ("id", "report", "coder", "version", "codebook", "coded", "line"),
    "persons": ("id", "run", "local_id", "json"),
    "acts": ("id", "run", "local_id", "position", "type", "start", "end", "json"),
    "refusals": ("id", "at", "address", "snapshot", "reason"),
}
_STRING, _TEXT, _INT = sa.String, sa.Text, sa.Integer


def upgrade() -> None:
    """Makes the new tables and carries over what was kept."""
    connection = op.get_bind()
    for name in _OLD:
        op.execute(f'CREATE TABLE "old_{name}" AS SELECT * FROM "{name}"')  # noqa: S608  # names from above
    for name in _OLD:
        op.drop_table(name)
    op.execute("DELETE FROM about WHERE key = 'schema'")
    metadata = _tables()
    metadata.create_all(connection)
    guards.guard(connection)
    _carry(connection, metadata)
    for name in _OLD:
        op.drop_table(f"old_{name}")


def _carry(connection: sa.Connection, metadata: sa.MetaData) -> None:
    with audit.change(connection, "carried over from the first schema", "collection", who="onrecord") as change:
        for name, columns in _CARRIED.items():
            names = ", ".join(f'"{column}"' for column in columns)
            rows = connection.execute(sa.text(f'SELECT {names} FROM "old_{name}"'))  # noqa: S608  # names from above
            change.keep(metadata.tables[name], (dict(row) for row in rows.mappings()))


def _tables() -> sa.MetaData:
    metadata = sa.MetaData()
    sa.Table("about", metadata, _col("key", _STRING, pk=True), _col("value", _TEXT))
    for name, columns in _kept().items():
        entry, digest = _col("entry", _INT), _col("digest", sa.String(64))
        index = sa.Index(f"{name}_by_entry", "entry")
        sa.Table(name, metadata, *columns, entry, digest, index)
    content = (*(_col(name, _STRING) for name in ("at", "who", "what", "subject")), _col("content", _TEXT))
    chained = (_col("previous", sa.String(64)), _col("digest", sa.String(64)))
    number = sa.Column("id", _INT, primary_key=True, autoincrement=False)
    sa.Table("audit", metadata, number, *content, *chained)
    entry = sa.Column("entry", _INT, primary_key=True, autoincrement=False)
    sa.Table("entry_keys", metadata, entry, _col("key", sa.String(64)))
    return metadata


def _kept() -> dict[str, list[Any]]:
    return {
        "snapshots": [
            _col("sha256", sa.String(64), pk=True),
            _col("size", _INT),
            *_cols(_STRING, "captured"),
            *_cols(_TEXT, "address"),
            *_cols(_STRING, "media_type"),
        ],
        "reports": [
            _col("id", _STRING, pk=True),
            _col("text_sha256", sa.String(64), unique=True),
            *_cols(_TEXT, "text"),
            *_cols(_STRING, "kept"),
            *_cols(_TEXT, "json"),
        ],
        "readings": [
            _col("snapshot", sa.String(64), sa.ForeignKey("snapshots.sha256"), pk=True),
            _col("report", _STRING, sa.ForeignKey("reports.id"), index=True),
            *_cols(_TEXT, "given_id", "json"),
        ],
        **_kept_codings(),
        **_kept_judgements(),
        "tombstones": [_col("id", _STRING, pk=True), *_cols(_STRING, "at", "who", "ground")],
        "refusals": [
            _col("id", _INT, pk=True),
            *_cols(_STRING, "at"),
            *_cols(_TEXT, "address"),
            sa.Column("snapshot", sa.String(64), sa.ForeignKey("snapshots.sha256")),
            *_cols(_TEXT, "reason"),
        ],
    }


def _kept_codings() -> dict[str, list[Any]]:
    def run() -> sa.Column[Any]:
        return _col("run", _INT, sa.ForeignKey("coding_runs.id"))

    return {
        "coding_runs": [
            _col("id", _INT, pk=True),
            _col("report", _STRING, sa.ForeignKey("reports.id")),
            *_cols(_STRING, "coder", "version", "codebook", "coded"),
            *_cols(_TEXT, "line"),
            sa.UniqueConstraint("report", "coder", "version", "codebook"),
        ],
        "persons": [
            *_cols(_STRING, "id"),
            run(),
            *_cols(_STRING, "local_id"),
            *_cols(_TEXT, "json"),
            sa.PrimaryKeyConstraint("id", "run"),
            sa.UniqueConstraint("run", "local_id"),
        ],
        "acts": [
            *_cols(_STRING, "id"),
            run(),
            *_cols(_STRING, "local_id"),
            *_cols(_INT, "position"),
            *_cols(_STRING, "type"),
            *_cols(_INT, "start", "end"),
            *_cols(_TEXT, "json"),
            sa.PrimaryKeyConstraint("id", "run"),
            sa.UniqueConstraint("run", "local_id"),
        ],
    }


def _kept_judgements() -> dict[str, list[Any]]:
    return {
        "decisions": [
            _col("id", _STRING, pk=True),
            _col("number", _INT, unique=True),
            *_cols(_STRING, "at", "who", "verdict"),
            _col("report", _STRING, sa.ForeignKey("reports.id"), index=True),
            _col("act", _STRING, index=True),
            *_cols(lambda: sa.String(64), "text_sha256"),
            *_cols(_STRING, "type"),
            *_cols(_INT, "start", "end"),
            sa.Column("slot", _STRING()),
            sa.Column("value", _TEXT()),
            *_cols(_TEXT, "because"),
            sa.Column("supersedes", _STRING(), sa.ForeignKey("decisions.id")),
            sa.CheckConstraint("verdict IN ('accept', 'correct', 'reject', 'add', 'undo')", name="verdict_is_known"),
        ],
        "protections": [
            _col("id", _STRING, pk=True),
            _col("number", _INT, unique=True),
            *_cols(_STRING, "at", "who"),
            _col("subject", _STRING, index=True),
            sa.Column("reason", _STRING()),
            sa.Column("consent", _STRING()),
            *_cols(_TEXT, "may_see"),
            sa.Column("until", sa.String(10)),
            *_cols(_TEXT, "because"),
            sa.Column("supersedes", _STRING(), sa.ForeignKey("protections.id")),
        ],
    }


def _cols(kind: Callable[[], Any], *names: str) -> Iterator[sa.Column[Any]]:
    return (sa.Column(name, kind(), nullable=False) for name in names)


def _col(name: str, kind: Any, *args: sa.ForeignKey, pk: bool = False, **told: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, *args, primary_key=pk, nullable=False, **told)
