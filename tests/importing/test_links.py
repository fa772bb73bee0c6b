"""Which files are lists of links, and what is told of a sheet of records."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from onrecord.errors import UnreadableFile
from onrecord.importing.links import links_in

A, B = "https://example.org/a?x=1", "http://example.org/b"


def saved(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.txt", f"{A}\n\n# seen on Monday\n{B}\r\n{A}\n"),
        ("list", f"{A}\n{B}"),
        ("list.csv", f"URL\n{A}\n{B}\n"),
        ("list.csv", f"{A}\n{B}\n"),
        ("list.csv", f"title;link;date added\nHeld;{A};2021-03-02\nFreed;{B};2021-03-03\n"),
        ("list.tsv", f"Notes\tSource URL\n\t{A}\nx\t{B}\n"),
        ("list.csv", f"Held,{A}\nFreed,{B}\n"),
    ],
)
def test_lists_of_links(tmp_path: Path, name: str, text: str) -> None:
    """Lines of addresses, and sheets whose other columns only say something of the page; each address once, in order."""
    assert links_in(saved(tmp_path, name, text)) == (A, B)


def test_a_workbook(tmp_path: Path) -> None:
    """An Excel file with a column of addresses, whatever its name."""
    book = Workbook()
    for row in [["Title", "Link"], ["Held", A], ["Freed", B]]:
        book.worksheets[0].append(row)
    book.save(tmp_path / "list.dat")
    assert links_in(tmp_path / "list.dat") == (A, B)


def test_what_is_no_address_is_told_too(tmp_path: Path) -> None:
    """What stands in the column and is no address stays, so that it can be told as failed."""
    rows = "\n".join(f"https://example.org/{n}" for n in range(9))
    assert "ask Ida" in (links_in(saved(tmp_path, "list.csv", f"url\n{rows}\nask Ida\n")) or ())


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested Ada Quill on Monday.",
        f"Police arrested Ada Quill.\n{A}\n",
        "<p>x</p>" * 9,
        '{"id": "a"}',
        "",
        f"# {A}",
    ],
)
def test_other_files(tmp_path: Path, text: str) -> None:
    """A story is one also when an address stands in it."""
    assert links_in(saved(tmp_path, "story.txt", text)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"victim,arrest date,url\nAda Quill,2021-03-02,{A}\nIda Lund,2021-03-03,{B}\n", "column 'url' alone"),
        ("victim,arrest date\nAda Quill,2021-03-02\nIda Lund,2021-03-03\n", "onrecord import"),
    ],
)
def test_sheets_of_records(tmp_path: Path, text: str, said: str) -> None:
    """A sheet that holds records is imported; the error says how."""
    with pytest.raises(UnreadableFile, match=said):
        links_in(saved(tmp_path, "records.csv", text))
