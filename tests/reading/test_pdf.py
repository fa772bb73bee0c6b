"""PDFs and pictures: the text layer as paragraphs, scans by OCR, and refusals that say what to do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from onrecord.errors import UnreadableFile
from onrecord.reading import ocr
from onrecord.reading.ocr import read_picture, size_of
from onrecord.reading.pdf import read_pdf, text_layer
from tests.papers import paper, picture

PAGES = [
    ["Carrow Rights Monitor 3/2021", "Three students were held on Monday", "Police in Port Carrow detained three students of the law fac-",
     "ulty on Monday after a rally in the main square of the town,", "their lawyer said on Tuesday in a long and de-", "tailed statement.",
     "A court is to hear the case next week, the state-run news site", "reported, and two other people were still being looked for by", "1"],
    ["Carrow Rights Monitor 3/2021", "the police in the region at the end of the week.", "Nobody answered the telephone.", "2"],
]  # fmt: skip
STORY = """Three students were held on Monday
Police in Port Carrow detained three students of the law faculty on Monday after a rally in the main square of the town, \
their lawyer said on Tuesday in a long and detailed statement.
A court is to hear the case next week, the state-run news site reported, and two other people were still being looked for \
by the police in the region at the end of the week.
Nobody answered the telephone."""
needs_ocr = pytest.mark.skipif(
    "eng" not in ocr.installed() or not shutil.which("pdftoppm"), reason="needs tesseract-ocr and poppler-utils"
)


def test_paragraphs() -> None:
    """Lines are joined, hyphens mended, headers and page numbers left out, and a paragraph runs over the end of a page."""
    (story,) = read_pdf(paper(PAGES), name="a.pdf")
    assert story.text == STORY


@pytest.mark.parametrize(
    "told, title, byline, published",
    [
        ({"Title": "A report", "Author": "Ada Quill", "CreationDate": "D:20210302101500+06'00'"}, "A report", "Ada Quill", "2021-03-02T10:15:00+06:00"),
        ({"Title": "Microsoft Word - draft2.doc", "Author": "Admin"}, None, None, None),
        ({"Title": "scan0001.pdf", "Author": "C:\\Users\\x"}, None, None, None),
    ],
)  # fmt: skip
def test_description(told: dict[str, str], title: str | None, byline: str | None, published: str | None) -> None:
    """Title, author and date come from the file's description, where they are no names of files, programs or accounts."""
    (story,) = read_pdf(paper(PAGES, told=told), name="a.pdf")
    assert (story.title, story.byline, story.published) == (title, byline, published)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n...", paper(PAGES)[:700], b"%PDF-1.4\n" + b"[" * 100_000])
def test_damaged(data: bytes) -> None:
    """A PDF that cannot be read is refused in words."""
    with pytest.raises(UnreadableFile, match="PDF"):
        read_pdf(data, name="a.pdf")


def test_time() -> None:
    """Reading ends when its time is over."""
    with pytest.raises(UnreadableFile, match="more time"):
        text_layer(paper(PAGES * 400), name="a.pdf", seconds=0.3)


@needs_ocr
def test_scan(tmp_path: Path) -> None:
    """The text of a scan is read by OCR, and says that it was."""
    (tmp_path / "a.pdf").write_bytes(paper([["Police held Ida Lund on Monday.", "Her lawyer said so."]], size=18))
    subprocess.run(["pdftoppm", "-r", "100", "-gray", "-jpeg", "-singlefile", "a.pdf", "a"], cwd=tmp_path, check=True)
    (story,) = read_picture((tmp_path / "a.jpg").read_bytes(), name="a.jpg")
    assert "Police held Ida Lund on Monday." in story.text
    assert story.derived_from is not None
    assert story.derived_from.how == "OCR"
    assert "by OCR" in story.flags[0]


@needs_ocr
def test_scanned_pdf() -> None:
    """A PDF with hardly any text is drawn and read by OCR; one with nothing on it is refused."""
    (story,) = read_pdf(paper([["Held: Ida Lund"], []], size=20), name="a.pdf")
    assert "Ida Lund" in story.text
    with pytest.raises(UnreadableFile, match="without words"):
        read_pdf(paper([[]]), name="a.pdf")


def test_without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no OCR is installed, the refusal says how to install it."""
    monkeypatch.setattr(ocr, "installed", frozenset)
    with pytest.raises(UnreadableFile, match="apt install tesseract-ocr"):
        read_picture(picture(10, 10), name="a.png")


def test_absurd_size() -> None:
    """A picture that says it is larger than any page is refused before it is opened."""
    assert size_of(picture(60_000, 50_000)) == (60_000, 50_000)
    with pytest.raises(UnreadableFile, match="60,000 by 50,000"):
        read_picture(picture(60_000, 50_000), name="a.png")
