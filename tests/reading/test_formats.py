"""Agencies' formats, exports and e-mail: each file to its report, and packages to several."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from onrecord.capture.captured import captured
from onrecord.capture.kinds import HEAD, media_type
from onrecord.errors import UnreadableFile
from onrecord.model import Report
from onrecord.reading import Reading, read, read_all

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "formats.yaml").read_text("utf-8")
)
ITEM = '<newsItem><itemMeta><provider literal="XYZ"/></itemMeta><contentSet><inlineXML><p>{}</p></inlineXML></contentSet></newsItem>'


def readings(data: bytes, name: str) -> list[Reading]:
    """What is read from a file with this name and these bytes."""
    return list(read_all(captured(data, address=name, media_type=media_type(data[:HEAD], name=name))))


def told(report: Report, slot: str) -> object:
    """What a report tells under a name of the cases."""
    own = {"place": report.particulars.dateline.place, "date": report.particulars.dateline.date}
    if slot in own:
        return own[slot]
    return getattr(report, slot) if hasattr(report, slot) else getattr(report.particulars, slot)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_formats(case: dict[str, Any]) -> None:
    """Text, particulars, embargo and notes come from where each format keeps them."""
    (reading,) = readings(case["data"].encode(), case["name"])
    assert reading.report is not None
    expected = {slot: tuple(value) if isinstance(value, list) else value for slot, value in case["expected"].items()}
    assert {slot: told(reading.report, slot) for slot in expected} == expected


def test_package() -> None:
    """A message with several stories gives each with its part; one without a text says so, and the others are read."""
    data = (
        f"<newsMessage><itemSet>{ITEM.format('One.')}{ITEM.format('')}{ITEM.format('Three.')}</itemSet></newsMessage>"
    )
    read_of = readings(data.encode(), "pack.xml")
    assert [(r.part, r.report and r.report.text, r.report and r.report.id) for r in read_of] == [
        ("1", "One.", "pack-1"),
        ("2", None, None),
        ("3", "Three.", "pack-3"),
    ]
    assert "part 2, holds no text" in str(read_of[1].problem)


def test_a_part_of_a_package() -> None:
    """An item that names its part gives that story."""
    data = f"<newsMessage>{ITEM.format('One.')}{ITEM.format('Two.')}</newsMessage>".encode()
    item = captured(data, address="pack.xml", media_type=media_type(data, name="pack.xml"))
    assert read(msgspec.structs.replace(item, part="2")).text == "Two."


@pytest.mark.parametrize(
    "name, data, words",
    [
        ("a.xml", "<packageItem><itemRef residref='x'/></packageItem>", "lie in other files"),
        ("a.json", '{\n"requests": {}\n}', "holds no news"),
        ("a.xml", "<nitf><body/></nitf>", "no text of a story"),
        ("a.xml", '<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>&a;</nitf>', "declares entities"),
        ("a.eml", "From: a\nSubject: x\n\n", "no text"),
        ("a.xml", "<rss><channel/></rss>", "no story"),
    ],
)
def test_what_is_refused(name: str, data: str, words: str) -> None:
    """The reason names what is missing."""
    with pytest.raises(UnreadableFile, match=words):
        read(captured(data.encode(), address=name, media_type=media_type(data.encode(), name=name)))


def test_damaged_xml() -> None:
    """A file that breaks off is read as far as it goes, and flagged."""
    (reading,) = readings(b"<nitf><body><body.content><p>Police held three people.</p><p>The", "a.xml")
    assert reading.report is not None
    assert "damaged" in reading.report.flags[0]
    assert reading.report.text.startswith("Police held three people.")


def test_a_picture_with_a_caption() -> None:
    """Of a picture without a story, its description is read, flagged."""
    (reading,) = readings(b'{"type": "picture", "headline": "H", "description_text": "A man is led away."}', "a.json")
    assert reading.report is not None
    assert reading.report.text == "A man is led away."
    assert "only its description" in reading.report.flags[0]


@pytest.mark.parametrize(
    "told, text, place",
    [
        ("<dateline>Osh</dateline>", "PICTURE: Three men were held.", "Osh"),
        ("<dateline>Osh</dateline>", "OSH, Kyrgyzstan (AP) - Three men were held.", "OSH, Kyrgyzstan"),
        ("<located><name>Bremhaven</name></located>", "OSH (Reuters) - Three men were held.", "OSH"),
        ("<located><name>Bremhaven</name></located>", "Three men were held.", "Bremhaven"),
    ],
)
def test_dateline(told: str, text: str, place: str) -> None:
    """The dateline of a format goes before what looks like one in the text; where a story was filed goes behind it."""
    data = f"<newsItem><contentMeta>{told}</contentMeta><contentSet><inlineXML><p>{text}</p></inlineXML></contentSet></newsItem>"
    (reading,) = readings(data.encode(), "a.xml")
    assert reading.report is not None
    assert reading.report.particulars.dateline.place == place
