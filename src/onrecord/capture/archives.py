"""A web archive (WARC, ISO 28500) to the pages in it, each with its own address, its time of capture and how it came."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.capture import kinds
from onrecord.capture.captured import Captured, Exchange, Unusable
from onrecord.capture.files import LONGEST
from onrecord.capture.zips import Budget
from onrecord.errors import UnreadableFile
from onrecord.model import Snapshot

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_PAGES = frozenset({kinds.PAGE, kinds.PDF})
_TOLD_PAGES = ("text/plain", "application/pdf", "text/html", "application/xhtml")
_MOST_RECORDS = 5_000_000
_CHUNK = 65_536
_BROKEN = (
    zlib.error,
    gzip.BadGzipFile,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    AttributeError,
    TypeError,
    IndexError,
    OverflowError,
)
"""What the library raises on damaged records, besides its own error."""


def pages(file: BinaryIO, name: str, budget: Budget) -> Iterator[Captured | Unusable]:
    """Each page (HTML, PDF, plain text) that an archive holds an answer 200 for; pictures, scripts and styles are left out.

    A record that is damaged or repeats a page kept elsewhere is told as Unusable. Raises UnreadableFile when no record can be read.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    seen: set[str] = set()
    number = found = 0
    records: Iterator[Any] = iter(ArchiveIterator(file))
    while number < _MOST_RECORDS:
        try:
            with redirect_stderr(io.StringIO()):  # where the library writes what is odd about a record
                record = next(records, None)
                item = _page(record, seen, budget) if record else None
        except (ArchiveLoadFailed, *_BROKEN) as error:
            yield Unusable(f"{name}:{number + 1}", _damaged(name, number, error))
            return
        if record is None:
            break
        number += 1
        if item:
            found += 1
            yield item
    if not found:
        raise UnreadableFile(f"{name} is a web archive that holds no page: there is nothing to read")


def _damaged(name: str, number: int, error: Exception) -> str:
    return (
        f"{name} is damaged after {number} records ({' '.join(str(error).split())[:80]}): what comes then is not read"
    )


def _page(record: ArcWarcRecord, seen: set[str], budget: Budget) -> Captured | Unusable | None:
    """The page in a record; None where it holds none."""
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if record.rec_type == "revisit":
        return _revisit(record, address, seen)
    if record.rec_type not in {"response", "resource"} or not address.startswith(("http://", "https://")):
        return None
    if record.rec_type == "response" and _status(record) != 200:
        return None
    told = _told_type(record)
    if told and not told.startswith(_TOLD_PAGES):
        return None
    data = record.content_stream().read(LONGEST + 1)
    budget.take(len(data), address)
    if _breaks_off(record):
        return Unusable(address, f"{address} breaks off in the archive: get it again")
    if len(data) > LONGEST:
        return Unusable(address, f"{address} is larger than {LONGEST // 1_000_000} MB: it is not read")
    seen.add(record.rec_headers.get_header("WARC-Payload-Digest") or "")
    return _captured(record, address, data, told)


def _breaks_off(record: ArcWarcRecord) -> bool:
    """Whether the archive ends before the record does."""
    while record.raw_stream.read(_CHUNK):
        pass
    return int(getattr(record.raw_stream, "limit", 0)) > 0


def _captured(record: ArcWarcRecord, address: str, data: bytes, told: str) -> Captured | Unusable | None:
    try:
        kind = kinds.media_type(data[: kinds.HEAD], name=address)
    except UnreadableFile as error:
        return Unusable(address, str(error))
    if kind not in _PAGES and not told:
        return None
    when = _when(record.rec_headers.get_header("WARC-Date") or "")
    snapshot = Snapshot(
        sha256=sha256(data).hexdigest(), size=len(data), captured=when, address=address, media_type=kind
    )
    return Captured(snapshot=snapshot, data=data, exchange=_exchange(record, address, when))


def _revisit(record: ArcWarcRecord, address: str, seen: set[str]) -> Unusable | None:
    """Nothing where the page that a record repeats was in the archive before it."""
    if record.rec_headers.get_header("WARC-Payload-Digest") in seen:
        return None
    return Unusable(
        address, f"{address} is only a note that it had not changed: the page itself lies in another archive"
    )


def _status(record: ArcWarcRecord) -> int:
    code = record.http_headers.get_statuscode() if record.http_headers else ""
    return int(code) if str(code).isdigit() else 0


def _told_type(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _when(told: str) -> str:
    """The time of capture in UTC; now, where the record does not tell it."""
    try:
        return datetime.fromisoformat(told).astimezone(UTC).isoformat(timespec="seconds")
    except ValueError:
        return datetime.now(UTC).isoformat(timespec="seconds")


def _exchange(record: ArcWarcRecord, address: str, when: str) -> Exchange:
    answered = record.http_headers.headers if record.http_headers else []
    return Exchange(
        addresses=(address,),
        status=_status(record),
        answered=tuple((str(name).lower(), str(value)) for name, value in answered),
        ip=record.rec_headers.get_header("WARC-IP-Address"),
        begun=when,
        ended=when,
    )
