"""Who is to look at what, and second codings that are blind to what others decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onrecord.store import guards

revision = "0010"
down_revision = "0009"

_VERDICT = "verdict IN ('accept', 'correct', 'reject', 'add', 'unsure', 'undo')"


def upgrade() -> None:
    """Makes the tables, empty."""
    _make(
        "assignments",
        _needed("task"),
        sa.Column("subject", sa.String(), nullable=False, index=True),
        sa.Column("other", sa.String(), index=True),
        sa.Column("user", sa.String()),
        sa.CheckConstraint("task IN ('review', 'second')", name="task_is_known"),
    )
    _make(
        "second_codings",
        sa.Column("report", sa.String(), sa.ForeignKey("reports.id"), nullable=False, index=True),
        sa.Column("run", sa.Integer(), sa.ForeignKey("coding_runs.id"), nullable=False),
        _needed("state"),
        sa.CheckConstraint("state IN ('begun', 'finished', 'given up')", name="state_is_known"),
    )
    _make(
        "second_judgements",
        sa.Column("coding", sa.String(), sa.ForeignKey("second_codings.id"), nullable=False, index=True),
        _needed("verdict"),
        sa.Column("report", sa.String(), sa.ForeignKey("reports.id"), nullable=False, index=True),
        sa.Column("act", sa.String(), nullable=False, index=True),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        _needed("type"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("start", "end")),
        sa.Column("slot", sa.String()),
        sa.Column("value", sa.Text()),
        sa.Column("words", sa.Text()),
        sa.CheckConstraint(_VERDICT, name="second_verdict_is_known"),
    )
    guards.guard(op.get_bind())


def _make(name: str, *columns: sa.Column[str] | sa.Column[int] | sa.CheckConstraint) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False, unique=True),
        *(_needed(each) for each in ("at", "who")),
        *columns,
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.String(), sa.ForeignKey(f"{name}.id")),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_index(f"{name}_by_entry", name, ["entry"])


def _needed(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)
