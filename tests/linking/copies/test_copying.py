"""Which texts are copies, of what kind, and which passages are shown as changed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.linking.copies import Copying, compare
from onrecord.linking.copies.story import read

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent.parent / "cases" / "copies.yaml").read_text("utf-8")
)
OTHER_SIDE = {"cut": "extended", "extended": "cut", "part of": "takes in", "takes in": "part of"}
SENTENCES = [
    "The court in Pellin heard the case of the ferryman behind closed doors on Monday.",
    "His brother had brought a suitcase with winter clothes and was not let in.",
    "Nobody would say why the hearing had been moved from the larger hall upstairs.",
    "Eleven witnesses are to be questioned before the judge reads her verdict in June.",
    "The company that owns the ferry stopped paying his wages when he was arrested.",
    "Passengers remember him as a man who waited for those who came late.",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_copies_told(case: dict[str, Any]) -> None:
    """A pair is a copy of the kind that the case says, or none, and the passages shown are those of the case."""
    found = compare(case["a"], case["b"])
    assert (found and found.kind) == case["expected"]
    if found and "changes" in case:
        assert [[one.kind, one.a_words, one.b_words] for one in found.changes] == case["changes"]


texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_the_other_side_is_the_mirror(a: str, b: str) -> None:
    """Whichever text comes first, the same is found: shares and kinds change sides, what was added was removed."""
    one, other = compare(a, b), compare(b, a)
    assert (one is None) == (other is None)
    if one and other:
        assert OTHER_SIDE.get(one.kind, one.kind) == other.kind
        assert (one.a_share, one.b_share) == (other.b_share, other.a_share)
        assert sorted((c.b, c.a) for c in one.changes) == sorted((c.a, c.b) for c in other.changes)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_changes_are_all_there_is(a: str, b: str) -> None:
    """What is left of each text without the passages shown is the same: nothing changes unseen."""
    if found := compare(a, b):
        assert left(a, found, "a") == left(b, found, "b")


def left(text: str, found: Copying, side: str) -> list[str]:
    """The words of a text outside of the passages that are shown as changed."""
    shown = [getattr(change, side) for change in found.changes]
    story = read(text)
    places = zip(story.words, story.starts, strict=True)
    return [word for word, start in places if not any(span.start <= start < span.end for span in shown)]


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_compared(a: str, b: str) -> None:
    """Whatever the texts, the answer is a share between 0 and 1, or None."""
    found = compare(a, b)
    assert found is None or (0 <= found.a_share <= 1 and 0 <= found.b_share <= 1)


def test_spans_point_at_the_words_shown() -> None:
    """Each passage stands in its text where its span says, with the words around it."""
    a = " ".join(SENTENCES)
    b = " ".join([*SENTENCES[:2], SENTENCES[3].replace("Eleven", "Nineteen"), *SENTENCES[4:]])
    found = compare(a, b)
    assert found is not None
    assert found.kind == "edited"
    for change in found.changes:
        assert a[change.a.start : change.a.end] == change.a_words
        assert b[change.b.start : change.b.end] == change.b_words
    assert found.changes[0].before == "clothes and was not let in"[-len(found.changes[0].before) :]
    assert found.changes[0].a_words.startswith("Nobody would say")


def test_a_passage_that_stands_elsewhere_is_moved() -> None:
    """A sentence that was put to another place is neither removed nor added."""
    found = compare(" ".join(SENTENCES), " ".join([*SENTENCES[:2], *SENTENCES[3:], SENTENCES[2]]))
    assert found is not None
    assert [(one.kind, one.a_words) for one in found.changes] == [("moved", SENTENCES[2].rstrip("."))]


def test_a_story_taken_into_another() -> None:
    """Of two stories under one heading, each is part of the whole, and the whole takes in each."""
    other = "Farmers near Quill poured milk over the steps of the ministry and went home before the police came. " * 1
    other += "They want four crowns for a litre, and the minister offers two and a calendar with cows."
    both = other + "\n\n" + " ".join(SENTENCES)
    found = compare(" ".join(SENTENCES), both)
    assert found is not None
    assert (found.kind, found.a_share) == ("part of", 1.0)


def test_a_statement_in_quotation_marks_throughout_counts() -> None:
    """Where all of a text is quoted, it is that text which was copied."""
    statement = '"' + " ".join(SENTENCES) + '"'
    found = compare(statement, statement.replace("Eleven", "Twelve"))
    assert found is not None
    assert found.kind == "edited"


def test_slow_texts() -> None:
    """Texts made to be slow, the same few words over and over, are compared in a moment."""
    begun = time.perf_counter()
    compare("a b a c " * 3000, "a c a b " * 3000)
    compare("word " * 10_000, "word " * 9_000)
    assert time.perf_counter() - begun < 5
