"""A named facility to where its report says that it lies: the town or region beside its name, the one in its name, its country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.coding.places import PlaceMention
from onrecord.linking.facilities.find import Named, folded
from onrecord.linking.facilities.lexicon import lexicon
from onrecord.model import Place

__all__ = ["Lying", "lying"]

_BESIDE = re.compile(
    r" ?(?:[(\[] ?)?(?:in|of|at)? ?(?:the )?(?:(?:city|town|village|province|region|district|oblast) of )?"
)
_AFTER_COMMA = re.compile(r", (?:in )?(?:the )?")
_ENDS = re.compile(r"(?:['’]s?)?(?: (?:region|province|oblast|district|county|city))?(?:[,.;:)\]!?]|$|\s*\n)")
_FAR = 40
_SURE = 0.7
"""How sure the coder must be of which place a name means, for the region that it lies in to be told."""


class Lying(Struct):
    """Where a facility lies, as far as its report tells."""

    towns: list[Place]
    regions: set[str]
    countries: set[str]
    names_it: bool = False
    """Whether its name is only that of a town or region."""


def lying(text: str, named: Named, places: Sequence[PlaceMention]) -> Lying:
    """Where it lies by the words of its name and beside it; `places` are those of the text in order."""
    found = Lying([], set(), {named.country} if named.country else set())
    for one in _beside(text, named, places):
        _add(found, one.place, sure=one.confidence >= _SURE)
    for one in _inside(named, places):
        _add_inside(found, named, one)
    return found


def _beside(text: str, named: Named, places: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """The place whose it is, and those that are named right after it: "in Melekhovo, Vladimir region"."""
    at, gap = named.end, _BESIDE
    for one in places:
        if named.owner and one.start <= named.owner[0] < one.end:
            yield one
        if one.start < at or one.kind != "place":
            continue
        between = text[at : one.start]
        if one.start > at + _FAR:
            return
        if gap.fullmatch(between) or (_AFTER_COMMA.fullmatch(between) and _ENDS.match(text, one.end)):
            yield one
            at, gap = one.end, _AFTER_COMMA


def _inside(named: Named, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    return [one for one in places if named.start <= one.start and one.end <= named.term_at]


def _add(found: Lying, place: Place, *, sure: bool) -> None:
    if place.country:
        found.countries.add(place.country)
    if place.precision == "region" and place.name:
        found.regions.add(folded(place.name))
    elif place.precision == "town" and place.name:
        found.towns.append(place)
        if sure and place.admin1:
            found.regions.add(folded(place.admin1))


def _add_inside(found: Lying, named: Named, one: PlaceMention) -> None:
    """A place within a name tells the country, and where it lies of courts that are named for their town; a Kirov District is anywhere."""
    words = lexicon().words
    for_its_place = named.kind == "court" and named.levels & words["named_for_its_place"]
    if one.place.country and not found.countries and (for_its_place or named.kind not in words["many_of_a_name"]):
        found.countries.add(one.place.country)
    if " ".join(named.core) != folded(one.place.name or "") or one.kind != "place":
        return
    found.names_it = True
    if for_its_place and not found.towns:
        _add(found, one.place, sure=False)
