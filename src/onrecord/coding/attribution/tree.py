"""The parse that attribution walks, and the marks of quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding.columns import Columns

if TYPE_CHECKING:
    from onrecord.coding.parse import Parsed

NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBS = frozenset({"VERB", "AUX"})
OPENING = frozenset({'"', "“", "«", "„", "``", "â€œ", "‘‘", "â€˜â€˜"})
CLOSING = frozenset({'"', "”", "»", "''", "â€�", "â€\x9d", "’’", "â€™â€™"})
MARKS = OPENING | CLOSING | {"’", "'", "‘"}


class Tree(Columns):
    """A parse for finding who is given the word: quotation marks are punctuation, whatever the tagger took them for."""

    __slots__ = ("_edges",)

    def __init__(self, parsed: Parsed) -> None:
        super().__init__(parsed)
        self.pos = ["PUNCT" if low in MARKS else pos for low, pos in zip(self.low, self.pos, strict=True)]
        self._edges: dict[int, tuple[int, int]] = {}

    def kid(self, i: int, *relations: str) -> int | None:
        """The first dependant of `i` in one of the relations."""
        return next((k for k in self.children[i] if self.dep[k] in relations), None)

    def kids_in(self, i: int, *relations: str) -> list[int]:
        """All dependants of `i` in one of the relations."""
        return [k for k in self.children[i] if self.dep[k] in relations]

    def edges(self, i: int) -> tuple[int, int]:
        """First and last token under `i`."""
        found = self._edges.get(i)
        if found is None:
            token = self.parsed.doc[i]
            found = self._edges[i] = (token.left_edge.i, token.right_edge.i)
        return found

    def span(self, sentence: int) -> tuple[int, int]:
        """First and last token of a sentence."""
        return self.first[sentence], self.last[sentence]

    def under(self, i: int, top: int) -> bool:
        """Whether `i` is `top` or hangs under it."""
        return i == top or any(j == top for j in self.above(i))

    def passage(self, i: int) -> int:
        """The number of the passage a token stands in."""
        return self.parsed.sentences[self.sentence[i]].passage

    def starts_upper(self, i: int) -> bool:
        """Whether the word at `i` begins with a capital."""
        return self.parsed.text[self.parsed.starts[i]].isupper()
