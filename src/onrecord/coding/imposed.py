"""Which of the penalties that a sentence tells are those of one act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.coding.changed_penalties import changed, new_total
from onrecord.coding.penalties import find_penalties

if TYPE_CHECKING:
    from onrecord.coding.cues import Cue
    from onrecord.coding.parse import Parsed
    from onrecord.coding.sentences import Sentence
    from onrecord.model import Evidence, Penalty

PENAL = frozenset({"sentence", "fine", "custody", "sentence_change"})
_BACK = 60
"""Characters before a cue in which a penalty may stand: "a five-year sentence"."""


def penalties(
    cue: Cue, others: Sequence[Cue], parsed: Parsed, country: str | None
) -> tuple[tuple[Penalty, Evidence], ...]:
    """The penalties of the act that a cue tells: from it on to the next such act of its sentence, else right before it."""
    if cue.entry.type not in PENAL or (cue.entry.type == "custody" and not _is_term(cue, parsed)):
        return ()
    sentence = parsed.sentences[parsed.sentence_of(parsed.doc[cue.head])]
    start = parsed.starts[cue.first]
    if cue.entry.type == "sentence_change" and (total := new_total(parsed.text, start, sentence.end)) is not None:
        return (total,)
    beside = [
        o
        for o in others
        if o.entry.type in PENAL
        and sentence.start <= parsed.starts[o.first] < sentence.end
        and not (o.entry.kind == "nouns" and o.head != cue.head and parsed.doc[o.head].head.i == cue.head)
    ]
    stop = min((s for o in beside if (s := parsed.starts[o.first]) > start), default=sentence.end)
    told = find_penalties(parsed.text, start, stop, country=country)
    if not told and (cue.entry.kind != "verbs" or stop == sentence.end):
        alone = len(beside) < 2 or cue.entry.kind != "verbs"
        told = find_penalties(
            parsed.text, max(sentence.start, start - _BACK) if alone else start, sentence.end, country=country
        )
    if cue.entry.type == "sentence_change":
        return _become(told, parsed.text, sentence)
    return _of_kind(told, cue, fined=any(o.entry.type == "fine" for o in beside))


def _become(
    told: tuple[tuple[Penalty, Evidence], ...], text: str, sentence: Sentence
) -> tuple[tuple[Penalty, Evidence], ...]:
    """Of "halved his six-year sentence", the three years; "cut by a year" tells of itself no total."""
    kept = tuple(row for row in told if not text[: row[1].start].endswith("by "))
    if len(kept) != 1:
        return kept
    penalty, evidence = kept[0]
    new = changed(penalty, text[sentence.start : sentence.end]) if penalty.term else None
    return ((new or penalty, evidence),)


def _of_kind(
    told: tuple[tuple[Penalty, Evidence], ...], cue: Cue, *, fined: bool
) -> tuple[tuple[Penalty, Evidence], ...]:
    """Of a fine, the money where some is told; of a sentence beside a fine, the rest."""
    money = tuple(row for row in told if row[0].amount is not None)
    rest = tuple(row for row in told if row[0].amount is None)
    if cue.entry.type == "fine":
        return money or told
    return (rest or told) if fined else told


def _is_term(cue: Cue, parsed: Parsed) -> bool:
    """Whether being held is told as serving a sentence: the time held so far is no penalty."""
    words = {t.lemma_.lower() for t in parsed.spans[parsed.sentence_of(parsed.doc[cue.head])]}
    return cue.entry.word == "serve" or bool(words & {"sentence", "term"})
