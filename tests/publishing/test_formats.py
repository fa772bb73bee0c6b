"""Exports: what is in them, what is defused, and that they say they are unchecked."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import msgspec
import pytest
from lxml import etree
from openpyxl import load_workbook

from onrecord.model import Coded, Report
from onrecord.publishing.cells import COLUMNS, printable, safe
from onrecord.publishing.formats import Format
from onrecord.store import keeping
from onrecord.store.collection import Collection, open_or_create
from onrecord.verbs import exporting


def exported(records: Collection, format: Format) -> bytes:
    file = io.BytesIO()
    exporting.export(records, file, format=format)
    return file.getvalue()


def rows(records: Collection, format: Format) -> list[dict[str, Any]]:
    data = exported(records, format)
    if format == "csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    if format == "jsonl":
        return [json.loads(line) for line in data.splitlines()]
    head, *body = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl"])
def test_an_act_is_a_row(records: Collection, format: Format) -> None:
    """Every format has the same columns: dates with bounds, precision and own words, counts, word-givers, quotes."""
    told = rows(records, format)
    assert [row["type"] for row in told] == ["arrest", "torture", "fine", "release"]
    assert list(told[0]) == list(COLUMNS)
    first = told[0]
    assert (first["date"], first["date_precision"], first["date_words"]) == ("2023-03-16", "day", "on Thursday")
    assert (str(first["count_min"]), str(first["count_max"]), first["count_basis"]) == ("2", "2", "told")
    assert (first["place"], first["country"], float(first["latitude"])) == ("Aktau", "KZ", 43.65)
    assert first["word_givers"] == "Radio Shagala > Ole Lund"
    assert first["quote"].startswith("Police arrested Ida Lund")
    assert first["publisher"] == "CWS"
    assert told[2]["penalties"] == "fine, 500 EUR"
    assert (told[2]["date_from"], told[2]["date_to"]) == ("2023-03-06", "2023-03-12")
    assert not told[3]["date_from"]


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl"])
def test_every_row_says_that_it_is_unchecked(records: Collection, format: Format) -> None:
    """The mark travels with each row, whatever is cut out of the file."""
    assert {row["status"] for row in rows(records, format)} == {"internal, unchecked"}


def test_ids_of_links_are_permanent(records: Collection) -> None:
    """What leaves the collection never refers to an id that holds within one line only."""
    text = exported(records, "jsonl").decode()
    assert '"a1"' not in text


@pytest.mark.parametrize(
    "value",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r\n=1", "|calc", "%0A=1", "＝1", "＋1", "－1", "＠x"],
)
def test_formulas_are_defused(value: str) -> None:
    """A text that a spreadsheet would run is kept as text."""
    assert str(safe(value)).startswith("'")


@pytest.mark.parametrize("value", ["Ida Lund", "a=b", "", "10:30", -12.5, 3, None])
def test_harmless_values_are_left_alone(value: str | float | None) -> None:
    """Numbers stay numbers, words stay words."""
    assert safe(value) == value


def test_a_name_that_is_a_formula_reaches_no_sheet(tmp_path: Path, report: Report, coded: Coded) -> None:
    """From report to workbook and CSV, no cell holds a formula."""
    evil = '=HYPERLINK("http://evil.example","x")'
    people = (msgspec.structs.replace(coded.acts[0].affected[0], name=evil),)
    acts = (msgspec.structs.replace(coded.acts[0], affected=people, charge="+1\x07"),)
    with open_or_create(tmp_path / "evil") as records:
        with records.writing() as connection:
            keeping.keep(connection, _snapshot(), report, msgspec.structs.replace(coded, acts=acts), who="anna")
        book = load_workbook(io.BytesIO(exported(records, "xlsx")))
        assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)
        assert rows(records, "csv")[0]["affected"] == "'" + evil


def _snapshot() -> Any:
    from onrecord.model import Snapshot

    return Snapshot(sha256="7" * 64, size=1, captured="2023-03-18T15:00:00Z", address="x", media_type="text/plain")


def test_a_text_too_long_for_a_cell_is_cut() -> None:
    """A spreadsheet opens the file, and the cut is seen."""
    told = safe("x" * 100_000)
    assert isinstance(told, str)
    assert len(told) < 32_767
    assert told.endswith("…")


def test_what_is_printable_stands_in_xml() -> None:
    """Of the characters that XML refuses, none is left; all others are."""
    words = "".join(map(chr, range(0x250))) + "\ufffe\uffff Жанна"
    told = etree.fromstring(f"<a>{escape(printable(words))}</a>").text
    assert told is not None
    assert told.endswith("Жанна")
