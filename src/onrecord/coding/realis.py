"""How an act is told: as done, denied, planned, demanded, threatened, attempted or only possible.

Judged at the cue itself first, then at each word that governs it, up to the clause that asserts it;
so "police denied beating him and arrested his wife" denies the beating alone.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.codebook.data import read_yaml
from onrecord.model import Realis

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.coding.cues import Cue

_GIVEN = frozenset("after since following despite during amid because over".split())
"""Prepositions that take what stands behind them as given."""
_OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "dative"})
_WHEN = frozenset({"when", "until", "before", "once"})
_WITH_INFINITIVE = frozenset({"direct", "command", "tell", "press", "need", "hope"})
"""Verbs that bid or wish only with "to": "told him to leave", not "told her that he left"."""
_QUOTES = frozenset("\"“‘'")
_CLIMB = 7
_COMPLEMENTS = frozenset("xcomp ccomp dobj obj pobj prep pcomp acomp nsubjpass dative".split())
_UP = frozenset(
    "xcomp ccomp acomp pcomp pobj dobj obj prep acl conj advcl nsubj nsubjpass compound dative amod poss attr agent csubj".split()
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
    given: frozenset[str]
    prepositions: dict[str, Realis]
    claims: frozenset[str]
    denials: frozenset[str]


@cache
def _words(language: str = "en") -> _Words:
    return msgspec.convert(read_yaml(language, "realis.yaml"), _Words)


def realis(cue: Cue, doc: Doc) -> Told:
    """How the act of `cue` is told."""
    head = doc[cue.head]
    if own := _own(head, inside=range(cue.first, cue.last + 1)):
        above = _governed(head, cue) if own.realis == "planned" else None
        return above if above is not None and above.realis in ("hypothetical", "negated") else own
    if cue.entry.realis:
        return Told(cue.entry.realis, cue.head, "the word says so")
    if cue.entry.kind == "modifiers":
        return Told("actual")
    if _is_imperative(head):
        return Told("demanded", cue.head, "imperative")
    return _governed(head, cue) or Told("actual")


def _is_imperative(verb: Token) -> bool:
    """Whether a verb bids somebody, in a quotation or a cry: "Free the miners!"."""
    cried = verb.sent[-1].lower_ == "!" or (verb.i > 0 and verb.doc[verb.i - 1].lower_ in _QUOTES)
    if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "ccomp") or not cried:
        return False
    return not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "csubj", "expl") for c in verb.children)


def _own(head: Token, *, inside: Container[int] = ()) -> Told | None:
    """What stands at the word itself: not, will, could, alleged, planned, if."""
    words = _words()
    for child in head.children:
        lower = child.lower_
        if child.i in inside:
            continue
        if child.dep_ == "neg" or (child.dep_ in ("det", "advmod", "preconj") and lower in words.negations):
            return Told("negated", child.i, "negation")
        if child.dep_ in ("nsubj", "nsubjpass") and _is_nobody(child):
            return Told("negated", child.i, "nobody")
        if lower in _WHEN and child.dep_ in ("advmod", "mark") and head.dep_ == "advcl" and _is_present(head):
            return Told("planned", child.i, "a time to come")
        if child.dep_ == "mark" and lower in words.conditions:
            return Told("hypothetical", child.i, "condition")
        if child.dep_ == "aux" and child.tag_ == "MD" and lower in words.modals:
            return Told(_modal(lower, head), child.i, "modal verb")
        if child.dep_ in ("amod", "compound", "advmod") and lower in words.adjectives:
            return Told(words.adjectives[lower], child.i, "describing word")
    return None


def _is_nobody(subject: Token) -> bool:
    """Whether a clause is about nobody: "none of them", "no one", "no protesters"."""
    no = {"no", "neither"}
    return subject.lower_ in _words().negations or any(c.dep_ == "det" and c.lower_ in no for c in subject.children)


def _is_present(verb: Token) -> bool:
    """Whether a clause is in the present: behind "when", it tells of what is still to come."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return bool(helpers) and helpers <= {"is", "are"} and verb.tag_ == "VBN"


def _modal(lower: str, verb: Token) -> Realis:
    """What a modal verb makes of its act; in the perfect ("should have been freed") it only supposes."""
    perfect = any(child.dep_ == "aux" and child.lower_ == "have" for child in verb.children)
    return "hypothetical" if perfect and lower != "will" else _words().modals[lower]


def _governed(head: Token, cue: Cue) -> Told | None:
    """What the words above it do to it: demand, deny, plan, fear, try."""
    child, steps = _first_joined(head), 0
    while child.head.i != child.i and child.dep_ in _UP and steps < _CLIMB:
        above = child.head
        for rule in _RULES:
            if told := rule(child, above, cue):
                return told
        if _asserts(child, above):
            return None
        child, steps = above, steps + 1
    return None


def _first_joined(noun: Token) -> Token:
    """Of "demanded a ban on the group and the arrest of its leaders", the first noun: what governs it governs all."""
    while noun.dep_ == "conj" and noun.pos_ in ("NOUN", "PROPN") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


def _under_preposition(child: Token, above: Token, _cue: Cue) -> Told | None:
    told = _words().prepositions.get(above.lower_)
    if told is not None and above.pos_ == "ADP" and child.dep_ in ("pobj", "pcomp"):
        return Told(told, above.i, f"“{above.lower_}” before it")
    return None


def _joined(child: Token, above: Token, _cue: Cue) -> Told | None:
    """What a verb joined by "and" shares: the modal of the first, where it has no helper or subject of its own."""
    if child.dep_ != "conj" or child.pos_ not in ("VERB", "AUX"):
        return None
    if any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") and c.tag_ != "VBN" for c in child.children):
        return None
    modal = next((c for c in above.children if c.dep_ == "aux" and c.lower_ in _words().modals), None)
    return Told(_modal(modal.lower_, above), modal.i, "modal verb of the verb before") if modal is not None else None


def _under_verb(child: Token, above: Token, cue: Cue) -> Told | None:
    """Of "demanded that he be freed", "is set to be tried": what the governing verb or adjective says of it."""
    lemma = above.lemma_.lower()
    told = _words().governors.get(lemma)
    if told is None or above.pos_ not in ("VERB", "AUX", "ADJ") or not _is_complement(child):
        return None
    if child.dep_ in _OBJECTS and child.i != _first_joined(cue_head := child.doc[cue.head]).i and child.i != cue_head.i:
        return None
    if lemma == "plead" and any(c.lower_ == "guilty" for c in above.children):
        return None
    if lemma in ("call", "name") and child.dep_ in ("dobj", "obj", "ccomp"):
        return None
    if lemma == "order" and cue.entry.type == "fine":
        return None
    if lemma in _WITH_INFINITIVE and not _is_infinitive(child):
        return None
    if told == "attempted" and _is_negated(above):
        told = "negated"
    return Told(told, above.i, f"“{above.lower_}”")


def _to_be(child: Token, above: Token, _cue: Cue) -> Told | None:
    """Of "is to be tried", "were going to be kidnapped", "the plan was to pressure him"."""
    if child.dep_ not in ("xcomp", "ccomp") or not _is_infinitive(child):
        return None
    if above.lemma_ == "go" and above.tag_ == "VBG":
        return Told("planned", above.i, "“going to”")
    if above.lemma_ != "be":
        return None
    subject = next((c for c in above.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    told = _words().governing_nouns.get(subject.lemma_.lower()) if subject is not None else None
    return Told(told or "planned", above.i, f"“{above.lower_} to”")


def _under_noun(child: Token, above: Token, _cue: Cue) -> Told | None:
    told = _words().governing_nouns.get(above.lemma_.lower())
    if told is None or above.pos_ not in ("NOUN", "PROPN"):
        return None
    return (
        Told(told, above.i, f"“{above.lower_}”") if child.dep_ in ("prep", "acl", "compound", "ccomp", "poss") else None
    )


def _purpose(child: Token, above: Token, cue: Cue) -> Told | None:
    """Of "came to arrest him": told as meant, not as done. People who come to protest do protest."""
    if not _is_infinitive(child) or cue.entry.type == "protest" or above.lemma_ == "take":
        return None
    if child.dep_ == "advcl" or (child.dep_ == "acl" and child.pos_ == "VERB" and not _is_part(above)):
        return Told("planned", child.i, "purpose")
    return None


def _of_support(child: Token, above: Token, cue: Cue) -> Told | None:
    """What is said at the verb that an act is the object or complement of: "will not be able to make arrests"."""
    if above.pos_ not in ("VERB", "AUX"):
        return None
    nominal = child.pos_ in ("NOUN", "PROPN")
    if child.dep_ in ("xcomp", "acomp") or (child.dep_ in ("dobj", "nsubjpass", "obj", "attr") and nominal):
        return _own(above)
    if child.dep_ == "prep" and cue.entry.is_state:
        return _own(above)
    if child.dep_ == "nsubj" and nominal:
        told = _own(above) or _said_of(above)
        return told if told is not None and told.rule not in ("negation", "nobody") else None
    return None


def _said_of(verb: Token) -> Told | None:
    """Of "the trial is due to begin", what the adjective says of the subject."""
    for child in verb.children:
        told = _words().governors.get(child.lower_) if child.dep_ == "acomp" else None
        if told is not None:
            return Told(told, child.i, f"“{child.lower_}”")
    return None


def _denied_claim(child: Token, above: Token, _cue: Cue) -> Told | None:
    """Of "rejected claims that he was tortured": the claim is denied, so what it says is."""
    words = _words()
    if child.dep_ not in ("acl", "ccomp", "prep") or above.lemma_.lower() not in words.claims:
        return None
    verb = above.head
    if above.dep_ not in ("dobj", "nsubjpass") or verb.lemma_.lower() not in words.denials:
        return None
    return Told("negated", verb.i, f"“{verb.lower_}”")


_RULES = (_under_preposition, _denied_claim, _joined, _to_be, _under_verb, _under_noun, _purpose, _of_support)


def _is_part(noun: Token) -> bool:
    """Whether a noun with "to ..." behind it is itself part of something further up: "urged him to take steps to arrest"."""
    return noun.dep_ in ("dobj", "pobj") and noun.head.dep_ in ("xcomp", "ccomp", "prep")


def _is_complement(child: Token) -> bool:
    if child.dep_ == "advcl":
        return _is_infinitive(child)
    return child.dep_ in _COMPLEMENTS


def _is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def _asserts(child: Token, above: Token) -> bool:
    """Whether the clause of `child` stands by itself: what governs it further up says nothing of it."""
    if child.dep_ in ("nsubj", "csubj", "poss", "ccomp"):
        return True
    if child.dep_ == "acl" and above.pos_ in ("NOUN", "PROPN", "PRON"):
        return not _is_infinitive(child)
    if above.pos_ in ("ADP", "SCONJ") and above.lower_ in _GIVEN:
        return True
    if child.dep_ in ("dobj", "obj", "pobj") and above.lemma_.lower() in _words().given:
        return True
    if child.dep_ == "conj" and child.pos_ == "VERB":
        return child.tag_ != "VB" or any(
            c.dep_ in ("nsubj", "nsubjpass", "aux") and c.tag_ != "TO" for c in child.children
        )
    if child.dep_ == "advcl":
        return not _is_infinitive(child)
    return child.dep_ == "nsubjpass" and above.pos_ == "VERB" and child.pos_ != "NOUN"
