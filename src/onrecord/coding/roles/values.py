"""What is found of roles: head words and the rules that took them; whose a matter is, and who is an authority."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.coding import grammar
from onrecord.coding.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token


class Found(Struct, frozen=True):
    """A head word (its token index) in a role, and the rule that took it."""

    token: int
    rule: str


class Roles(Struct, frozen=True):
    """The doers and those affected that one cue tells of."""

    actors: tuple[Found, ...] = ()
    affected: tuple[Found, ...] = ()


def found(words: Sequence[Token], rule: str) -> tuple[Found, ...]:
    """Head words in a role; of a matter of court among them ("the charges against X"), the one it is about."""
    return tuple(Found(meant.i, rule) for word in words for meant in _who_is_meant(word))


def _who_is_meant(word: Token) -> list[Token]:
    return beside_matter(word) or [word] if word.lemma_.lower() in word_list("matters") else [word]


def owner(word: Token) -> list[Token]:
    """Who is affected when it is done to what is theirs: "bit a soldier's hand", "reduced his sentence".

    Of "X had his phone seized", X.
    """
    return [_haver(whose) or whose for whose in _owner(word)]


def _haver(pronoun: Token) -> Token | None:
    if pronoun.dep_ != "poss" or pronoun.pos_ != "PRON":
        return None
    have = next((w for w in grammar.up(pronoun)[1:4] if w.lemma_ == "have" and w.dep_ != "aux"), None)
    return grammar.subject(have) if have is not None else None


def _owner(word: Token) -> list[Token]:
    told = {word.lower_, word.lemma_.lower()}
    if told & word_list("matters"):
        return beside_matter(word)
    if told & (word_list("belongings") | word_list("body")):
        of = [w for w in grammar.prepositional(word, "of") if grammar.is_somebody(w)]
        return grammar.possessors(word) or of or [word]
    return [word]


def beside_matter(word: Token) -> list[Token]:
    """Who a case, a sentence or a fine is about: "against X", "X's", "imposed on X"."""
    beside = [grammar.possessors(word)]
    first = ("by",) if word.lemma_.lower() == "appeal" else ()
    beside += [grammar.prepositional(word, prep) for prep in (*first, "against", "on", "for", "of", "to")]
    if word.head.pos_ == "VERB":
        beside += [grammar.prepositional(word.head, prep) for prep in ("against", "on", "to")]
    for named in beside:
        if people := [w for w in named if grammar.is_somebody(w) and w.lemma_.lower() not in word_list("measures")]:
            return people
    return []


def is_authority(word: Token) -> bool:
    """Whether a noun phrase's head names an authority of the state: police, courts, soldiers, or the unnamed "they"."""
    names = word_list("authorities")
    if word.lower_ in {"they", "we"}:
        return True
    if word.lemma_.lower() in names or word.lower_ in names:
        return True
    return any(child.lower_ in names for child in word.children if child.dep_ in ("compound", "amod", "nmod"))
