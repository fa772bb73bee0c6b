"""A file of Ritzau's own format (RBNews) to its stories."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from onrecord.reading.elements import every, first, paragraphs_of_html, parsed_xml, said
from onrecord.reading.story import Story

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def read_ritzau(data: bytes, *, name: str) -> list[Story]:
    """The stories of an RBNews file, one a news element. Raises UnreadableFile when it is no XML that can be read."""
    root, flags = parsed_xml(data, name=name)
    return [_story(item).over(Story(flags=flags)) for item in every(root, "RBNews")]


def _story(item: Element) -> Story:
    note = _markup(item, "TilRedaktionen")
    return Story(
        text=_markup(item, "content"),
        title=_line(item, "headline") or _line(item, "strapline"),
        publisher="Ritzau",
        byline=_line(item, "byLine"),
        dateline=_line(item, "town"),
        published=said(item, "PublishDate"),
        slug=_line(item, "strapline"),
        note=" ".join(note.split()) or None,
        status="annulled" if (said(item, "Annuleret") or "").lower() == "true" else None,
    )


def _line(item: Element, name: str) -> str | None:
    return unescape(said(item, name) or "") or None


def _markup(item: Element, name: str) -> str:
    """The paragraphs of HTML that is written as text, its characters sometimes escaped twice."""
    held = first(item, name)
    return unescape(paragraphs_of_html((held.text if held is not None else None) or ""))
