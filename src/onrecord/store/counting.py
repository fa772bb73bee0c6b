"""How many acts have each value of the fields that they are counted by, kept up as the view changes.

Counting a million acts by six fields takes a second; looking up what was counted takes none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from msgspec import Struct
from sqlalchemy import Connection, delete, func, select, text

from onrecord.store import placing
from onrecord.store.placing import Spot
from onrecord.store.view import view_acts, view_counts, view_groups

FIELDS = ("type", "realis", "status", "country", "year", "word")
"""The fields that facets are made of."""
WIDE = "wide"
"""In `month`, where a date is told that does not fall within one year."""
Values: TypeAlias = Counter[tuple[str, str]]
"""By field and value, how many acts. Fields are those of facets, `month` (see below) and `group`."""
_DAYS = (view_acts.c.first_day, view_acts.c.last_day)
_ADD = text(
    "INSERT INTO view_counts (field, value, acts) VALUES (:field, :value, :acts)"
    " ON CONFLICT (field, value) DO UPDATE SET acts = view_counts.acts + excluded.acts"
)
_AT_ONCE = 500


class Counted(Struct, frozen=True):
    """The acts of some reports, counted."""

    values: Values
    places: Counter[Spot]


NONE = Counted(Counter(), Counter())


def add(connection: Connection, reports: Collection[str], times: int) -> None:
    """Counts the acts of some reports in (`times` 1) or out (-1), as they stand in the view."""
    counted = of_reports(connection, reports)
    rows = [
        {"field": field, "value": value, "acts": acts * times}
        for (field, value), acts in sorted(counted.values.items())
    ]
    if rows:
        connection.execute(_ADD, rows)
        connection.execute(delete(view_counts).where(view_counts.c.acts <= 0))
    placing.add(connection, counted.places, times)


def of_reports(connection: Connection, reports: Collection[str]) -> Counted:
    """How many acts of some reports have each value, and each place."""
    counted = Counted(Counter(), Counter())
    told = sorted(reports)
    for start in range(0, len(told), _AT_ONCE):
        _count(connection, told[start : start + _AT_ONCE], counted)
    return counted


def counts(connection: Connection, field: str, *, without: Counted = NONE) -> list[tuple[str | None, int]]:
    """The values of a field with their acts, the most frequent first; those of `without` are not counted."""
    query = select(view_counts.c.value, view_counts.c.acts).where(view_counts.c.field == field, view_counts.c.acts > 0)
    rows = connection.execute(query.order_by(view_counts.c.acts.desc(), view_counts.c.value))
    left = [(row.value or None, row.acts - without.values[field, row.value]) for row in rows]
    return sorted((one for one in left if one[1] > 0), key=lambda one: -one[1])


def shares(connection: Connection, asked: Mapping[str, str]) -> dict[str, float]:
    """By field, which share (0..1) of all acts has the value that is asked for."""
    told = {field: dict(counts(connection, field)) for field in asked}
    return {field: told[field].get(value, 0) / max(1, sum(told[field].values())) for field, value in asked.items()}


def month(first: int | None, last: int | None) -> str:
    """As what a date is counted by the days it allows: `2021-07`, `2021` of a year alone, `wide`; empty where none is told."""
    if first is None or last is None:
        return ""
    low, high = date.fromordinal(first), date.fromordinal(last)
    if low.year != high.year:
        return WIDE
    return f"{low.year:04}-{low.month:02}" if low.month == high.month else f"{low.year:04}"


def agrees(connection: Connection) -> bool:
    """Whether what was kept up is what counting anew gives."""
    anew: Values = Counter()
    for field, columns in {**{field: (view_acts.c[field],) for field in FIELDS}, "month": _DAYS}.items():
        query = select(*columns, func.count().label("acts")).where(view_acts.c.rejected.is_(False))
        for *values, acts in connection.execute(query.group_by(*columns)):
            anew[field, month(*values) if field == "month" else _word(values[0])] += acts
    for (known_as,) in connection.execute(_groups()):
        anew["group", known_as] += 1
    kept = {(row.field, row.value): row.acts for row in connection.execute(select(view_counts))}
    return anew == kept and placing.agrees(connection)


def _count(connection: Connection, reports: list[str], counted: Counted) -> None:
    columns = (*(view_acts.c[field] for field in FIELDS), *_DAYS, *placing.COLUMNS)
    within = view_acts.c.report.in_(reports)
    for row in connection.execute(select(*columns).where(within, view_acts.c.rejected.is_(False))):
        counted.values.update(_values(row))
        if row.precision:
            counted.places[placing.spot(row)] += 1
    for (known_as,) in connection.execute(_groups().where(within)):
        counted.values["group", known_as] += 1


def _values(row: Any) -> Iterator[tuple[str, str]]:
    yield from ((field, _word(getattr(row, field))) for field in FIELDS)
    yield "month", month(row.first_day, row.last_day)


def _groups() -> Any:
    """The name of a group once for each act that is not rejected."""
    query = select(view_groups.c.known_as).join(view_acts, view_acts.c.number == view_groups.c.act)
    return query.where(view_acts.c.rejected.is_(False)).group_by(view_groups.c.act, view_groups.c.known_as)


def _word(value: object) -> str:
    return "" if value is None else str(value)
