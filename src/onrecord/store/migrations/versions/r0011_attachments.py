"""Pictures of what a page showed, attached to the capture that could not be read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onrecord.store import guards

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Makes the table, empty."""
    op.create_table(
        "attachments",
        sa.Column("picture", sa.String(64), sa.ForeignKey("snapshots.sha256"), primary_key=True),
        sa.Column("snapshot", sa.String(64), sa.ForeignKey("snapshots.sha256"), primary_key=True, index=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_index("attachments_by_entry", "attachments", ["entry"])
    guards.guard(op.get_bind())
