"""A report to the terms it tells its event in, and its day."""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec import Struct

from onrecord.linking.copies.story import read, words_of

_READ = 300
"""Words from the top that are read: a report tells its event first, then what went before."""
_TITLE = 3
"""How often a word of the headline counts."""
_ENDINGS = ("'s", "ings", "ing", "ies", "ed", "es", "s", "e")
_STEM = 4
_EVERYDAY = frozenset(
    "the and but for from with was are were been has have had its that this these those she they them him his her their"
    " who which what when where will would could said say says not after before about into over than more also out new"
    " one two first last year years day days week because there while some other all any can may during".split()
)


class Telling(Struct, frozen=True):
    """What is kept of a report to find others on the same event by."""

    terms: dict[str, int]
    """Content words without their endings, and how often each comes."""
    particular: tuple[str, ...]
    """Which of them are names or numbers."""
    day: date | None = None


def telling(text: str, *, title: str | None = None, day: date | None = None) -> Telling:
    """The telling of a report; `day` is the one it was published on."""
    story = read(text, title=title)
    terms: Counter[str] = Counter()
    for word in words_of(title or ""):
        if term := _term(word):
            terms[term] += _TITLE
    particular: set[str] = set()
    for n, word in enumerate(story.words[:_READ]):
        if term := _term(word):
            terms[term] += 1
            if n in story.particular:
                particular.add(term)
    return Telling(dict(sorted(terms.items())), tuple(sorted(particular)), day)


def _term(word: str) -> str | None:
    """A word without its ending; None where it tells nothing. Letters of scripts without blanks stand for themselves."""
    if word in _EVERYDAY or (len(word) < 3 and word.isascii()):
        return None
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word
