"""Files of sheets: any delimiter, character set and kind; what is none costs one clear error."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from onrecord.errors import UnreadableFile
from onrecord.importing.crosswalks import crosswalks, heads
from onrecord.importing.sheets import LONGEST_CELL, open_sheet


def made(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def workbook(*rows: list[Any], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    for cell, shown in (formats or {}).items():
        book.active[cell].number_format = shown  # type: ignore[index]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_character_sets(tmp_path: Path, delimiter: str, charset: str) -> None:
    """The delimiter is found whatever it is, and names with accents are read in each character set."""
    rows = [["Name", "Date", "Notes"], ["José Núñez", "2019", '"said: no, never"'], ["Ana Ruiz", "2020", ""]]
    text = "\n".join(delimiter.join(row) for row in rows)
    sheet = open_sheet(made(tmp_path, "list.csv", text.encode(charset)))
    assert sheet.columns == ("Name", "Date", "Notes")
    assert [row.cells.get("Name") for row in sheet.rows()] == ["José Núñez", "Ana Ruiz"]
    assert [row.number for row in sheet.rows()] == [2, 3]
    assert "Notes" not in list(sheet.rows())[1].cells


def test_head_below_a_title_and_blank_rows(tmp_path: Path) -> None:
    """A title above the head, blank rows and short rows do no harm; rows keep the numbers that a spreadsheet shows."""
    text = 'Our list,,\n,,\nName,Date,Place\n\nAna Ruiz,2020,Quito\n"Bo\nDahl",2021\n'
    sheet = open_sheet(made(tmp_path, "list.csv", text))
    assert [(row.number, row.cells) for row in sheet.rows()] == [
        (5, {"Name": "Ana Ruiz", "Date": "2020", "Place": "Quito"}),
        (6, {"Name": "Bo\nDahl", "Date": "2021"}),
    ]


def test_columns_without_a_name_or_with_the_same(tmp_path: Path) -> None:
    """Every column can be named in a mapping."""
    sheet = open_sheet(made(tmp_path, "list.csv", "a,,a\n1,2,3\n"))
    assert sheet.columns == ("a", "column 2", "a (2)")


def test_a_row_too_wide_or_with_a_huge_cell_is_told(tmp_path: Path) -> None:
    """Such a row has its problem; the rows after it are read."""
    text = f"name,date\nA,2019,x\n{'B' * (LONGEST_CELL + 1)},2019\nC,2020\n"
    rows = list(open_sheet(made(tmp_path, "list.csv", text)).rows())
    assert "3 cells, the head 2" in (rows[0].problem or "")
    assert "quotation mark" in (rows[1].problem or "")
    assert rows[2].problem is None


def test_workbooks_keep_the_precision_that_is_shown(tmp_path: Path) -> None:
    """A date that a cell shows as a year or a month is no more than that; numbers are whole; formulas are never run."""
    day = date(2019, 3, 1)
    data = workbook(
        ["name", "a", "b", "c", "n", "f"],
        ["Ana", day, day, day, 5.0, "=1+1"],
        formats={"B2": "yyyy", "C2": "mmm yyyy", "D2": "dd/mm/yyyy"},
    )
    [row] = open_sheet(made(tmp_path, "list.xlsx", data)).rows()
    assert row.cells == {"name": "Ana", "a": "2019", "b": "2019-03", "c": "2019-03-01", "n": "5"}


def test_a_workbook_by_the_name_of_its_sheet(tmp_path: Path) -> None:
    """The sheet that is asked for is read, else the first with anything in it."""
    book = Workbook()
    book.create_sheet("List").append(["name", "date"])
    book["List"].append(["Ana", "2019"])
    file = io.BytesIO()
    book.save(file)
    path = made(tmp_path, "two.xlsx", file.getvalue())
    assert len(list(open_sheet(path).rows())) == len(list(open_sheet(path, sheet="List").rows())) == 1
    with pytest.raises(UnreadableFile, match="no sheet `Other`: it has Sheet, List"):
        open_sheet(path, sheet="Other")


@pytest.mark.parametrize(
    "text",
    ['[{"a": "1", "b": {"c": 2}}, {"a": null, "d": ["x", "y"]}]', '{"a": "1", "b": {"c": 2}}\n{"d": ["x", "y"]}'],
)
def test_json_records(tmp_path: Path, text: str) -> None:
    """A list of objects, or one a line, is a sheet; an object within becomes columns, a list one cell."""
    name = "list.json" if text.startswith("[") else "list.jsonl"
    sheet = open_sheet(made(tmp_path, name, text))
    assert sheet.columns[:2] == ("a", "b.c")
    assert [row.cells for row in sheet.rows()] == [{"a": "1", "b.c": "2"}, {"d": "x; y"}]


def test_a_broken_line_of_json_is_told(tmp_path: Path) -> None:
    """The other lines are read."""
    rows = list(open_sheet(made(tmp_path, "list.jsonl", '{"a": "1"}\n{"a": \n[1]\n{"a": "2"}\n')).rows())
    assert [bool(row.problem) for row in rows] == [False, True, True, False]


def test_downloads_without_a_head(tmp_path: Path) -> None:
    """A file of known width whose first row is data gets the usual head."""
    for kind in crosswalks():
        for head in kind.heads:
            text = "\t".join(["635942246", *(["x"] * (len(head) - 1))]) + "\n"
            sheet = open_sheet(made(tmp_path, "20170701.export.CSV", text * 3), heads=heads())
            assert sheet.columns == head
            assert [row.number for row in sheet.rows()] == [1, 2, 3]


def _zip(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("page.html", "<!doctype html><html><body><table></table></body></html>", "web page"),
        ("story.md", "# A city\n\nPolice came, and left.\n\nNobody, nothing, never, at all.\n", "no columns"),
        ("story.txt", "One line of prose.", "no columns"),
        ("list.csv", "name,date\n", "no rows"),
        ("list.csv", "", "empty"),
        ("list.csv", "\n\n\n", "empty"),
        ("list.zip", _zip("inside.csv"), r"unpack it.*inside\.csv"),
        ("list.xlsx", b"PK\x03\x04broken", "damaged"),
        ("list.xlsx", _zip("xl/workbook.xml"), "damaged"),
        ("list.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old or locked"),
        ("list.pdf", b"%PDF-1.7\n", "a PDF"),
        ("list.csv", b"a,b\n\x00\x01\x02\x03", "binary"),
        ("list.json", '{"a": [1, 2', "no list of records"),
        ("list.json", "[1, 2]", "no list of records"),
        ("list.jsonl", "[" * 100_000, "not valid JSON"),
        ("wide.csv", ",".join(f"c{n}" for n in range(2000)) + "\n" + "1," * 1999 + "1\n", "2,000 columns"),
    ],
)
def test_what_is_no_sheet(tmp_path: Path, name: str, data: bytes | str, reason: str) -> None:
    """One error, which says what the file is and what to do."""
    with pytest.raises(UnreadableFile, match=reason):
        list(open_sheet(made(tmp_path, name, data)).rows())


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The name is told."""
    with pytest.raises(UnreadableFile, match="is not there"):
        open_sheet(tmp_path / "none.csv")
