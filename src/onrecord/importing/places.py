"""Cells to where an act was: the parts of a place, and how exactly it is told."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.codebook.data import countries
from onrecord.coding.gazetteer import gazetteer, key_of
from onrecord.errors import BadCell
from onrecord.importing.cells import Cells, in_ascii_digits
from onrecord.importing.mapping import Where, taken
from onrecord.model import Place, PlacePrecision

NEAR = "the place is one near by, or stands for its surroundings"
STAND_IN = "the place stands for a whole region, so its coordinates were left out"
_PRECISIONS: dict[str, PlacePrecision] = {
    "site": "site", "town": "town", "region": "region", "country": "country", "near": "region", "stand-in": "region",
}  # fmt: skip
_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[|,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*\Z")
_NESTED = re.compile(r"\s*::\s*")


def place_of(cells: Cells, told: Where | str | None) -> tuple[Place | None, tuple[str, ...]]:
    """The place that a row tells, None where it tells none, and notes on it. Raises BadCell."""
    where = Where(full=told) if isinstance(told, str) else told
    if where is None:
        return None, ()
    parts = _parts(cells, where)
    lat, lon = _coordinates(cells, where)
    if not any((*parts.values(), lat is not None)):
        return None, ()
    precision, note = _precision(cells, where, parts)
    if note == STAND_IN:
        parts["name"], lat, lon = None, None, None
    known = {} if lat is not None or where.lat or where.point else _known(parts, precision)
    text = cells.text(where.words) or _words(cells, where)
    place = Place(**parts, precision=precision, text=text, **{"lat": lat, "lon": lon, **_number(cells, where), **known})
    return place, (note,) if note else ()


def country_code(name: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country by its name or its code; None of what is no country."""
    return _codes().get(key_of(name)) or _codes().get(key_of(name.partition("(")[0]))


@cache
def _codes() -> dict[str, str]:
    named = {key_of(name): one.code for one in countries() for name in (*one.aliases, one.code)}
    return named | {key_of(one.name): one.code for one in countries()}


def _parts(cells: Cells, where: Where) -> dict[str, Any]:
    """Name, region and country; of a place told in full its parts, which those with columns of their own go before."""
    name, admin1, country = _in_full(cells.text(where.full)) if where.full else (None, None, None)
    told = cells.value(taken(where.country))
    if told:
        country = country_code(told)
        if country is None and not cells.text(where.name):
            name = name or told
    return {
        "name": _last(cells.text(where.name)) or name,
        "admin1": _last(cells.text(where.admin1)) or admin1,
        "country": country,
    }


def _in_full(text: str | None) -> tuple[str | None, str | None, str | None]:
    """`Toronto, Ontario, Canada` apart."""
    parts = [part.strip() for part in (text or "").split(",") if part.strip()]
    country = country_code(parts[-1]) if parts else None
    if country:
        parts = parts[:-1]
    name = parts[0] if parts else None
    return name, (parts[-1] if len(parts) > 1 else None), country


def _last(text: str | None) -> str | None:
    """Of `Region::Town`, the town."""
    return _NESTED.split(text)[-1] or None if text else None


def _precision(cells: Cells, where: Where, parts: dict[str, Any]) -> tuple[PlacePrecision, str | None]:
    source = taken(where.precision)
    told = cells.value(source)
    if told is None:
        return ("town" if parts["name"] else "region" if parts["admin1"] else "country"), None
    if told not in _PRECISIONS:
        raise BadCell(
            f"`{told}` is no precision of a place: write {', '.join(_PRECISIONS)}", column=cells.column(source)
        )
    return _PRECISIONS[told], {"near": NEAR, "stand-in": STAND_IN}.get(told)


def _coordinates(cells: Cells, where: Where) -> tuple[float | None, float | None]:
    if where.point and (point := cells.text(where.point)):
        match = _POINT.match(point)
        if match is None:
            raise BadCell(
                f"`{point[:40]}` is no point: write latitude|longitude, such as 43.2|76.9", column=where.point
            )
        return _degrees(match[1], 90, where.point), _degrees(match[2], 180, where.point)
    lat, lon = cells.text(where.lat), cells.text(where.lon)
    if where.lat is None or where.lon is None or (lat is None and lon is None):
        return None, None
    if lat is None or lon is None:
        raise BadCell(
            "one of latitude and longitude is missing: tell both or none",
            column=where.lat if lat is None else where.lon,
        )
    return _degrees(lat, 90, where.lat), _degrees(lon, 180, where.lon)


def _degrees(text: str, most: int, column: str) -> float:
    try:
        value = float(in_ascii_digits(text).replace(",", "."))
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise BadCell(f"`{text[:40]}` is no number of degrees from -{most} to {most}: write it as 43.2", column=column)
    return value


def _number(cells: Cells, where: Where) -> dict[str, Any]:
    told = cells.text(where.geonameid)
    if told is None:
        return {}
    if not told.isdecimal() or len(told) > 12:
        raise BadCell(f"`{told[:40]}` is no number of GeoNames: leave it empty", column=where.geonameid or "")
    return {"geonameid": int(told)}


def _known(parts: dict[str, Any], precision: PlacePrecision) -> dict[str, Any]:
    """Where a town is, by GeoNames, when its country has just one of that name."""
    if precision != "town" or not parts["name"] or not parts["country"]:
        return {}
    towns = {
        e.geonameid: e
        for e in gazetteer().find(key_of(parts["name"]))
        if e.kind == "town" and e.country == parts["country"]
    }
    if len(towns) != 1:
        return {}
    [town] = towns.values()
    return {"lat": town.lat, "lon": town.lon, "geonameid": town.geonameid}


def _words(cells: Cells, where: Where) -> str:
    country = taken(where.country)
    columns = (where.full, where.name, where.admin1, country.column if country else None)
    told = map(cells.text, columns)
    return ", ".join(dict.fromkeys(one for one in told if one))
