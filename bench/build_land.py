"""The outline of the world's land for maps, made once from Natural Earth: `python -m bench.build_land land-110m.json`.

The file is that of the npm package `world-atlas` (TopoJSON). Borders are left out on purpose: whose land a place is, is not told here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TABLE = Path("src/onrecord/codebook/places/land.tsv")
HEAD = """# The outlines of land, Natural Earth 1:110m (public domain), made by bench/build_land.py.
# A ring a line: longitude and latitude of each point, in tenths of a degree; the ring ends where it begins,
# and goes on beyond 180 degrees where it crosses the date line.
"""
SOUTHERNMOST = -600
_ROUND = 3600


def rings(topology: dict[str, Any]) -> list[list[tuple[int, int]]]:
    """Each outer ring in tenths of a degree, without the Antarctic."""
    arcs = [_arc(one, topology["transform"]) for one in topology["arcs"]]
    found = []
    for shape in topology["objects"]["land"]["geometries"]:
        for polygon in shape["arcs"]:
            found += [_ring(ring, arcs) for ring in polygon]
    return [ring for ring in found if len(ring) > 3 and max(lat for _, lat in ring) > SOUTHERNMOST]


def _arc(points: list[list[int]], transform: dict[str, Any]) -> list[tuple[int, int]]:
    x = y = 0
    made = []
    for across, up in points:
        x, y = x + across, y + up
        lon = x * transform["scale"][0] + transform["translate"][0]
        lat = y * transform["scale"][1] + transform["translate"][1]
        made.append((round(lon * 10), round(lat * 10)))
    return made


def _ring(numbers: list[int], arcs: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    told = [point for n in numbers for point in (arcs[n] if n >= 0 else arcs[~n][::-1])]
    return _unbroken([one for one, before in zip(told, [None, *told[:-1]], strict=True) if one != before])


def _unbroken(ring: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ring with longitudes that go on beyond 180 degrees where it crosses the date line."""
    made, turn, before = [], 0, ring[0][0]
    for lon, lat in ring:
        turn += -_ROUND if lon - before > _ROUND / 2 else _ROUND if before - lon > _ROUND / 2 else 0
        before = lon
        made.append((lon + turn, lat))
    return made


def main() -> None:
    """Writes the table."""
    found = rings(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    lines = (" ".join(f"{lon},{lat}" for lon, lat in ring) for ring in found)
    TABLE.write_text(HEAD + "".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main()
