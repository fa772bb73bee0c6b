"""Addresses that wait for a network."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "waiting",
        sa.Column("address", sa.Text(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
