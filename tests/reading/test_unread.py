"""Pages without a readable story: failed readings with their kind and what to do, never an empty success."""

from __future__ import annotations

import pytest

from onrecord.errors import NoStory
from onrecord.reading import read_page
from tests.reading.test_page import FIRST, SECOND, THIRD, page

SCRIPT = "<div id='root'></div><script>" + "var shown = 'Nine were arrested in Dell.';" * 40 + "</script>"
CONSENT = """<div><h1>Before you continue</h1><p>We value your privacy. We and our partners store and access information on a device,
such as cookies, and process personal data.</p><p>You may accept all or reject all, or manage preferences at any time.</p></div>"""
BLOCKED = (
    "<h1>Just a moment...</h1><p>Verify you are human by completing the action below. This may take a few seconds.</p>"
)
NOSCRIPT = "<p>You need to enable JavaScript to run this app.</p><script>start()</script>"
POST = '<link rel="canonical" href="https://x.com/example/status/1"><meta property="og:description" content="{}">'


def reason(head: str, body: str) -> str:
    with pytest.raises(
        NoStory, match="save it with SingleFile, as WACZ or PDF, or take a screenshot, and add that"
    ) as raised:
        read_page(page(head, body), id="r1", name="a page")
    return raised.value.reason


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("", SCRIPT, "script"),
        ("", NOSCRIPT, "script"),
        ("", CONSENT, "consent"),
        ("", BLOCKED, "blocked"),
        ("", "<p></p>", "empty"),
        (
            POST.format("Nine of us were held in Dell."),
            "<p>Log in</p><p>Sign up now to get your own timeline.</p>",
            "post",
        ),
        (POST.format(""), f"<p>{FIRST}</p><p>{SECOND}</p>", "post"),
    ],
)
def test_why_there_is_no_story(head: str, body: str, expected: str) -> None:
    """Scripts, consent walls, checks for machines, posts and empty pages are refused, each by its name, with advice."""
    assert reason(head, body) == expected


def test_a_post_that_was_saved_with_its_words() -> None:
    """A post saved from a browser, whose words stand in the page, is read."""
    head = POST.format(FIRST)
    assert FIRST in read_page(page(head, f"<article><p>{FIRST}</p><p>{SECOND}</p></article>"), id="r1").text


@pytest.mark.parametrize(
    "words", ["We use cookies.", "Accept all", "The police said access denied was what they had told her."]
)
def test_a_story_beside_a_wall_is_read(words: str) -> None:
    """A notice about cookies beside a story, or words of a wall in a story of some length, does not refuse it."""
    long = (
        f"<article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{words}</p>"
        + f"<p>{THIRD[:-1]}, it said again.</p>" * 4
    )
    assert FIRST in read_page(page(body=f"<div>{words}</div>{long}</article>"), id="r1").text
