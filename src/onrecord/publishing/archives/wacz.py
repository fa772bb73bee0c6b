"""Captures to a WACZ (Web Archive Collection Zipped, 1.1.1): one WARC file, its index, its pages, and a manifest of these.

The same captures give the same bytes: no time and no name of the day, the machine or the user goes in.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec

from onrecord.capture.record import TOOL
from onrecord.publishing.archives import cdxj
from onrecord.store.leaving import Exhibit

VERSION = "1.1.1"
_DATA = "data.warc.gz"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the first that a zip archive can tell."""
_HEAD = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}


def write(exhibits: Iterable[tuple[Exhibit, bytes]], file: BinaryIO) -> int:
    """How many captures were written to `file`, each with the bytes of its WARC file."""
    with ZipFile(file, "w") as archive:
        resources, told = _data(archive, exhibits)
        index = "".join(sorted(line for lines, _ in told for line in lines)).encode()
        pages = b"".join(msgspec.json.encode(page) + b"\n" for page in (_HEAD, *(page for _, page in told)))
        resources.append(_put(archive, "indexes/index.cdx", index))
        resources.append(_put(archive, "pages/pages.jsonl", pages))
        times = [str(page["ts"]) for _, page in told]
        manifest = msgspec.json.format(msgspec.json.encode(_manifest(resources, max(times, default=None))), indent=2)
        digest = {"path": "datapackage.json", "hash": _hash(_put(archive, "datapackage.json", manifest))}
        _put(archive, "datapackage-digest.json", msgspec.json.encode(digest))
    return len(told)


def _data(
    archive: ZipFile, exhibits: Iterable[tuple[Exhibit, bytes]]
) -> tuple[list[dict[str, Any]], list[tuple[list[str], dict[str, Any]]]]:
    """The manifest's word of the WARC file that is written, and of each capture the lines of the index and its page."""
    digest, size, told = sha256(), 0, []
    with archive.open(_info(f"archive/{_DATA}", ZIP_STORED), "w", force_zip64=True) as data:
        for exhibit, record in exhibits:
            told.append((list(cdxj.lines(record, offset=size, name=_DATA)), _page(exhibit)))
            data.write(record)
            digest.update(record)
            size += len(record)
    return [_resource(f"archive/{_DATA}", digest.hexdigest(), size)], told


def _page(exhibit: Exhibit) -> dict[str, Any]:
    page = {"id": exhibit.id, "url": exhibit.address, "ts": exhibit.at.replace("+00:00", "Z"), "size": exhibit.size}
    return {**page, "title": exhibit.title} if exhibit.title else page


def _manifest(resources: list[dict[str, Any]], last: str | None) -> dict[str, Any]:
    told = {"profile": "data-package", "wacz_version": VERSION, "software": TOOL, "title": "Captures"}
    return {**told, **({"created": last} if last else {}), "resources": resources}


def _put(archive: ZipFile, path: str, data: bytes) -> dict[str, Any]:
    archive.writestr(_info(path, ZIP_DEFLATED), data)
    return _resource(path, sha256(data).hexdigest(), len(data))


def _info(path: str, how: int) -> ZipInfo:
    info = ZipInfo(path, _EARLIEST)
    info.compress_type, info.create_system, info.external_attr = how, 3, 0o644 << 16
    return info


def _resource(path: str, digest: str, size: int) -> dict[str, Any]:
    return {"name": path.rpartition("/")[2].lower(), "path": path, "hash": f"sha256:{digest}", "bytes": size}


def _hash(resource: dict[str, Any]) -> str:
    return str(resource["hash"])
