"""Places with numbers of acts to a picture of the land with circles; how exactly a place was told shows in how its circle is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from math import cos, radians, sqrt
from typing import TypeAlias

from msgspec import Struct

from onrecord.codebook.data import read_rows
from onrecord.model import PlacePrecision

_Ring: TypeAlias = tuple[tuple[float, float], ...]
_WIDTH, _HEIGHT = 720, 360
_NORTH, _SOUTH = 84.0, -58.0
_SMALLEST, _LARGEST = 3.0, 20.0
_MOST = 400
"""So many circles are drawn, the largest ones."""


class Dot(Struct, frozen=True, kw_only=True):
    """A place, how many acts are told of it, and where the circle leads."""

    name: str
    lat: float
    lon: float
    precision: PlacePrecision
    acts: int
    link: str = ""


class _Frame(Struct, frozen=True):
    """What is shown of the world: the middle, and how many points a degree of longitude and of latitude take."""

    lon: float
    lat: float
    across: float
    up: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return _WIDTH / 2 + (lon - self.lon) * self.across, _HEIGHT / 2 - (lat - self.lat) * self.up


@cache
def land() -> tuple[_Ring, ...]:
    """The outlines of all land but the Antarctic, each as longitudes and latitudes; twice what crosses the date line."""
    rings = [tuple(map(_point, row[0].split())) for row in read_rows("places", "land.tsv")]
    east = [_moved(ring, 360) for ring in rings if min(lon for lon, _ in ring) < -180]
    west = [_moved(ring, -360) for ring in rings if max(lon for lon, _ in ring) > 180]
    return (*rings, *east, *west)


def _moved(ring: _Ring, by: float) -> _Ring:
    return tuple((lon + by, lat) for lon, lat in ring)


def _point(told: str) -> tuple[float, float]:
    lon, _, lat = told.partition(",")
    return int(lon) / 10, int(lat) / 10


def drawn(dots: Sequence[Dot]) -> str:
    """The picture as SVG, as near as all dots allow: filled circles are towns and sites, rings regions, dashed rings countries.

    It tells nothing that a table of the dots does not, and is hidden from screen readers: put the table beside it.
    """
    return (
        f'<svg class="map" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true" focusable="false">{content(dots)}</svg>'
    )


def content(dots: Sequence[Dot]) -> str:
    """What is in the picture."""
    shown = sorted(dots, key=lambda one: -one.acts)[:_MOST]
    frame = _frame(shown)
    most = max((one.acts for one in shown), default=1)
    circles = (_circle(one, frame, most) for one in shown)
    return f'<path class="land" d="{_outlines(frame)}"/>{"".join(circles)}'


def _circle(dot: Dot, frame: _Frame, most: int) -> str:
    x, y = frame.at(dot.lon, dot.lat)
    radius = _SMALLEST + (_LARGEST - _SMALLEST) * sqrt(dot.acts / most)
    dashed = ' stroke-dasharray="3 3"' if dot.precision == "country" else ""
    shape = (
        f'<circle class="{dot.precision}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"{dashed}>'
        f"<title>{escape(dot.name)}: {dot.acts:,}</title></circle>"
    )
    return f'<a href="{escape(dot.link)}" tabindex="-1">{shape}</a>' if dot.link else shape


def _frame(dots: Sequence[Dot]) -> _Frame:
    """The nearest frame that holds every dot with some land around it."""
    lons, lats = [one.lon for one in dots] or [-170, 170], [one.lat for one in dots] or [_SOUTH, _NORTH]
    west, east, south, north = min(lons) - 8, max(lons) + 8, min(lats) - 6, max(lats) + 6
    middle = (south + north) / 2
    narrow = cos(radians(min(60.0, abs(middle))))
    across = min(_WIDTH / max(east - west, 36 / narrow), _HEIGHT / max(north - south, 18) * narrow)
    across = max(across, _WIDTH / 360)
    up = min(across / narrow, _HEIGHT / max(north - south, 18))
    return _Frame((west + east) / 2, middle, across, up)


def _outlines(frame: _Frame) -> str:
    """The rings that reach into the frame, as one path, without points that cannot be told apart."""
    reach = _WIDTH / 2 / frame.across + 1, _HEIGHT / 2 / frame.up + 1
    near = (ring for ring in land() if _touches(ring, frame, reach))
    return "".join(_path(frame.at(lon, lat) for lon, lat in ring) for ring in near)


def _touches(ring: _Ring, frame: _Frame, reach: tuple[float, float]) -> bool:
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    across = min(lons) < frame.lon + reach[0] and max(lons) > frame.lon - reach[0]
    return across and min(lats) < frame.lat + reach[1] and max(lats) > frame.lat - reach[1]


def _path(points: Iterable[tuple[float, float]]) -> str:
    parts: list[str] = []
    x = y = float("-inf")
    for one, other in points:
        if abs(one - x) + abs(other - y) < 1:
            continue
        x, y = one, other
        parts.append(f"{x:.0f} {y:.0f}")
    return f"M{'L'.join(parts)}Z"
