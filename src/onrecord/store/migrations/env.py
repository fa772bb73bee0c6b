"""What Alembic runs: the revisions, on the connection and within the transaction of whoever called."""

from __future__ import annotations

from alembic import context

from onrecord.store.migrations import CONNECTION

context.configure(connection=context.config.attributes[CONNECTION])
with context.begin_transaction():
    context.run_migrations()
