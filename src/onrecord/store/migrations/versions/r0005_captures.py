"""Each time that something was captured, with the file that shows it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onrecord.store import schema

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the table; of what was captured before, the snapshots tell."""
    op.create_table(
        "captures",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("snapshot", sa.String(64), sa.ForeignKey("snapshots.sha256"), nullable=False, index=True),
        sa.Column("address", sa.Text(), nullable=False, index=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("tool", sa.String(), nullable=False),
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
    schema.guard(op.get_bind())
