"""A word to the time its clause is told in: the past of a story, the perfect of news, a state now, what lies ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from spacy.tokens import Token

Tense: TypeAlias = Literal["past", "pluperfect", "perfect", "present", "modal", "none"]

_HAVE = frozenset({"has", "have", "'ve", "’ve"})
_NOW = frozenset({"is", "are", "am", "'re", "’re", "'m", "’m"})
_PAST = frozenset({"was", "were", "did", "got"})
_CLIMB = 8


def tense(word: Token) -> Tense:
    """The tense of the clause a word stands in; a clause without one has that of the clause above it.

    A participle behind its noun ("the men held in the camp") has none.
    """
    for _ in range(_CLIMB):
        if word.pos_ in ("VERB", "AUX") and (found := _own(word)) is not None:
            return found
        if word.tag_ == "VBN" and word.dep_ == "acl":
            return "none"
        if word.head.i == word.i:
            break
        word = word.head
    return "none"


def _goes_on_from_passive(verb: Token) -> bool:
    """Whether a verb without helper or subject is one more participle of a list: "was held and beaten"."""
    return (
        verb.dep_ == "conj"
        and verb.tag_ in ("VBD", "VBN")
        and not any(c.dep_ in ("nsubj", "nsubjpass", "dobj") for c in verb.children)
        and verb.head.tag_ in ("VBN", "VBD")
    )


def _own(verb: Token) -> Tense | None:
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if not helpers and _goes_on_from_passive(verb):
        return None
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
    if modal:
        return "modal"
    if helpers & {"had", "'d"}:
        return "pluperfect"
    if helpers & _HAVE or ("'s" in helpers and "been" in helpers):
        return "perfect"
    if helpers & _PAST:
        return "past"
    if helpers & _NOW or "'s" in helpers:
        return "present"
    return {"VBD": "past", "VBZ": "present", "VBP": "present", "MD": "modal"}.get(verb.tag_)  # type: ignore[return-value]
