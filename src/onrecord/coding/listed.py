"""Who else stands with a head word: names that carry on a list, companions, and those named out of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_TOGETHER = frozenset({"along", "together"})
_AMONG = frozenset({"them", "whom", "these", "those"})
_SHORT = 7
_TAILS = frozenset({"at", "from", "behind"})
_BESIDE_WEARING = frozenset("wearing living belonging working carrying suspected involved".split())


def listed(word: Token) -> list[Token]:
    """Of "A, B and C", the names that the parser took for an apposition of the first."""
    if word.pos_ != "PROPN":
        return []
    return [
        found
        for child in word.children
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == word.i + 2
        if any(c.dep_ == "cc" for c in child.subtree)
        for found in grammar.joined(child)
    ]


def companions(word: Token) -> list[Token]:
    """Of "was held along with her brother", the brother."""
    places = [word]
    if word.dep_ in ("nsubj", "nsubjpass", "dobj"):
        places.append(word.head)
    found = [c for place in places for c in place.children if c.dep_ in ("prep", "cc") and c.i > word.i]
    return [w for prep in found for w in _complements(prep) if grammar.is_somebody(w)]


def _complements(prep: Token) -> list[Token]:
    lower = prep.lower_
    if lower in _TOGETHER:
        return [w for inner in prep.children if inner.lower_ == "with" for w in _pobj(inner)]
    before = prep.doc[prep.i - 1].lower_ if prep.i else ""
    if lower == "alongside" or (lower == "with" and before in _TOGETHER):
        return _pobj(prep)
    return []


def _pobj(prep: Token) -> list[Token]:
    return [w for child in prep.children if child.dep_ == "pobj" for w in grammar.joined(child)]


def members(word: Token) -> list[Token]:
    """Of "20 people, including A and B" and "12 people, among them A", those named."""
    inner = grammar.content(word)
    nouns = (word,) if inner.i == word.i else (word, inner)
    found = [w for noun in nouns for child in noun.children if child.lower_ == "including" for w in _pobj(child)]
    if not found and (clause := word.head).pos_ in ("VERB", "AUX") and word.dep_ in ("dobj", "nsubjpass", "pobj"):
        found = [w for c in clause.children if c.lower_ == "including" and c.i > word.i for w in _pobj(c)]
    found += _among_them(word) + _said_to_be(word)
    return [name for w in found for name in (w, *_renamed(w))]


def _among_them(word: Token) -> list[Token]:
    """Of "12 people, among them A and B", the names, whatever the parser hung them on."""
    doc, at = word.doc, max(word.i, grammar.content(word).i) + 1
    behind = [t.lower_ for t in doc[at : at + 3]]
    if behind[:2] not in ([",", "among"], ["–", "among"], ["--", "among"]) or behind[-1] not in _AMONG:
        return []
    end = word.sent.end
    name = next((t for t in doc[at + 3 : end] if t.dep_ != "compound" and t.pos_ in ("PROPN", "NOUN", "VERB")), None)
    if name is None or name.pos_ == "VERB":
        return []
    return [w for one in (name, *_renamed(name)) for w in grammar.joined(one)]


def _said_to_be(word: Token) -> list[Token]:
    """Of "among those held are A and B", "A is one of the five held" and "the detainees include A", those named."""
    above = word.head.head if word.dep_ == "pobj" and word.head.lower_ in ("among", "of") else word.head
    if word.head.lower_ == "of":
        above = above.head if above.lower_ == "one" else word
    if above.lemma_ == "be":
        told = [c for c in above.children if c.dep_ in ("nsubj", "attr") and c.lower_ != "one"]
    elif above.lemma_ == "include" and word.dep_ == "nsubj":
        told = [c for c in above.children if c.dep_ == "dobj"]
    else:
        return []
    return [name for one in told for name in grammar.joined(one) if name.i != word.i]


def _renamed(word: Token) -> Iterator[Token]:
    """Of "a mother, Jana Malik", the name."""
    yield from (c for c in word.children if c.dep_ == "appos" and c.pos_ == "PROPN" and word.pos_ == "NOUN")


def tail(word: Token, last: int) -> int:
    """The last token of what tells a group from others right behind it: "workers at the plant", "men in masks"."""
    for child in word.rights:
        if child.i != last + 1:
            continue
        if not _tells_apart(child) or child.right_edge.i - child.i > _SHORT:
            break
        last = _before_punctuation(child)
    return last


def _tells_apart(child: Token) -> bool:
    if child.dep_ == "prep":
        return child.lower_ in _TAILS and any(c.dep_ == "pobj" for c in child.children)
    return child.dep_ == "acl" and child.lower_ in _BESIDE_WEARING


def _before_punctuation(child: Token) -> int:
    last = child.right_edge.i
    return next((t.i - 1 for t in child.doc[child.i + 1 : last + 1] if t.is_punct and t.text not in "-’'“”\""), last)
