"""What a page's own markup tells of it: title, site, author, times and language, from JSON-LD and meta fields."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = {"article", "newsarticle", "reportagenewsarticle", "blogposting", "socialmediaposting", "webpage", "analysisnewsarticle",
             "backgroundnewsarticle", "opinionnewsarticle", "liveblogposting", "report", "techarticle"}  # fmt: skip
_PUBLISHED = ("article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued",
              "dcterms.created", "pubdate", "publishdate", "publish-date", "publish_date", "article.published",
              "cxenseparse:recs:publishtime", "originalpublicationdate", "rnews:datepublished", "bt:pubdate", "ptime")  # fmt: skip
_DATED = ("dc.date", "date", "dcterms.date")
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod", "last-modified", "utime",
            "article.updated", "revised")  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
_SITES = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "copyright",
    "twitter:site",
    "al:ios:app_name",
)
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "cxenseparse:author")
_DEEPEST = 12
"""How many levels of JSON-LD are looked through."""


class Told(Struct, frozen=True, kw_only=True):
    """What the markup tells, as it tells it; each a list with the most trustworthy first."""

    titles: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    """Dates without a word on what they are of: of publication mostly, of the last change on some sites."""
    updated: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    description: str | None = None


def told(page: HtmlElement) -> Told:
    """What the markup of a parsed page tells."""
    fields = _fields(page)
    data = list(_articles(page))

    def named(*names: str) -> list[str]:
        return [value for name in names for value in fields.get(name, ())]

    return Told(
        titles=_agreed(
            [_strings(data, "headline"), named(*_TITLES), _texts(page, "//h1"), _texts(page, "//head/title")]
        ),
        sites=_kept([*named(_SITES[0]), *_named(data, "publisher"), *named(*_SITES[1:])]),
        authors=_kept(
            _named(data, "author")
            or _named(data, "creator")
            or named(*_AUTHORS)[:1]
            or _texts(page, "//a[@rel='author']")
        ),
        published=_kept([*_strings(data, "datePublished"), *named(*_PUBLISHED), *_times(page, "datePublished")]),
        dated=_kept(named(*_DATED)),
        updated=_kept([*_strings(data, "dateModified"), *named(*_UPDATED), *_times(page, "dateModified")]),
        languages=_kept(
            [
                *_strings(data, "inLanguage"),
                page.get("lang") or "",
                *named("og:locale", "content-language", "language"),
            ]
        ),
        addresses=_kept(
            [_whole(one) for one in (*_attributes(page, "//link[@rel='canonical']", "href"), *named("og:url"))]
        ),
        description=next(iter(named("og:description", "twitter:description", "description")), None),
    )


def _kept(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(unescape(v).split())[:500] for v in values if v.strip()))


def _agreed(groups: list[list[str]]) -> tuple[str, ...]:
    """Titles from several sources, with those first that most sources begin with; in the order given otherwise."""
    said = [[_letters(one) for one in group] for group in groups]

    def votes(title: str) -> int:
        letters = _letters(title)
        return sum(any(one.startswith(letters) for one in group) for group in said) if letters else 0

    return _kept(sorted((one for group in groups for one in group), key=votes, reverse=True))


def _letters(words: str) -> str:
    return "".join(c for c in unescape(words).casefold() if c.isalnum())


def _fields(page: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        content = meta.get("content")
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := meta.get(key)):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _texts(page: HtmlElement, path: str) -> list[str]:
    found = page.xpath(path)
    return [found[0].text_content()] if len(found) == 1 or (found and path.endswith("title")) else []


def _whole(address: str) -> str:
    return f"https://{address}" if address.startswith("www.") else address


def _attributes(page: HtmlElement, path: str, name: str) -> list[str]:
    return [value for element in page.xpath(path) if (value := element.get(name))]


def _times(page: HtmlElement, prop: str) -> list[str]:
    marked = page.xpath(f"//*[@itemprop='{prop}']")
    return [e.get("datetime") or e.get("content") or e.text_content()[:100] for e in marked]


def _articles(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe an article."""
    for script in page.xpath("//script[@type='application/ld+json']"):
        try:
            data = msgspec.json.decode((script.text or "").strip().rstrip(";").encode(), strict=False)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            continue
        yield from _described(data, _DEEPEST)


def _described(data: object, deepest: int) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and deepest:
        for one in data:
            yield from _described(one, deepest - 1)
    elif isinstance(data, dict) and deepest:
        kinds = data.get("@type")
        if {str(k).lower() for k in (kinds if isinstance(kinds, list) else [kinds])} & _ARTICLES:
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _described(data.get(key), deepest - 1)


def _strings(data: list[dict[str, Any]], key: str) -> list[str]:
    return [value for one in data if isinstance(value := one.get(key), str)]


def _named(data: list[dict[str, Any]], key: str) -> list[str]:
    """Names of persons or organisations, which stand as text, as an object with a name, or as a list of these."""
    found: list[str] = []
    for one in data:
        value = one.get(key)
        for item in value if isinstance(value, list) else [value]:
            name = item.get("name") if isinstance(item, dict) else item
            if isinstance(name, str):
                found.append(name)
    return found
