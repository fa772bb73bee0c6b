"""Where an act was done: the places of a report shared out among the acts its sentences tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.coding.places import PlaceMention
from onrecord.model import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.cues import Cue
    from onrecord.coding.parse import Parsed

_LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "around", "throughout", "across", "within", "of", "from", "on"})
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
    inside = [m for m in mentions if sentence.start <= m.start and m.end <= sentence.end and _tells_place(m)]
    found = [near for m in inside if (near := _nearness(m, head, parsed, frozenset(others))) is not None]
    if not found:
        return None
    best = min(found, key=lambda near: (near.distance, _RANK[near.mention.place.precision], near.mention.start))
    mention = best.mention
    return Where(mention.place, mention.start, mention.end, best.rule, round(mention.confidence * (0.95 - 0.1 * best.distance), 3))


def _tells_place(mention: PlaceMention) -> bool:
    return mention.kind != "demonym" and not mention.no_place


def _nearness(mention: PlaceMention, head: Token, parsed: Parsed, others: frozenset[int]) -> _Near | None:
    tokens = list(parsed.tokens_between(mention.start, mention.end))
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    outer = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])
    chain = [outer]
    while chain[-1].head.i != chain[-1].i:
        chain.append(chain[-1].head)
    if mention.inside_name:
        return _Near(mention, 3, "in the name of somebody in the sentence")
    passed = [t.i for t in chain if t.i in others and t.i != head.i]
    if any(t.i == head.i for t in chain):
        above = next(n for n, t in enumerate(chain) if t.i == head.i)
        between = [t for t in chain[:above] if t.i in others]
        return _Near(mention, 0 if not between else 2, "place of the clause")
    return _Near(mention, 1 if not passed else 2, "place in the sentence")
