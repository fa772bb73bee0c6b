"""Happenings to a map: each in the place that its accounts tell, as exactly as they tell it, and not at all where they tell none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from onrecord.analysis.counted import Happening
from onrecord.analysis.figure import Brief, Figure, Value, span
from onrecord.analysis.ink import picture, words
from onrecord.analysis.map import Dot, content
from onrecord.analysis.wording import place_words
from onrecord.model import Place, PlacePrecision

_WIDE, _HIGH, _TOP = 760, 470, 34
_COLUMNS = ("place", "region", "country", "precision", "latitude", "longitude", "least", "most")


class Placed(Struct, frozen=True, kw_only=True):
    """A place, and how many happenings are certainly, and at most, told of it."""

    name: str
    region: str | None
    country: str | None
    precision: PlacePrecision
    lat: float | None
    lon: float | None
    least: int
    most: int


def figure(happenings: Iterable[tuple[Happening, bool]], *, title: str, notes: Sequence[str]) -> Figure:
    """The map, with a row for each place; those without coordinates have a row and no circle."""
    every = list(happenings)
    places = placed(every)
    unplaced = sum(not one.places for one, _ in every)
    not_drawn = sum(one.lat is None for one in places)
    legend = "Filled circles are towns and sites, rings regions, dashed rings countries: those are drawn in their middle, not where it was."
    rows: list[tuple[Value, ...]] = [
        (one.name, one.region, one.country, one.precision, one.lat, one.lon, one.least, one.most) for one in places
    ]
    return Figure(
        title=title,
        notes=(legend, f"Without a place: {unplaced}. Places without coordinates: {not_drawn}.", *notes),
        columns=_COLUMNS,
        rows=tuple(rows),
        data=places,
        svg=_drawn(places, title, legend),
        brief=Brief(
            ("place", "told as", "happenings"),
            tuple((one.name, one.precision, span(one.least, one.most)) for one in places),
        ),
    )


def placed(happenings: Iterable[tuple[Happening, bool]]) -> list[Placed]:
    """The places told, the most frequent first; a happening told of two places is possible in both."""
    least: dict[tuple[str, str], int] = defaultdict(int)
    most: dict[tuple[str, str], int] = defaultdict(int)
    known: dict[tuple[str, str], Place] = {}
    for one, sure in happenings:
        for place in one.places:
            key = place_words(place), place.precision
            known[key] = place if key not in known or known[key].lat is None else known[key]
            most[key] += 1
            least[key] += sure and len(one.places) == 1
    found = [
        Placed(
            name=name,
            region=known[name, precision].admin1,
            country=known[name, precision].country,
            precision=known[name, precision].precision,
            lat=known[name, precision].lat,
            lon=known[name, precision].lon,
            least=least[name, precision],
            most=number,
        )
        for (name, precision), number in most.items()
    ]
    return sorted(found, key=lambda one: (-one.most, one.name))


def _drawn(places: Sequence[Placed], title: str, legend: str) -> str:
    dots = [
        Dot(name=f"{one.name} ({one.precision}), happenings {span(one.least, one.most)}", lat=one.lat, lon=one.lon, precision=one.precision, acts=one.most)
        for one in places
        if one.lat is not None and one.lon is not None
    ]  # fmt: skip
    land = f'<svg x="20" y="{_TOP}" width="720" height="360" viewBox="0 0 720 360">{content(dots)}</svg>'
    first, _, rest = legend.partition("; ") if "; " in legend else legend.partition(": ")
    named = "; ".join(f"{one.name} {span(one.least, one.most)}" for one in places[:6])
    parts = [
        land,
        words(f"{first}:", 12, 412, css="small"),
        words(rest, 12, 426, css="small"),
        words(named, 12, 446, most=105),
    ]
    return picture(parts, wide=_WIDE, high=_HIGH, title=title)
