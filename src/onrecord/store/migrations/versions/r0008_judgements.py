"""What people judge of who and what is the same across reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onrecord.store import guards

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the table, empty."""
    op.create_table(
        "judgements",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False, unique=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("left", sa.String(), nullable=False, index=True),
        sa.Column("right", sa.String(), nullable=False, index=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.String(), sa.ForeignKey("judgements.id")),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("verdict IN ('same', 'different', 'unsure', 'undo')", name="judgement_is_known"),
    )
    op.create_index("judgements_by_entry", "judgements", ["entry"])
    guards.guard(op.get_bind())
