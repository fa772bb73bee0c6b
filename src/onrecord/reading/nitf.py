"""A NITF document (IPTC, News Industry Text Format 3.x) to its story."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.reading.elements import attribute, every, first, paragraphs_of, parsed_xml, said, words
from onrecord.reading.published import when
from onrecord.reading.story import Story

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BY = re.compile(r"^by(?=[A-Z])")


def read_nitf(data: bytes, *, name: str) -> list[Story]:
    """The story of a NITF file. Raises UnreadableFile when it is no XML that can be read."""
    root, flags = parsed_xml(data, name=name)
    return [nitf_story(root).over(Story(flags=flags))]


def nitf_story(nitf: Element) -> Story:
    """The story in a `nitf` element, wherever it stands."""
    head, top, content = first(nitf, "head"), first(nitf, "body.head"), first(nitf, "body.content")
    facts = first(head, "docdata")
    status = attribute(facts, "management-status")
    note = attribute(first(facts, "ed-msg"), "info") or said(top, "note")
    body = content if content is not None else first(nitf, "body")
    return Story(
        text=paragraphs_of(body) if body is not None else "",
        title=said(top, "hl1") or said(top, "hedline") or said(head, "title"),
        publisher=said(top, "distributor") or attribute(first(facts, "doc.copyright"), "holder") or _sent_by(facts),
        byline=_byline(first(top, "byline")),
        dateline=_dateline(first(top, "dateline")),
        published=_date(facts, "date.issue") or attribute(first(head, "pubdata"), "date.publication"),
        language=attribute(nitf, "baselang", "lang"),
        slug=attribute(first(facts, "du-key"), "key") or _meta(head, "anpa-keyword"),
        embargo=_not_before(facts) or ((note or "until further notice") if status == "embargoed" else None),
        note=note,
        status=status if status not in {None, "usable", "embargoed"} else None,
    )


def _byline(line: Element | None) -> str | None:
    """Who wrote it: the person named in the line, or the whole of the line."""
    if line is None:
        return None
    person = said(line, "person")
    return person or _BY.sub("By ", words(line, " ") or "")


def _dateline(line: Element | None) -> str | None:
    if line is None:
        return None
    place = said(line, "city") or said(line, "location")
    return ", ".join(part for part in (place, said(line, "story.date")) if part) if place else words(line)


def _date(facts: Element | None, name: str) -> str | None:
    found = first(facts, name)
    return attribute(found, "norm") or (words(found) if found is not None else None)


def _not_before(facts: Element | None) -> str | None:
    """When it may be published, where that is later than when it was issued."""
    issued, released = _date(facts, "date.issue"), _date(facts, "date.release")
    return released if issued and released and when(released) and released > issued else None


def _sent_by(facts: Element | None) -> str | None:
    return attribute(first(facts, "doc-id"), "regsrc") or attribute(first(facts, "from-src"), "src-name")


def _meta(head: Element | None, name: str) -> str | None:
    fields = every(head, "meta") if head is not None else ()
    return next((attribute(field, "content") for field in fields if attribute(field, "name") == name), None)
