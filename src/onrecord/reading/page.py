"""A web page to a Report: its story as paragraphs, its particulars from its markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.errors import UnreadableFile
from onrecord.model import Report
from onrecord.reading import markup
from onrecord.reading.decode import decode
from onrecord.reading.masthead import byline, title_and_site
from onrecord.reading.paragraphs import joined
from onrecord.reading.report import made
from onrecord.reading.unread import unread
from onrecord.reading.weighed import times

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_TAGS = 60_000
"""A page with more tags is refused: the largest of some 1,700 pages on the web had 19,629."""
_LONGEST = 20_000_000
_SHORT = 300
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Characters that HTML does not know and the parser passes on, on which later stages break off."""


def read_page(data: bytes, *, id: str, name: str = "the page") -> Report:
    """The report on a web page; `name` serves for messages.

    Captions, related links, comments and scripts are left out. Raises NoStory when the page shows something
    else instead of one, UnreadableFile when it is none, or larger than any page with one story.
    """
    read = decode(data, name=name)
    page = _parsed(read.text, name)
    said = markup.told(page)
    address = next((a for a in said.addresses if a.startswith("http")), None)
    title, site = title_and_site(said, page, address)
    told = times(page, said, address=address, publisher=site)
    text = _story(page)
    if problem := unread(page, text, description=said.description, address=address, name=name):
        raise problem
    return made(
        id=id,
        text=text,
        title=title,
        publisher=site,
        byline=byline(said),
        published=told.published,
        updated=told.updated,
        language=next(iter(said.languages), None),
        url=address,
        flags=(*read.flags, *told.flags),
    )


def _parsed(text: str, name: str) -> HtmlElement:
    from lxml import etree, html

    if len(text) > _LONGEST or text.count("<") > MOST_TAGS:
        raise UnreadableFile(
            f"{name} is larger than any page with one story: copy the story into a .txt file and add that"
        )
    try:
        page = html.document_fromstring(
            _UNFIT.sub("", text).encode(),
            parser=html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            f"{name} holds no page that can be read: copy its text into a .txt file and add that"
        ) from error
    return page


def _story(page: HtmlElement) -> str:
    """The story, a paragraph a line; one that is very short is looked for once more, less strictly."""
    import trafilatura

    found = trafilatura.extract(page, include_comments=False) or ""
    if len(found) < _SHORT:
        again = trafilatura.extract(page, include_comments=False, favor_recall=True)
        found = max(found, again or "", key=len)
    return joined(found)
