"""Which of the places that share a name lies in another one, as the words beside it or the distance tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.coding.gazetteer import Entry, key_of
from onrecord.coding.toponyms import Spotted
from onrecord.geo import km_between

_QUALIFIED = re.compile(
    r",? ?[(\[]?|,? (?:(?:an?|the) )?(?:[a-z-]+ ){0,3}?(?:in|of) (?:the )?(?:[a-z-]+ ){0,2}?"
    r"(?:(?:province|state|region|county|district|oblast|city) of )?"
)
_FAR = 60
_LARGE = 500_000
_OF_COUNTRY = re.compile(
    r"(?:['’]s)? (?:(?!(?:in|and|to|for|from|with|on|at|of|by|near|or|that)\b)[a-z-]+ ){0,3}(?:(?:city|town|village|region|province|state|district|capital|port|island) (?:of )?)?"
)


def qualifiers(hits: Sequence[Spotted], text: str) -> Iterator[tuple[Spotted, tuple[Entry, ...]]]:
    """Names beside which another tells where they lie, with the places they can then be.

    "Paris, Texas" tells of both names: the one lies in Texas, the other holds a Paris. "China's Guangdong" tells of one.
    """
    for one, other in pairwise(hits):
        between = text[one.end : other.start]
        if len(between) > _FAR or (" of " in between and not one.kind_word):
            continue
        wider = _wide(other)
        if wider and _QUALIFIED.fullmatch(between) and (other.abbreviation or not _is_state(one)):
            yield one, tuple(e for e in one.entries if any(_lies_in(e, w) for w in wider))
            yield other, tuple(w for w in wider if any(_lies_in(e, w) for e in one.entries))
        before = _wide(one) or _land(one)
        if before and not _is_state(other) and _OF_COUNTRY.fullmatch(between):
            yield other, tuple(e for e in other.entries if any(_lies_in(e, w) for w in before))


def _is_state(hit: Spotted) -> bool:
    return any(entry.kind == "country" for entry in hit.entries)


def _wide(hit: Spotted) -> tuple[Entry, ...]:
    return tuple(entry for entry in hit.entries if entry.kind in {"country", "region", "district"} or _is_large(entry))


def _is_large(entry: Entry) -> bool:
    """A town that has districts and suburbs of its own."""
    return entry.kind == "town" and entry.population > _LARGE and not entry.other


def _land(hit: Spotted) -> tuple[Entry, ...]:
    return (Entry("country", "", hit.demonym),) if hit.demonym and not hit.entries else ()


def _lies_in(entry: Entry, wider: Entry) -> bool:
    if entry.country != wider.country or entry.kind == "country":
        return False
    if wider.kind == "country":
        return True
    if wider.kind == "district":
        return entry.kind == "town" and kilometres(entry, wider) < 80
    if wider.kind == "town":
        return entry.population < wider.population and 0.5 < kilometres(entry, wider) < 50
    return entry.kind != "region" and _same_unit(entry.admin1, wider.name)


def _same_unit(one: str, other: str) -> bool:
    a, b = key_of(one), key_of(other)
    return bool(a) and (a == b or a.startswith(b + " ") or b.startswith(a + " ") or a == b.replace(" dc", ""))


def kilometres(one: Entry, other: Entry) -> float:
    """How far apart two places are; very far where a point is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 20_000.0
    return km_between((one.lat, one.lon), (other.lat, other.lon))
