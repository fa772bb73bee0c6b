"""A NewsML-G2 document (IPTC, 2.x) to its stories: one item, or a message with several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import UnreadableFile
from onrecord.reading.elements import (
    attribute,
    every,
    first,
    local,
    paragraphs_of,
    paragraphs_of_html,
    parsed_xml,
    said,
    words,
)  # fmt: skip
from onrecord.reading.nitf import nitf_story
from onrecord.reading.story import Story

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_AUTHORS = ("author", "writer", "byline", "reporter")


def read_newsml_g2(data: bytes, *, name: str) -> list[Story]:
    """The stories of a NewsML-G2 file, one a news item; of a picture or a video, its caption or script, flagged.

    Raises UnreadableFile when it is no XML that can be read, or a package that only names its stories.
    """
    root, flags = parsed_xml(data, name=name)
    items = [root] if local(root) == "newsitem" else list(every(root, "newsItem"))
    if not items:
        raise UnreadableFile(f"{name} only refers to stories that lie in other files: add those")
    return [_story(item).over(Story(flags=flags)) for item in items]


def _story(item: Element) -> Story:
    about, content = first(item, "itemMeta"), first(item, "contentMeta")
    publisher, source = _provider(about, content)
    status = (attribute(first(about, "pubStatus"), "qcode", "literal") or "").rpartition(":")[2]
    outer = Story(
        title=said(content, "headline") or said(about, "title"),
        publisher=publisher,
        agency=source,
        byline=said(content, "by") or _author(content),
        dateline=said(content, "dateline"),
        located=said(content, "located", "name"),
        published=said(about, "firstCreated") or said(content, "contentCreated") or said(about, "versionCreated"),
        updated=said(about, "versionCreated"),
        language=attribute(first(content, "language"), "tag") or attribute(item, "lang"),
        slug=said(content, "slugline"),
        embargo=said(about, "embargoed"),
        note=_notes(about),
        status=status if status not in {"", "usable"} else None,
    )
    return outer.over(_body(item, content, attribute(first(about, "itemClass"), "qcode") or ""))


def _provider(about: Element | None, content: Element | None) -> tuple[str | None, str | None]:
    """Who sent it, by the fullest name told, and who is named as its source."""
    provider, sources = first(about, "provider"), list(every(content, "infoSource")) if content is not None else []
    named = [name for one in sources if (name := said(one, "name") or attribute(one, "literal"))]
    code = attribute(provider, "literal") or (attribute(provider, "qcode") or "").rpartition(":")[2] or None
    source = named[0] if named else None
    if code and ("." in code or said(provider, "name") is None) and source and source.lower() in code.lower():
        return source, None
    return said(provider, "name") or code or said(content, "creditline") or source, source


def _author(content: Element | None) -> str | None:
    people = every(content, "creator", "contributor") if content is not None else ()
    for one in people:
        role = (attribute(one, "role") or "").lower()
        if role.endswith(_AUTHORS) and (name := said(one, "name") or attribute(one, "literal")):
            return name
    return None


def _notes(about: Element | None) -> str | None:
    notes = [words(one) for one in every(about, "edNote")] if about is not None else []
    return " / ".join(note for note in notes if note) or None


def _body(item: Element, content: Element | None, kind: str) -> Story:
    """The longest text in the content set; failing one, the caption of a picture, flagged."""
    held = first(item, "contentSet")
    bodies = [_inline(one) for one in every(held, "inlineXML", "inlineData")] if held is not None else []
    best = max(bodies, key=lambda story: len(story.text), default=Story())
    if best.text:
        return best
    what = kind.rpartition(":")[2] or "item"
    texts = [words(one) for one in every(content, "description")] if content is not None else []
    caption = max((text for text in texts if text), key=len, default="")
    return Story(text=caption, flags=(f"a {what} without a story: only its description is read",) if caption else ())


def _inline(held: Element) -> Story:
    if (nitf := first(held, "nitf")) is not None:
        return nitf_story(nitf)
    if len(held):
        body = first(held, "body")
        return Story(text=paragraphs_of(body if body is not None else held))
    return Story(text=paragraphs_of_html(held.text or ""))
