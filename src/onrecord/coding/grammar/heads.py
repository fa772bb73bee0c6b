"""From a head word to the words that belong to it, and what it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.coding.grammar.words import people_nouns, words

if TYPE_CHECKING:
    from spacy.tokens import Token


_DEPTH = 6
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})


def up(word: Token) -> list[Token]:
    """A word and the heads over it, up to the root of its sentence."""
    chain = [word]
    while chain[-1].head.i != chain[-1].i:
        chain.append(chain[-1].head)
    return chain


def outermost(words: Sequence[Token]) -> Token | None:
    """Of words side by side, the first whose head stands outside them (the root counts as outside); None of none."""
    inside = {word.i for word in words}
    return next((w for w in words if w.head.i not in inside or w.head.i == w.i), words[0] if words else None)


def prepositional(word: Token, *prepositions: str) -> list[Token]:
    """Head words of the complements of `word` under one of the prepositions, with what is joined to them."""
    return [
        found
        for prep in word.children
        if prep.dep_ in ("prep", "agent", "dative") and prep.lower_ in prepositions
        for child in prep.children
        if child.dep_ == "pobj"
        for found in joined(child)
    ]


def possessors(word: Token) -> list[Token]:
    """Head words of "X's" and "his" before a noun, with what is joined to them."""
    return [
        found
        for child in word.children
        if child.dep_ == "poss"
        for found in ([_whose(child)] if child.lower_ == "whose" else joined(child))
    ]


def _whose(word: Token) -> Token:
    """Of "families whose homes were raided", the families."""
    above, steps = word.head, 0
    while above.dep_ != "relcl" and above.head.i != above.i and steps < _DEPTH:
        above, steps = above.head, steps + 1
    return above.head if above.dep_ == "relcl" else word


def joined(word: Token) -> list[Token]:
    """A head word and those that "and", "or" or a comma join to it."""
    found = [word]
    for child in word.children:
        if child.dep_ == "conj" and child.text[0].isalnum() and child.pos_ in _NOMINAL:
            found.extend(joined(child))
        elif child.dep_ == "appos":
            found.extend(other for c in child.children if _goes_on_list(c, word) for other in joined(c))
    return found


def _goes_on_list(word: Token, before: Token) -> bool:
    """Of "X, a lawyer, and Y" and "a lawyer, X, and her aide", whether the last goes on from the first and not from what it is."""
    first = word.left_edge.i
    if word.dep_ != "conj" or [t.text for t in word.doc[first - 2 : first]] != [",", "and"]:
        return False
    return word.pos_ == "PROPN" or (before.pos_ == "NOUN" and word.head.pos_ == "PROPN" and is_somebody(word))


def content(word: Token) -> Token:
    """The word that says what a phrase is of: "websites" of "a number of websites"; else the head itself."""
    if word.lower_ in words().measures or word.pos_ == "NUM":
        inner = [w for w in prepositional(word, "of") if w.pos_ in ("NOUN", "PROPN", "PRON")]
        if inner:
            return inner[0]
    return word


def is_somebody(word: Token) -> bool:
    """Whether a noun phrase's head names people (a person, a group of people); names count, places and things do not."""
    lower = word.lower_
    if lower in {"old", "olds"} and any(c.lower_ in ("year", "month") for c in word.children):
        return True
    if word.pos_ == "PRON" or lower in words().somebody:
        return lower in words().somebody
    if word.pos_ == "NUM":
        return not any(child.text in words().coins for child in word.children)
    if word.pos_ == "PROPN":
        return True
    somebody, nobody = people_nouns()
    lemma = word.lemma_.lower()
    if lower in nobody or lemma in nobody:
        return False
    if lower in somebody or lemma in somebody:
        return True
    if word.pos_ == "ADJ":
        return any(child.lower_ == "the" for child in word.children)
    return len(lower) > 4 and lower.endswith(words().human_endings)


def clause_words(verb: Token) -> Iterator[Token]:
    """The tokens of the clause of a verb: its subtree without other clauses that have their own verb."""
    yield verb
    for child in verb.children:
        if child.dep_ in ("conj", "ccomp", "advcl", "relcl", "parataxis") and child.pos_ in ("VERB", "AUX"):
            continue
        yield from _all(child)


def _all(word: Token) -> Iterator[Token]:
    yield word
    for child in word.children:
        if child.dep_ in ("relcl", "advcl") and child.pos_ in ("VERB", "AUX"):
            continue
        yield from _all(child)
