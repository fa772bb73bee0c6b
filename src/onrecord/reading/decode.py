"""Bytes to text: which characters they stand for, and whether that was told or guessed."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from onrecord.capture.kinds import no_text, utf16_without_mark
from onrecord.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_NO_CHARSETS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
"""Codecs that are no character sets."""
_HEAD = 4096
_SAMPLE = 200_000
_FEW = 0.05
"""Up to this share of bytes beyond ASCII, an undeclared text that is no UTF-8 is taken to be Western (cp1252)."""


class Decoded(Struct, frozen=True):
    """A text, the character set it was read with, and what is doubtful about that."""

    text: str
    charset: str
    flags: tuple[str, ...] = ()


def decode(data: bytes, *, name: str) -> Decoded:
    """The text of some bytes: by their mark, as UTF-8, by the page's own declaration, else by a guess that is flagged.

    Raises UnreadableFile when they hold zero bytes, as binary data does.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], charset)
    if b"\x00" in data:
        wide = utf16_without_mark(data)
        if wide is None:
            raise UnreadableFile(no_text(name))
        return _lossy(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _declared(data) or _nearly_utf8(data, error) or _guessed(data)


def _lossy(data: bytes, charset: str) -> Decoded:
    text = data.decode(charset, errors="replace")
    own = data.count("�".encode(charset)) if charset.startswith("utf") else 0
    lost = text.count("�") - own
    flags = (f"{lost} characters could not be read ({charset}); they show as �",) if lost > 0 else ()
    return Decoded(text, charset, flags)


def _declared(data: bytes) -> Decoded | None:
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return None
    try:
        charset = codecs.lookup(match.group(1).decode("ascii")).name
        if charset.startswith("utf") or charset in _NO_CHARSETS:
            return None  # it has just been read as UTF-8, and is not
        # Web pages that declare Latin-1 or ASCII are in fact written in its Windows form (WHATWG Encoding, 4.2).
        return _lossy(data, "cp1252" if charset in {"iso8859-1", "ascii"} else charset)
    except (LookupError, UnicodeDecodeError):
        return None


def _nearly_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """UTF-8 that was cut or damaged in a few places."""
    text = data.decode("utf-8", errors="replace")
    lost = text.count("�")
    others = sum(1 for c in text[:_SAMPLE] if c > "\x7f") - text[:_SAMPLE].count("�")
    if lost <= max(1, others // 10) and (others or error.start >= len(data) - 4):
        return Decoded(text, "utf-8", (f"{lost} characters could not be read (utf-8); they show as �",))
    return None


def _guessed(data: bytes) -> Decoded:
    beyond = len(re.findall(rb"[\x80-\xff]", data[:_SAMPLE]))
    charset = "cp1252"
    if beyond > _FEW * min(len(data), _SAMPLE):
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_SAMPLE]).best()
        charset = best.encoding if best else charset
    read = _lossy(data, charset)
    return Decoded(
        read.text, charset, (f"character set guessed to be {charset}: check names with accents", *read.flags)
    )
