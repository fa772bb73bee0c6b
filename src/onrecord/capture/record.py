"""A captured item to a WARC file of its own: what was asked and answered, the bytes, and a manifest; checked offline.

The file says when and by which program, and never by whom: of a file only its name is told, not the folders it lay in,
which are often called after a person. Of what came over the network each redirect stands in it too.
"""

from __future__ import annotations

import zlib
from base64 import b32encode
from hashlib import sha256
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

import msgspec
from msgspec import Struct

from onrecord import __version__
from onrecord.capture.captured import Captured, Exchange, Hop
from onrecord.errors import CollectionError
from onrecord.model import Snapshot

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.warcwriter import WARCWriter

TOOL = f"onrecord {__version__}"
ASKED = "Onrecord-Asked"
"""The header of a record that tells the address that was asked for, where a redirect led to the page."""
_SECRET = frozenset({"authorization", "cookie", "proxy-authorization"})
"""Headers of a request that may tell who asked."""
_UNPACKED = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers that told of the bytes on their way; those that are kept are unpacked, and the names are prefixed."""
_BEFORE = "X-Archive-Orig-"
_HTTP = "application/http; msgtype="


class Manifest(Struct, frozen=True, kw_only=True):
    """What a capture's own record says of it: which bytes, from where, when, made by which program."""

    sha256: str
    size: int
    media_type: str
    captured: str
    addresses: tuple[str, ...]
    begun: str | None = None
    ended: str | None = None
    tool: str


def record_of(item: Captured, *, tool: str = TOOL) -> bytes:
    """A whole WARC file of one capture; the same item and tool give the same bytes.

    It holds a `warcinfo`, then a `request` and a `response` for each address on the way of what came over the network, or
    a `resource` of what came as a file, then a `metadata` record with the `Manifest` as JSON.
    """
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(file := BytesIO(), gzip=True)
    info = f"software: {tool}\r\nformat: WARC File Format 1.1\r\n".encode()
    _write(writer, item, "warcinfo", info, kind="application/warc-fields", uri=None)
    if item.exchange:
        _write_exchange(writer, item, item.exchange)
    else:
        _write(writer, item, "resource", item.data, kind=item.snapshot.media_type, uri=_target(item))
    told = msgspec.json.encode(_manifest(item, tool))
    _write(writer, item, "metadata", told, kind="application/json", uri=_target(item), about=_id(item, _holder(item)))
    return file.getvalue()


def payload(record: bytes) -> tuple[Manifest, bytes]:
    """The manifest and the captured bytes of a capture's WARC file.

    Raises CollectionError when it cannot be read, or when its bytes are not those that its manifest names.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    found: dict[str, bytes] = {}
    try:
        for one in ArchiveIterator(BytesIO(record)):
            found[one.rec_type] = one.content_stream().read()
        manifest = msgspec.json.decode(found["metadata"], type=Manifest)
        data = found["response"] if "response" in found else found["resource"]
    except (ArchiveLoadFailed, EOFError, LookupError, OSError, ValueError, zlib.error) as error:
        raise CollectionError(f"A capture's WARC file cannot be read ({error}): restore it from a backup.") from error
    if (sha256(data).hexdigest(), len(data)) != (manifest.sha256, manifest.size):
        raise CollectionError("A capture's WARC file does not hold the bytes it names: restore it from a backup.")
    return manifest, data


def digest_of(record: bytes) -> str:
    """The SHA-256 that a capture's WARC file is named by."""
    return sha256(record).hexdigest()


def wrong_in(record: bytes) -> str:
    """Where a capture's WARC file that was changed is no longer whole, in words."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    read: list[str] = []
    try:
        for one in ArchiveIterator(BytesIO(record), check_digests=True):
            one.content_stream().read()
            if one.digest_checker.passed is False:
                return f"its {one.rec_type} no longer gives its digest"
            read.append(one.rec_type)
    except (ArchiveLoadFailed, EOFError, LookupError, OSError, ValueError, zlib.error):
        pass
    else:
        if read[-1:] == ["metadata"]:
            return "its records still give their digests"
    return f"it cannot be unpacked behind its {read[-1]}" if read else "it cannot be unpacked at all"


def _manifest(item: Captured, tool: str) -> Manifest:
    snapshot, exchange = item.snapshot, item.exchange
    return Manifest(
        sha256=snapshot.sha256,
        size=snapshot.size,
        media_type=snapshot.media_type,
        captured=snapshot.captured,
        addresses=exchange.addresses if exchange else (_target(item),),
        begun=exchange.begun if exchange else None,
        ended=exchange.ended if exchange else None,
        tool=tool,
    )


def _write_exchange(writer: WARCWriter, item: Captured, exchange: Exchange) -> None:
    from warcio.statusandheaders import StatusAndHeaders

    asked = [(name, value) for name, value in exchange.asked if name.lower() not in _SECRET]
    last = Hop(
        address=_target(item), status=exchange.status, answered=exchange.answered, ip=exchange.ip, at=exchange.ended
    )
    for number, hop in enumerate((*exchange.hops, last)):
        data, step = (item.data, "") if hop is last else (b"", f" {number + 1}")
        answered = [(_BEFORE + name if name.lower() in _UNPACKED else name, value) for name, value in hop.answered]
        told = {
            "about": _id(item, "response" + step),
            "http": StatusAndHeaders(f"GET {_path(hop.address)} HTTP/1.1", asked, is_http_request=True),
        }
        if exchange.asked:  # not told of a page from somebody else's archive, and never made up
            _write(writer, item, "request", b"", step=step, kind=_HTTP + "request", uri=hop.address, **told)
        headers = [*answered, ("Content-Length", str(len(data)))]
        told = {"http": StatusAndHeaders(str(hop.status), headers, "HTTP/1.1"), "ip": hop.ip}
        told |= {"asked": item.snapshot.address} if hop is last and exchange.addresses[0] != hop.address else {}
        _write(writer, item, "response", data, step=step, kind=_HTTP + "response", uri=hop.address, **told)


def _write(
    writer: WARCWriter,
    item: Captured,
    what: str,
    data: bytes,
    *,
    kind: str,
    uri: str | None,
    step: str = "",
    about: str | None = None,
    http: Any = None,
    ip: str | None = None,
    asked: str | None = None,
) -> None:
    told = {
        "WARC-Record-ID": _id(item, what + step),
        "WARC-Date": _date(item.snapshot),
        "WARC-Payload-Digest": "sha256:" + b32encode(sha256(data).digest()).decode(),
        "WARC-Concurrent-To": about,
        "WARC-IP-Address": ip,
        ASKED: asked,
    }
    record: ArcWarcRecord = writer.create_warc_record(
        uri,
        what,
        payload=BytesIO(data),
        length=len(data),
        warc_content_type=kind,
        warc_headers_dict={name: value for name, value in told.items() if value},
        http_headers=http,
    )
    writer.write_record(record)


def _holder(item: Captured) -> str:
    return "response" if item.exchange else "resource"


def _id(item: Captured, what: str) -> str:
    told = (item.snapshot.sha256, item.snapshot.captured, item.snapshot.address, what)
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(told))}>"


def _date(snapshot: Snapshot) -> str:
    return snapshot.captured.replace("+00:00", "Z")


def _path(address: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _target(item: Captured) -> str:
    """The address that the bytes came from in the end; of a file its bare name."""
    if item.exchange:
        return item.exchange.addresses[-1]
    return "file:///" + quote(PurePath(item.snapshot.address).name)
