"""Decisions that tell the words they rest on, and those by which somebody could not tell."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onrecord.store import guards

revision = "0009"
down_revision = "0008"

_COLUMNS = (
    'id, number, at, who, verdict, report, act, text_sha256, type, start, "end", slot, value, because, supersedes,'
    " entry, digest"
)


def upgrade() -> None:
    """Makes `decisions` anew with `words`; a column that is null leaves a row's digest as it was."""
    op.execute("CREATE TABLE old_decisions AS SELECT * FROM decisions")
    op.drop_table("decisions")
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False, unique=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("at", "who", "verdict")),
        sa.Column("report", sa.String(), sa.ForeignKey("reports.id"), nullable=False, index=True),
        sa.Column("act", sa.String(), nullable=False, index=True),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("start", "end")),
        sa.Column("slot", sa.String()),
        sa.Column("value", sa.Text()),
        sa.Column("words", sa.Text()),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.String(), sa.ForeignKey("decisions.id")),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('accept', 'correct', 'reject', 'add', 'unsure', 'undo')", name="verdict_is_known"
        ),
    )
    op.create_index("decisions_by_entry", "decisions", ["entry"])
    op.execute(f"INSERT INTO decisions ({_COLUMNS}) SELECT {_COLUMNS} FROM old_decisions")  # noqa: S608  # names from above
    op.drop_table("old_decisions")
    guards.guard(op.get_bind())
