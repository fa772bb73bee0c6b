"""The time a story has reached, sentence by sentence: what the main clauses of a report tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.coding.grammar import outermost
from onrecord.coding.times import anchored
from onrecord.coding.when import When, is_speech

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.parse import Parsed
    from onrecord.coding.times import TimeMention

_CLOCK_REACH = 2
"""Sentences over which the time told last goes on for anybody."""
_BESIDE_REACH = 300
"""Characters over which a time in a sentence that tells no act is leaned on."""
_NO_POINT = frozenset({"DURATION", "SET"})
_NO_DAY = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})


class Clock(Struct, frozen=True):
    """The time that the main clause of each sentence tells, None where it tells none."""

    told: tuple[When | None, ...]
    beside: tuple[When, ...] = ()
    """Times in sentences that tell no act and were not parsed."""

    def at(self, sentence: int) -> tuple[When, int] | None:
        """The time told last before or in a sentence, and how many sentences before."""
        for gap in range(min(_CLOCK_REACH, sentence) + 1):
            found = self.told[sentence - gap]
            if found is not None:
                return found, gap
        return None

    def before(self, offset: int, sentence: int) -> When | None:
        """The time told last before some words of a sentence."""
        near = [w for w in self.told[max(0, sentence - _CLOCK_REACH) : sentence + 1] if w is not None]
        near += [w for w in self.beside if w.end > offset - _BESIDE_REACH]
        return max((w for w in near if w.end <= offset), key=lambda w: w.start, default=None)


def clock(parsed: Parsed, times: Sequence[TimeMention]) -> Clock:
    """The times of the main clauses of a report, sentence by sentence."""
    told: list[When | None] = [None] * len(parsed.sentences)
    beside: list[When] = []
    last: When | None = None
    for mention in times:
        tokens = list(parsed.tokens_between(mention.start, mention.end))
        if mention.type in _NO_POINT or mention.value in _NO_DAY or (tokens and not _of_main_clause(tokens)):
            continue
        at = _reached(mention, last)
        if at is None:
            continue
        if not tokens:
            beside.append(at)
        elif told[sentence := parsed.sentence_of(tokens[0])] is None:
            told[sentence] = at
        else:
            continue
        last = at
    return Clock(tuple(told), tuple(beside))


def _reached(mention: TimeMention, last: When | None) -> When | None:
    """The time that a mention takes the story to; None where it tells no point of it."""
    edtf = anchored(mention, last.edtf) if mention.anchor == "act" and last is not None else mention.edtf
    if edtf is None or edtf.startswith("/") or edtf.endswith("/"):
        return None
    return When(edtf, mention.start, mention.end, "within", "the time told last goes on", mention.confidence)


def _of_main_clause(tokens: Sequence[Token]) -> bool:
    """Whether a time belongs to what a sentence mainly tells, not to a clause that looks back, nor to the saying."""
    word = outermost(tokens) or tokens[0]
    while word.head.i != word.i:
        above = word.head
        if word.dep_ in ("relcl", "acl", "advcl", "pcomp"):
            return False
        if above.pos_ in ("VERB", "AUX") and is_speech(above):
            return word.dep_ in ("ccomp", "conj")
        word = above
    return True
