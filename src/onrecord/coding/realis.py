"""How an act is told: as done, denied, planned, demanded, threatened, attempted or only possible.

Judged at the cue itself first, then at each word that governs it, up to the clause that asserts it;
so "police denied beating him and arrested his wife" denies the beating alone.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.model import Realis

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.coding.cues import Cue

_GIVEN = frozenset("after since following despite during amid because over".split())
"""Prepositions that take what stands behind them as given."""
_CLIMB = 7
_UP = frozenset(
    {"xcomp", "ccomp", "pcomp", "pobj", "dobj", "obj", "prep", "acl", "conj", "advcl", "nsubj", "nsubjpass", "compound", "dative", "amod", "poss", "attr", "agent", "csubj"}
)


class Told(Struct, frozen=True):
    """How an act is told, the token that says so (or None for the plain telling), and the rule's name."""

    realis: Realis
    token: int | None = None
    rule: str = "told as done"


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    modals: dict[str, Realis]
    negations: frozenset[str]
    governors: dict[str, Realis]
    governing_nouns: dict[str, Realis]
    adjectives: dict[str, Realis]
    conditions: frozenset[str]
    prepositions: dict[str, Realis]
    of_acts_only: frozenset[str]


@cache
def _words(language: str = "en") -> _Words:
    import yaml

    text = files("onrecord.codebook").joinpath(language, "realis.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), _Words)


def realis(cue: Cue, doc: Doc) -> Told:
    """How the act of `cue` is told."""
    if cue.entry.realis:
        own = _own(doc[cue.head], cue)
        return own or Told(msgspec.convert(cue.entry.realis, Realis), cue.head, "the word says so")
    head = doc[cue.head]
    return _own(head, cue) or _governed(head, cue) or Told("actual")


def _own(head: Token, cue: Cue) -> Told | None:
    """What stands at the word itself: not, will, could, alleged, planned, if."""
    words = _words()
    for child in head.children:
        lower = child.lower_
        if child.dep_ == "neg" or (child.dep_ in ("det", "advmod", "preconj") and lower in words.negations):
            return Told("negated", child.i, "negation")
        if child.dep_ == "mark" and lower in words.conditions:
            return Told("hypothetical", child.i, "condition")
        if child.dep_ == "aux" and child.tag_ == "MD" and lower in words.modals:
            if _is_perfect(head) and lower in ("should", "would", "could", "must", "might", "may"):
                return Told("hypothetical", child.i, "modal verb")
            return Told(words.modals[lower], child.i, "modal verb")
        if child.dep_ in ("amod", "compound", "advmod") and lower in words.adjectives:
            return Told(words.adjectives[lower], child.i, "describing word")
    return None


def _is_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "have" for child in verb.children)


def _governed(head: Token, cue: Cue) -> Told | None:
    """What the words above it do to it: demand, deny, plan, fear, try."""
    words = _words()
    child, steps = head, 0
    while child.head.i != child.i and child.dep_ in _UP and steps < _CLIMB:
        above = child.head
        told = _at(child, above, head, cue, words)
        if told is not None:
            return told
        if _asserts(child, above):
            return None
        child, steps = above, steps + 1
    return None


def _at(child: Token, above: Token, head: Token, cue: Cue, words: _Words) -> Told | None:
    lemma = above.lemma_.lower()
    if above.pos_ == "ADP" and above.lower_ in words.prepositions and child.dep_ in ("pobj", "pcomp"):
        return Told(words.prepositions[above.lower_], above.i, f"“{above.lower_}” before it")
    if child.dep_ == "conj":
        return _shared(child, above, words)
    if lemma in ("call", "name") and child.dep_ in ("dobj", "obj", "ccomp"):
        return None
    if above.pos_ in ("VERB", "AUX", "ADJ") and lemma in words.governors and _is_complement(child, head):
        if _own_negation(above):
            return Told("negated" if words.governors[lemma] in ("attempted",) else words.governors[lemma], above.i, f"“{above.lower_}”")
        return Told(words.governors[lemma], above.i, f"“{above.lower_}”")
    if above.pos_ in ("NOUN", "PROPN") and lemma in words.governing_nouns and child.dep_ in ("prep", "acl", "compound", "ccomp", "poss"):
        return Told(words.governing_nouns[lemma], above.i, f"“{above.lower_}”")
    if child.pos_ in ("VERB", "AUX") and above.pos_ in ("VERB", "AUX") and child.dep_ in ("xcomp",) and _own_negation(above):
        return Told("negated", above.i, "negation")
    if child.dep_ == "advcl" and _is_purpose(child) and cue.entry.type != "protest":
        return Told("planned", child.i, "purpose")
    if child.dep_ == "acl" and _is_purpose(child) and child.pos_ == "VERB":
        return Told("planned", child.i, "purpose") if not _climbs(above) else None
    if child.dep_ in ("dobj", "nsubjpass", "obj", "attr", "xcomp", "acomp") and above.pos_ in ("VERB", "AUX"):
        own = _own(above, cue)
        if own is not None and (child.dep_ in ("xcomp", "acomp") or child.pos_ in ("NOUN", "PROPN")):
            return own
    return None


def _climbs(noun: Token) -> bool:
    """Whether a noun with "to ..." behind it is itself part of something further up: "urged him to take steps to arrest"."""
    return noun.dep_ in ("dobj", "pobj") and noun.head.dep_ in ("xcomp", "ccomp", "prep")


def _shared(child: Token, above: Token, words: _Words) -> Told | None:
    """What a verb joined by "and" shares: the modal of the first, where it has no helper or subject of its own."""
    if child.pos_ not in ("VERB", "AUX") or any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") and c.tag_ != "VBN" for c in child.children):
        return None
    for c in above.children:
        if c.dep_ == "aux" and c.tag_ == "MD" and c.lower_ in words.modals:
            return Told(words.modals[c.lower_], c.i, "modal verb of the verb before")
    return None


def _is_complement(child: Token, head: Token) -> bool:
    return child.dep_ in ("xcomp", "ccomp", "dobj", "obj", "pobj", "prep", "pcomp", "acomp", "nsubjpass", "dative", "conj", "advcl") and (
        child.dep_ != "advcl" or _is_purpose(child)
    )


def _own_negation(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _is_purpose(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def _asserts(child: Token, above: Token) -> bool:
    """Whether the clause of `child` stands by itself: what governs it further up says nothing of it."""
    if child.dep_ in ("nsubj", "csubj", "poss"):
        return True
    if child.dep_ == "acl" and above.pos_ in ("NOUN", "PROPN", "PRON"):
        return not _is_purpose(child)
    if above.pos_ in ("ADP", "SCONJ") and above.lower_ in _GIVEN:
        return True
    if child.dep_ == "ccomp" or (child.dep_ == "conj" and child.pos_ == "VERB"):
        return True
    if child.dep_ == "advcl":
        return not _is_purpose(child)
    return child.dep_ == "nsubjpass" and above.pos_ == "VERB" and child.pos_ != "NOUN"
