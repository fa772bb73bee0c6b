"""From which score on two persons are one without being asked for: a bar that somebody chose, as an entry of the log."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, delete, select

from onrecord.store import audit
from onrecord.store.schema import about
from onrecord.store.schema import audit as log

__all__ = ["Bar", "choose", "chosen", "history"]

_CHOSEN = "bar chosen"
"""What the log says of it; the subject is the bar."""
_KEY = "bar"
"""The key under which `about` tells which entry of the log holds now, so that the log need not be looked through."""


class Bar(Struct, frozen=True, kw_only=True):
    """A score (0..1), and who chose it when."""

    score: float
    who: str
    at: str


def chosen(connection: Connection) -> Bar | None:
    """The bar that holds; None where nobody has chosen one."""
    entry = connection.scalar(select(about.c.value).where(about.c.key == _KEY))
    if entry is None:
        return None
    found = _bars(connection, log.c.id == int(entry))
    return found[0] if found else None


def history(connection: Connection) -> list[Bar]:
    """Every bar that was chosen, the first first."""
    return _bars(connection, log.c.id > 0)


def choose(connection: Connection, score: float, *, who: str) -> Bar:
    """Has a bar hold from now on, with an entry in the log."""
    with audit.change(connection, _CHOSEN, f"{score:g}", who=who) as change:
        connection.execute(delete(about).where(about.c.key == _KEY))
        connection.execute(about.insert(), {"key": _KEY, "value": str(change.entry)})
    return _bars(connection, log.c.id == change.entry)[0]


def _bars(connection: Connection, which: ColumnElement[bool]) -> list[Bar]:
    query = select(log.c.subject, log.c.who, log.c.at).where(which, log.c.what == _CHOSEN).order_by(log.c.id)
    return [Bar(score=float(row.subject), who=row.who, at=row.at) for row in connection.execute(query)]
