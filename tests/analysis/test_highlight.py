"""Where the words of a search stand in a text."""

from __future__ import annotations

import pytest

from onrecord.analysis.highlight import marked, snippet


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("Police arrested her.", "arrested", "Police «arrested» her."),
        ("Police arrested her.", "POLICE her", "«Police» arrested «her»."),
        ("Police arrested her.", "arrest*", "Police «arrested» her."),
        ("Police arrested her.", "arrest", "Police arrested her."),
        ("A hunger strike, then a strike.", '"hunger strike"', "A «hunger strike», then a strike."),
        ("Nūr Ásanov spoke.", "nur asanov", "«Nūr» «Ásanov» spoke."),
        ("", "x", ""),
        ("x", "", "x"),
    ],
)
def test_marks(text: str, asked: str, shown: str) -> None:
    """Words are marked as they are searched: whatever the case and accents, begun or whole, alone or in a phrase."""
    assert marked(text, asked) == shown


def test_a_snippet_shows_what_stands_around() -> None:
    """The first hit is shown between whole words of what stands around it."""
    text = "one two three " * 20 + "the picket was broken up " + "four five six " * 20
    shown = snippet(text, "picket", around=30)
    assert "«picket»" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 90
    assert snippet(text, "nothing") == ""
