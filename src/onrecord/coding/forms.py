"""Words with their tag and relation to parts of speech and lemmas, each combination worked out once a process.

The rules behind them look at a word by itself, most of them at its tag only: its relation counts for some tags, some
words and for helping verbs. The few that look at two words are the one after an expletive ("there was") and contractions
("gonna", "let's"): the first is part of what is remembered, and a text with one of the others goes through the rules as
a whole. The rules are those of the pinned pipeline; a test holds what is remembered against them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Form: TypeAlias = tuple[int, int, int, bool]
"""A word, its tag and its relation (0 where it does not count), as the vocabulary numbers them; whether it stands after an expletive."""

_CONTRACTED = "ai gon got let c'm y y'"
_RELATED_TAGS = "CC DT IN WDT"
_RELATED_WORDS = "i you it do does did 'd have has had"
_HELPING = "aux auxpass"
_LIMIT = 200_000
"""Forms kept; a run over any number of reports stays within some tens of MB."""


class Forms:
    """Sets parts of speech and lemmas of tagged and parsed text, by `rules` asked once for each form."""

    def __init__(self, vocab: Vocab, rules: Sequence[Callable[[Doc], Doc]]) -> None:
        self._vocab = vocab
        self._rules = rules
        self._known: dict[Form, list[int]] = {}
        self._expletive = vocab.strings.add("expl")
        self._contracted = self._numbers(_CONTRACTED)
        self._related = self._numbers(_RELATED_WORDS), self._numbers(_RELATED_TAGS), self._numbers(_HELPING)

    def __call__(self, doc: Doc) -> Doc:
        """`doc` with its parts of speech and lemmas."""
        rows = doc.to_array(["ORTH", "TAG", "DEP"]).tolist()
        if not self._contracted.isdisjoint([row[0] for row in rows]):
            return self._through(doc)
        words, tags, helping = self._related
        forms: list[Form] = []
        before = 0
        for word, tag, relation in rows:
            counts = tag in tags or relation in helping or word in words
            forms.append((word, tag, relation if counts else 0, before == self._expletive))
            before = relation
        self._learn([form for form in dict.fromkeys(forms) if form not in self._known])
        return _with(doc, ["POS", "LEMMA"], [self._known[form] for form in forms])

    def _numbers(self, words: str) -> frozenset[int]:
        """The numbers of words, however they are written."""
        written = (form for word in words.split() for form in (word, word.title(), word.upper()))
        return frozenset(map(self._vocab.strings.add, written))

    def _through(self, doc: Doc) -> Doc:
        for rule in self._rules:
            doc = rule(doc)
        return doc

    def _learn(self, forms: Sequence[Form]) -> None:
        """Asks the rules for forms that are new, in one text where each stands behind a full stop or an expletive."""
        if not forms:
            return
        from spacy.tokens import Doc

        if len(self._known) > _LIMIT:
            self._known.clear()
        strings = self._vocab.strings
        stop = (strings.add("."), strings.add("punct"))
        words = [w for word, _, _, after in forms for w in ("there" if after else ".", strings[word])]
        tags = [
            pair
            for _, tag, relation, after in forms
            for pair in ((strings.add("EX"), self._expletive) if after else stop, (tag, relation))
        ]
        text = self._through(_with(Doc(self._vocab, words=words), ["TAG", "DEP"], tags))
        self._known.update(zip(forms, text.to_array(["POS", "LEMMA"]).tolist()[1::2], strict=True))


def _with(doc: Doc, names: list[str | int], rows: Sequence[Sequence[int]]) -> Doc:
    """`doc` with these attributes, a row a word."""
    values: Any = np.array(rows, dtype="uint64").reshape(-1, len(names))
    return doc.from_array(names, values)
