"""A report's text to the places it names: each with its offsets, what it most likely is, and by which rule.

Names are spotted first (`toponyms`), then resolved together: what a report says plainly (a country, a region, "Paris,
Texas") decides between the towns that share a name; after that their size and how near they lie to each other. A name
that is also a word or a surname counts only where something else tells that it is a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.coding.gazetteer import Entry, Gazetteer, gazetteer
from onrecord.coding.resolution import Resolver, Verdict
from onrecord.coding.sites import Site, find_sites
from onrecord.coding.toponyms import Spotted, Spotter
from onrecord.model import Place, PlacePrecision

__all__ = ["Gazetteer", "PlaceMention", "find_places", "gazetteer"]

MentionKind: TypeAlias = Literal["place", "demonym", "site"]
_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "region": "region",
    "district": "region",
    "town": "town",
    "site": "site",
}
_CITY_STATES = frozenset({"HK", "MO", "SG", "MC", "VA", "GI"})


class PlaceMention(Struct, frozen=True, kw_only=True):
    """Words of a report that name a place or a country's people, and the place they were taken for."""

    start: int
    end: int
    kind: MentionKind
    place: Place
    rule: str
    confidence: float
    candidates: int = 1
    """How many places bear the name."""
    inside_name: bool = False
    """Part of the name of an office or firm ("Almaty City Court"): it still tells where."""
    no_place: bool = False
    """Tells where somebody is from or who rules, not where something happened ("London-based", "New York Times")."""
    metonym_possible: bool = False
    """A capital that may stand for its government."""


def find_places(
    text: str,
    *,
    start: int = 0,
    end: int | None = None,
    country_hints: Sequence[str] = (),
) -> tuple[PlaceMention, ...]:
    """The places named between two offsets of `text`, in order, resolved together.

    `country_hints` are countries known beforehand, of the dateline, say.
    """
    spotter = Spotter(text, start, len(text) if end is None else end, gazetteer())
    resolver = Resolver(spotter, country_hints=country_hints)
    placed = tuple(resolver.verdicts())
    mentions = [_mention(spotter, verdict) for verdict in placed]
    mentions += [_site(text, site) for site in find_sites(spotter, placed, resolver.likely_country())]
    return tuple(sorted(mentions, key=lambda mention: (mention.start, -mention.end)))


def _mention(spotter: Spotter, verdict: Verdict) -> PlaceMention:
    hit, entry = verdict.hit, verdict.entry
    words = spotter.text[hit.start : hit.end]
    return PlaceMention(
        start=hit.start,
        end=hit.end,
        kind="demonym"
        if hit.demonym and hit.demonym == entry.country and entry.kind == "country" and not hit.entries
        else _kind(entry),
        place=_place(entry, words, spotter.text[hit.start : hit.name_end], hit),
        rule=verdict.rule,
        confidence=_confidence(verdict.evidence),
        candidates=max(len(hit.entries), 1),
        inside_name=hit.inside_name,
        no_place=hit.no_place,
        metonym_possible=hit.key in spotter.lex.words["metonyms"] and not hit.cue,
    )


def _kind(entry: Entry) -> MentionKind:
    return "site" if entry.kind == "site" else "place"


def _confidence(evidence: float) -> float:
    return round(1 / (1 + exp(-evidence)), 3)


def _place(entry: Entry, words: str, named: str, hit: Spotted) -> Place:
    if entry.kind == "country":
        name = entry.name if entry.country in _CITY_STATES and not hit.demonym else None
    else:
        name = _shown(entry, named, hit)
    return Place(
        name=name,
        admin1=entry.admin1 if entry.admin1 and entry.admin1 != name else None,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        geonameid=entry.geonameid,
        precision="town" if name and entry.kind == "country" else _PRECISION[entry.kind],
        text=words,
    )


def _shown(entry: Entry, named: str, hit: Spotted) -> str:
    """The report's own name of a town, in its usual capitals; a region's under the name it is kept by."""
    if entry.by_hand or hit.abbreviation or hit.capital_of or entry.kind in {"region", "district"}:
        return entry.name
    own = " ".join(named.split())
    return own.title() if own.islower() or own.isupper() else own


def _site(text: str, site: Site) -> PlaceMention:
    """A mention without coordinates; a name of a place inside it is a mention of its own."""
    return PlaceMention(
        start=site.start,
        end=site.end,
        kind="site" if site.precision == "site" else "place",
        place=Place(
            name=site.name,
            admin1=site.within,
            country=site.country,
            precision=site.precision,
            text=text[site.start : site.end],
        ),
        rule=site.rule,
        confidence=_confidence(site.evidence),
        candidates=0,
    )
