"""Days and places to what may be told of them: as coarse as asked for, each place at one fixed point, never moved by chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from onrecord.analysis.counted import Days
from onrecord.codebook.data import country_names
from onrecord.coding.gazetteer import Entry, gazetteer, key_of
from onrecord.model import Place
from onrecord.publishing.release.policy import DateGrain, PlaceGrain

DATES: tuple[DateGrain, ...] = ("day", "month", "year", "none")
PLACES: tuple[PlaceGrain, ...] = ("site", "town", "region", "country", "none")
_LENGTH: dict[DateGrain, int] = {"day": 10, "month": 7, "year": 4}


class Where(Struct, frozen=True, kw_only=True):
    """A place as it is told: names that the packaged tables know, and the point of the town; nothing of the report's own words."""

    place: str | None = None
    region: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlaceGrain = "none"


NOWHERE = Where()


def when(days: Days | None, grain: DateGrain) -> str | None:
    """The EDTF date of some days, no more exact than the grain; None where none is told or none may be."""
    if days is None or grain == "none":
        return None
    first, last = _cut(days.first, grain), _cut(days.last, grain)
    if not first and not last:
        return None
    return first if first == last else f"{first}/{last}"


def _cut(day: date | None, grain: DateGrain) -> str:
    return day.isoformat()[: _LENGTH[grain]] if day else ""


def year(days: Days | None) -> str:
    """The year that all of the days lie in; empty where they lie in several, or none is told."""
    told = when(days, "year") or ""
    return "" if "/" in told else told


def where(places: Sequence[Place], grain: PlaceGrain) -> Where:
    """The place that all of these lie in, no more exact than the grain."""
    told = [_at(place, grain) for place in places]
    if not told or grain == "none":
        return NOWHERE
    if all(one == told[0] for one in told):
        return told[0]
    countries = {one.country for one in told}
    return _country(countries.pop()) if len(countries) == 1 else NOWHERE


def _at(place: Place, grain: PlaceGrain) -> Where:
    exact = next((one for one in PLACES if one == place.precision), "country")
    limit = PLACES.index(grain)
    for level in PLACES[max(PLACES.index(exact), limit) :]:
        if found := _told(place, level):
            return found
    return NOWHERE


def _told(place: Place, level: PlaceGrain) -> Where | None:
    if level == "site":
        return Where(place=place.name, region=_region_name(place), country=_code(place), lat=place.lat, lon=place.lon, precision="site")  # fmt: skip
    if level == "town":
        town = _town(place.name or "", place.country or "", place.geonameid)
        return (
            None
            if town is None
            else Where(
                place=town.name,
                region=town.admin1 or None,
                country=town.country,
                lat=town.lat,
                lon=town.lon,
                precision="town",
            )
        )
    if level == "region":
        name = _region_name(place)
        return Where(region=name, country=_code(place), precision="region") if name else None
    return _country(_code(place)) if _code(place) else None


def _country(code: str | None) -> Where:
    return Where(country=code, precision="country") if code else NOWHERE


def _code(place: Place) -> str | None:
    return place.country if place.country in country_names() else None


@lru_cache(maxsize=1 << 16)
def _town(name: str, country: str, number: int | None) -> Entry | None:
    """The town that the tables know; a site's own name is none."""
    return next((one for one in _known(name, country) if one.kind == "town" and number in {None, one.geonameid}), None)


def _region_name(place: Place) -> str | None:
    town = _town(place.name or "", place.country or "", place.geonameid)
    if town and town.admin1:
        return town.admin1
    told = place.name if place.precision == "region" else place.admin1
    return _region(told or "", place.country or "")


@lru_cache(maxsize=1 << 16)
def _region(name: str, country: str) -> str | None:
    return next((one.name for one in _known(name, country) if one.kind == "region"), None)


def _known(name: str, country: str) -> Iterator[Entry]:
    return (one for one in gazetteer().find(key_of(name)) if one.country == country) if name else iter(())
