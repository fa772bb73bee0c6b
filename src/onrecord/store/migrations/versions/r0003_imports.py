"""Imports of sheets, and what became of each row."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from onrecord.store import guards

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the two tables."""
    op.create_table(
        "imports",
        _col("id", sa.String(), primary_key=True),
        _col("number", sa.Integer(), unique=True),
        *(_col(name, sa.String()) for name in ("at", "who", "name")),
        _col("address", sa.Text()),
        _col("snapshot", sa.String(64)),
        _col("mapping", sa.Text()),
        _col("rows", sa.Integer()),
        sa.Column("supersedes", sa.String(), sa.ForeignKey("imports.id")),
        *_entered(),
    )
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.String(), sa.ForeignKey("imports.id"), nullable=False),
        _col("row", sa.Integer()),
        _col("status", sa.String()),
        sa.Column("key", sa.Text(), index=True),
        sa.Column("report", sa.String(), sa.ForeignKey("reports.id"), index=True),
        sa.Column("problem", sa.Text()),
        *_entered(),
        sa.PrimaryKeyConstraint("import_id", "row"),
    )
    for name in ("imports", "import_rows"):
        op.create_index(f"{name}_by_entry", name, ["entry"])
    guards.guard(op.get_bind())


def _entered() -> tuple[sa.Column[Any], ...]:
    return _col("entry", sa.Integer()), _col("digest", sa.String(64))


def _col(name: str, kind: sa.String | sa.Integer, **told: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, **told)
