"""The description of SQLite's tables to one digest, noted when they are made and held against them by `verify`.

A damaged description still opens, and may have a column take its values for others than they are.
"""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection, delete, select, text

from onrecord.store.schema import about

_KEY = "layout"
_STAYS = ("id", "created")
"""What the collection says of itself that never changes, which no entry of the log answers for."""


def note(connection: Connection) -> None:
    """Notes how the tables are made now."""
    connection.execute(delete(about).where(about.c.key == _KEY))
    if (told := _digest(connection)) is not None:
        connection.execute(about.insert(), {"key": _KEY, "value": told})


def agrees(connection: Connection) -> bool:
    """Whether the tables are still made as they were; so they are where it was never noted, as on PostgreSQL."""
    noted = connection.scalar(select(about.c.value).where(about.c.key == _KEY))
    return noted is None or noted == _digest(connection)


def is_noted(connection: Connection) -> bool:
    """Whether it is known how the tables were made, or need not be."""
    keys = select(about.c.value).where(about.c.key == _KEY)
    return connection.dialect.name != "sqlite" or connection.scalar(keys) is not None


def _digest(connection: Connection) -> str | None:
    if connection.dialect.name != "sqlite":
        return None
    made = connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")).all()
    says = connection.execute(select(about).where(about.c.key.in_(_STAYS)).order_by(about.c.key)).all()
    return sha256(repr(([*map(tuple, made)], [*map(tuple, says)])).encode()).hexdigest()
