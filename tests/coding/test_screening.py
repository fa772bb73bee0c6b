"""Which sentences are worth parsing, by their words alone."""

from __future__ import annotations

import pytest

from onrecord.coding.cues import lexicon
from onrecord.coding.parse import parse, tokens
from onrecord.coding.screening import may_tell, worth_parsing
from onrecord.coding.sentences import split
from onrecord.model import Passage


def parsed_of(text: str) -> list[str]:
    """The sentences of a text of one paragraph that are worth parsing."""
    sentences = split(text, (Passage(0, len(text), "body"),))
    wanted = worth_parsing([tokens(text, sentence) for sentence in sentences], lexicon())
    return [text[one.sentence.start : one.sentence.end] for one in wanted]


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("Police arrested two men .", True),
        ("He is behind bars .", True),
        ("The weather was mild .", False),
        ("The office stays open till march 31 .", False),
        ("The court closed the case .", True),
        ("The shop closed its doors .", False),
        ("The charge was low .", False),
    ],
)
def test_sentences_that_may_tell_an_act(sentence: str, tells: object) -> None:
    """A cue word counts with all that it asks of the words around it; nothing is parsed for it."""
    assert may_tell(sentence.split(), lexicon()) is tells


def test_nothing_is_parsed_where_nothing_may_be_told() -> None:
    """A report without any cue costs no parsing."""
    assert parsed_of("The weather was mild. Anna Lind said so. She likes rain.") == []


def test_a_sentence_leans_on_those_before_it() -> None:
    """A pronoun asks for the two sentences before; what stands behind is not read."""
    text = "Rain fell. Anna Lind came. It was noon. Police arrested her. She likes rain."
    assert parsed_of(text) == ["Anna Lind came.", "It was noon.", "Police arrested her."]


def test_a_sentence_without_pronoun_or_name_stands_alone() -> None:
    """Without anything to look up, only the sentence itself is parsed."""
    assert parsed_of("Rain fell. It was noon. Police arrested two men.") == ["Police arrested two men."]


def test_each_sentence_is_parsed_by_itself() -> None:
    """A sentence gives the same tags and relations whichever sentences are parsed with it."""
    text = "Anna Lind came at noon. Police arrested her in the square."
    sentences = split(text, (Passage(0, len(text), "body"),))
    alone = parse(text, sentences[1:]).doc
    beside = parse(text, sentences).spans[1]
    assert [(t.text, t.tag_, t.dep_, t.head.text, t.lemma_) for t in alone] == [
        (t.text, t.tag_, t.dep_, t.head.text, t.lemma_) for t in beside
    ]


def test_lower_cased_texts_are_split_at_full_stops() -> None:
    """In a text without capitals a small letter after a full stop begins a sentence, also under a line with capitals."""
    text = "This story is from March 12, 2002 osh: " + "the men came. they left. " * 20
    assert len(split(text, (Passage(0, len(text), "body"),))) == 40
