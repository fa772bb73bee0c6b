"""Releases, and the ids by which their lines are known from one release to the next."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onrecord.store import guards

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Makes the tables, empty."""
    op.create_table(
        "releases",
        sa.Column("number", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("at", "who")),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("policy", sa.String(64), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        *_sealed(),
    )
    op.create_index("releases_by_entry", "releases", ["entry"])
    op.create_table(
        "release_lines",
        sa.Column("subject", sa.String(), primary_key=True),
        sa.Column("line", sa.String(), nullable=False, index=True),
        *_sealed(),
    )
    op.create_index("release_lines_by_entry", "release_lines", ["entry"])
    guards.guard(op.get_bind())


def _sealed() -> tuple[sa.Column[int], sa.Column[str]]:
    return sa.Column("entry", sa.Integer(), nullable=False), sa.Column("digest", sa.String(64), nullable=False)
