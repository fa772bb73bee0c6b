"""How many acts have each value of the fields that they are counted by, kept up as the view changes.

Counting a million acts by six fields takes a second; looking up what was counted takes none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, func, select, text

from onrecord.store.view import view_acts, view_counts

FIELDS = ("type", "realis", "status", "country", "year", "word")
"""The fields that acts are counted by."""
_ADD = text(
    "INSERT INTO view_counts (field, value, acts) VALUES (:field, :value, :acts)"
    " ON CONFLICT (field, value) DO UPDATE SET acts = view_counts.acts + excluded.acts"
)


def add(connection: Connection, reports: Collection[str], times: int) -> None:
    """Counts the acts of some reports in (`times` 1) or out (-1), as they stand in the view."""
    columns = (view_acts.c[field] for field in FIELDS)
    rows = connection.execute(select(*columns).where(view_acts.c.report.in_(reports), view_acts.c.rejected.is_(False)))
    told = [
        {"field": field, "value": value, "acts": acts * times}
        for (field, value), acts in sorted(_counted(rows).items())
    ]
    if told:
        connection.execute(_ADD, told)


def counts(connection: Connection, field: str) -> list[tuple[str | None, int]]:
    """The values of a field with their acts, the most frequent first."""
    query = select(view_counts.c.value, view_counts.c.acts).where(view_counts.c.field == field, view_counts.c.acts > 0)
    rows = connection.execute(query.order_by(view_counts.c.acts.desc(), view_counts.c.value))
    return [(row.value or None, row.acts) for row in rows]


def shares(connection: Connection, asked: Mapping[str, str]) -> dict[str, float]:
    """By field, which share (0..1) of all acts has the value that is asked for."""
    told = {field: dict(counts(connection, field)) for field in asked}
    return {field: told[field].get(value, 0) / max(1, sum(told[field].values())) for field, value in asked.items()}


def agrees(connection: Connection) -> bool:
    """Whether what was kept up is what counting anew gives."""
    for field in FIELDS:
        column = view_acts.c[field]
        query = select(column, func.count()).where(view_acts.c.rejected.is_(False)).group_by(column)
        anew = {_word(value): acts for value, acts in connection.execute(query)}
        if anew != {_word(value): acts for value, acts in counts(connection, field)}:
            return False
    return True


def _counted(rows: Iterable[Any]) -> Counter[tuple[str, str]]:
    return Counter((field, _word(value)) for row in rows for field, value in zip(FIELDS, row, strict=True))


def _word(value: object) -> str:
    return "" if value is None else str(value)
