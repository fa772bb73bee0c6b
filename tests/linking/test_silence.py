"""Which officials a report says were asked and told nothing, and about what."""

from __future__ import annotations

import pytest

from onrecord.linking.origins import corroboration
from onrecord.linking.silence import Silent, silences
from onrecord.model import Act, Span
from tests.linking.test_origins import CASES, accounts

FIRST = "Police arrested Aidar Beketov on Monday. "


def act(id: str, start: int, end: int) -> Act:
    return Act(id=id, type="arrest", mentions=(Span(start, start + 1),), sentences=(Span(start, end),))


def found(text: str) -> list[Silent]:
    return list(silences(FIRST + text, [act("A-1", 0, len(FIRST) - 1)]))


@pytest.mark.parametrize(
    ("text", "who", "how"),
    [
        ("The Interior Ministry declined to comment.", "The Interior Ministry", "declined"),
        ("A police spokesman refused to comment.", "A police spokesman", "declined"),
        ("His wife wept, but police in Semei declined to comment.", "police in Semei", "declined"),
        ("The prosecutor's office, Anna Lund, would not comment.", "The prosecutor's office", "declined"),
        ("Police did not immediately respond to questions.", "Police", "unanswered"),
        ("The ministry could not be reached for comment.", "The ministry", "unanswered"),
        ("Kazakh officials have not commented on it.", "Kazakh officials", "silent"),
    ],
)
def test_officials_who_said_nothing(text: str, who: str, how: str) -> None:
    """Who, and whether they declined, did not answer or made no comment."""
    [one] = found(text)
    assert (one.who, one.how, one.acts) == (who, how, ("A-1",))
    assert (FIRST + text)[one.start : one.end] == one.words
    assert one.words.startswith(who) or "," in text


@pytest.mark.parametrize(
    "text",
    [
        "His wife declined to comment.",
        "Police were there, and his lawyer declined to comment.",
        "The ministry said so. He declined to comment.",
        "The company did not respond to questions.",
        "Police said that he had not answered.",
    ],
)
def test_others_who_said_nothing(text: str) -> None:
    """The silence of anybody else is not official."""
    assert found(text) == []


def test_what_it_is_about() -> None:
    """The act told last, not one told earlier or later, and none from far away."""
    text = FIRST + "A court freed Ida Lund. The ministry declined to comment. Police held Ivan."
    at = text.index("A court"), text.index("The ministry"), text.index("Police held")
    acts = [act("A-1", 0, 40), act("A-2", at[0], at[1] - 1), act("A-3", at[2], len(text))]
    [one] = silences(text, acts)
    assert one.acts == ("A-2",)
    assert list(silences(FIRST + "He is ill. " * 80 + "The ministry declined to comment.", acts[:1])) == []


@pytest.mark.parametrize(
    ("how", "said"), [("declined", "declined to comment"), ("unanswered", "gave no answer"), ("silent", "silent")]
)
def test_silence_is_told_apart(how: str, said: str) -> None:
    """Asked and declined, asked without an answer, and no word; a denial is none of these."""
    by_why = {str(case["why"]): case for case in CASES}
    told = Silent("police", how, "police", 0, 6, ("a1",))  # type: ignore[arg-type]
    papers = accounts(by_why["two papers in their own voice"])
    assert corroboration(papers, [told]).official == said
    denied = accounts(by_why["the ministry denies what the family tells"])
    assert corroboration(denied, [told]).official == "denies"
