"""A NewsML 1 document (IPTC, NewsML 1.2) to its stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.reading.elements import (
    attribute,
    every,
    first,
    paragraphs_of,
    paragraphs_of_html,
    parsed_xml,
    said,
)  # fmt: skip
from onrecord.reading.nitf import nitf_story
from onrecord.reading.story import Story

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXTS = {"text", "complextext", None}


def read_newsml(data: bytes, *, name: str) -> list[Story]:
    """The stories of a NewsML 1 file, one a news item. Raises UnreadableFile when it is no XML that can be read."""
    root, flags = parsed_xml(data, name=name)
    return [_story(item).over(Story(flags=flags)) for item in every(root, "NewsItem")]


def _story(item: Element) -> Story:
    lines, managed, described = (
        first(item, "NewsLines"),
        first(item, "NewsManagement"),
        first(item, "DescriptiveMetadata"),
    )
    status = attribute(first(managed, "Status"), "FormalName")
    provider = said(lines, "CreditLine") or _party(item, "Provider") or _party(item, "Source")
    outer = Story(
        title=said(lines, "HeadLine") or said(item, "NameLabel"),
        publisher=provider or said(item, "ProviderId"),
        agency=_party(item, "Source"),
        byline=said(lines, "ByLine"),
        dateline=said(lines, "DateLine"),
        published=said(managed, "FirstCreated") or said(item, "DateId"),
        updated=said(managed, "ThisRevisionCreated"),
        language=attribute(first(described, "Language"), "FormalName") or attribute(item, "lang"),
        slug=said(lines, "SlugLine") or said(item, "NameLabel"),
        embargo=_embargo(managed, status),
        note=said(lines, "NewsLineText") if said(lines, "NewsLineType") else None,
        status=status if (status or "Usable").lower() not in {"usable", "embargoed"} else None,
    )
    return outer.over(_body(item))


def _party(item: Element, role: str) -> str | None:
    party = first(item, role, "Party")
    return said(party, "Party") or attribute(party, "FormalName")


def _embargo(managed: Element | None, status: str | None) -> str | None:
    change = first(managed, "StatusWillChange")
    until = said(change, "DateAndTime")
    return (until or "until further notice") if (status or "").lower() == "embargoed" else None


def _body(item: Element) -> Story:
    """The longest text among the contents: others are the same in another form, or captions."""
    contents = [
        content
        for content in every(item, "ContentItem")
        if (attribute(first(content, "MediaType"), "FormalName") or "text").lower() in _TEXTS
    ]
    return max(map(_content, contents), key=lambda story: len(story.text), default=Story())


def _content(content: Element) -> Story:
    data = first(content, "DataContent")
    if data is None:
        return Story()
    if (nitf := first(data, "nitf")) is not None:
        return nitf_story(nitf)
    if len(data):
        return Story(text=paragraphs_of(data))
    return Story(text=paragraphs_of_html(data.text or ""))
