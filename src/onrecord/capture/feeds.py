"""The bytes of an RSS or Atom feed to its entries; nothing is fetched, whatever the feed says.

The parser is given bytes: with a string it would fetch addresses and open files by itself.
"""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import urljoin

from msgspec import Struct

from onrecord.errors import UnreadableFile

_LARGEST = 20_000_000
_MOST_TAGS = 60_000
_MOST_ENTRIES = 10_000
_LINK = re.compile(rb"<link\b[^>]{0,500}>", re.IGNORECASE)
_FEED_TYPE = re.compile(rb"application/(?:rss|atom)\+xml", re.IGNORECASE)
_HREF = re.compile(rb"\bhref\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of a feed, and where its story stands."""

    key: str
    """What tells it from the other entries of its feed: its id, else its address, else its title."""
    address: str | None = None
    title: str | None = None


class Feed(Struct, frozen=True, kw_only=True):
    """A feed as it was at one time, its entries in its own order."""

    title: str | None
    entries: tuple[Entry, ...]


def feed_in(data: bytes, *, name: str, address: str = "") -> Feed:
    """The feed in these bytes; links that are not whole are completed by the `address` it came from.

    Raises UnreadableFile, with what to do, when the bytes are no feed or cost too much to read.
    """
    import feedparser

    if len(data) > _LARGEST or data.count(b"<") > _MOST_TAGS:
        raise UnreadableFile(f"{name} is larger than any feed: add its stories one by one")
    try:
        told: Any = feedparser.parse(io.BytesIO(data), response_headers={"content-location": address})
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise UnreadableFile(f"{name} is damaged and cannot be read as a feed ({type(error).__name__})") from error
    if not told.get("version") and not told.entries:
        raise UnreadableFile(_no_feed(data, name, address))
    entries = [_entry(one, address) for one in told.entries[:_MOST_ENTRIES]]
    return Feed(
        title=_words(told.feed.get("title")),
        entries=tuple({one.key: one for one in entries if one.key}.values()),
    )


def _entry(told: Any, address: str) -> Entry:
    link = _words(told.get("link"))
    link = urljoin(address, link) if link and address else link
    title = _words(told.get("title"))
    return Entry(
        key=_words(told.get("id")) or link or title or "",
        address=link,
        title=title,
    )


def _words(told: object) -> str | None:
    return " ".join(told.split()) or None if isinstance(told, str) else None


def _no_feed(data: bytes, name: str, address: str) -> str:
    """Why it is no feed, and where the page says that its feed is."""
    for tag in _LINK.findall(data[:1_000_000]):
        if _FEED_TYPE.search(tag) and (href := _HREF.search(tag)):
            return f"{name} is a page, no feed; its feed is {urljoin(address, href[1].decode('utf-8', 'replace'))}"
    return f"{name} is no RSS or Atom feed: look for the address of one on the site"
