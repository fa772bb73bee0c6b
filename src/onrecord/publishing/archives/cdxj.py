"""A WARC file to the lines of an index (CDXJ), by which a reader finds the answer for an address without reading all of it.

A line is the address in SURT order, the time, and a JSON object that says where the record lies (pywb, CDXJ index format).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_HOLDING = frozenset({"response", "resource"})
_DEFAULT = {"http": 80, "https": 443}


def lines(record: bytes, *, offset: int, name: str) -> Iterator[str]:
    """A line for each record with content in a WARC file, which lies at `offset` of the archive's file `name`."""
    from warcio.archiveiterator import ArchiveIterator

    reader = ArchiveIterator(BytesIO(record))
    for one in reader:
        address, kind = one.rec_headers.get_header("WARC-Target-URI"), one.rec_type
        told = _told(one) if kind in _HOLDING else {}
        one.content_stream().read()
        if kind in _HOLDING:
            start = reader.get_record_offset()
            place = {"offset": str(offset + start), "length": str(reader.get_record_length()), "filename": name}
            date = _digits(one.rec_headers.get_header("WARC-Date"))
            yield f"{surt(address)} {date} {msgspec.json.encode({'url': address, **told, **place}).decode()}\n"


def surt(address: str) -> str:
    """An address as it is sorted by: the host from its end, then the path and the query with its parts in order."""
    parts = urlsplit(address.lower())
    if parts.scheme not in _DEFAULT or not parts.hostname:
        return address.lower()
    host = parts.hostname.removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, _DEFAULT[parts.scheme]) else ""
    path = parts.path.rstrip("/") or "/"
    query = "&".join(sorted(parts.query.split("&")))
    return f"{','.join(reversed(host.split('.')))}{port}){path}{'?' + query if query else ''}"


def _told(record: ArcWarcRecord) -> dict[str, Any]:
    http = record.http_headers
    kind = (http or record.rec_headers).get_header("Content-Type") or "unk"
    digest = record.rec_headers.get_header("WARC-Payload-Digest")
    status = http.get_statuscode() if http else "200"
    return {"mime": kind.partition(";")[0].strip(), "status": status, "digest": digest}


def _digits(date: str) -> str:
    """`2024-03-07T10:00:00Z` as `20240307100000`."""
    return "".join(filter(str.isdigit, date))[:14]
