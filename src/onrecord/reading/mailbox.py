"""A file of several messages to each of them: a mailbox (mbox, RFC 4155), or a digest (RFC 2046, multipart/digest)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage

from onrecord.errors import UnreadableFile

_MOST_MESSAGES = 100_000
_BETWEEN = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{1,300}\r?\n(?=[A-Za-z][A-Za-z0-9-]{0,60}:)")
"""The line before each message: at the beginning, else behind an empty line, with a header after it."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def messages(data: bytes, *, name: str) -> list[bytes]:
    """The messages in a mailbox, as they were before they were put there; of what is none, the whole."""
    if not data.startswith(b"From "):
        return [data]
    found = _BETWEEN.split(data, maxsplit=_MOST_MESSAGES)
    if len(found) > _MOST_MESSAGES:
        raise UnreadableFile(f"{name} holds more than {_MOST_MESSAGES:,} messages: split it and add the parts")
    whole = [_QUOTED.sub(rb"\1", one) for one in found if one.strip()]
    return whole or [data]


def digested(message: EmailMessage) -> Iterator[EmailMessage]:
    """The messages in a digest; the message itself where it is none."""
    held = [part for digest in _digests(message) for part in digest.iter_parts()]
    inner = [one for part in held for one in _inner(part)]
    yield from inner or [message]


def _digests(message: EmailMessage) -> list[EmailMessage]:
    """The digest that a message is, or those that are parts of it."""
    parts = [message, *(message.iter_parts() if message.get_content_type() == "multipart/mixed" else ())]
    return [part for part in parts if isinstance(part, EmailMessage) and part.get_content_type() == "multipart/digest"]


def _inner(part: object) -> list[EmailMessage]:
    held = part.get_payload() if isinstance(part, EmailMessage) else ()
    return [one for one in held if isinstance(one, EmailMessage)] if isinstance(held, list) else []
