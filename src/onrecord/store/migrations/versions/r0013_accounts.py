"""Who may sign in, and links that let somebody choose their password."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Makes both tables, empty."""
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("off", sa.String()),
        sa.Column("password", sa.Text()),
        sa.Column("secret", sa.String()),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("recovery", sa.Text(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('data', 'viewer', 'coder', 'reviewer', 'admin')", name="role_is_known"),
    )
    op.create_table(
        "invitations",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(), sa.ForeignKey("accounts.name"), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
    )
