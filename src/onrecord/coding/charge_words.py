"""The words of a charge: where they end, and what around them is no part of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from onrecord.codebook.data import read_yaml

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.coding.parse import Parsed

_LIMIT = 24
_OPEN, _CLOSE = frozenset("“\"‘'«"), frozenset("”\"’'»")
_NO_BEGIN = frozenset("allegedly alleged the his her their a an supposedly reportedly".split())
_COUNTING = frozenset("one two three four five six several count counts".split())
_ARTICLES = frozenset("article articles section paragraph law act code".split())
_REACH_NAMING = 22
_EMPTY_POS = frozenset({"NUM", "DET", "PRON", "PUNCT", "ADP", "CCONJ"})


class Charge(Struct, frozen=True):
    """The words of a charge, first and last token, and the rule that took them."""

    first: int
    last: int
    rule: str
    confidence: float = 0.8
    occasion: bool = False
    """What the charges have to do with ("related to the march"), rather than their own words."""


class Words(Struct, frozen=True):
    """How a language states charges (`codebook/en/charges.yaml`)."""

    leads: tuple[tuple[str, ...], ...]
    openers: frozenset[str]
    bridges: tuple[tuple[str, ...], ...]
    labels: frozenset[str]
    not_naming: frozenset[str]
    crimes: frozenset[str]
    ends: frozenset[str]


@cache
def charge_words() -> Words:
    """The table of words, read once a process; longer sequences first."""
    data: dict[str, Any] = read_yaml("en", "charges.yaml")
    return Words(
        leads=_sequences(data["leads"]),
        openers=frozenset(words.split()[0] for words in data["leads"]),
        bridges=_sequences(data["bridges"]),
        labels=frozenset(data["labels"]),
        not_naming=frozenset(data["not_naming"]),
        crimes=frozenset(data["crimes"]),
        ends=frozenset(data["ends"]),
    )


def _sequences(told: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(words.split()) for words in told), key=len, reverse=True))


def of_head(head: Token, parsed: Parsed, rule: str) -> Charge | None:
    """The charge whose words are `head` and what hangs on it."""
    return _bounded(head.left_edge.i, head.right_edge.i, head.i, parsed, rule)


def behind(index: int, end: int, parsed: Parsed, rule: str) -> Charge | None:
    """The charge that begins at a token and ends before `end`: what hangs on the word that the token opens."""
    doc = parsed.doc
    if index >= end:
        return None
    opener = doc[index - 1]
    head = next((c for c in opener.children if c.i >= index and c.dep_ in ("pobj", "pcomp", "dobj", "xcomp")), None)
    if head is not None and head.left_edge.i >= index:
        return _bounded(index, min(head.right_edge.i, end - 1), head.i, parsed, rule)
    return _bounded(index, min(end, index + _LIMIT // 2) - 1, index, parsed, rule)


def _bounded(first: int, last: int, head: int, parsed: Parsed, rule: str) -> Charge | None:
    doc = parsed.doc
    last = min(last, first + _LIMIT)
    if first and doc[first - 1].text in _OPEN and doc[first - 1].text != "'":
        first -= 1
    while first < last and (doc[first].is_punct or doc[first].lower_ in _NO_BEGIN) and doc[first].text not in _OPEN:
        first += 1
    if first + 2 < last and doc[first].lower_ in _COUNTING and doc[first + 1].lower_ in ("for", "of"):
        first += 2
    last = _quoted_end(first, doc) or _end(first, last, head, doc)
    while last > first and (doc[last].is_punct or doc[last].pos_ in ("CCONJ", "ADP", "SCONJ")):
        last -= 1
    while first < last and doc[first].is_punct:
        first += 1
    if last < first or all(t.pos_ in _EMPTY_POS for t in doc[first : last + 1]):
        return None
    return _named_by_text(Charge(first, last, rule), parsed)


def _quoted_end(first: int, doc: Doc) -> int | None:
    """Where a charge given in quotation marks closes."""
    if doc[first].text not in _OPEN:
        return None
    stop = doc[first].sent.end
    return next((i - 1 for i in range(first + 2, min(stop, first + _LIMIT)) if doc[i].text in _CLOSE), None)


def _end(first: int, last: int, head: int, doc: Doc) -> int:
    """The last token before another clause, a remark in commas or a time."""
    for i in range(max(first + 1, head + 1), last + 1):
        token = doc[i]
        if token.text in (";", "—", "--", "–", ":", "(") or _is_end(doc, i):
            return i - 1
        if token.dep_ == "relcl" and token.head.i >= first:
            return token.left_edge.i - 1
        if token.dep_ in ("npadvmod", "appos") and token.head.i >= first and doc[token.left_edge.i - 1].text == ",":
            return token.left_edge.i - 1
        if token.text == "," and doc[min(i + 1, last)].lower_ in ("a", "an") and i < last:
            return i - 1
    return last


def _is_end(doc: Doc, i: int) -> bool:
    """Whether a word, or it and the next, ends the words of a charge."""
    ends, lower = charge_words().ends, doc[i].lower_
    return lower in ends or (i + 1 < len(doc) and f"{lower} {doc[i + 1].lower_}" in ends)


def _named_by_text(found: Charge, parsed: Parsed) -> Charge:
    """Of "violating Article 12, “insulting the state”", what the text says that the article is about."""
    doc = parsed.doc
    if not any(t.lower_ in _ARTICLES for t in doc[found.first : found.last + 1]):
        return found
    end = min(parsed.spans[parsed.sentence_of(doc[found.first])].end, found.last + _REACH_NAMING)
    opened = next((i for i in range(found.first, end) if doc[i].text in _OPEN and i + 2 < end), None)
    if opened is None:
        return found
    closed = next((i for i in range(opened + 2, min(end + _LIMIT, len(doc))) if doc[i].text in _CLOSE), None)
    if closed is None or closed - opened < 3:
        return found
    last = closed - 1 if not doc[closed - 1].is_punct else closed - 2
    return Charge(opened + 1, last, f"{found.rule}; named by its text")
