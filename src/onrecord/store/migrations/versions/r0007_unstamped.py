"""Why a capture has no timestamp, where one was asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the column; one that is null leaves a row's digest as it was."""
    op.add_column("captures", sa.Column("unstamped", sa.Text()))
