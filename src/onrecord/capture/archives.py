"""A web archive (WARC, ISO 28500) to the pages in it, each with its own address, its time of capture and how it came.

An archive of our own captures gives each of them as it was captured, files too.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote

from onrecord.capture import kinds
from onrecord.capture.captured import Captured, Exchange, Unusable
from onrecord.capture.files import LONGEST
from onrecord.capture.record import ASKED
from onrecord.capture.zips import Budget
from onrecord.errors import UnreadableFile
from onrecord.model import Snapshot

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_OWN = b"software: onrecord "
_FILE = "file:///"
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
    own = False
    records: Iterator[Any] = iter(ArchiveIterator(file))
    while number < _MOST_RECORDS:
        try:
            with redirect_stderr(io.StringIO()):  # where the library writes what is odd about a record
                record = next(records, None)
                if record and record.rec_type == "warcinfo":
                    own = record.content_stream().read(_CHUNK).startswith(_OWN)
                item = _item(record, name, seen, budget, own=own) if record else None
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


def _item(record: ArcWarcRecord, name: str, seen: set[str], budget: Budget, *, own: bool) -> Captured | Unusable | None:
    """What a record holds: a page, or a file that we captured ourselves; None of neither."""
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if own and record.rec_type == "resource" and address.startswith(_FILE):
        return _file(record, name, unquote(address.removeprefix(_FILE)), budget)
    return _page(record, address, seen, budget, own=own)


def _file(record: ArcWarcRecord, name: str, file: str, budget: Budget) -> Captured | Unusable | None:
    """A file of our own captures, under the archive's name; None of a kind that no story is read from, such as a sheet."""
    kind = _told_type(record)
    if kind not in kinds.READABLE:
        return None
    data = _data(record, f"{name}/{file}", budget)
    when = _when(record.rec_headers.get_header("WARC-Date") or "")
    return data if isinstance(data, Unusable) else _item_of(data, when, f"{name}/{file}", kind)


def _page(
    record: ArcWarcRecord, address: str, seen: set[str], budget: Budget, *, own: bool
) -> Captured | Unusable | None:
    """The page in a record; None where it holds none."""
    if record.rec_type == "revisit":
        return _revisit(record, address, seen)
    if record.rec_type not in {"response", "resource"} or not address.startswith(("http://", "https://")):
        return None
    if record.rec_type == "response" and _status(record) != 200:
        return None
    told = "" if own else _told_type(record)
    if told and not told.startswith(_TOLD_PAGES):
        return None
    data = _data(record, address, budget)
    if isinstance(data, Unusable):
        return data
    seen.add(record.rec_headers.get_header("WARC-Payload-Digest") or "")
    asked = (record.rec_headers.get_header(ASKED) if own else None) or address
    return _captured(record, asked, address, data, any_kind=own or bool(told))


def _data(record: ArcWarcRecord, address: str, budget: Budget) -> bytes | Unusable:
    """The bytes that a record holds, where they are whole and not too many."""
    data: bytes = record.content_stream().read(LONGEST + 1)
    budget.take(len(data), address)
    if _breaks_off(record):
        return Unusable(address, f"{address} breaks off in the archive: get it again")
    if len(data) > LONGEST:
        return Unusable(address, f"{address} is larger than {LONGEST // 1_000_000} MB: it is not read")
    return data


def _breaks_off(record: ArcWarcRecord) -> bool:
    """Whether the archive ends before the record does."""
    while record.raw_stream.read(_CHUNK):
        pass
    return int(getattr(record.raw_stream, "limit", 0)) > 0


def _captured(
    record: ArcWarcRecord, asked: str, address: str, data: bytes, *, any_kind: bool
) -> Captured | Unusable | None:
    try:
        kind = kinds.media_type(data[: kinds.HEAD], name=address)
    except UnreadableFile as error:
        return Unusable(address, str(error))
    if kind not in _PAGES and not any_kind:
        return None
    when = _when(record.rec_headers.get_header("WARC-Date") or "")
    return _item_of(data, when, asked, kind, _exchange(record, asked, address, when))


def _item_of(data: bytes, when: str, address: str, kind: str, exchange: Exchange | None = None) -> Captured:
    digest = sha256(data).hexdigest()
    snapshot = Snapshot(sha256=digest, size=len(data), captured=when, address=address, media_type=kind)
    return Captured(snapshot=snapshot, data=data, exchange=exchange)


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


def _exchange(record: ArcWarcRecord, asked: str, address: str, when: str) -> Exchange:
    answered = record.http_headers.headers if record.http_headers else []
    return Exchange(
        addresses=tuple(dict.fromkeys((asked, address))),
        status=_status(record),
        answered=tuple((str(name).lower(), str(value)) for name, value in answered),
        ip=record.rec_headers.get_header("WARC-IP-Address"),
        begun=when,
        ended=when,
    )
