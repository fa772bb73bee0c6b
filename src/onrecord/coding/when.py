"""When an act happened: the times of a report shared out among the acts its sentences tell.

A time belongs to the nearest cue above it in the sentence's grammar; failing that, to the cues of the clause it
stands in. Times that lean on another act ("two days earlier") are resolved against the act told before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.coding.times import TimeMention, anchored
from onrecord.coding.words import word_list
from onrecord.model import DateKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.cues import Cue
    from onrecord.coding.parse import Parsed

_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "obj", "pobj", "compound", "poss", "conj", "attr"})
_STATES = frozenset({"custody"})


class When(Struct, frozen=True):
    """The date of an act as EDTF, the words it rests on (offsets), how it holds, the rule and how sure it is."""

    edtf: str
    start: int
    end: int
    kind: DateKind
    rule: str
    confidence: float


class Owned(Struct, frozen=True):
    """A time and how near it stands to a cue: `own` by grammar, `shared` with the clause, `near` only in the sentence."""

    mention: TimeMention
    nearness: str


def share_out(parsed: Parsed, cues: Sequence[Cue], mentions: Sequence[TimeMention]) -> dict[int, list[Owned]]:
    """For each cue (by its index in `cues`) the times that are its own, nearest first."""
    heads = {cue.head: n for n, cue in reversed(list(enumerate(cues)))}
    found: dict[int, list[Owned]] = {n: [] for n in range(len(cues))}
    for mention in mentions:
        if mention.edtf is None and mention.shift is None:
            continue
        token = _outer(parsed, mention)
        if token is None:
            continue
        _give(token, mention, heads, cues, parsed, found)
    return found


def _outer(parsed: Parsed, mention: TimeMention) -> Token | None:
    """The token of the mention whose head stands outside it."""
    tokens = list(parsed.tokens_between(mention.start, mention.end))
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0] if tokens else None)


def _chain(token: Token) -> list[Token]:
    chain = [token]
    while chain[-1].head.i != chain[-1].i:
        chain.append(chain[-1].head)
    return chain


def _give(
    token: Token, mention: TimeMention, heads: dict[int, int], cues: Sequence[Cue], parsed: Parsed, found: dict[int, list[Owned]]
) -> None:
    chain = _chain(token)
    owner = next((t for t in chain if t.i in heads), None)
    verb = next((t for t in chain if t.pos_ in ("VERB", "AUX")), None)
    sentence = parsed.sentence_of(token)
    for n, cue in enumerate(cues):
        if parsed.sentence_of(parsed.doc[cue.head]) != sentence:
            continue
        head = parsed.doc[cue.head]
        if owner is not None and head.i == owner.i:
            found[n].insert(0, Owned(mention, "own"))
        elif _shares(head, owner, verb):
            found[n].append(Owned(mention, "shared"))
        elif _near(head, owner, verb):
            found[n].append(Owned(mention, "near"))


def _shares(head: Token, owner: Token | None, verb: Token | None) -> bool:
    """Whether a cue stands in the clause that the time belongs to: an argument of its verb, or joined to it."""
    governor = owner if owner is not None else verb
    if governor is None or (owner is None and is_speech(governor)):
        return False
    word, steps = head, 0
    while word.i != governor.i and word.head.i != word.i and steps < 5:
        if word.dep_ in ("relcl", "ccomp", "advcl") and word.i != head.i:
            return False
        if word.dep_ in ("relcl", "ccomp") or (word.dep_ == "advcl" and word.pos_ != "VERB"):
            return False
        word, steps = word.head, steps + 1
    if word.i != governor.i:
        return governor.dep_ == "conj" and governor.head.i == head.i and owner is None
    return head.dep_ != "advcl" or not any(c.dep_ in ("mark", "aux") for c in head.children)


def _near(head: Token, owner: Token | None, verb: Token | None) -> bool:
    return owner is None and (verb is None or not is_speech(verb))


def is_speech(verb: Token) -> bool:
    """Whether a verb tells of saying: its time is that of the saying."""
    return verb.lemma_ in word_list("speech")


def when(
    kind: str, owned: Sequence[Owned], *, reference: str | None, report_date: str | None
) -> When | None:
    """The date of an act of type `kind` from its own times; `reference` is the date of the act told before it."""
    best = min(owned, key=lambda o: _rank(o), default=None)
    if best is None:
        return None
    mention = best.mention
    edtf, rule = mention.edtf, mention.rule
    if mention.anchor == "act":
        leaned = reference or report_date
        edtf = anchored(mention, leaned) if leaned else None
        rule = f"{rule}, counted from {leaned}"
    if edtf is None:
        return None
    sure = {"own": 1.0, "shared": 0.85, "near": 0.6}[best.nearness]
    return When(edtf, mention.start, mention.end, _holds(mention, kind), rule, round(mention.confidence * sure, 3))


def _rank(owned: Owned) -> tuple[int, int, int]:
    order = {"own": 0, "shared": 1, "near": 2}[owned.nearness]
    return order, owned.mention.type in ("DURATION", "SET"), owned.mention.start


def _holds(mention: TimeMention, kind: str) -> DateKind:
    if mention.relation == "since":
        return "since"
    return "throughout" if mention.relation == "throughout" or kind in _STATES else "within"
