"""A parse as plain lists by token, so that rules that walk it many times need not ask spaCy again and again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.coding.parse import Parsed


class Columns:
    """Token by token: small letters, part of speech, tag, relation, lemma, head, children, sentence.

    `first` and `last` are the first and last token of each sentence.
    """

    __slots__ = ("children", "dep", "first", "head", "last", "lemma", "low", "parsed", "pos", "sentence", "tag")

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.low = [parsed.text[a:b].lower() for a, b in zip(parsed.starts, parsed.ends, strict=True)]
        self.pos, self.tag, self.dep, lemmas = _strings(parsed.doc)
        self.lemma = [lemma.lower() for lemma in lemmas]
        self.head: list[int] = [n + int(away) for n, away in enumerate(parsed.doc.to_array("HEAD").astype("int64"))]
        self.children: list[list[int]] = [[] for _ in self.low]
        for token, head in enumerate(self.head):
            if head != token:
                self.children[head].append(token)
        self.sentence = parsed.sentence_at
        self.first = [int(span.start) for span in parsed.spans]
        self.last = [int(span.end) - 1 for span in parsed.spans]

    def __len__(self) -> int:
        return len(self.low)

    def above(self, token: int) -> Iterator[int]:
        """The heads of a token, from the nearest to the root of its sentence."""
        while self.head[token] != token:
            token = self.head[token]
            yield token


def _strings(doc: Doc) -> list[list[str]]:
    """Part of speech, tag, relation and lemma of all tokens, as words; asked for at once, which is quicker than token by token."""
    strings = doc.vocab.strings
    known: dict[int, str] = {0: ""}
    columns: list[list[str]] = []
    for codes in doc.to_array(["POS", "TAG", "DEP", "LEMMA"]).T.tolist():
        known.update((code, strings[code]) for code in set(codes) - known.keys())
        columns.append([known[code] for code in codes])
    return columns
