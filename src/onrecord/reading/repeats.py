"""Paragraphs that only say again what the story tells: standfirsts, leads given twice, quotes set out large."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import PassageKind, Span
from onrecord.reading import dateline
from onrecord.reading.cues import cues

_WORD = re.compile(r"[^\W_]{3,}")
_BULLET = re.compile(r"[-*•–▪●]\s+")
_FIRST = 8
"""Paragraphs from the top that are looked at as a standfirst."""
_ENOUGH = 0.6
"""Share of a standfirst's words of content that the story says again."""
_READ = 12_000
"""Characters of the story that are looked through for them."""
_SHORTEST = 40


def mark(text: str, spans: Sequence[Span], kinds: list[PassageKind]) -> None:
    """Marks leads given twice and bullets at the top as standfirst, and paragraphs that come again as boilerplate."""
    _twice(text, spans, kinds)
    _bullets(text, spans, kinds)
    seen: set[str] = set()
    for n, span in enumerate(spans):
        if kinds[n] != "body" or span.end - span.start < _SHORTEST:
            continue
        words = text[span.start : span.end]
        if words in seen:
            kinds[n] = "boilerplate"
        seen.add(words)


def _twice(text: str, spans: Sequence[Span], kinds: list[PassageKind]) -> None:
    top = [n for n, kind in enumerate(kinds[: _FIRST * 2]) if kind == "body"][:_FIRST]
    told = [_prose(text, spans[n]) for n in top]
    for n, first in zip(top, told, strict=True):
        bare = first.rstrip(".…")
        if len(bare) >= _SHORTEST and any(m > n and later.startswith(bare) for m, later in zip(top, told, strict=True)):
            kinds[n] = "standfirst"


def _prose(text: str, span: Span) -> str:
    """A paragraph without its dateline, as it is compared with others."""
    words = text[span.start : min(span.end, span.start + 1500)]
    found = dateline.find(words)
    return " ".join(words[found.end if found and found.strong else 0 :].split())


def _bullets(text: str, spans: Sequence[Span], kinds: list[PassageKind]) -> None:
    top = [n for n, kind in enumerate(kinds) if kind == "body"][:6]
    heads: list[int] = []
    for n in top:
        if not _BULLET.match(text, spans[n].start, spans[n].end):
            break
        heads.append(n)
    if not heads or len(heads) == len(top) or not after(spans, kinds, heads[-1] + 1):
        return
    told = words_from(text, spans, heads[-1] + 1)
    for n in heads:
        if is_told_again(text[spans[n].start : spans[n].end], told):
            kinds[n] = "standfirst"


def after(spans: Sequence[Span], kinds: Sequence[PassageKind], first: int) -> bool:
    """Whether a story of some length follows from paragraph `first` on."""
    return (
        sum(spans[n].end - spans[n].start for n in range(first, min(len(spans), first + 40)) if kinds[n] == "body")
        > 300
    )


def words_from(text: str, spans: Sequence[Span], first: int) -> set[str]:
    """The words of content of the story from paragraph `first` on."""
    start = spans[first].start if first < len(spans) else len(text)
    return _content(text[start : start + _READ])


def is_told_again(paragraph: str, told: set[str]) -> bool:
    """Whether most words of content of a paragraph are among those `told`."""
    words = _content(paragraph)
    return bool(words) and len(words & told) >= _ENOUGH * len(words)


def _content(words: str) -> set[str]:
    return {word for word in _WORD.findall(words.lower()) if word not in cues().english}
