"""What a text says of its makers and its time: byline, wire service, published, updated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.model import PassageKind, Span
from onrecord.reading.cues import agencies, agency_of
from onrecord.reading.published import when

_BY = re.compile(
    r"\s*[*_(]*(?:by|written by|reported by|reporting by)[:\s]\s*([^|,;(\n]{3,80}?)[*_)]*\s*(?:[|,;(]|$)", re.IGNORECASE
)
_AFTER_NAMES = re.compile(r"\s+for\s+|\.\s+(?=(?:additional|edited|editing|report|translat|writ)\w*\b)", re.IGNORECASE)
_STAMP = re.compile(
    r"\b(?P<kind>first published|published|publication date|updated|last modified|modified|posted|created|this story is from)\b"
    r"(?:\s+(?:on|at))?\s*[:|]?\s*(?P<words>.{4,80})",
    re.IGNORECASE,
)
_LAST = re.compile(r"[(\[]\s*(?:with\s+)?([^()\[\]]{2,40}?)\s*[)\]]\W*$")
_BARE = re.compile(r"[.!?\"”’]\s*(?:[-–—]{1,2}\s*)?([A-Z][A-Za-z/-]{1,20})\.?$")
_REUTERS = re.compile(r"reporting by\b.{0,400}\bediting by\b", re.IGNORECASE | re.DOTALL)
_COPYRIGHT = re.compile(
    r"(?:copyright|\(c\)|©)\s*(?:\(c\)|©)?\s*(?:\d{4})?\s*(?:by\s+)?([A-Z][\w./' -]{1,40}?)(?:[.,|]|\s+All\b|$)",
    re.IGNORECASE,
)
_READ = 40
"""Lines from each end of a text that are looked at."""


class Imprint(Struct, frozen=True, kw_only=True):
    """What was found; None where nothing is told."""

    agency: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None


def read(text: str, spans: Sequence[Span], kinds: Sequence[PassageKind], *, publisher: str | None) -> Imprint:
    """The imprint of a text with these paragraphs, from its byline lines, its boilerplate and its last words."""
    lines = [(kinds[n], text[spans[n].start : min(spans[n].end, spans[n].start + 500)]) for n in _ends(len(spans))]
    bylines = [line for kind, line in lines if kind == "byline"]
    stamps = [found for line in bylines for found in _stamps(line, publisher)]
    return Imprint(
        agency=_agency(lines) or _last_words(text, spans, kinds),
        byline=next((made for line in bylines if (made := _byline(line))), None),
        published=next((told for kind, told in stamps if kind == "published"), None),
        updated=next((told for kind, told in stamps if kind == "updated"), None),
    )


def _ends(count: int) -> list[int]:
    return list(range(count)) if count <= 2 * _READ else [*range(_READ), *range(count - _READ, count)]


def _byline(line: str) -> str | None:
    match = _BY.match(line)
    if match is None:
        return None
    name = _AFTER_NAMES.split(match.group(1))[0].strip(" .*_")
    return None if agency_of(name) else name


def _stamps(line: str, publisher: str | None) -> Iterator[tuple[str, str]]:
    for mark in _STAMP.finditer(line):
        near = " ".join([publisher or "", line[: mark.start()]])
        if told := when(mark["words"].strip(), publisher=near):
            yield ("updated" if mark["kind"].lower() in {"updated", "last modified", "modified"} else "published"), told


def _agency(lines: Sequence[tuple[PassageKind, str]]) -> str | None:
    for kind, line in lines:
        if kind == "byline" and (found := _in_byline(line)):
            return found
        if kind == "boilerplate" and (found := _in_boilerplate(line)):
            return found
    return None


def _in_byline(line: str) -> str | None:
    if _REUTERS.search(line):
        return "Reuters"
    parts = re.split(r"\s*[|,/•·]\s*|\s+for\s+", line)
    return next((found for part in parts if (found := agency_of(part.removeprefix("By ")))), None)


def _in_boilerplate(line: str) -> str | None:
    if mark := _COPYRIGHT.search(line):
        return agency_of(mark.group(1)) or agency_of("the " + mark.group(1))
    return agency_of(line.strip("()[]*_-—– "))


def _last_words(text: str, spans: Sequence[Span], kinds: Sequence[PassageKind]) -> str | None:
    """The wire service named at the very end of the story: "... on Monday. (ANI)", "... on Monday. PTI"."""
    last = next((s for s, kind in zip(reversed(spans), reversed(kinds), strict=True) if kind == "body"), None)
    if last is None:
        return None
    tail = text[max(last.start, last.end - 80) : last.end]
    if bracketed := _LAST.search(tail):
        return next((found for part in re.split(r"[/,]", bracketed.group(1)) if (found := agency_of(part))), None)
    bare = _BARE.search(tail)
    agency = agencies().get(bare.group(1).lower()) if bare else None
    return agency.name if agency and agency.bare else None
