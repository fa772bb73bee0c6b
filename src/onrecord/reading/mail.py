"""An e-mail message to its story: the body, with subject, sender and date; what is attached is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr

import msgspec

from onrecord.errors import UnreadableFile
from onrecord.reading.elements import paragraphs_of_html
from onrecord.reading.mailbox import digested, messages
from onrecord.reading.paragraphs import joined
from onrecord.reading.story import Story

_MOST_PARTS = 500
_LONGEST_HEADER = 2_000
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_MBOX = re.compile(rb"\AFrom [^\n]{1,300}\n")
_MOST_BOUNDARIES = 2_000


class _Bounded(EmailPolicy):
    """Headers as the standard library reads them, but cut: it takes the square of their length, each time one is asked for."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


def read_mail(data: bytes, *, name: str) -> list[Story]:
    """The story in an e-mail (RFC 5322), or those in a mailbox or a digest.

    Raises UnreadableFile when a single one cannot be read, or is built to exhaust its reader; of several, that one has no text.
    """
    found = messages(data.lstrip(b" \t\r\n\xef\xbb\xbf"), name=name)
    if len(found) == 1:
        return _stories(found[0], name)
    return [story for one in found for story in _stories_or_none(one, name)]


def _stories_or_none(data: bytes, name: str) -> list[Story]:
    try:
        return _stories(data, name)
    except UnreadableFile:
        return [Story()]


def _stories(data: bytes, name: str) -> list[Story]:
    return [_story(one, name) for one in digested(_parsed(data, name))]


def _story(message: EmailMessage, name: str) -> Story:
    text, flags = _text(message, name)
    sender, address = parseaddr(_header(message, "from"))
    outer = Story(
        text=text,
        title=_header(message, "subject") or None,
        publisher=sender or address.rpartition("@")[2] or None,
        byline=sender or None,
        published=_date(message),
        flags=(*flags, *_attached(message)),
    )
    return _form(text).over(outer) if text.startswith("{") else outer


def _form(text: str) -> Story:
    """The story in a body that a newsroom's form has filled in: JSON with lists of words under the names of its fields."""
    try:
        fields = msgspec.json.decode(text.replace("\n", " "), type=dict[str, list[str]])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return Story()
    told = {name.lower(): " ".join(words).strip() for name, words in fields.items()}
    return Story(
        text="\n".join(line.strip() for line in told.get("body", "").splitlines() if line.strip()),
        title=told.get("headline"),
        byline=told.get("byline"),
        dateline=told.get("dateline"),
        slug=told.get("slugline"),
        note=told.get("ednote"),
    )


def _parsed(data: bytes, name: str) -> EmailMessage:
    data = _MBOX.sub(b"", data)
    if data.lower().count(b"boundary=") > _MOST_BOUNDARIES or data.count(b"\n--") > 5 * _MOST_BOUNDARIES:
        raise UnreadableFile(f"{name} has more parts than any message: save its text and add that")
    try:
        message = BytesParser(policy=_Bounded()).parsebytes(data)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise _unreadable(name) from error
    assert isinstance(message, EmailMessage)  # the policy makes no other
    return message


def _text(message: EmailMessage, name: str) -> tuple[str, tuple[str, ...]]:
    """The body: as plain text, else what an HTML body shows."""
    try:
        body = message.get_body(preferencelist=("plain", "html"))
        told = body.get_content() if body is not None else ""
    except (KeyError, LookupError, ValueError, RecursionError, AttributeError, TypeError) as error:
        raise _unreadable(name) from error
    if not isinstance(told, str) or body is None:
        return "", ()
    lost = told.count("�")
    flags = (f"{lost} characters could not be read; they show as �",) if lost else ()
    if body.get_content_subtype() == "html":
        return paragraphs_of_html(told), flags
    told = told.replace("\r\n", "\n").replace("\xa0", " ")
    if str(body["content-type"]).lower().find("format=flowed") >= 0:
        told = told.replace(" \n", "" if "delsp=yes" in str(body["content-type"]).lower() else " ")
    return joined(_SIGNATURE.split(told)[0]).strip(), flags


def _header(message: EmailMessage, field: str) -> str:
    """A header on one line; one that is broken gives nothing."""
    try:
        return " ".join(str(message[field] or "").split())
    except (ValueError, LookupError, AttributeError, TypeError, IndexError):
        return ""


def _date(message: EmailMessage) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(_header(message, "date")).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _attached(message: EmailMessage) -> Iterator[str]:
    """A line for each part that is attached; what they hold is not read."""
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            return
        try:
            named = part.get_filename()
        except (ValueError, LookupError, AttributeError, TypeError, IndexError):
            named = "without a name"
        if named:
            yield f"attached, and not read: {named[:100]} ({part.get_content_type()})"


def _unreadable(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name} is no e-mail that can be read: save its text and add that")
