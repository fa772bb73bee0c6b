"""Each time that something was captured, with the file that shows it; files that hold several stories; files taken away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onrecord.store import guards

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the tables, and `readings` anew with `part`; of what was captured before, the snapshots tell."""
    op.create_table(
        "captures",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("snapshot", sa.String(64), sa.ForeignKey("snapshots.sha256"), nullable=False, index=True),
        sa.Column("address", sa.Text(), nullable=False, index=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("collector", sa.String(), nullable=False),
        sa.Column("exchange", sa.Text()),
        sa.Column("record", sa.Text()),
        sa.Column("record_sha256", sa.String(64)),
        sa.Column("unsealed", sa.Text()),
        sa.Column("timestamp", sa.Text()),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("(record IS NULL) = (record_sha256 IS NULL)", name="record_has_its_digest"),
        sa.CheckConstraint("(record IS NULL) != (unsealed IS NULL)", name="sealed_or_why_not"),
    )
    op.create_index("captures_by_entry", "captures", ["entry"])
    op.create_table(
        "removals",
        sa.Column("snapshot", sa.String(64), sa.ForeignKey("snapshots.sha256"), primary_key=True),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_index("removals_by_entry", "removals", ["entry"])
    _make_readings_anew()
    guards.guard(op.get_bind())


def _make_readings_anew() -> None:
    """Several texts may be read from the same bytes; a column that is null leaves a row's digest as it was."""
    op.execute("CREATE TABLE old_readings AS SELECT * FROM readings")
    op.drop_table("readings")
    op.create_table(
        "readings",
        sa.Column("snapshot", sa.String(64), sa.ForeignKey("snapshots.sha256"), primary_key=True),
        sa.Column("report", sa.String(), sa.ForeignKey("reports.id"), primary_key=True, index=True),
        sa.Column("part", sa.String()),
        sa.Column("given_id", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_index("readings_by_entry", "readings", ["entry"])
    columns = "snapshot, report, given_id, json, entry, digest"
    op.execute(f"INSERT INTO readings ({columns}) SELECT {columns} FROM old_readings")  # noqa: S608  # names from above
    op.drop_table("old_readings")
