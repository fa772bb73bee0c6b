"""A text to its paragraphs: one a line, save where a paragraph was wrapped or broken over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from onrecord.model import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BLANK = " \t\xa0\u200b\u3000\ufeff"
_ITEM = re.compile(r"(?:[-*•–>#|]|\d{1,3}[.)])\s")
_RUNS_ON = re.compile(r"['’]s\b|[,;.)]|[a-z]")
_NARROWEST, _WIDEST = 45, 90
"""How long a line of a wrapped text is, but for the last of a paragraph."""
_LONGEST = 5000
"""Beyond this a paragraph takes in no more lines: the text has no paragraphs, and pieces are better than one whole."""
_ENDS = ".!?…:\"'”’»)]*_>"
_MOST = 100_000
"""Lines that are looked at one by one; a text with more is no story."""
_TRIED = 2000
"""Lines from the top by which it is told whether a text is wrapped."""
_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*(?=(['’]s\b|[,;.)])?)")


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of `text` in order, without blanks at their ends; a wrapped one runs over line breaks."""
    lines = list(islice(_lines(text), _MOST))
    wrapped = _is_wrapped(text, lines[:_TRIED])
    made: list[Span] = []
    for line in lines:
        if made and _goes_on(text, made[-1], line, wrapped=wrapped):
            made[-1] = Span(made[-1].start, line.end)
        else:
            made.append(line)
    if len(lines) == _MOST:
        made += _pieces(text, lines[-1].end)
    return made


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip(_BLANK)
        if bare:
            start = match.start() + len(line) - len(line.lstrip(_BLANK))
            yield Span(start, start + len(bare))


def _pieces(text: str, start: int) -> Iterator[Span]:
    """The text from `start` on, cut at line breaks into pieces of some length, whatever its paragraphs are."""
    while start < len(text):
        cut = text.find("\n", start + _LONGEST)
        end = cut if cut >= 0 else len(text)
        piece = text[start:end]
        if bare := piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            yield Span(first, first + len(bare))
        start = end


def _goes_on(text: str, last: Span, line: Span, *, wrapped: bool) -> bool:
    """Whether `line` continues the paragraph `last`: it stands right below, and reads as its continuation."""
    between = text[last.end : line.start]
    if last.end - last.start > _LONGEST or between.count("\n") > 1 or _ITEM.match(text, line.start, line.end):
        return False
    above = last.end - max(text.rfind("\n", last.start, last.end) + 1, last.start)
    if wrapped and not between.strip("\r\n") and _NARROWEST <= above <= _WIDEST:
        return True
    return _RUNS_ON.match(text, line.start, line.end) is not None and text[last.end - 1] not in _ENDS


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether the text's lines were broken at a fixed width: most that touch are alike in length and end in mid-sentence."""
    pairs = [(a, b) for a, b in pairwise(lines) if "\n" in text[a.end : b.start]]
    touching = [(a, b) for a, b in pairs if text.count("\n", a.end, b.start) == 1]
    if len(touching) < 3:
        return False
    even = [a for a, _ in touching if _NARROWEST <= a.end - a.start <= _WIDEST]
    unended = [a for a in even if text[a.end - 1] not in _ENDS]
    longest = max(a.end - a.start for a in lines)
    return longest <= _WIDEST + 10 and len(even) >= 0.7 * len(touching) and len(unended) >= 0.6 * len(even)


def joined(text: str) -> str:
    """`text` with each paragraph on one line, as far as it was wrapped or broken; blank lines stay."""
    made: list[str] = []
    at = 0
    for span in paragraphs(text):
        made += [text[at : span.start], _BREAK.sub(_bridge, text[span.start : span.end])]
        at = span.end
    return "".join([*made, text[at:]])


def _bridge(broken: re.Match[str]) -> str:
    return "" if broken.group(1) else " "
