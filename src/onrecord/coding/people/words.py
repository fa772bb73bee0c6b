"""The parse that the rules for people walk, and the form in which names are compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.coding.columns import Columns
from onrecord.letters import plain

if TYPE_CHECKING:
    from onrecord.coding.parse import Parsed

__all__ = ["Words", "fold"]

_FEW = 60
_MARKS = str.maketrans(dict.fromkeys("\u00ad’‘ʻʼ`´", ""))
_SHORT_LINE = 50
_HARDLY_ANY = 0.03
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def fold(word: str) -> str:
    """Small letters without marks: the form in which names are compared."""
    return word.lower() if word.isascii() else plain(word).translate(_MARKS)


def _short_lines(parsed: Parsed) -> Iterator[int]:
    """The last token of each line that was not broken for its length."""
    text = parsed.text
    for token, (end, start) in enumerate(zip(parsed.ends, parsed.starts[1:], strict=False)):
        if start > end and "\n" in text[end:start] and end - text.rfind("\n", 0, end) < _SHORT_LINE:
            yield token


class Words(Columns):
    """A parse for finding people: with `text` as written, and `glued` where no blank stands before a token.

    `line_ends` holds the last tokens of short lines, as lists and signatures have them. `small` tells that the report
    was written without capitals, so that they tell nothing. Apostrophes are straight in `low`.
    """

    __slots__ = ("glued", "line_ends", "small", "text")

    def __init__(self, parsed: Parsed) -> None:
        super().__init__(parsed)
        starts, ends = parsed.starts, parsed.ends
        self.text = [parsed.text[a:b] for a, b in zip(starts, ends, strict=True)]
        self.low = [word.replace("’", "'") for word in self.low]
        capitals = sum(word[0].isupper() for word in self.text)
        self.small = len(self.text) > _FEW and capitals < _HARDLY_ANY * len(self.text)
        self.glued = [n > 0 and starts[n] == ends[n - 1] for n in range(len(starts))]
        self.line_ends = frozenset(_short_lines(parsed))

    def ends(self, token: int) -> int:
        """The last token of the sentence that `token` stands in."""
        return self.last[self.sentence[token]]

    def begins(self, token: int) -> int:
        """The first token of the sentence that `token` stands in."""
        return self.first[self.sentence[token]]

    def has(self, token: int, *words: str) -> bool:
        """Whether these small-letter words stand from `token` on, in one sentence."""
        return token >= 0 and tuple(self.low[token : token + len(words)]) == words

    def is_subject(self, token: int) -> bool:
        """Whether a token is the subject of a clause."""
        return self.dep[token] in _SUBJECTS

    def verb_of(self, token: int) -> int | None:
        """The nearest verb above a token."""
        return next((above for above in self.above(token) if self.pos[above] in {"VERB", "AUX"}), None)

    def words(self, first: int, last: int) -> str:
        """The words of the report from token `first` to `last`, on one line."""
        return " ".join(self.parsed.words(first, last).split())
