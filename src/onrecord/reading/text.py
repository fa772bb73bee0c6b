"""A plain text file to a Report: decoded, freed of front matter and Markdown, wrapped lines joined."""

from __future__ import annotations

import re
from typing import Any, get_args

import yaml

from onrecord.model import Derivation, DerivationKind, Report, ReportKind
from onrecord.reading.decode import decode
from onrecord.reading.paragraphs import joined
from onrecord.reading.report import made

_FRONT = re.compile(r"\s*---[ \t]*\n(.{0,20000}?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_IMAGE = re.compile(r"\[?!\[([^\]\n]{0,300})\]\([^)\n]{0,1000}\)(?:\]\([^)\n]{0,1000}\))?")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,1500}\)")
_TAG = re.compile(
    r"</?(?:em|strong|b|i|u|center|small|br|p|span|a|figcaption|figure|div|img|h[1-6]|sup|sub)\b[^<>\n]{0,800}>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--(?:(?!-->).){0,2000}-->", re.DOTALL)
_HARD = {"title": "title", "date": "published", "lang": "language", "language": "language", "author": "byline", "byline": "byline",
         "publisher": "publisher", "original-link": "url", "url": "url", "source_url": "url", "link": "url"}  # fmt: skip


def read_text(data: bytes, *, id: str, name: str = "the text") -> Report:
    r"""The report in a plain text file; `name` serves for messages. Raises UnreadableFile when it is binary.

    Line breaks become `\n`, lines that were wrapped at a fixed width are joined. A block of fields at the top
    (`---`, as site generators write them) gives title, date, author, language, address, kind of report and what it was
    made from (`derived_from` the id of a report, `how` a translation or transcript), and is left out with Markdown links
    and pictures.
    """
    read = decode(data, name=name)
    text = read.text.replace("\r\n", "\n").replace("\r", "\n")
    fields, text = _front_matter(text)
    if fields or _LINK.search(text):
        text = _without_markdown(text)
    given: dict[str, Any] = {known: str(fields[own]).strip() for own, known in _HARD.items() if fields.get(own)}
    given |= _nature(fields)
    return made(id=id, text=joined(text).strip(), flags=read.flags, **given)


def _nature(fields: dict[str, Any]) -> dict[str, Any]:
    """What kind of report the fields say it is, and what it was made from; other words than the known ones say nothing."""
    kind, how, source = (str(fields.get(name) or "").strip() for name in ("kind", "how", "derived_from"))
    told: dict[str, Any] = {"kind": kind.lower()} if kind.lower() in get_args(ReportKind) else {}
    if how in get_args(DerivationKind):
        told["derived_from"] = Derivation(how=how, report=source or None)  # type: ignore[arg-type]
    return told


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields at the top of a text and the rest of it; none where the block is not a list of fields."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    try:
        fields = yaml.safe_load(match.group(1))
    except yaml.YAMLError:
        fields = None
    return (fields, text[match.end() :]) if isinstance(fields, dict) else ({}, text)


def _without_markdown(text: str) -> str:
    for pattern, kept in ((_COMMENT, ""), (_IMAGE, r""), (_LINK, r"\1"), (_TAG, "")):
        text = pattern.sub(kept, text)
    return text
