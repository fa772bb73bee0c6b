"""Happenings to GeoJSON (RFC 7946): a point only where a town or a site is told; a region's middle is no place where something was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from onrecord.publishing.exchange import Written
from onrecord.publishing.exchange.event import Event
from onrecord.publishing.rows import STATUS

_FIELDS = (
    "type", "subtype", "told_as", "date", "place", "region", "country", "place_precision", "actors", "affected", "count_min", "count_max",
    "charge", "penalties",
)  # fmt: skip


def write(events: Iterable[Event], file: BinaryIO) -> Written:
    """Writes one FeatureCollection."""
    features = [_feature(one) for one in events]
    losses = told_losses(sum(one["geometry"] is None for one in features))
    head = {"type": "FeatureCollection", "status": STATUS, "losses": losses, "features": features}
    file.write(msgspec.json.encode(head) + b"\n")
    return Written(len(features), losses)


def told_losses(without_point: int) -> tuple[str, ...]:
    """What a map cannot hold."""
    told = (
        f"{without_point} have no point: only a region or a country is told of them, several places, or none. The point of a region or country"
        " is a property, `middle`, so that nothing is drawn where nothing was told to have been."
    )
    return (told,) if without_point else ()


def _feature(one: Event) -> dict[str, Any]:
    point = [one.row.longitude, one.row.latitude]
    told = {name: getattr(one.row, name) for name in _FIELDS}
    more = {
        "date_from": one.date_from,
        "date_to": one.date_to,
        "origins": one.origins,
        "publishers": one.publishers,
        "urls": one.urls,
        "denied": one.is_denied,
        "middle": None if one.is_exact or None in point or one.places > 1 else point,
    }
    geometry = {"type": "Point", "coordinates": point} if one.is_exact else None
    return {"type": "Feature", "id": one.id, "geometry": geometry, "properties": told | more}
