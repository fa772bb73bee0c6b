"""A file of RSS, a WordPress export (WXR) or an Atom feed that holds whole stories, to these stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.reading.elements import (
    attribute,
    every,
    first,
    local,
    paragraphs_of,
    paragraphs_of_html,
    parsed_xml,
    said,
)  # fmt: skip
from onrecord.reading.story import Story

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NO_STORIES = {"attachment", "nav_menu_item", "revision", "custom_css", "wp_global_styles", "wp_navigation"}
_UNKNOWN = "0000-00-00"


def read_rss(data: bytes, *, name: str) -> list[Story]:
    """The stories of an RSS file or WordPress export, one an item; pictures and menus of an export are left out.

    Raises UnreadableFile when it is no XML that can be read.
    """
    root, flags = parsed_xml(data, name=name)
    channel = first(root, "channel")
    site = _own(channel, "title") if channel is not None else None
    language = _own(channel, "language") if channel is not None else None
    outer = Story(publisher=site, language=language, flags=flags)
    return [_item(item).over(outer) for item in every(root, "item") if _own(item, "post_type") not in _NO_STORIES]


def read_atom(data: bytes, *, name: str) -> list[Story]:
    """The stories of an Atom feed, one an entry. Raises UnreadableFile when it is no XML that can be read."""
    root, flags = parsed_xml(data, name=name)
    outer = Story(publisher=_own(root, "title"), language=attribute(root, "lang"), flags=flags)
    return [_entry(entry).over(outer) for entry in every(root, "entry")]


def _item(item: Element) -> Story:
    held = max(
        (one.text or "" for one in item if local(one) == "encoded" and "content" in str(one.tag)), key=len, default=""
    )
    status, sent = _own(item, "status"), _own(item, "post_date_gmt")
    return Story(
        text=paragraphs_of_html(_with_paragraphs(held or _raw(item, "description"))),
        title=_own(item, "title"),
        byline=_own(item, "creator") or _own(item, "author"),
        published=f"{sent}Z" if sent and not sent.startswith(_UNKNOWN) else _own(item, "pubDate"),
        url=_own(item, "link"),
        slug=_own(item, "post_name"),
        status=status if status not in {None, "publish", "inherit"} else None,
        flags=() if held else ("only a summary: the feed does not hold the story itself",),
    )


def _entry(entry: Element) -> Story:
    content = next((one for one in entry if local(one) == "content"), None)
    whole = said(entry, "ContentMetadata", "body")
    text = "\n".join(part for part in (_atom_text(content), whole) if part)
    summary = "" if text else paragraphs_of_html(_raw(entry, "summary"))
    link = next((attribute(one, "href") for one in entry if local(one) == "link"), None)
    return Story(
        text=text or summary,
        title=_own(entry, "title"),
        byline=said(entry, "author", "name"),
        published=_own(entry, "published") or said(entry, "NewsManagement", "published") or _own(entry, "updated"),
        updated=said(entry, "NewsManagement", "updated") or _own(entry, "updated"),
        url=link,
        flags=("only a summary: the feed does not hold the story itself",) if summary else (),
    )


def _atom_text(content: Element | None) -> str:
    if content is None:
        return ""
    return paragraphs_of(content) if len(content) else paragraphs_of_html(content.text or "")


def _own(parent: Element, name: str) -> str | None:
    """The words of a child, not of what lies deeper."""
    found = next((one for one in parent if local(one) == name.lower()), None)
    return said(found, name) if found is not None else None


def _raw(parent: Element, name: str) -> str:
    return next((one.text or "" for one in parent if local(one) == name), "")


def _with_paragraphs(markup: str) -> str:
    """WordPress keeps blank lines and line breaks for paragraphs, and writes their tags only when a page is shown."""
    return markup.replace("\r\n", "\n").replace("\n", "<br>\n") if "\n" in markup and "<" in markup else markup
