"""The lines of printed pages to paragraphs: joined, hyphens mended, headers, footers and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

_EDGE = 2
"""Lines at the top and the bottom of a page that may be its header or footer."""
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"(?:page|p\.|стр\.|бет)?\s*[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/|из)\s*\d{1,4})?", re.IGNORECASE)
_HYPHENS = ("-", "\u00ad", "\u2010")
_BROKEN = re.compile(r"(\w+)[-\u00ad\u2010]$")
_LONGEST_WORD = 60
_ITEM = re.compile(r"(?:[-•*–]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
_ENDS = '.!?:…"”’»)'
_FULL = 0.8
"""Share of the usual width from which a line is taken to be full, so that the next one goes on with it."""


def paragraphs_of_pages(pages: Sequence[Sequence[str]]) -> str:
    """The paragraphs on some pages, one a line; a paragraph runs on over the end of a page."""
    lines = [line for page in _without_edges(pages) for line in page]
    words = frozenset(word for line in lines for word in re.findall(r"\w[\w-]*\w", line.lower()))
    widths = [len(line) for line in lines if len(line) > 30]
    width = median(widths) if widths else 0
    made: list[str] = []
    last = ""
    for line in lines:
        if last and _goes_on(last, line, width):
            made[-1] = _joined(made[-1], line, words)
        elif line:
            made.append(line)
        last = line
    return "\n".join(made)


def _without_edges(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The pages without the lines at their edges that come again and again, and without their numbers."""
    trimmed = [_trimmed(page) for page in pages]
    seen = Counter(key for page in trimmed for key in {_key(line) for line in _edges(page)})
    often = {key for key, count in seen.items() if count >= max(2, len(pages) // 2)}
    for page in trimmed:
        while page and _is_edge(page[0], often):
            page.pop(0)
        while page and _is_edge(page[-1], often):
            page.pop()
        yield page


def _trimmed(page: Sequence[str]) -> list[str]:
    lines = [" ".join(line.split()) for line in page]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _edges(page: Sequence[str]) -> list[str]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _key(line: str) -> str:
    return _DIGITS.sub("#", line.lower())


def _is_edge(line: str, often: set[str]) -> bool:
    return not line or _key(line) in often or _NUMBER.fullmatch(line) is not None


def _goes_on(last: str, line: str, width: float) -> bool:
    """Whether `line` continues the paragraph that `last` is the latest line of."""
    if not line or _ITEM.match(line):
        return False
    if _broken(last) or line[0].islower():
        return True
    return len(last) >= _FULL * width and not (last[-1] in _ENDS and len(last) < 0.95 * width)


def _joined(paragraph: str, line: str, words: frozenset[str]) -> str:
    """Both as one; a word that was parted is made whole, unless the text has it with its hyphen elsewhere."""
    broken = _broken(paragraph)
    if broken is None:
        return f"{paragraph} {line}"
    rest = re.match(r"\w+", line)
    if rest is None or not line[0].islower():
        return paragraph + line
    hyphened = f"{broken[1]}-{rest[0]}".lower()
    plain = f"{broken[1]}{rest[0]}".lower()
    keeps = hyphened in words and plain not in words
    return paragraph + line if keeps else paragraph[:-1] + line


def _broken(line: str) -> re.Match[str] | None:
    """The word that the hyphen at the end of a line parts; only so much is looked at, as a word may be long."""
    return _BROKEN.search(line[-_LONGEST_WORD:]) if line[-1:] in _HYPHENS else None
