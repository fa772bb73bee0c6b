"""Parsed sentences as plain lists of what each token is, so that the rules need not ask spaCy again and again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.coding.parse import Parsed

__all__ = ["Words", "fold"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def fold(word: str) -> str:
    """Small letters without marks: the form in which names are compared."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold().replace("đ", "d").replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "\u00ad’‘ʻʼ`´")


class Words:
    """Token by token: text, small letters, part of speech, tag, relation, lemma, head, sentence, children.

    `small` tells that the report was written without capitals, so that they tell nothing.
    """

    __slots__ = ("children", "dep", "first", "glued", "head", "last", "lemma", "low", "parsed", "pos", "sent", "small", "tag", "text")

    def __init__(self, parsed: Parsed) -> None:
        doc = parsed.doc
        self.parsed = parsed
        self.text = [t.text for t in doc]
        self.low = [word.lower().replace("’", "'") for word in self.text]
        self.pos = [t.pos_ for t in doc]
        self.tag = [t.tag_ for t in doc]
        self.dep = [t.dep_ for t in doc]
        capitals = sum(word[0].isupper() for word in self.text)
        self.small = len(self.text) > 60 and capitals < 0.03 * len(self.text)
        self.lemma = [t.lemma_.lower() for t in doc]
        self.head = [t.head.i for t in doc]
        starts, ends = parsed.starts, parsed.ends
        self.glued = [n > 0 and starts[n] == ends[n - 1] for n in range(len(starts))]
        self.sent: list[int] = []
        self.first: list[int] = []
        self.last: list[int] = []
        for number, span in enumerate(parsed.spans):
            self.first.append(span.start)
            self.last.append(span.end - 1)
            self.sent.extend([number] * len(span))
        self.children: list[list[int]] = [[] for _ in self.text]
        for token, head in enumerate(self.head):
            if head != token:
                self.children[head].append(token)

    def __len__(self) -> int:
        return len(self.text)

    def ends(self, token: int) -> int:
        """The last token of the sentence that `token` stands in."""
        return self.last[self.sent[token]]

    def begins(self, token: int) -> int:
        """The first token of the sentence that `token` stands in."""
        return self.first[self.sent[token]]

    def has(self, token: int, *words: str) -> bool:
        """Whether these small-letter words stand from `token` on, in one sentence."""
        return token >= 0 and tuple(self.low[token : token + len(words)]) == words

    def is_subject(self, token: int) -> bool:
        """Whether a token is the subject of a clause."""
        return self.dep[token] in _SUBJECTS

    def verb_of(self, token: int) -> int | None:
        """The nearest verb above a token."""
        seen = 0
        while self.head[token] != token and seen < 40:
            token = self.head[token]
            seen += 1
            if self.pos[token] in {"VERB", "AUX"}:
                return token
        return None

    def above(self, token: int) -> Iterator[int]:
        """The heads of a token, from the nearest to the root of its sentence."""
        seen = 0
        while self.head[token] != token and seen < 60:
            token = self.head[token]
            seen += 1
            yield token

    def words(self, first: int, last: int) -> str:
        """The words of the report from token `first` to `last`, on one line."""
        return " ".join(self.parsed.words(first, last).split())
