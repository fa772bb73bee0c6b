"""Markup to its elements, parsed so that nothing outside of it is ever read; elements to their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import TYPE_CHECKING

from onrecord.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST = 50_000_000
_MOST_ELEMENTS = 500_000
_NAMED = re.compile(rb"&([A-Za-z]{2,10}\d{0,2});")
_OWN = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "li", "dt", "dd", "tr", "table", "block", "blockquote",
           "section", "article", "header", "ul", "ol", "dl", "pre", "bq", "body", "body.content", "caption", "hr", "nitf-table"}  # fmt: skip
_LEFT_OUT = {"script", "style", "head", "media", "figure", "figcaption", "iframe", "noscript", "svg", "form", "button"}
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_CELLS = {"td", "th"}
_BLANKS = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*")


def parsed_xml(data: bytes, *, name: str) -> tuple[Element, tuple[str, ...]]:
    """The root of an XML document, and what is odd about it; `name` serves for messages.

    No entity is expanded, no other file is read. Raises UnreadableFile when the document is none, is too large or too
    deep, or declares entities of its own, which no agency does and attackers do.
    """
    from lxml import etree

    if len(data) > _MOST or data.count(b"<") > 2 * _MOST_ELEMENTS:
        raise UnreadableFile(f"{name} is larger than any file of stories: split it and add the parts")
    if b"<!ENTITY" in data:
        raise UnreadableFile(f"{name} declares entities of its own, as harmful files do: it is not read")
    data = data if data.startswith(_WIDE) else _NAMED.sub(_by_number, data.lstrip(b" \t\r\n\xef\xbb\xbf"))
    charset = _charset(data)
    for recover in (False, True):
        parser = etree.XMLParser(
            encoding=charset, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
            remove_pis=True, recover=recover,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser=parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            failed = error
            continue
        if root is not None:
            return root, (("the file is damaged: parts of it may be missing",) if recover else ())
    raise UnreadableFile(
        f"{name} is no XML that can be read ({_first_line(failed)}): save its story as plain text and add that"
    )


def _charset(data: bytes) -> str | None:
    """UTF-8 where the bytes are that, whatever they declare; None where the declaration has to be believed."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if data.startswith(_WIDE) or b"\0" in data[:100] else "utf-8"


def parsed_html(markup: str) -> Element | None:
    """The elements of a piece of HTML; None when it holds nothing."""
    from lxml import etree, html

    if not markup.strip() or markup.count("<") > _MOST_ELEMENTS:
        return None
    try:
        return html.document_fromstring(
            markup.encode("utf-8", "replace"),
            parser=html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _by_number(named: re.Match[bytes]) -> bytes:
    """HTML's names of characters by their number, since no list of them is read."""
    name = named[1]
    number = None if name in _OWN else name2codepoint.get(name.decode("ascii"))
    return b"&#%d;" % number if number else named[0]


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split("\n")[0].split())[:120]


def local(element: Element) -> str:
    """The name of an element without its namespace, in small letters."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def every(element: Element, *names: str) -> Iterator[Element]:
    """Every element within with one of these names, whatever its namespace."""
    wanted = {name.lower() for name in names}
    return (one for one in element.iter() if local(one) in wanted)


def first(element: Element | None, *path: str) -> Element | None:
    """The first element within that lies under these names, one within the other at any depth; None when there is none."""
    for name in path:
        element = next((one for one in every(element, name)), None) if element is not None else None
    return element


def said(element: Element | None, *path: str) -> str | None:
    """The words of the first element under these names, on one line; None when there are none."""
    found = first(element, *path)
    return words(found) if found is not None else None


def words(element: Element, between: str = "") -> str | None:
    """All the words of an element, on one line, with `between` between those of its parts; None when there are none."""
    told = " ".join(between.join(element.itertext()).split())
    return told or None


def attribute(element: Element | None, *names: str) -> str | None:
    """The value of the first of these attributes that an element has, whatever its namespace."""
    if element is None:
        return None
    told = {str(key).rpartition("}")[2].lower(): str(value).strip() for key, value in element.attrib.items()}
    return next((told[name.lower()] for name in names if told.get(name.lower())), None)


def paragraphs_of(root: Element) -> str:
    """The paragraphs within an element, one a line; pictures with their captions, scripts and heads are left out."""
    from lxml import etree

    pieces: list[str] = []
    kept_lines = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "start":
            if name in _LEFT_OUT or not name:
                walk.skip_subtree()
                continue
            kept_lines += name == "pre"
            pieces.append(_opening(name) + _inline(element.text, as_is=kept_lines > 0))
        else:
            kept_lines -= name == "pre"
            tail = _inline(element.tail, as_is=kept_lines > 0) if element is not root else ""
            pieces.append(("\n" if name in _BLOCKS else "") + tail)
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _opening(name: str) -> str:
    if name in _BLOCKS or name == "br":
        return "\n"
    return " " if name in _CELLS else ""


def _inline(told: str | None, *, as_is: bool) -> str:
    """The words between two tags; their line breaks mean nothing but where they are kept."""
    return (told if as_is else _BREAKS.sub(" ", told)) if told else ""


def paragraphs_of_html(markup: str) -> str:
    """The paragraphs of a piece of HTML, one a line; of text without a tag, the text as it is."""
    if "<" not in markup and "&" not in markup:
        return "\n".join(line.strip() for line in markup.splitlines() if line.strip())
    root = parsed_html(markup)
    return paragraphs_of(root) if root is not None else ""
