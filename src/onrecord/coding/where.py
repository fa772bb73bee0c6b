"""Where an act was done: the places of a report shared out among the acts its sentences tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord.coding.clauses import clause_head
from onrecord.coding.grammar import outermost, up
from onrecord.coding.places import PlaceMention
from onrecord.model import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.cues import Cue
    from onrecord.coding.parse import Parsed

_LOCATIVE = frozenset(
    "in at near outside inside around throughout across within from on to into before along toward towards off through".split()
)
_AIMS = frozenset({"to", "into", "toward", "towards"})
ELSEWHERE = "place in another clause of the sentence"
OWN_CLAUSE = "place of the clause"
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
    cues = frozenset(others)
    found = [near for m in inside if (near := _nearness(m, head, cue.entry.type, parsed, cues)) is not None]
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


def _nearness(mention: PlaceMention, head: Token, kind: str, parsed: Parsed, others: frozenset[int]) -> _Near | None:
    outer = outermost(list(parsed.tokens_between(mention.start, mention.end)))
    if outer is None or mention.kind == "demonym" or _only_describes(outer, mention):
        return None
    path = up(outer)
    preposition = _preposition(path, others)
    if mention.inside_name or preposition is None or not _stays(preposition, head, kind):
        return None
    return _placed(mention, path, head, others)


def _only_describes(outer: Token, mention: PlaceMention) -> bool:
    """Whether a country only tells what kind a thing is of: "in the U.S. presidential election"."""
    return mention.place.precision == "country" and outer.dep_ in ("compound", "nmod") and outer.head.pos_ == "NOUN"


def _placed(mention: PlaceMention, path: Sequence[Token], head: Token, others: frozenset[int]) -> _Near:
    """How near a place stands: behind the cue, in its clause, in the clause above, in one below, elsewhere."""
    clause, own = clause_head(path[0]), clause_head(head)
    crossed = any(t.i in others and t.i != head.i for t in _before(path, head))
    under = any(t.i == head.i for t in path)
    if clause.i == own.i:
        return _Near(mention, (2 if crossed else 0) if under else 1, OWN_CLAUSE)
    if any(t.i == clause.i for t in up(own)[1:]):
        return _Near(mention, 2, "place in the sentence")
    if under and not crossed and own.i != head.i:
        return _Near(mention, 1, OWN_CLAUSE)
    return _Near(mention, 4, ELSEWHERE)


def _before(path: Sequence[Token], head: Token) -> Sequence[Token]:
    """The words of a path up to a cue, or all of it."""
    at = next((n for n, t in enumerate(path) if t.i == head.i), len(path))
    return path[:at]


def _stays(preposition: Token, head: Token, kind: str) -> bool:
    """Whether a preposition tells where a deed is done, not where somebody came from or went."""
    word, above = preposition.lower_, preposition.head
    if kind == "deportation":
        return word not in _AIMS
    if word in _AIMS:
        return any(t.i == above.i for t in up(head))
    if word == "from":
        return above.i == head.i or (above.pos_ == "VERB" and clause_head(above).i == clause_head(head).i)
    return True


def _preposition(path: Sequence[Token], others: frozenset[int]) -> Token | None:
    """The "in", "at" and the like behind which a place stands, itself or as the wider place of one that does."""
    for token, above in pairwise(path):
        if token.dep_ == "pobj":
            if above.lower_ == "of" and above.head.lower_ in _PARTS and above.head.dep_ == "pobj":
                return above.head.head
            return above if above.lower_ in _LOCATIVE else None
        if token.dep_ == "npadvmod":
            return token
        if token.dep_ not in ("appos", "conj", "compound", "nmod", "poss", "dep") or above.i in others:
            return None
    return None


_PARTS = frozenset(
    "city town village district region province north south east west outskirts suburb streets centre center front heart capital".split()
)
