"""The first bytes of a file to what kind of thing it is; what cannot be read is told with what to do about it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from onrecord.errors import UnreadableFile

PLAIN, PAGE, LINE = "text/plain", "text/html", "application/json"
PDF, MAIL = "application/pdf", "message/rfc822"
PNG, JPEG, GIF, TIFF = "image/png", "image/jpeg", "image/gif", "image/tiff"
PICTURES = frozenset({PNG, JPEG, GIF, TIFF})
NITF, NEWSML, NEWSML_G2 = "application/nitf+xml", "application/newsml+xml", "application/vnd.iptc.g2.newsmessage+xml"
NINJS, RITZAU = "application/ninjs+json", "application/vnd.ritzau+xml"
RSS, ATOM = "application/rss+xml", "application/atom+xml"
ANPA, IPTC7901 = "text/vnd.anpa.1312", "text/vnd.iptc.7901"
LIST, ZIP, WARC, GZIP = "application/json-seq", "application/zip", "application/warc", "application/gzip"
"""What holds other items: a JSON array of reports, a zip archive or WACZ, a web archive, the same packed."""
READABLE = frozenset(
    {PLAIN, PAGE, LINE, PDF, MAIL, *PICTURES, NITF, NEWSML, NEWSML_G2, NINJS, RITZAU, RSS, ATOM, ANPA, IPTC7901}
)
"""What stories can be read from."""
NO_SHEETS = {
    PAGE: "a web page", PDF: "a PDF", GZIP: "packed with gzip", WARC: "a web archive", **dict.fromkeys(PICTURES, "a picture"),
}  # fmt: skip
"""What cannot hold a table that is read, in words."""

HEAD = 65_536
"""How many bytes the kind is told by."""
_LIST_NAMES = {".jsonl", ".ndjson"}
_PAGE_NAMES = {".html", ".htm", ".xhtml"}
_UTF16_32 = (b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,4000}-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP = re.compile(rb"<(?:p|div|h[1-6]|article|script|span|table|section)\b[^>]{0,500}>", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,300}>\s*|<!--(?:(?!-->).){0,4000}-->\s*|<!doctype\b[^>\[]{0,500}(?:\[[^\]]{0,4000}\]\s*)?>\s*){0,20}"
    rb"<(?:[\w.-]{1,40}:)?([A-Za-z]\w{0,40})(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_ROOTS = {
    "nitf": NITF, "newsml": NEWSML, "newsmessage": NEWSML_G2, "newsitem": NEWSML_G2, "packageitem": NEWSML_G2,
    "rss": RSS, "rdf": RSS, "feed": ATOM, "rbnews": RITZAU, "xmlnewsqueuedresponse": RITZAU,
}  # fmt: skip
_IPTC = re.compile(rb"\s{0,20}\x01\w{3,10} \d \S{1,3} \d{1,6} ")
_NEWS_KEYS = re.compile(rb'"(?:headline|body_x?html|body_text|versioncreated|pubstatus|api_version)"\s*:')
_TEXT_KEY = re.compile(rb'"text"\s*:')
_ARRAY = re.compile(rb"\[\s*\{")
_HEADERS = re.compile(
    rb"(?:From [^\n]{1,300}\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,100}){2,200}"
)
_MAIL_HEADERS = {
    b"subject",
    b"date",
    b"to",
    b"message-id",
    b"received",
    b"mime-version",
    b"delivered-to",
    b"return-path",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_KNOWN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF8", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"PK\x03\x04", ZIP),
    (b"\x1f\x8b", GZIP),
    (b"WARC/", WARC),
    (b"\x16\x16\x01", ANPA),
)
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an office document", "save it as plain text and add that"),
    (b"{\\rtf", "a rich-text document", "save it as plain text and add that"),
    (b"BZh", "packed with bzip2", "unpack it and add what it holds"),
    (b"7z\xbc\xaf", "packed with 7-Zip", "unpack it and add what it holds"),
    (b"\xfd7zXZ", "packed with xz", "unpack it and add what it holds"),
    (b"Rar!", "packed with RAR", "unpack it and add what it holds"),
    (b"SQLite format 3", "a database", "export its reports as JSON lines and add those"),
)


def media_type(head: bytes, *, name: str) -> str:
    """The kind of a file by its first bytes, one of those named above; `application/json` is a list of reports, a line each.

    Raises UnreadableFile for every other kind; `name` serves for the message, and where the bytes leave it open.
    """
    if not head.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise UnreadableFile(f"{name} is empty: there is nothing to read; save it again and add it then")
    for signature, kind in _KNOWN:
        if head.startswith(signature):
            return kind
    if b"%PDF-" in head[:1024]:
        return PDF
    if _IPTC.match(head):
        return IPTC7901
    for signature, kind, advice in _SIGNATURES:
        if head.startswith(signature):
            raise UnreadableFile(f"{name} is {kind}: {advice}")
    wide = head.startswith(_UTF16_32) or utf16_without_mark(head) is not None
    if not wide and (b"\x00" in head or len(_CONTROL.findall(head)) * 50 > len(head)):
        raise UnreadableFile(no_text(name))
    return _of_text(head.replace(b"\x00", b"") if wide else head, name)


def _of_text(head: bytes, name: str) -> str:
    suffix = Path(name).suffix.lower()
    if _PAGE.match(head):
        return PAGE
    if root := _ROOT.match(head):
        name_of_root = root[1].decode().lower()
        if name_of_root in _ROOTS:
            return _ROOTS[name_of_root]
    if _XML.match(head):
        raise UnreadableFile(
            f"{name} is XML of no format that is known: save the story in it as plain text or HTML and add that"
        )
    if suffix == ".eml" or _is_mail(head):
        return MAIL
    if kind := _of_json(head, suffix):
        return kind
    if suffix in _PAGE_NAMES or len(_MARKUP.findall(head)) >= 5:
        return PAGE
    return PLAIN


def _of_json(head: bytes, suffix: str) -> str | None:
    """A list of reports, one a line or in an array, or a document of news; None of what is no JSON."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if (
        suffix not in _LIST_NAMES
        and start.startswith(b"{")
        and _NEWS_KEYS.search(start)
        and not _TEXT_KEY.search(start)
    ):
        return NINJS
    if suffix in _LIST_NAMES or _is_list(head):
        return LINE
    if _ARRAY.match(start):
        return LIST
    if suffix == ".json" and start.startswith(b"{"):
        return NINJS if b'"text"' not in start or not _TEXT_KEY.search(start) else LIST
    return None


def _is_mail(head: bytes) -> bool:
    """Whether it opens with the headers of a message: a sender, and two more that messages have."""
    top = _HEADERS.match(head.lstrip(b" \t\r\n\xef\xbb\xbf")[:20_000])
    names = {line.partition(b":")[0].lower() for line in top[0].splitlines()} if top else set()
    return b"from" in names and len(names & _MAIL_HEADERS) >= 2


def _is_list(head: bytes) -> bool:
    """Whether the first line is an object that opens with a key, and closes where the line ends within reach."""
    first, broken, _ = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    first = first.rstrip()
    return bool(re.match(rb'\{\s*"', first)) and (first.endswith(b"}") if broken or len(head) < HEAD else True)


def utf16_without_mark(head: bytes) -> Literal["utf-16-le", "utf-16-be"] | None:
    """The character set of text of two bytes a character that does not say so; None of other bytes.

    Every other byte of it is zero, as English letters are there.
    """
    sample = head[: len(head) // 2 * 2][:2000]
    if len(sample) < 20:
        return None
    half = len(sample) // 2
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if max(even, odd) < 0.9 or min(even, odd) > 0.02:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def no_text(name: str) -> str:
    """The words for a file of binary data."""
    return f"{name} is no text but binary data: save what it shows as plain text or HTML and add that"


def is_report(head: bytes) -> bool:
    """Whether a JSON object that begins so is a report of our own form, and not an agency's."""
    return _TEXT_KEY.search(head) is not None or not _NEWS_KEYS.search(head)
