"""A JSON array of reports, or one report as a JSON object, to its reports as they stand there."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from onrecord.capture import kinds
from onrecord.capture.captured import Captured, captured
from onrecord.capture.files import LONGEST
from onrecord.errors import UnreadableFile


def elements(data: bytes, name: str) -> Iterator[Captured]:
    """Each element of an array, or the one object, with its bytes as they are. Raises UnreadableFile when it is no JSON."""
    if len(data) > LONGEST:
        raise UnreadableFile(f"{name} is larger than {LONGEST // 1_000_000} MB: write each report on one line (JSONL)")
    data = data.removeprefix(b"\xef\xbb\xbf").strip()
    try:
        held = msgspec.json.decode(data, type=list[msgspec.Raw]) if data.startswith(b"[") else [_checked(data)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFile(
            f"{name} is no JSON that can be read ({str(error)[:100]}): write each report on one line (JSONL) and add that"
        ) from error
    for number, one in enumerate(held, 1):
        raw = bytes(one)
        kind = kinds.LINE if kinds.is_report(raw[: kinds.HEAD]) else kinds.NINJS
        yield captured(raw, address=f"{name}:{number}", media_type=kind, line=number)


def _checked(data: bytes) -> msgspec.Raw:
    msgspec.json.decode(data)
    return msgspec.Raw(data)
