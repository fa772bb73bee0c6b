"""A text and what was searched for to where it stands in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Span
from onrecord.store.keys import key
from onrecord.store.words import WORD, Term, terms


def marks(text: str, asked: str) -> tuple[Span, ...]:
    """Where the words of a search stand in `text`, in order, none within another."""
    words = [(key(found.group()), found.start(), found.end()) for found in WORD.finditer(text)]
    spans = sorted({span for term in terms(asked) for span in _places(words, term)})
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def marked(text: str, asked: str, *, opening: str = "«", closing: str = "»") -> str:
    """The text with the words of a search between marks that survive a pipe."""
    parts, done = [], 0
    for span in marks(text, asked):
        parts += [text[done : span.start], opening, text[span.start : span.end], closing]
        done = span.end
    return "".join((*parts, text[done:]))


def excerpt(text: str, asked: str, *, around: int = 80) -> str:
    """The first words of a search with what stands around them, on one line; empty when they do not stand there."""
    found = marks(text, asked)
    if not found:
        return ""
    start, end = max(0, found[0].start - around), min(len(text), found[0].end + around)
    start = text.find(" ", start, found[0].start) + 1 if start else 0
    end = text.rfind(" ", found[0].end, end) if end < len(text) else end
    cut = text[start : end if end > 0 else len(text)]
    return f"{'… ' if start else ''}{' '.join(cut.split())}{' …' if start + len(cut) < len(text) else ''}"


def snippet(text: str, asked: str, *, around: int = 80) -> str:
    """The same, marked."""
    return marked(excerpt(text, asked, around=around), asked)


def _places(words: Sequence[tuple[str, int, int]], term: Term) -> Iterator[Span]:
    length = len(term.words)
    for first in range(len(words) - length + 1):
        told = words[first : first + length]
        *others, last = (word for word, _, _ in told)
        if others == list(term.words[:-1]) and _is(last, term):
            yield Span(told[0][1], told[-1][2])


def _is(word: str, term: Term) -> bool:
    return word.startswith(term.words[-1]) if term.prefix else word == term.words[-1]
