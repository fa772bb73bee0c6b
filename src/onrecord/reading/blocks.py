"""Stretches of several paragraphs that are no prose: front matter, template code, embedded posts, comments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span

_LONGEST = 80
"""A block that does not close within so many paragraphs is taken to be its first paragraph alone."""
_LONGEST_LINE = 5000
_OPENERS = re.compile(r"\{%|\{\{|<!--|<(?:script|style|iframe|svg|form|blockquote\s[^>]{0,80}(?:twitter|instagram))\b")
_CLOSERS = {"{%": "%}", "{{": "}}", "<!--": "-->"}
_CODE = re.compile(r"(?:import|export|var|let|const|function|window\.|document\.|\$\()\b.*[;{]\s*$")


def blocks(text: str, paragraphs: Sequence[Span]) -> set[int]:
    """The indexes of the paragraphs that belong to such a block."""
    found = _front_matter(text, paragraphs)
    n = len(found)
    while n < len(paragraphs):
        last = _block_end(text, paragraphs, n)
        found.update(range(n, last + 1))
        n = max(n, last) + 1
    return found


def _front_matter(text: str, paragraphs: Sequence[Span]) -> set[int]:
    fences = [
        n
        for n, p in enumerate(paragraphs[:_LONGEST])
        if text[p.start : p.start + 4].strip() == "---" and p.end - p.start == 3
    ]
    if len(fences) > 1 and fences[0] == 0 and all(_is_field(text, p) for p in paragraphs[1 : min(3, fences[1])]):
        return set(range(fences[1] + 1))
    return set()


def _is_field(text: str, paragraph: Span) -> bool:
    return ":" in text[paragraph.start : min(paragraph.end, paragraph.start + 40)]


def _block_end(text: str, paragraphs: Sequence[Span], first: int) -> int:
    """The index of the last paragraph of the block that opens at `first`; one less than `first` where none does."""
    paragraph = paragraphs[first]
    head = text[paragraph.start : min(paragraph.end, paragraph.start + 160)]
    opener = _OPENERS.match(head)
    if opener is None:
        return first if _CODE.match(head) else first - 1
    if paragraph.end - paragraph.start > _LONGEST_LINE:
        return first - 1
    closer = _CLOSERS.get(opener.group(), f"</{opener.group().lstrip('<').split()[0]}")
    for n in range(first, min(first + _LONGEST, len(paragraphs))):
        at = text.find(closer, paragraphs[n].start, paragraphs[n].end)
        if at >= 0:
            return n if _is_last(text, at, paragraphs[n]) else first - 1
    return first


def _is_last(text: str, closes: int, paragraph: Span) -> bool:
    """Whether no prose follows the closing mark on its own line."""
    return paragraph.end - closes < 60 or "<" in text[closes + 1 : paragraph.end]
