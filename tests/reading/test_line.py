"""Lines of a list of reports: what becomes a report, and what is refused with which words."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.errors import BadLine
from onrecord.model import Particulars
from onrecord.reading import read_line

BAD: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "bad_lines.yaml").read_text("utf-8")
)
STORY = "Police took Ada Quill from a flat in Port Carrow on Monday, two neighbours said."


def line(**fields: object) -> bytes:
    return json.dumps({"id": "r1", "text": STORY, **fields}).encode()


def test_a_full_line() -> None:
    """All fields find their place, and the address and times stay as told."""
    report = read_line(
        line(
            url="https://example.org/1",
            publisher="The Example",
            title="Two taken",
            published="2021-07-03T12:52:00+05:30",
            language="en",
        ),
        line=1,
    )
    assert report.particulars == Particulars(
        title="Two taken", publisher="The Example", published="2021-07-03T12:52:00+05:30", language="en"
    )
    assert (report.id, report.url, report.flags) == ("r1", "https://example.org/1", ())


def test_fields_may_be_missing_null_or_unknown() -> None:
    """Only `id` and `text` are needed; what is not known is not invented; other keys are left alone."""
    report = read_line(line(title=None, published=None, editor={"a": 1}), line=1)
    assert report.particulars == Particulars(language="en")


@pytest.mark.parametrize("text", ["  Police \r\n\tdetained two.\u00a0\n\n", "e\u0301 \u00e9 \ufeff", STORY + "\u200b"])
def test_text_stays_as_it_is(text: str) -> None:
    """Blanks, line breaks and composed letters are those of the input; the digest is that of the text in UTF-8."""
    report = read_line(line(text=text), line=1)
    assert report.text == text
    assert report.sha256 == sha256(text.encode()).hexdigest()


def test_a_mark_at_the_head_of_the_file() -> None:
    """Some programs write three bytes before the first line; they are no part of it."""
    assert read_line(b"\xef\xbb\xbf" + line(), line=1).id == "r1"


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["why"])
def test_bad_lines(case: dict[str, Any]) -> None:
    """The message names the line, the report where it is known, and what is wrong with which field."""
    with pytest.raises(BadLine) as caught:
        read_line(case["text"].encode(), line=12)
    assert case["expected"] in str(caught.value)
    assert str(caught.value).startswith("line 12")
    assert (caught.value.line, caught.value.id) == (12, case.get("id"))


@pytest.mark.parametrize(
    "data, words",
    [
        (b'{"id": "r1", "text": "caf\xe9"}', "not UTF-8 at byte 26"),
        (b'{"id": "r1", "text": "\\ud83d"}', "line 12"),
        (b"[" * 200_000, "line 12"),
        (b'{"a":' * 50_000, "line 12"),
        (b"\x00\x01\x02", "line 12"),
    ],
)
def test_bytes_that_are_no_line(data: bytes, words: str) -> None:
    """Other encodings, halves of characters and deep nesting are refused like any other bad line."""
    with pytest.raises(BadLine, match="line 12") as caught:
        read_line(data, line=12)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "fields, flag",
    [
        ({"text": ""}, "no text"),
        ({"text": " \n\u00a0"}, "no text"),
        ({"text": "Photo: Ada Quill"}, "no story found"),
        ({"text": (STORY + "\n") * 3000}, "very long text: 243,000 characters"),
        ({"text": STORY * 300}, "very long paragraph"),
        ({"text": STORY.lower() * 5}, "all in small letters"),
        ({"text": STORY.upper() * 5}, "all in capital letters"),
        ({"text": f"{STORY} Itâ€™s not theirs, theyâ€™re ours, donâ€™t touch."}, "characters look damaged"),
        ({"text": f"<p>{STORY}</p>" * 5}, "holds HTML tags"),
        ({"published": "last week"}, "date of publication cannot be read: 'last week'"),
        ({"text": "Полиция задержала двух человек у посольства в понедельник."}, "the report's language is Russian (ru)"),
        ({"text": "La policía detuvo a dos personas frente a la embajada el lunes, dijo su abogada a la prensa local."}, "Spanish (es)"),
        ({"language": "fr"}, "labelled French (fr)"),
    ],
)  # fmt: skip
def test_flags(fields: dict[str, str], flag: str) -> None:
    """What is odd about a report is said in words, and the report goes on."""
    assert any(flag in said for said in read_line(line(**fields), line=1).flags)


@pytest.mark.parametrize(
    "text", [STORY, STORY * 20, "Two held.", STORY.lower(), f"{STORY} “It’s fine,” she said — café, naïve."]
)
def test_no_flags_without_need(text: str) -> None:
    """Plain English, short or long, in usual type, is not flagged for its characters or language."""
    flags = read_line(line(text=text), line=1).flags
    assert not [said for said in flags if "small letters" not in said]


def test_an_agency_is_no_credit_of_its_own_story() -> None:
    """The wire service is named where another outlet copies it, not where it publishes itself."""
    text = f"DELL (AP) - {STORY}"
    assert read_line(line(text=text, publisher="The Example"), line=1).particulars.agency == "AP"
    assert read_line(line(text=text, publisher="Associated Press"), line=1).particulars.agency is None
