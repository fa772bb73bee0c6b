"""A parse as plain lists: quick to walk many times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.coding.parse import Parsed

NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBS = frozenset({"VERB", "AUX"})
OPENING = frozenset({'"', "“", "«", "„", "``", "â€œ", "‘‘", "â€˜â€˜"})
CLOSING = frozenset({'"', "”", "»", "''", "â€�", "â€\x9d", "’’", "â€™â€™"})
MARKS = OPENING | CLOSING | {"’", "'", "‘"}


class Tree:
    """Words, parts of speech, relations and heads of all tokens of a `Parsed`, by token index."""

    __slots__ = ("_edges", "dep", "head", "kids", "lemma", "low", "parsed", "pos", "sentence", "tag")

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        tokens = list(parsed.doc)
        self.low: list[str] = [t.lower_ for t in tokens]
        self.pos: list[str] = ["PUNCT" if t.lower_ in MARKS else t.pos_ for t in tokens]
        self.tag: list[str] = [t.tag_ for t in tokens]
        self.dep: list[str] = [t.dep_ for t in tokens]
        self.lemma: list[str] = [t.lemma_.lower() for t in tokens]
        self.head: list[int] = [t.head.i for t in tokens]
        self.kids: list[list[int]] = [[] for _ in self.low]
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)
        self.sentence = [n for n, span in enumerate(parsed.spans) for _ in range(len(span))]
        self._edges: dict[int, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self.low)

    def kid(self, i: int, *relations: str) -> int | None:
        """The first dependant of `i` in one of the relations."""
        return next((k for k in self.kids[i] if self.dep[k] in relations), None)

    def kids_in(self, i: int, *relations: str) -> list[int]:
        """All dependants of `i` in one of the relations."""
        return [k for k in self.kids[i] if self.dep[k] in relations]

    def edges(self, i: int) -> tuple[int, int]:
        """First and last token under `i`."""
        found = self._edges.get(i)
        if found is None:
            token = self.parsed.doc[i]
            found = self._edges[i] = (token.left_edge.i, token.right_edge.i)
        return found

    def span(self, sentence: int) -> tuple[int, int]:
        """First and last token of a sentence."""
        span = self.parsed.spans[sentence]
        return int(span.start), int(span.end) - 1

    def above(self, i: int) -> Iterator[int]:
        """The heads over `i`, nearest first."""
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def under(self, i: int, top: int) -> bool:
        """Whether `i` is `top` or hangs under it."""
        return i == top or any(j == top for j in self.above(i))

    def passage(self, i: int) -> int:
        """The number of the passage a token stands in."""
        return self.parsed.sentences[self.sentence[i]].passage

    def starts_upper(self, i: int) -> bool:
        """Whether the word at `i` begins with a capital."""
        return self.parsed.text[self.parsed.starts[i]].isupper()
