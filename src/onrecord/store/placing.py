"""The places of acts, each with how many of them, kept up as the view changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, func, select, text

from onrecord.store.keys import key
from onrecord.store.view import view_acts, view_places

COLUMNS = tuple(view_acts.c[name] for name in ("country", "region", "place", "precision", "lat", "lon"))
"""What tells a place from others."""
_ADD = text(
    "INSERT INTO view_places (key, country, region, name, precision, lat, lon, folded, acts)"
    " VALUES (:key, :country, :region, :name, :precision, :lat, :lon, :folded, :acts)"
    " ON CONFLICT (key) DO UPDATE SET acts = view_places.acts + excluded.acts"
)


class Spot(Struct, frozen=True):
    """A place as exactly as it was told; a country alone has no name."""

    country: str | None
    region: str | None
    name: str | None
    precision: str
    lat: float | None
    lon: float | None


def spot(row: Any) -> Spot:
    """The place of a row with `COLUMNS`."""
    return Spot(row.country, row.region, row.place, row.precision, row.lat, row.lon)


def add(connection: Connection, counted: Mapping[Spot, int], times: int) -> None:
    """Counts acts at these places in (`times` 1) or out (-1)."""
    rows = sorted((_row(one, acts * times) for one, acts in counted.items()), key=lambda row: str(row["key"]))
    if rows:
        connection.execute(_ADD, rows)
        connection.execute(delete(view_places).where(view_places.c.acts <= 0))


def spots(connection: Connection, *, begins: str | None = None, limit: int | None = None) -> list[tuple[Spot, int]]:
    """Each place with its acts, the most frequent first; only those whose name begins so."""
    query = select(view_places).order_by(view_places.c.acts.desc(), view_places.c.key)
    if begins is not None:
        query = query.where(view_places.c.folded.startswith(key(begins), autoescape=True))
    return [(_told(row), row.acts) for row in connection.execute(query.limit(limit))]


def agrees(connection: Connection) -> bool:
    """Whether what was kept up is what counting anew gives."""
    query = select(*COLUMNS, func.count().label("acts")).group_by(*COLUMNS)
    rows = connection.execute(query.where(view_acts.c.rejected.is_(False), view_acts.c.precision.is_not(None)))
    return Counter({spot(row): row.acts for row in rows}) == Counter(dict(spots(connection)))


def _told(row: Any) -> Spot:
    return Spot(row.country, row.region, row.name, row.precision, row.lat, row.lon)


def _row(one: Spot, acts: int) -> dict[str, Any]:
    told = msgspec.structs.asdict(one)
    return {**told, "key": msgspec.json.encode(one).decode(), "folded": key(one.name or ""), "acts": acts}
