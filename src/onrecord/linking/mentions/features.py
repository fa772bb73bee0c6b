"""Two mentions of one story to numbers that tell how alike they are, and their words' relation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt

from msgspec import Struct

from onrecord.linking.mentions import trust
from onrecord.linking.mentions.mention import Mention, Telling
from onrecord.linking.mentions.vectors import Rarity, Vector, cosine
from onrecord.linking.mentions.words import Relation

NAMES = (
    "always",
    "reports",
    "reports in the story",
    "names of the reports",
    "sentences",
    "names of the sentences",
    "arguments",
    "parties",
    "words beside",
    "same report",
    "same sentence",
    "light word",
    "rarity in all reports",
    "rarity in the story",
    "same part of speech",
    "root of reports in the story",
    "root of names of the reports",
    "root of sentences",
    "root of arguments",
    "sentences and names",
    "arguments and names",
    "sentences and reports",
    *trust.NAMES,
)
"""The numbers, in the order in which `features` gives them."""
LIGHT = frozenset(
    "be have do go get make take say tell come give put see use know find keep let set call it that this which".split()
)
"""Words that tell a doing only together with others."""


class Compared(Struct, frozen=True):
    """A mention with the vectors of its words and of its report."""

    mention: Mention
    everywhere: Vector
    report: Vector
    names: Vector
    sentence: Vector
    sentence_names: Vector
    arguments: Vector
    parties: Vector
    beside: Vector
    rarity: float
    rarity_here: float


class Story:
    """The reports of one story, among all reports; makes mentions comparable."""

    __slots__ = ("_all", "_everywhere", "_here", "_names", "_reports")

    def __init__(self, reports: Mapping[str, Telling], everywhere: Rarity) -> None:
        self._all = everywhere
        here = self._here = Rarity(one.words for one in reports.values())
        self._everywhere = {name: everywhere.vector(one.words) for name, one in reports.items()}
        self._reports = {name: here.vector(one.words) for name, one in reports.items()}
        self._names = {name: here.vector(one.names) for name, one in reports.items()}

    def compared(self, mention: Mention) -> Compared:
        """A mention of one of the reports, ready to be compared."""
        return Compared(
            mention=mention,
            everywhere=self._everywhere[mention.report],
            report=self._reports[mention.report],
            names=self._names[mention.report],
            sentence=self._vector(mention.sentence_words),
            sentence_names=self._vector(mention.sentence_names),
            arguments=self._vector(mention.arguments),
            parties=self._vector(mention.parties),
            beside=self._vector(mention.beside),
            rarity=self._all.of(mention.head),
            rarity_here=self._here.of(mention.head),
        )

    def _vector(self, words: Iterable[str]) -> Vector:
        return self._here.vector(words)


def features(a: Compared, b: Compared, kind: Relation, table: trust.Trust) -> list[float]:
    """The numbers of `NAMES`; `kind` is the relation of the heads. Likenesses of a report or a sentence with itself tell nothing and are 0."""
    same_report = a.mention.report == b.mention.report
    same_sentence = same_report and a.mention.sentence == b.mention.sentence
    reports = 0.0 if same_report else cosine(a.everywhere, b.everywhere)
    here = 0.0 if same_report else cosine(a.report, b.report)
    names = 0.0 if same_report else cosine(a.names, b.names)
    sentences = 0.0 if same_sentence else cosine(a.sentence, b.sentence)
    sentence_names = 0.0 if same_sentence else cosine(a.sentence_names, b.sentence_names)
    arguments = cosine(a.arguments, b.arguments)
    return [
        1.0,
        reports,
        here,
        names,
        sentences,
        sentence_names,
        arguments,
        cosine(a.parties, b.parties),
        cosine(a.beside, b.beside),
        float(same_report),
        float(same_sentence),
        float(a.mention.head in LIGHT or b.mention.head in LIGHT),
        min(a.rarity, b.rarity),
        min(a.rarity_here, b.rarity_here),
        float(a.mention.is_verb == b.mention.is_verb),
        sqrt(here),
        sqrt(names),
        sqrt(sentences),
        sqrt(arguments),
        sentences * names,
        arguments * names,
        sentences * here,
        *trust.trusted(a.mention.head, b.mention.head, kind, table),
    ]
