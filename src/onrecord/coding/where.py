"""Where an act was done: the places of a report shared out among the acts its sentences tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord.coding.places import PlaceMention
from onrecord.model import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.cues import Cue
    from onrecord.coding.parse import Parsed

_LOCATIVE = frozenset(
    "in at near outside inside around throughout across within from on to into before along toward towards off through".split()
)
_RANK = {"site": 0, "town": 1, "region": 2, "country": 3}


class Where(Struct, frozen=True):
    """The place of an act, the words it rests on (offsets), the rule and how sure it is."""

    place: Place
    start: int
    end: int
    rule: str
    confidence: float


class _Near(Struct, frozen=True):
    mention: PlaceMention
    distance: int
    rule: str


def where(cue: Cue, parsed: Parsed, mentions: Sequence[PlaceMention], others: Sequence[int]) -> Where | None:
    """The place told for a cue in its own sentence; `others` are the head tokens of the other cues."""
    head = parsed.doc[cue.head]
    sentence = parsed.sentences[parsed.sentence_of(head)]
    inside = [m for m in mentions if sentence.start <= m.start and m.end <= sentence.end and not m.no_place]
    found = [near for m in inside if (near := _nearness(m, head, parsed, frozenset(others))) is not None]
    if not found:
        return None
    best = min(found, key=lambda near: (near.distance, _RANK[near.mention.place.precision], near.mention.start))
    mention = best.mention
    place = _with_town(mention.place, [near.mention for near in found]) if mention.kind == "site" else mention.place
    return Where(
        place, mention.start, mention.end, best.rule, round(mention.confidence * (0.95 - 0.1 * best.distance), 3)
    )


def _with_town(site: Place, others: Sequence[PlaceMention]) -> Place:
    """A spot with the town that the sentence gives for it."""
    town = next((m.place for m in others if m.kind == "place" and m.place.precision == "town"), None)
    return set_in(site, town) if town is not None else site


def set_in(site: Place, town: Place) -> Place:
    """A spot in a town: "Central Square, Almaty", with the town's region, country and coordinates."""
    if not site.name or not town.name or site.name.endswith(town.name):
        return site
    return replace(
        town,
        name=f"{site.name}, {town.name}",
        precision="site",
        text=site.text,
        geonameid=None,
        lat=site.lat or town.lat,
        lon=site.lon or town.lon,
    )


def _nearness(mention: PlaceMention, head: Token, parsed: Parsed, others: frozenset[int]) -> _Near | None:
    tokens = list(parsed.tokens_between(mention.start, mention.end))
    if not tokens or mention.kind == "demonym":
        return None
    inside = {t.i for t in tokens}
    outer = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])
    chain = [outer]
    while chain[-1].head.i != chain[-1].i:
        chain.append(chain[-1].head)
    locative = _is_locative(chain)
    passed = [t for t in chain if t.i in others and t.i != head.i]
    if mention.inside_name or not locative:
        return (
            _Near(mention, 3, "in the name of somebody in the sentence")
            if mention.inside_name and mention.place.precision != "country"
            else None
        )
    if any(t.i == head.i for t in chain):
        between = [t for t in chain[: [t.i for t in chain].index(head.i)] if t.i in others]
        return _Near(mention, 2 if between else 0, "place of the clause")
    return _Near(mention, 2 if passed else 1, "place in the sentence")


def _is_locative(chain: Sequence[Token]) -> bool:
    """Whether a place stands behind "in", "at" and the like, itself or as the wider place of one that does; or opens the clause."""
    for token, above in pairwise(chain):
        if token.dep_ == "pobj":
            return above.lower_ in _LOCATIVE or (above.lower_ == "of" and above.head.lower_ in _PARTS)
        if token.dep_ not in ("appos", "conj", "compound", "nmod", "poss", "npadvmod", "dep"):
            return token.dep_ == "npadvmod"
    return False


_PARTS = frozenset(
    "city town village district region province north south east west outskirts suburb streets centre center front heart capital".split()
)
