"""When an act happened: the times of a report shared out among the acts its sentences tell.

A time belongs to the nearest cue above it in the sentence's grammar; failing that, to the cues of the clause it
stands in. Times that lean on another act ("two days earlier") are resolved against the act told before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord import dates
from onrecord.coding.clauses import at_same_time, clause_head, conjunction
from onrecord.coding.grammar import outermost, up
from onrecord.coding.times import TimeMention, anchored
from onrecord.coding.words import word_list
from onrecord.model import DateKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.cues import Cue
    from onrecord.coding.parse import Parsed

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
    """A time and how near it stands to a cue: `own` by grammar, `shared` with the clause, `before` it, `said` then, `near` only in the sentence."""

    mention: TimeMention
    nearness: str
    as_of: bool = False
    """Told as the day up to which something was counted ("as of Sunday")."""


def share_out(parsed: Parsed, cues: Sequence[Cue], mentions: Sequence[TimeMention]) -> dict[int, list[Owned]]:
    """For each cue (by its index in `cues`) the times that are its own, nearest first."""
    heads = {cue.head: n for n, cue in reversed(list(enumerate(cues)))}
    found: dict[int, list[Owned]] = {n: [] for n in range(len(cues))}
    for mention in mentions:
        if (mention.edtf is None and mention.shift is None) or parsed.text[mention.end : mention.end + 1] == "-":
            continue
        token = _outer(parsed, mention)
        if token is not None:
            _give(token, mention, heads, cues, parsed, found)
    return found


def _outer(parsed: Parsed, mention: TimeMention) -> Token | None:
    """The token of the mention whose head stands outside it."""
    tokens = list(parsed.tokens_between(mention.start, mention.end))
    if mention.shift is not None and tokens and (clause := _measured_from(parsed, tokens[-1])) is not None:
        return clause
    if mention.relation == "since" and tokens and (verb := _verb_before_since(parsed, tokens[0])) is not None:
        return verb
    return outermost(tokens)


def _verb_before_since(parsed: Parsed, first: Token) -> Token | None:
    """Of "held since 2016", the verb right before, where the parser took "since" for the beginning of a clause."""
    for i in range(first.i - 1, max(first.i - 4, 0), -1):
        word = parsed.doc[i]
        if word.lower_ == "since":
            before = parsed.doc[i - 1] if i and word.dep_ == "mark" else None
            while before is not None and before.pos_ not in ("VERB", "AUX") and before.i < before.head.i + 9:
                before = before.head if before.head.i < before.i else None
            return before
    return None


def _measured_from(parsed: Parsed, last: Token) -> Token | None:
    """Of "three days before he died", the word whose clause the three days are counted from: it is not itself dated by them."""
    for i in (last.i, last.i + 1):
        word = parsed.doc[i] if i < len(parsed.doc) else None
        if word is None or word.lower_ not in ("before", "after"):
            continue
        if word.dep_ == "mark" and word.head.head.i != word.head.i:
            return word.head.head
        if word.dep_ == "prep":
            return word
    return None


def _give(
    token: Token,
    mention: TimeMention,
    heads: dict[int, int],
    cues: Sequence[Cue],
    parsed: Parsed,
    found: dict[int, list[Owned]],
) -> None:
    clause = clause_head(token)
    path = _until_clause(token, clause)
    owner = next((t for t in path if t.i in heads), None)
    if owner is None:
        owner = _described(token)
    sentence = parsed.sentence_of(token)
    for n, cue in enumerate(cues):
        head = parsed.doc[cue.head]
        if parsed.sentence_of(head) != sentence:
            continue
        if nearness := _nearness(head, owner, clause):
            found[n].append(Owned(mention, nearness, as_of=_is_as_of(parsed, mention)))


def _is_as_of(parsed: Parsed, mention: TimeMention) -> bool:
    return parsed.text[max(0, mention.start - 6) : mention.start + 6].lower().lstrip().startswith("as of ")


def _described(token: Token) -> Token | None:
    """The noun that a time describes ("an August incident", "Monday's hearing"): it is dated, not what is done about it."""
    noun = token.head
    return noun if token.dep_ in ("compound", "nmod", "amod", "poss") and noun.pos_ in ("NOUN", "PROPN") else None


def _until_clause(token: Token, clause: Token) -> list[Token]:
    """The words from a time up to the verb of its clause."""
    chain = up(token)
    at = next(n for n, t in enumerate(chain) if t.i == clause.i)
    return chain[: at + 1]


def _nearness(head: Token, owner: Token | None, clause: Token) -> str | None:
    if owner is not None and head.i == owner.i:
        return "own"
    if owner is None and is_speech(clause):
        return _of_saying(head, clause)
    if _shares(head, owner, clause) or (owner is not None and _amid(head, owner)):
        return "before" if is_earlier(head) and clause_head(head).i != clause.i else "shared"
    if owner is not None and owner.i != clause.i:
        return None
    if at_same_time(clause) and clause_head(clause.head).i == clause_head(head).i:
        return "shared"
    if owner is not None:
        return None
    return None if _below(clause, clause_head(head)) else "near"


def _below(clause: Token, upper: Token) -> bool:
    """Whether a clause only adds to the one above it: its time is its own."""
    if clause.dep_ not in ("relcl", "pcomp") and not (clause.dep_ == "advcl" and conjunction(clause)):
        return False
    return any(t.i == upper.i for t in up(clause)[1:])


def _of_saying(head: Token, verb: Token) -> str | None:
    """Of a verb of saying with a time: what it announces was `said` then, what it judges ("condemned the killing") came before.

    A clause that it brings has a time of its own, or the saying's as its latest where it looks back ("said they had ...").
    """
    if not _is_told_by(head, verb):
        return None
    if clause_head(head).i == verb.i:
        return "before" if verb.lemma_ in _JUDGING else "said"
    return "said" if is_earlier(head) else None


def _amid(head: Token, noun: Token) -> bool:
    """Whether a dated noun is what a deed was done in, or what did it: "killed in an attack on Friday"."""
    if noun.dep_ in ("nsubj", "nsubjpass") and noun.head.i == clause_head(head).i:
        return True
    preposition = noun.head
    return noun.dep_ == "pobj" and preposition.lower_ in _DURING and clause_head(noun).i == clause_head(head).i


def _is_told_by(head: Token, verb: Token) -> bool:
    """Whether a cue stands in what a verb of saying tells."""
    return any(t.i == verb.i for t in up(head)) and head.i != verb.i


def is_earlier(word: Token) -> bool:
    """Whether an act lies before the one its clause hangs on: past perfect, "after being ...", "jailed for taking part"."""
    if any(c.dep_ == "aux" and c.lower_ == "had" for c in word.children):
        return True
    for below, above in pairwise(up(word)):
        if above.dep_ == "prep" and below.dep_ in ("pcomp", "pobj"):
            if above.lower_ in _FOLLOWING:
                return True
            if above.lower_ in _FOR and _is_punished(above.head) and word.lower_ not in _TO_COME:
                return True
        if below.dep_ == "advcl" and conjunction(below) == "after":
            return True
        if below.dep_ in ("ccomp", "relcl"):
            return False
    return False


def _is_punished(word: Token) -> bool:
    return word.lemma_ in word_list("punished")


def _shares(head: Token, owner: Token | None, clause: Token) -> bool:
    """Whether a cue stands in the clause that the time belongs to: an argument of its verb, or joined to it."""
    governor = owner if owner is not None else clause
    word, steps = head, 0
    while word.i not in (word.head.i, governor.i) and steps < _REACH:
        if word.dep_ in ("relcl", "ccomp") or (word.dep_ == "advcl" and any(c.dep_ == "mark" for c in word.children)):
            return False
        word, steps = word.head, steps + 1
    joined_to_head = governor.dep_ == "conj" and governor.head.i == head.i and owner is None
    return joined_to_head or word.i == governor.i


def is_speech(verb: Token) -> bool:
    """Whether a verb tells of saying: its time is that of the saying."""
    return verb.lemma_ in word_list("speech")


_FOLLOWING = frozenset({"after", "since", "following"})
_FOR = frozenset({"for", "over"})
_TO_COME = frozenset({"questioning", "interrogation", "trial", "hearing", "investigation", "execution", "release"})
_JUDGING = frozenset(
    "condemn criticize criticise denounce deny recall mention lament mourn protest discuss remember".split()
)
_DURING = frozenset({"in", "during", "at", "amid", "throughout"})
_REACH = 5
_SURE = {"own": 1.0, "shared": 0.85, "before": 0.7, "near": 0.6, "said": 0.5}
_ORDER = list(_SURE)
_GRAIN = {"day": 0, "interval": 1, "month": 1, "year": 2, "decade": 3, "century": 4, "open": 3}


def when(
    kind: str, owned: Sequence[Owned], *, reference: str | None, report_date: str | None, earlier: bool = False
) -> When | None:
    """The date of an act of type `kind` from its own times; `reference` is the date of the act told before it.

    `earlier`: the act is told in the past perfect, so the time of the saying is its latest.
    """
    for best in sorted(owned, key=_rank):
        mention = best.mention
        edtf, rule = mention.edtf, mention.rule
        if mention.anchor == "act":
            leaned = reference or report_date
            edtf = anchored(mention, leaned) if leaned else None
            rule = f"{rule}, counted from {leaned}"
        if best.as_of and kind not in _STATES:
            edtf = dates.until(edtf) if edtf else None
        if best.nearness == "before" or (best.nearness == "said" and earlier):
            edtf = dates.until(edtf) if edtf else None
            rule = f"{rule}, before the time told"
        if edtf is not None:
            return When(
                edtf,
                mention.start,
                mention.end,
                _holds(mention, kind),
                rule,
                round(mention.confidence * _SURE[best.nearness], 3),
            )
    return None


def _rank(owned: Owned) -> tuple[int, int, int, int]:
    mention = owned.mention
    grain = _GRAIN[dates.precision(mention.edtf)] if mention.edtf else 1
    return _ORDER.index(owned.nearness), mention.type in ("DURATION", "SET"), grain, mention.start


def _holds(mention: TimeMention, kind: str) -> DateKind:
    if mention.relation == "since":
        return "since"
    return "throughout" if mention.relation == "throughout" or kind in _STATES else "within"
