"""A captured item to the reports in it, by the reader of its kind; a new format is a line in the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from onrecord.capture import kinds
from onrecord.capture.captured import Captured
from onrecord.errors import InputError, UnreadableFile
from onrecord.model import Report
from onrecord.reading.feeds import read_atom, read_rss
from onrecord.reading.line import read_line
from onrecord.reading.mail import read_mail
from onrecord.reading.newsml import read_newsml
from onrecord.reading.newsml_g2 import read_newsml_g2
from onrecord.reading.ninjs import read_ninjs
from onrecord.reading.nitf import read_nitf
from onrecord.reading.ocr import read_picture
from onrecord.reading.page import read_page
from onrecord.reading.pdf import read_pdf
from onrecord.reading.ritzau import read_ritzau
from onrecord.reading.story import Story, report_of
from onrecord.reading.teletype import read_anpa, read_iptc7901
from onrecord.reading.text import read_text

Reader: TypeAlias = Callable[..., list[Story]]
"""Bytes, and a name for messages, to the stories in them."""

READERS: MappingProxyType[str, Reader] = MappingProxyType(
    {
        kinds.PDF: read_pdf,
        **dict.fromkeys(kinds.PICTURES, read_picture),
        kinds.MAIL: read_mail,
        kinds.NITF: read_nitf,
        kinds.NEWSML: read_newsml,
        kinds.NEWSML_G2: read_newsml_g2,
        kinds.NINJS: read_ninjs,
        kinds.RITZAU: read_ritzau,
        kinds.RSS: read_rss,
        kinds.ATOM: read_atom,
        kinds.ANPA: read_anpa,
        kinds.IPTC7901: read_iptc7901,
    }
)
"""The reader of each kind that holds stories with particulars of their own."""


class Reading(Struct, frozen=True):
    """One story of an item, or why it cannot be read; `part` its number among several, None of the only one."""

    part: str | None
    report: Report | None
    problem: InputError | None = None


def read(item: Captured) -> Report:
    """The report in a captured item, or in that `part` of it; of a file, its name without the ending is the report's id.

    Raises BadLine or UnreadableFile, which say what is wrong and what to do.
    """
    for reading in read_all(item):
        if item.part in {None, reading.part}:
            if reading.report is None:
                raise reading.problem or UnreadableFile(f"{item.snapshot.address} cannot be read")
            return reading.report
    raise UnreadableFile(f"{item.snapshot.address} has no part {item.part}")


def read_all(item: Captured) -> Iterator[Reading]:
    """Each story in a captured item, in order; a part without a text gives why. Raises as `read` does for the whole."""
    kind, name = item.snapshot.media_type, item.snapshot.address
    if (reader := READERS.get(kind)) is None:
        yield Reading(None, _plain(item, kind, name))
        return
    stories = reader(item.data, name=name)
    if not stories:
        raise UnreadableFile(f"{name} holds no story: there is nothing to read")
    for number, story in enumerate(stories, 1):
        part = str(number) if len(stories) > 1 else None
        yield _reading(story, part, name)


def _reading(story: Story, part: str | None, name: str) -> Reading:
    id, place = (f"{stem(name)}-{part}", f"{name}, part {part},") if part else (stem(name), name)
    try:
        return Reading(part, report_of(story, id=id, name=place))
    except InputError as error:
        return Reading(part, None, error)


def _plain(item: Captured, kind: str, name: str) -> Report:
    if kind == kinds.LINE:
        return read_line(item.data, line=item.line or 1)
    reader = read_page if kind == kinds.PAGE else read_text
    report = reader(item.data, id=stem(name), name=name)
    if not report.text.strip():
        raise UnreadableFile(f"{name} holds no text: save the story again and add it then")
    return report if report.url or not name.startswith("http") else msgspec.structs.replace(report, url=name)


def stem(name: str) -> str:
    """The name of a file without its ending; of an address, the last part of its path."""
    path = urlsplit(name).path.rstrip("/") if name.startswith("http") else name
    return PurePath(path).stem or PurePath(name).name
