"""Parsed sentences as plain lists of what each token is, so that the rules need not ask spaCy again and again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.coding.parse import Parsed

__all__ = ["Words", "fold"]

_FEW = 60
_SHORT_LINE = 50
_HARDLY_ANY = 0.03
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def fold(word: str) -> str:
    """Small letters without marks: the form in which names are compared."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize(
        "NFKD", word.casefold().replace("đ", "d").replace("ı", "i").replace("ł", "l").replace("ø", "o")
    )
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "\u00ad’‘ʻʼ`´")


def _columns(doc: Doc) -> list[list[str]]:
    """Part of speech, tag, relation and lemma of all tokens, as words; asked for at once, which is quicker than token by token."""
    strings = doc.vocab.strings
    known: dict[int, str] = {0: ""}
    columns: list[list[str]] = []
    for codes in doc.to_array(["POS", "TAG", "DEP", "LEMMA"]).T.tolist():
        known.update((code, strings[code]) for code in set(codes) - known.keys())
        columns.append([known[code] for code in codes])
    return columns


def _short_lines(parsed: Parsed) -> Iterator[int]:
    """The last token of each line that was not broken for its length."""
    text = parsed.text
    for token, (end, start) in enumerate(zip(parsed.ends, parsed.starts[1:], strict=False)):
        if start > end and "\n" in text[end:start] and end - text.rfind("\n", 0, end) < _SHORT_LINE:
            yield token


class Words:
    """Token by token: text, small letters, part of speech, tag, relation, lemma, head, sentence, children.

    `line_ends` holds the last tokens of short lines, as lists and signatures have them. `small` tells that the report was written without capitals, so that they tell nothing.
    """

    __slots__ = (
        "children",
        "dep",
        "first",
        "glued",
        "head",
        "last",
        "lemma",
        "line_ends",
        "low",
        "parsed",
        "pos",
        "sent",
        "small",
        "tag",
        "text",
    )

    def __init__(self, parsed: Parsed) -> None:
        doc = parsed.doc
        self.parsed = parsed
        self.text = [parsed.text[a:b] for a, b in zip(parsed.starts, parsed.ends, strict=True)]
        self.low = [word.lower().replace("’", "'") for word in self.text]
        self.pos, self.tag, self.dep, lemmas = _columns(doc)
        self.lemma = [lemma.lower() for lemma in lemmas]
        self.head = [n + int(away) for n, away in enumerate(doc.to_array("HEAD").astype("int64"))]
        capitals = sum(word[0].isupper() for word in self.text)
        self.small = len(self.text) > _FEW and capitals < _HARDLY_ANY * len(self.text)
        starts, ends = parsed.starts, parsed.ends
        self.glued = [n > 0 and starts[n] == ends[n - 1] for n in range(len(starts))]
        self.line_ends = frozenset(_short_lines(parsed))
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
