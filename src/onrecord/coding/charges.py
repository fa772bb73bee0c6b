"""The charge or reason that the authorities give for an act, in the text's own words, short."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.coding import grammar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.coding.cues import Cue
    from onrecord.coding.parse import Parsed

CHARGED = frozenset(
    {"arrest", "custody", "charge", "trial", "conviction", "sentence", "fine", "acquittal", "warrant", "deportation",
     "dismissal", "questioning", "restriction", "sentence_change"}
)  # fmt: skip
_BY_TYPE = {
    "charge": ("with", "of", "for", "over", "under", "on", "in"),
    "conviction": ("of", "for", "on", "to"),
    "questioning": ("over", "about"),
    "acquittal": ("of",),
}
_DEFAULT = ("for", "over", "on", "under", "of", "in", "with")
_LABELS = frozenset(
    "charge suspicion count accusation allegation offence offense crime case connection ground pretext reason".split()
)
_SAID = frozenset("charge suspicion accusation allegation count".split())
_NOT_FOR = frozenset(
    "year years month months day days week weeks hour hours time questioning interrogation trial hearing while life bail"
    " prosecution review release court investigation police days' months' weekend decade decades minutes first second"
    " example instance now good treatment checkup arrest detention release protest him her them me us you it term terms".split()
)
_LIMIT = 24


class Charge(Struct, frozen=True):
    """The words of a charge, first and last token, and the rule that took them."""

    first: int
    last: int
    rule: str


def charge(cue: Cue, parsed: Parsed, stops: Collection[int] = ()) -> Charge | None:
    """The charge told with a cue of a type that can carry one; `stops` are the head tokens of other such cues."""
    if cue.entry.type not in CHARGED:
        return None
    head = parsed.doc[cue.head]
    for word in _anchors(head, parsed.doc):
        found = _from(word, cue.entry.type, parsed)
        if found is not None:
            return found
    return _labelled_behind(cue, parsed, stops)


def _labelled_behind(cue: Cue, parsed: Parsed, stops: Collection[int]) -> Charge | None:
    """Of "charges of X" further on in the sentence, before another act is told; of a conviction, "of X-ing"."""
    sentence = parsed.spans[parsed.sentence_of(parsed.doc[cue.head])]
    for token in parsed.doc[cue.last + 1 : sentence.end]:
        if token.i in stops:
            return None
        if token.lemma_.lower() in _SAID and (found := _behind_label(token, parsed)) is not None:
            return found
        if (
            cue.entry.type == "conviction"
            and token.lower_ == "of"
            and (inner := next((c for c in token.children if c.dep_ == "pcomp"), None))
        ):
            return _span(inner, parsed, "“of” behind it")
    return None


def _anchors(head: Token, doc: Doc) -> list[Token]:
    """The words a charge may hang on: the cue, its object ("guilty", "charges"), and the verb it serves."""
    words = [head]
    words += [
        child
        for child in head.children
        if child.dep_ in ("dobj", "oprd", "acomp", "attr", "ccomp", "xcomp", "prep", "advmod")
    ]
    words += [w for child in head.children if child.dep_ == "ccomp" for w in child.children if w.lower_ == "guilty"]
    if grammar.is_misread_verb(head):
        words.append(grammar.misread_object(head))
    if head.pos_ in ("NOUN", "PROPN") and head.dep_ in ("dobj", "pobj"):
        words.append(head.head if head.dep_ == "dobj" else head.head.head)
    words += [
        w for w in doc[head.sent.start : head.sent.end] if w.lower_ == "guilty" and w.i > head.i and w.i - head.i < 5
    ]
    return words


def _from(word: Token, kind: str, parsed: Parsed) -> Charge | None:
    allowed = _BY_TYPE.get(kind, _DEFAULT)
    if word.dep_ == "dobj" and word.lemma_.lower() in _SAID and (found := _behind_label(word, parsed)) is not None:
        return found
    if word.lower_ == "guilty":
        allowed = ("of", "to", "on")
    if word.pos_ == "NOUN" and word.lemma_ in ("charge", "accusation"):
        allowed = ("of", "for", "over", "including")
    for prep in (word, *word.children) if word.dep_ == "prep" else tuple(word.children):
        if prep.dep_ not in ("prep", "mark", "dative", "agent") or prep.lower_ not in allowed:
            continue
        for inner in prep.children:
            if inner.dep_ in ("pobj", "pcomp") and (found := _content(prep, inner, word, kind, parsed)) is not None:
                return found
    return None


def _content(prep: Token, inner: Token, word: Token, kind: str, parsed: Parsed) -> Charge | None:
    lower, lemma = prep.lower_, inner.lemma_.lower()
    if lemma in _LABELS:
        return _behind_label(inner, parsed)
    if lower in ("on", "in", "under") or inner.lower_ in _NOT_FOR:
        return None
    if (
        lower == "of"
        and word.lower_ != "guilty"
        and kind not in ("charge", "conviction", "acquittal")
        and word.lemma_ not in _LABELS
    ):
        return None
    if (lower == "with" and kind != "charge") or (grammar.is_somebody(inner) and inner.pos_ != "VERB"):
        return None
    if lower == "for" and inner.pos_ == "NUM":
        return None
    return _span(inner, parsed, f"“{lower}” behind it")


def _behind_label(label: Token, parsed: Parsed) -> Charge | None:
    for child in label.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "including", "for", "with", "that"):
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    if inner.lemma_.lower() in _LABELS:
                        return _behind_label(inner, parsed)
                    return _span(inner, parsed, f"“{label.lower_}”")
    named = [
        c
        for c in label.children
        if c.dep_ in ("compound", "amod", "nmod")
        and c.pos_ in ("NOUN", "PROPN", "ADJ")
        and c.lower_ not in ("criminal", "similar", "same", "new", "several", "other", "formal")
    ]
    if named:
        return Charge(min(c.left_edge.i for c in named), max(c.i for c in named), f"“{label.lower_}”")
    return None


def _span(inner: Token, parsed: Parsed, rule: str) -> Charge | None:
    first, last = inner.left_edge.i, inner.right_edge.i
    doc = parsed.doc
    for i in range(first, min(last, first + _LIMIT) + 1):
        token = doc[i]
        if token.dep_ in ("relcl", "advcl") and i > inner.i and token.head.i >= first and token.dep_ == "relcl":
            last = token.left_edge.i - 1
            break
        if token.text in (";", "—", "--"):
            last = i - 1
            break
    last = min(last, first + _LIMIT)
    while last > first and (doc[last].is_punct or doc[last].pos_ in ("CCONJ", "ADP")):
        last -= 1
    while first < last and (
        doc[first].is_punct or doc[first].lower_ in ("allegedly", "alleged", "the", "his", "her", "their")
    ):
        first += 1
    if last < first or all(t.pos_ in ("NUM", "DET", "PRON", "PUNCT") for t in doc[first : last + 1]):
        return None
    return Charge(first, last, rule)
