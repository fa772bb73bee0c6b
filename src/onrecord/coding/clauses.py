"""A word to the clause it stands in, and how two clauses of a sentence lie in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN = frozenset({"ROOT", "relcl", "acl", "advcl", "ccomp", "pcomp", "csubj", "csubjpass", "parataxis"})
_SAME_TIME = frozenset({"when", "as", "while", "where", "because", "though", "although"})


def clause_head(word: Token) -> Token:
    """The verb of the clause a word stands in; a participle that only goes along ("..., sentencing them") has that of its verb."""
    while word.head.i != word.i:
        if word.pos_ in ("VERB", "AUX") and (_heads_clause(word) or _joined_with_subject(word)):
            return word
        word = word.head
    return word


def _heads_clause(verb: Token) -> bool:
    if verb.dep_ not in _OWN:
        return False
    return not (verb.dep_ == "advcl" and _goes_along(verb))


def _goes_along(verb: Token) -> bool:
    """Whether a participle has neither subject nor conjunction of its own."""
    return verb.tag_ in ("VBG", "VBN") and not any(
        c.dep_ in ("mark", "nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children
    )


def _joined_with_subject(verb: Token) -> bool:
    return verb.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def at_same_time(verb: Token) -> bool:
    """Whether a clause tells of the time of the one above it: "when", "as", "while"; "students rallying in the square"."""
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return True
    return verb.dep_ == "advcl" and any(c.lower_ in _SAME_TIME for c in verb.children if c.dep_ in ("mark", "advmod"))


def conjunction(verb: Token) -> str:
    """The word that ties a clause to the one above it: "after", "before", "since"; empty where there is none."""
    mark = next((c.lower_ for c in verb.children if c.dep_ == "mark"), "")
    if not mark and verb.dep_ == "pcomp":
        return str(verb.head.lower_)
    return mark
