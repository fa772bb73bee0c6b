"""A web page to a Report: its story as paragraphs, its particulars from its markup."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.errors import UnreadableFile
from onrecord.model import Report
from onrecord.reading import markup
from onrecord.reading.decode import decode
from onrecord.reading.markup import Told
from onrecord.reading.paragraphs import joined
from onrecord.reading.published import when
from onrecord.reading.report import made

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_TAGS = 60_000
"""A page with more tags is refused: the largest of some 1,700 pages on the web had 19,629."""
_LONGEST = 20_000_000
_MOST_AUTHORS = 6
_SHORT = 300
"""A story shorter than this is looked for once more, less strictly."""
_DAY_IN_ADDRESS = re.compile(r"/(20\d\d)[/-](\d\d)[/-](\d\d)(?:/|-|\b)")
_SITE_IN_TITLE = re.compile(r"\s+(?:[|–—‹·-]|--)\s+([^|–—]{2,40})$")


def read_page(data: bytes, *, id: str, name: str = "the page") -> Report:
    """The report on a web page; `name` serves for messages.

    Captions, related links, comments and scripts are left out. Raises UnreadableFile when the page holds no readable
    text, or is larger than any page with one story.
    """
    read = decode(data, name=name)
    page = _parsed(read.text, name)
    said = markup.told(page)
    text = _story(page)
    if not text.strip():
        raise UnreadableFile(f"{name} holds no readable story: copy its text into a .txt file and add that")
    address = next((a for a in said.addresses if a.startswith("http")), None)
    title, site = _title(said, address)
    published = _own_day(_first_date(said.published, site), address)
    return made(
        id=id,
        text=text,
        title=title,
        publisher=site,
        byline=_byline(said),
        published=published or _guessed_date(page, address),
        updated=_first_date(said.updated, site),
        language=next(iter(said.languages), None),
        url=address,
        flags=read.flags,
    )


def _parsed(text: str, name: str) -> HtmlElement:
    from lxml import etree, html

    if len(text) > _LONGEST or text.count("<") > MOST_TAGS:
        raise UnreadableFile(
            f"{name} is larger than any page with one story: copy the story into a .txt file and add that"
        )
    try:
        page = html.document_fromstring(
            text.encode(), parser=html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            f"{name} holds no page that can be read: copy its text into a .txt file and add that"
        ) from error
    return page


def _story(page: HtmlElement) -> str:
    from copy import deepcopy

    import trafilatura

    found = ""
    for strict in (True, False):
        extracted = trafilatura.extract(
            deepcopy(page), include_comments=False, include_tables=True, favor_precision=strict, favor_recall=not strict
        )
        found = max(found, extracted or "", key=len)
        if len(found) >= _SHORT:
            break
    return joined(found)


def _title(said: Told, address: str | None) -> tuple[str | None, str | None]:
    """The title without the site's name, and that name; failing others, the name in the page's address."""
    title = next(iter(said.titles), None)
    names = [name for name in said.sites if name != title and not name.startswith(("http", "©"))]
    site = next((name for name in names if name[0] != "@"), None) or _host(address) or (names[0][1:] if names else None)
    if (
        title
        and (tail := _SITE_IN_TITLE.search(title))
        and (site is None or tail[1].lower() in site.lower() or site.lower() in tail[1].lower())
    ):
        return title[: tail.start()], site or tail[1]
    return title, site


def _host(address: str | None) -> str | None:
    return (urlsplit(address).hostname or "").removeprefix("www.") or None if address else None


def _byline(said: Told) -> str | None:
    names = [name for name in said.authors if not name.startswith(("http", "@", "/")) and name not in said.sites]
    return ", ".join(name.removeprefix("By ").removeprefix("by ") for name in names[:_MOST_AUTHORS]) or None


def _first_date(told: tuple[str, ...], site: str | None) -> str | None:
    """The first date that can be read; one with a time goes before one without, when both name the same day."""
    dates = [iso for one in told if (iso := when(one, publisher=site))]
    return next((d for d in dates if d[:10] == dates[0][:10] and "T" in d), dates[0]) if dates else None


def _own_day(published: str | None, address: str | None) -> str | None:
    """The time of publication, or, where it is told in UTC and the address names the day next to it, that day.

    A story put out in the evening in California is from the next day in UTC; its own day is the one of its "Thursday".
    """
    if published and address and published.endswith("+00:00") and (named := _DAY_IN_ADDRESS.search(address)):
        day = "-".join(named.groups())
        if day != published[:10] and (when(day) or "") == day and abs(_days(day) - _days(published)) == 1:
            return day
    return published


def _days(iso: str) -> int:
    return date.fromisoformat(iso[:10]).toordinal()


def _guessed_date(page: HtmlElement, address: str | None) -> str | None:
    from htmldate import find_date

    # The address is only read for a date in it; nothing is fetched.
    return find_date(page, original_date=True, extensive_search=False, url=address)
