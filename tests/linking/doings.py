"""Acts of invented people as short rows to doings, for the cases of happenings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from onrecord.linking.happenings import Doing, Somebody
from onrecord.model import Count, Participant, Penalty, Place

CASES = Path(__file__).parent.parent / "cases"
PLACES = {
    "Almaty": Place(name="Almaty", country="KZ", lat=43.25, lon=76.95, precision="town"),
    "Astana": Place(name="Astana", country="KZ", lat=51.18, lon=71.45, precision="town"),
    "Bishkek": Place(name="Bishkek", country="KG", lat=42.87, lon=74.59, precision="town"),
    "KZ": Place(country="KZ", precision="country"),
}


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one file."""
    found: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return found


def doing(row: dict[str, Any], act: str = "a1", report: str = "r1") -> Doing:
    """One row as a doing."""
    return Doing(
        report=row.get("report", report),
        act=row.get("act", act),
        type=row["type"],
        subtype=row.get("subtype"),
        realis=row.get("realis", "actual"),
        date=row.get("date"),
        published=row.get("published"),
        place=PLACES[row["place"]] if "place" in row else None,
        actors=tuple(map(somebody, row.get("by", ()))),
        affected=tuple(map(somebody, row.get("who", ()))),
        count=Count(min=row["count"][0], max=row["count"][1]) if "count" in row else None,
        words=tuple(str(row.get("words", "")).split()),
        charge=row.get("charge"),
        penalties=tuple(Penalty(kind="prison", term=term) for term in row.get("terms", ())),
        source=tuple((Participant(name=name, kind=kind),) for name, kind in row.get("source", ())),
    )


def somebody(words: str) -> Somebody:
    """`*several activists` names nobody; `Marat Ospanov=id1` has an identity."""
    name, _, identity = words.lstrip("*").partition("=")
    return Somebody(name, "people" if words.startswith("*") else "person", identity or None)
