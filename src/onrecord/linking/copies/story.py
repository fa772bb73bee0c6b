"""The text of a report to the words of its story, as they are compared with those of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.coding.sentences import split
from onrecord.letters import plain
from onrecord.model import Passage
from onrecord.reading.wire import lay_out

# Scripts that set no blanks between words are compared letter by letter.
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*"
)
_QUOTED = re.compile(r"“[^“”]{1,3000}”|«[^«»]{1,3000}»|„[^„“”]{1,3000}[“”]|\"[^\"]{1,3000}\"")
_NEARLY_ALL = 0.8


class Story(Struct, frozen=True):
    """The words of a story without headline, dateline, credits, captions and boilerplate; each list has an entry a word."""

    words: tuple[str, ...]
    """In small letters, without accents."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: frozenset[int]
    """Which of the words stand in quotation marks; none where nearly all do, since it is then the quoted text itself."""
    particular: frozenset[int]
    """Which of the words are names or numbers: the ones that another event, told in the same words, would have others of."""


def read(text: str, *, title: str | None = None) -> Story:
    """The story that `text` tells; `title` helps to tell its headline."""
    layout = lay_out(text, title=title)
    found: list[tuple[int, int]] = []
    particular: set[int] = set()
    for sentence in split(text, layout.passages, dateline=layout.dateline_span):
        for match in _WORD.finditer(text, sentence.start, sentence.end):
            if _is_particular(match, sentence.start):
                particular.add(len(found))
            found.append(match.span())
    quoted = frozenset(_quoted(text, layout.passages, found))
    return Story(
        words=tuple(_compared(text[start:end]) for start, end in found),
        starts=tuple(start for start, _ in found),
        ends=tuple(end for _, end in found),
        quoted=quoted if len(quoted) < _NEARLY_ALL * len(found) else frozenset(),
        particular=frozenset(particular),
    )


def words_of(text: str) -> list[str]:
    """All words of a short text, as they are compared."""
    return [_compared(match.group()) for match in _WORD.finditer(text)]


def _compared(word: str) -> str:
    return plain(word).replace("’", "'")


def _is_particular(match: re.Match[str], sentence: int) -> bool:
    """Whether it is a number, or has a capital that no sentence begins with."""
    first = match.group()[0]
    return first.isdigit() or (first.isupper() and match.start() > sentence + 2)


def _quoted(text: str, passages: Sequence[Passage], found: list[tuple[int, int]]) -> Iterator[int]:
    """Which words stand in quotation marks; a mark that is never closed reaches no further than its paragraph."""
    quotes = [match.span() for one in passages for match in _QUOTED.finditer(text, one.start, one.end)]
    at = 0
    for n, (start, _) in enumerate(found):
        while at < len(quotes) and quotes[at][1] <= start:
            at += 1
        if at < len(quotes) and quotes[at][0] < start:
            yield n
