"""Feeds that are watched, and which of their entries are dealt with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the two tables."""
    op.create_table(
        "feeds",
        sa.Column("address", sa.Text(), primary_key=True),
        sa.Column("etag", sa.Text()),
        sa.Column("modified", sa.Text()),
        sa.Column("polled", sa.String()),
        sa.Column("due", sa.String()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text()),
    )
    op.create_table(
        "feed_entries",
        sa.Column("feed", sa.Text(), sa.ForeignKey("feeds.address"), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("feed", "key"),
    )
