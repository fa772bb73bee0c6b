"""Documents: the same words in HTML and PDF, letters of every script or a refusal, and nothing that runs."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from onrecord.errors import InputError
from onrecord.publishing import documents
from onrecord.publishing.documents.document import EMPTY, Block, Document, Field, Grid, Heading, Items, Sourced, Words

BLOCKS: tuple[Block, ...] = (
    Heading("Who"),
    Words("What reports tell."),
    Items(("first", "second")),
    Grid(("name", "script"), (("Қайрат Әбілов", "cyrillic"), ("Αθηνά Ŵałęsa", "greek")), (60, 40)),
    Field("Date", (Sourced("3 March 2021", "A-1, R-1"),)),
    Field("Nationality", hint="as in a passport"),
)


def made(title: str = "Dossier: Ida Lund", blocks: tuple[Block, ...] = BLOCKS) -> Document:
    return Document(title=title, status="internal, unchecked", day="2024-05-01", blocks=blocks)


def written(document: Document, format: documents.Format) -> bytes:
    file = io.BytesIO()
    documents.write(document, file, format)
    return file.getvalue()


def test_html() -> None:
    """Every block, escaped, with no script and nothing to load."""
    page = written(made("<script>x</script>", (*BLOCKS, Words("a <b> & c"))), "html").decode()
    assert "<script" not in page
    assert "default-src 'none'" in page
    for words in (
        "Who",
        "What reports tell.",
        "second",
        "Қайрат Әбілов",
        "3 March 2021",
        "[A-1, R-1]",
        EMPTY,
        "a &lt;b&gt; &amp; c",
    ):
        assert words in page


def test_pdf() -> None:
    """The same words can be read from the pages, each of which says what it is."""
    reader = PdfReader(io.BytesIO(written(made(blocks=BLOCKS * 30), "pdf")))
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) > 2
    assert all("internal, unchecked, as of 2024-05-01" in text for text in texts)
    whole = "\n".join(texts)
    for words in ("Dossier: Ida Lund", "What reports tell.", "Қайрат Әбілов", "3 March 2021", "empty"):
        assert words in whole


@pytest.mark.parametrize(
    "name", ["عائشة محمد", "ئايشە مۇھەممەت", "گلناره توله\u200cگن", "Ида Лунд", "Đặng Thị Hà", "გიორგი", "Արամ"]
)
def test_names_that_a_pdf_draws(name: str) -> None:
    """In every script that the face has, in headings, tables, lists and fields."""
    blocks = (Grid(("name",), ((name,),), (1,)), Items((name,)), Field("Names", (Sourced(name, "R-1"),)))
    assert written(made(name, blocks), "pdf").startswith(b"%PDF")


@pytest.mark.parametrize("name", ["艾沙", "አበበ", "ᠮᠣᠩᠭᠣᠯ"])
def test_names_that_a_pdf_would_leave_holes_in_are_refused(name: str) -> None:
    """Wherever they stand; the message names the letters and says what to do. HTML has them."""
    where: list[tuple[str, tuple[Block, ...]]] = [
        (name, ()),
        ("x", (Words(name),)),
        ("x", (Grid(("a",), ((name,),), (1,)),)),
    ]
    for title, blocks in where:
        with pytest.raises(InputError, match=f"do not have .*{min(set(name))}.*write HTML"):
            written(made(title, blocks), "pdf")
        assert name in written(made(title, blocks), "html").decode()


def test_control_characters_do_no_harm() -> None:
    """Neither breaks a page, nor turns the direction of what follows."""
    assert written(made("Ida\x00\u202eLund", (Words("a\nb\x07"),)), "pdf").startswith(b"%PDF")


@pytest.mark.parametrize(
    "blocks",
    [(), (Grid(("a",), (), (1,)),), (Items(()),), (Words("long " * 5000),), (Grid(("a",), (("x" * 3000,),), (1,)),)],
)
def test_odd_blocks(blocks: tuple[Block, ...]) -> None:
    """Nothing, an empty table, one far longer than a page."""
    for format in ("html", "pdf"):
        kind: Any = format
        assert written(made(blocks=blocks), kind)


def test_other_endings() -> None:
    """Only these two."""
    assert documents.format_of("a.PDF") == "pdf"
    with pytest.raises(InputError, match=r"\.html or \.pdf"):
        documents.format_of("a.docx")
