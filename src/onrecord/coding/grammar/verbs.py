"""Whether a verb is passive, and verbs that the parser took for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding.grammar.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token


SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
"""How the parser ties a subject to its verb."""


def is_passive(verb: Token) -> bool:
    """Whether the subject of the verb suffers what it tells."""
    if is_misread_verb(verb):
        return False
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.dep_ == "ccomp" and _is_ordered(verb):
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if (own := own_subject(verb)) is not None:
        return _is_gapped(verb, own)
    if (first := first_of_list(verb)) is not None and (not has_object(verb) or verb.lemma_ in words().two_objects):
        return is_passive(first)
    if has_object(verb):
        return False
    if verb.tag_ == "VBD" or any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
        return False
    return verb.dep_ in ("acl", "advcl", "xcomp", "ccomp", "ROOT", "oprd")


def _is_gapped(verb: Token, own: Token) -> bool:
    """Of "four were killed and five injured", the second verb: it has a number for a subject and lacks its helper."""
    counted = own.pos_ == "NUM" or any(c.dep_ == "nummod" for c in own.children)
    bare = not has_object(verb) and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return counted and bare and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb.head)


def _is_ordered(verb: Token) -> bool:
    """Of "ordered him held": a participle without helpers behind its sufferer."""
    bare = not any(c.dep_ in ("aux", "mark") for c in verb.children)
    return bare and (verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.head.lemma_ in words().seen))


def first_of_list(verb: Token) -> Token | None:
    """The verb that another one without helper or subject goes on from: "was held and (was) beaten".

    Also where the parser hung the second on the noun that the first one's clause describes.
    """
    if any(child.dep_ in ("aux", "auxpass") for child in verb.children):
        return None
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return verb.head
    if verb.dep_ == "advcl" and verb.tag_ == "VBD" and verb.i > verb.head.i and not own_subject(verb):
        return None if any(c.dep_ in ("mark", "advmod") for c in verb.children) else verb.head
    if verb.dep_ == "acl":
        return next((c for c in verb.head.children if c.dep_ == "relcl" and c.i < verb.i and is_passive(c)), None)
    return None


def is_misread_verb(word: Token) -> bool:
    """Whether a participle that the parser hung on the noun behind it is the sentence's verb: it has a subject."""
    if word.dep_ != "amod" or word.i > word.head.i:
        return False
    return any(child.dep_ == "nsubj" for child in word.children) or doer_before_day(word) is not None


def doer_before_day(verb: Token) -> Token | None:
    """The doer of "a court on Monday jailed activist X", which the parser reads as "on ... jailed activist X"."""
    at = verb.i - 1
    while at > verb.sent.start and (verb.doc[at].lower_ in words().days or verb.doc[at].is_digit):
        at -= 1
    if not any(t.lower_ in words().days for t in verb.doc[at + 1 : verb.i]) or misread_object(verb).dep_ in SUBJECTS:
        return None
    doer = verb.doc[at - 1] if verb.doc[at].lower_ == "on" and at > verb.sent.start else verb.doc[at]
    while doer.dep_ in ("pobj", "prep") and doer.head.i < doer.i:
        doer = doer.head
    return doer if doer.pos_ in ("NOUN", "PROPN") else None


def misread_object(verb: Token) -> Token:
    """Of such a verb, the head of the phrase behind it: its object."""
    word = verb.head
    while word.dep_ == "compound":
        word = word.head
    return word


def has_object(verb: Token) -> bool:
    return any(child.dep_ in ("dobj", "obj") for child in verb.children)


def own_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)
