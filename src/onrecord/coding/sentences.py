"""Passages of a report to sentences, by rule: quick enough to run on every report before any parsing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.model import Passage, Span

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col maj capt lt sgt cpl gov sen rep rev hon pres st jr sr no nos vs etc eg ie inc ltd co corp"
    " dept jan feb mar apr jun jul aug sep sept oct nov dec mt ft op cf al art sec par pp vol ed smt shri sh adv".split()
)
_END = re.compile(r"[.!?…]+[\"'”’)\]»*_]*(?=\s)")
_REMARKS = re.compile(r"(?:\s*\[[^\[\]]{1,60}\])+(?=\s)")
_RECORDING = "recording]"
_OPENS = re.compile(r"\s*[\"'“‘(\[«*_-]*\w")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\.[\"'”’)\]»]*$")
_SAMPLE = 4000
_FEW_CAPITALS = 60
"""Small letters to a capital; running English has 20 to 50."""


class Sentence(Struct, frozen=True):
    """One sentence: its offsets in the report's text, and the index of its passage."""

    start: int
    end: int
    passage: int


def split(text: str, passages: Sequence[Passage], *, dateline: Span | None = None) -> tuple[Sentence, ...]:
    """The sentences of the body passages of `text`, in order; none is empty or has blanks at its ends.

    A sentence that opens with the dateline begins behind it; a line break within a passage is no more than a blank.
    """
    small = _in_small_letters(text)
    return tuple(
        Sentence(start, end, number)
        for number, passage in enumerate(passages)
        if passage.kind == "body"
        for start, end in _within(text, _behind(text, passage, dateline), passage.end, small=small)
    )


def _behind(text: str, passage: Passage, dateline: Span | None) -> int:
    """Where the telling begins: behind the dateline and the remarks of those who took it down ("[Report] [Text]").

    The name that a recording opens with is no remark: "[Begin recording] [Sool] They took him."
    """
    start = passage.start
    if dateline is not None and passage.start <= dateline.start and dateline.end <= passage.end:
        start = dateline.end
    remarks = _REMARKS.match(text, start, passage.end)
    if remarks is None:
        return start
    opens = text.rfind(_RECORDING, passage.start, remarks.end())
    return opens + len(_RECORDING) if opens >= 0 else remarks.end()


def _in_small_letters(text: str) -> bool:
    """Whether the whole text was lower-cased, save a line or two over it; then capitals tell nothing of where sentences begin."""
    sample = text[:_SAMPLE]
    return sum(map(str.islower, sample)) > _FEW_CAPITALS * sum(map(str.isupper, sample))


def _within(text: str, start: int, end: int, *, small: bool) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if not _ends(text, begin, match.end(), end, small=small):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends(text: str, begin: int, at: int, limit: int, *, small: bool) -> bool:
    """Whether a mark that ends at `at` ends a sentence: not after an abbreviation or an initial, not before a small letter."""
    if at >= limit:
        return True
    word = _LAST_WORD.search(text, max(begin, at - 24), at)
    if word and _is_short_form(word.group(1)):
        return False
    opening = _OPENS.match(text, at, limit)
    if opening is None:
        return True
    first = text[opening.end() - 1]
    return small or not first.islower() or _small_print(text, begin, at)


def _is_short_form(word: str) -> bool:
    return word.casefold() in _ABBREVIATIONS or (len(word) == 1 and word.isupper()) or "." in word


def _small_print(text: str, begin: int, at: int) -> bool:
    """Whether the sentence has no capital at all, as in texts that were lower-cased."""
    return not any(c.isupper() for c in text[begin:at])
