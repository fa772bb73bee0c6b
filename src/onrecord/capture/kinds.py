"""The first bytes of a file to what kind of thing it is; what cannot be read is told with what to do about it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from onrecord.errors import UnreadableFile

PLAIN, PAGE, LINE = "text/plain", "text/html", "application/json"

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
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_SAVE_TEXT = "save its text as a .txt file and add that"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", _SAVE_TEXT),
    (b"\x89PNG", "a picture", "type its text into a .txt file and add that"),
    (b"\xff\xd8\xff", "a picture", "type its text into a .txt file and add that"),
    (b"GIF8", "a picture", "type its text into a .txt file and add that"),
    (b"II*\x00", "a picture", "type its text into a .txt file and add that"),
    (b"MM\x00*", "a picture", "type its text into a .txt file and add that"),
    (
        b"PK\x03\x04",
        "a zip archive or an office document",
        "unpack it, or save the document as plain text, and add that",
    ),
    (b"\xd0\xcf\x11\xe0", "an office document", "save it as plain text and add that"),
    (b"{\\rtf", "a rich-text document", "save it as plain text and add that"),
    (b"\x1f\x8b", "packed with gzip", "unpack it and add what it holds"),
    (b"BZh", "packed with bzip2", "unpack it and add what it holds"),
    (b"7z\xbc\xaf", "packed with 7-Zip", "unpack it and add what it holds"),
    (b"\xfd7zXZ", "packed with xz", "unpack it and add what it holds"),
    (b"Rar!", "packed with RAR", "unpack it and add what it holds"),
    (b"SQLite format 3", "a database", "export its reports as JSON lines and add those"),
    (b"WARC/", "a web archive", "take the page out of it, as HTML, and add that"),
)


def media_type(head: bytes, *, name: str) -> str:
    """The kind of a file by its first bytes: `text/plain`, `text/html`, or `application/json` for a list of reports.

    Raises UnreadableFile for every other kind; `name` serves for the message, and where the bytes leave it open.
    """
    if not head.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise UnreadableFile(f"{name} is empty: there is nothing to read; save it again and add it then")
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
    if _XML.match(head):
        raise UnreadableFile(f"{name} is XML, not a page: save the story in it as plain text or HTML and add that")
    if suffix in _LIST_NAMES or _is_list(head):
        return LINE
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b'{"', b'[{"', b"{\n", b"{\r\n", b"[\n")) and suffix == ".json":
        raise UnreadableFile(
            f"{name} is JSON, but not one report a line: write each report on one line (JSONL) and add that"
        )
    if suffix in _PAGE_NAMES or len(_MARKUP.findall(head)) >= 5:
        return PAGE
    return PLAIN


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
