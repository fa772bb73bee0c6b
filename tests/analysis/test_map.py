"""Places to a picture of the land with circles."""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

from onrecord.analysis.map import Dot, drawn, land


def _dot(name: str, lat: float, lon: float, precision: str = "town", acts: int = 1) -> Dot:
    return Dot(name=name, lat=lat, lon=lon, precision=precision, acts=acts, link=f"/places/{name}")  # type: ignore[arg-type]


def test_the_land_is_whole() -> None:
    """Every ring is closed, and none jumps across the picture at the date line."""
    assert len(land()) > 100
    for ring in land():
        assert ring[0] == ring[-1]
        assert all(abs(one[0] - other[0]) < 90 for one, other in pairwise(ring))


def test_every_place_is_within_the_picture() -> None:
    """From the date line to the other, near the poles and alone."""
    for dots in ([_dot("Apia", -13, -171), _dot("Suva", -18, 178), _dot("Alert", 82, -62)], [_dot("Osh", 40, 72)]):
        root = etree.fromstring(drawn(dots))
        circles = root.findall(".//circle")
        assert len(circles) == len(dots)
        assert all(0 <= float(one.get("cx", "-1")) <= 720 and 0 <= float(one.get("cy", "-1")) <= 360 for one in circles)


def test_how_exactly_a_place_is_told_shows() -> None:
    """A country is not drawn as a town; a name cannot break out of the picture."""
    told = [_dot('<a href="x">&', 40, 70), _dot("KZ", 48, 66, "country", acts=9)]
    root = etree.fromstring(drawn(told))
    kinds = {one.get("class"): one for one in root.iter("circle")}
    assert kinds["country"].get("stroke-dasharray")
    assert not kinds["town"].get("stroke-dasharray")
    assert float(kinds["country"].get("r", "0")) > float(kinds["town"].get("r", "0"))
    assert '<a href="x">&: 1' in [one.text for one in root.iter("title")]
