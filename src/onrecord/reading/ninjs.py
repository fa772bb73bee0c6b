"""A ninjs document (IPTC, news in JSON) to its stories: an item, a list of items, or an answer of an API that holds them."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.errors import UnreadableFile
from onrecord.reading.elements import paragraphs_of_html
from onrecord.reading.story import Story

_BODIES = ("body_xhtml", "body_html", "body_text", "body")
_CAPTIONS = ("description_caption", "description_html", "description_text", "description_summary")
_HOLDERS = ("item", "items", "data")
_DEEPEST = 6


def read_ninjs(data: bytes, *, name: str) -> list[Story]:
    """The stories of a ninjs file. Raises UnreadableFile when it is no JSON, or holds no item of news."""
    try:
        held = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFile(f"{name} is no JSON that can be read ({str(error)[:100]}): save it again") from error
    items = _items(held, _DEEPEST)
    if not items:
        raise UnreadableFile(f"{name} is JSON, but holds no news: write each report as an object with `id` and `text`")
    return [_story(item) for item in items]


def _items(held: Any, deep: int) -> list[dict[str, Any]]:
    """The items of news in a document, which may lie in lists and holders."""
    if isinstance(held, list):
        return [item for one in held for item in _items(one, deep - 1)] if deep else []
    if not isinstance(held, dict):
        return []
    if {"headline", "versioncreated", *_BODIES} & held.keys():
        return [held]
    return [item for key in _HOLDERS if key in held and deep for item in _items(held[key], deep - 1)]


def _story(item: dict[str, Any]) -> Story:
    text = _first(item, *_BODIES) if item.get("type") != "picture" else None
    caption = None if text else _first(item, *_CAPTIONS)
    status = _text(item.get("pubstatus"))
    return Story(
        text=paragraphs_of_html(text or caption or ""),
        title=_first(item, "headline", "title", "name"),
        publisher=_named(item.get("provider")) or _named(item.get("source")) or _first(item, "copyrightholder"),
        agency=_named(item.get("infosource")) or _named(item.get("source")),
        byline=_first(item, "byline") or _named(item.get("authors")) or _named(item.get("photographer")),
        dateline=_first(item, "dateline") or _place(item.get("datelinelocation")),
        located=_first(item, "located"),
        published=_first(item, "firstpublished", "firstcreated", "contentcreated", "versioncreated"),
        updated=_first(item, "versioncreated"),
        language=_first(item, "language"),
        url=next(
            (told for key in ("canonical", "uri") if (told := _text(item.get(key)) or "").startswith("http")), None
        ),
        slug=_first(item, "slugline", "slug"),
        embargo=_first(item, "embargoed", "embargo"),
        note=_first(item, "ednote"),
        status=status if status not in {None, "usable"} else None,
        flags=(f"a {_text(item.get('type')) or 'item'} without a story: only its description is read",)
        if caption
        else (),
    )


def _first(item: dict[str, Any], *names: str) -> str | None:
    return next((told for name in names if (told := _text(item.get(name)))), None)


def _text(told: Any) -> str | None:
    return told.strip() or None if isinstance(told, str) else None


def _named(told: Any) -> str | None:
    """A name that is told as such, as an object with a name, or as a list of these."""
    if isinstance(told, list):
        return ", ".join(name for one in told[:6] if (name := _named(one))) or None
    return _text(told.get("name")) if isinstance(told, dict) else _text(told)


def _place(told: Any) -> str | None:
    return _text(told.get("city")) or _text(told.get("countryname")) if isinstance(told, dict) else _text(told)
