"""The title of a page, the name of its site and of those who wrote it, freed of each other."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.reading.markup import Told

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_AUTHORS = 6
_SITE_IN_TITLE = re.compile(r"\s+(?:[|–—‹·-]|--)\s+([^|–—]{2,40})$")
_BETWEEN = re.compile(r"\s+[|–—·•-]\s+")
_ENOUGH_LINKS = 10
"""Whole addresses that a page has to link to before the site of most of them is taken for its own."""


def title_and_site(said: Told, page: HtmlElement, address: str | None) -> tuple[str | None, str | None]:
    """The title without the site's name, and that name; failing others, the host of the page or of most of its links."""
    title = next(iter(said.titles), None)
    host = _host(address)
    names = [_without_motto(name, host) for name in said.sites if name != title and not name.startswith(("http", "©"))]
    site = next((name for name in names if name[0] != "@"), None) or host or (names[0][1:] if names else None)
    if (
        title
        and (tail := _SITE_IN_TITLE.search(title))
        and (site is None or tail[1].lower() in site.lower() or site.lower() in tail[1].lower())
    ):
        return title[: tail.start()], site or tail[1]
    return title, site or _most_linked(page)


def byline(said: Told) -> str | None:
    """The names of those who wrote it; None where only the site or an address is named."""
    names = [name for name in said.authors if not name.startswith(("http", "@", "/")) and name not in said.sites]
    return ", ".join(name.removeprefix("By ").removeprefix("by ") for name in names[:_MOST_AUTHORS]) or None


def _without_motto(name: str, host: str | None) -> str:
    """The part of a site's name that its host is called by: the rest is what it says of itself."""
    parts = _BETWEEN.split(name)
    return next((part for part in parts if host and _plain(part) and _plain(part) in _plain(host)), name)


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())


def _host(address: str | None) -> str | None:
    return (urlsplit(address).hostname or "").removeprefix("www.") or None if address else None


def _most_linked(page: HtmlElement) -> str | None:
    """The host that more than half of the whole addresses in a page lead to."""
    links = [link for anchor in page.iter("a") if (link := anchor.get("href", "")).startswith(("http://", "https://"))]
    hosts = Counter(host for link in links if (host := _host_of_link(link)))
    host, count = next(iter(hosts.most_common(1)), ("", 0))
    return host if len(links) >= _ENOUGH_LINKS and count * 2 > len(links) else None


def _host_of_link(link: str) -> str | None:
    try:
        return _host(link)
    except ValueError:
        return None
