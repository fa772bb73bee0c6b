"""Plain text files: their characters, their front matter, their lines."""

from __future__ import annotations

import codecs

import pytest

from onrecord.errors import UnreadableFile
from onrecord.reading import read_text

STORY = "Police took Ada Quill’s husband from a café in Port Carrow on Monday, two neighbours said."


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode(),
        codecs.BOM_UTF8 + STORY.encode(),
        codecs.BOM_UTF16_LE + STORY.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + STORY.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + STORY.encode("utf-32-le"),
        STORY.encode("utf-16-le"),
    ],
)
def test_unicode(data: bytes) -> None:
    """Every form of Unicode is read, with its mark or, where the form is plain, without; nothing is flagged."""
    report = read_text(data, id="r1")
    assert (report.text, report.flags) == (STORY, ())


def test_windows_text() -> None:
    """Western text of old Windows programs is read, and it is said that its characters were guessed."""
    report = read_text(STORY.encode("cp1252"), id="r1")
    assert report.text == STORY
    assert "cp1252" in report.flags[0]


def test_cyrillic_windows_text() -> None:
    """Where most letters lie beyond ASCII, their character set is told by their statistics."""
    text = "В понедельник полиция увела двух человек из квартиры на севере города, и одного из них никто не видел. " * 5
    assert "понедельник" in read_text(text.encode("cp1251"), id="r1").text


def test_damaged_unicode() -> None:
    """A text that was cut in the middle of a character keeps the rest and says what is lost."""
    report = read_text(STORY.encode() + "é".encode()[:1], id="r1")
    assert report.text == STORY + "�"
    assert "1 characters could not be read" in report.flags[0]


def test_binary() -> None:
    """Bytes with zeros in them are no text."""
    with pytest.raises(UnreadableFile, match="binary"):
        read_text(b"Police\x00\x01\x02 took\x00" * 20, id="r1", name="x.txt")


def test_front_matter() -> None:
    """The fields over a post give its particulars and are no part of its text; Markdown links keep their words."""
    data = (
        "---\ntitle: 'Two taken: what we know'\ndate: 2021-09-25 12:04:44\nlang: en\nauthor: Tessa Brandt\n"
        "original-link: https://example.org/1\n---\n\n"
        f"<!-- more -->\n![a photo](x.jpg)\n\n{STORY} She told [our paper](https://example.org/(2)) so.\n"
    )
    report = read_text(data.encode(), id="r1")
    assert report.text == f"{STORY} She told our paper so."
    told = report.particulars
    assert (told.title, told.published, told.byline) == (
        "Two taken: what we know",
        "2021-09-25T12:04:44",
        "Tessa Brandt",
    )
    assert report.url == "https://example.org/1"


@pytest.mark.parametrize("head", ["---\n- a\n- b\n---\n", "---\n: : :\n---\n", "---\nno end\n"])
def test_no_front_matter(head: str) -> None:
    """A rule at the top that opens no list of fields is left in the text."""
    assert read_text((head + STORY).encode(), id="r1").text.startswith("---")


def test_wrapped_lines_are_joined() -> None:
    """A text that was wrapped at a fixed width has a paragraph a line afterwards, so that sentences are whole."""
    data = (
        "   The military court has upheld the indictment of Jon Merrow, who\n"
        "edits a weekly paper and was tried for offending the police.  The\n"
        "court also decided to release him on bail.\n\n"
        "   Also today, the prosecutor met with the president of the high\n"
        "court for half an hour to speak about the other cases.\n"
    )
    assert len(read_text(data.encode(), id="r1").text.split("\n\n")) == 2
    assert "Merrow, who edits" in read_text(data.encode(), id="r1").text


def test_title_of_a_plain_text() -> None:
    """A first line that stands over the story is its title; a story without one has none."""
    assert (
        read_text(f"Two taken in Port Carrow\n\n{STORY}".encode(), id="r1").particulars.title
        == "Two taken in Port Carrow"
    )
    assert read_text(f"{STORY}\n\n{STORY} Again.".encode(), id="r1").particulars.title is None


def test_windows_line_ends() -> None:
    """Line breaks of Windows and of old Macs are line breaks."""
    assert read_text(f"{STORY}\r\n\r\n{STORY}\r".encode(), id="r1").text == f"{STORY}\n\n{STORY}"
