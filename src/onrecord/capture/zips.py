"""A zip archive to its files, never written to the disk; what it may cost is bounded, whatever it says of itself."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from msgspec import Struct

from onrecord.capture.captured import Unusable
from onrecord.capture.files import LONGEST
from onrecord.errors import UnreadableFile

_MOST_MEMBERS = 100_000
_OFFICE = ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml", "content.xml")
_BROKEN = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    zlib.error,
    struct.error,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What the library raises on damaged, encrypted or unknown archives."""
_WACZ = "datapackage.json"


class Budget:
    """How many bytes may still be unpacked from one file that was brought, archives within it included."""

    def __init__(self, left: int = 4_000_000_000) -> None:
        self._left = left

    def take(self, size: int, name: str) -> None:
        """Counts `size` bytes. Raises UnreadableFile when they are more than is left."""
        self._left -= size
        if self._left < 0:
            raise UnreadableFile(f"{name} unpacks to more than is taken in at once: unpack it and add its parts")


class Member(Struct, frozen=True):
    """A file in an archive: where it lies, as `archive.zip/name`, and its bytes."""

    address: str
    data: bytes


def members(file: BinaryIO, name: str, budget: Budget) -> Iterator[Member | Unusable]:
    """Each file in a zip, in the order of the archive; of a WACZ only its web archives.

    One that is damaged, encrypted, too large or that names a place outside is told as Unusable. Raises UnreadableFile when
    the archive itself cannot be read, is an office document, or unpacks to more than `budget` leaves.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            listed = _listed(archive, name)
            for info in listed:
                yield _member(archive, info, f"{name}/{info.filename}", budget)
    except _BROKEN as error:
        raise UnreadableFile(f"{name} is a zip archive and damaged ({str(error)[:80]}): get it again") from error


def _listed(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    infos = archive.infolist()
    names = {info.filename for info in infos}
    if names & set(_OFFICE):
        raise UnreadableFile(f"{name} is an office document: save it as plain text or PDF and add that")
    if len(infos) > _MOST_MEMBERS:
        raise UnreadableFile(f"{name} holds more than {_MOST_MEMBERS:,} files: unpack it and add its parts")
    files = [info for info in infos if not info.is_dir() and not _hidden(info.filename)]
    if _WACZ in names:
        files = [info for info in files if info.filename.startswith("archive/")]
    if not files:
        raise UnreadableFile(f"{name} holds no files: there is nothing to read")
    return files


def _hidden(name: str) -> bool:
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, address: str, budget: Budget) -> Member | Unusable:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        return Unusable(address, f"{address} names a place outside of the archive, as harmful ones do: it is not read")
    if info.flag_bits & 1:
        return Unusable(address, f"{address} is encrypted: unpack it with its password and add it")
    try:
        with archive.open(info) as held:
            data = held.read(LONGEST + 1)
    except _BROKEN as error:
        return Unusable(address, f"{address} is damaged ({str(error)[:80]}): get the archive again")
    budget.take(len(data), address)
    if len(data) > LONGEST:
        return Unusable(address, f"{address} unpacks to more than {LONGEST // 1_000_000} MB: unpack and split it")
    return Member(address, data)
