"""Bytes to files named by their digest, safe on the disk before anything refers to them; checked offline.

Each kind of them has a shelf, a folder of the collection: what was captured as it came, the WARC file of each capture,
and the timestamps of authorities.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from onrecord.errors import CollectionError

FOLDER = "snapshots"
"""By which a folder is known to be a collection."""
NEW = ".new-"
"""How the name of a file begins that is not whole yet."""
_NAME = re.compile(r"[0-9a-f]{64}\Z")
_CHUNK = 1 << 20


class Shelf(Struct, frozen=True):
    """A folder of sealed files, and the ending of their names."""

    folder: str
    ending: str = ""


SNAPSHOTS, RECORDS, STAMPS = Shelf(FOLDER), Shelf("captures", ".warc.gz"), Shelf("timestamps", ".tsr")
SHELVES = (SNAPSHOTS, RECORDS, STAMPS)


class Fault(Struct, frozen=True):
    """A sealed file that is not what its name says, and why."""

    path: Path
    reason: str


def name_of(digest: str, shelf: Shelf = SNAPSHOTS) -> str:
    """The path, within a collection's folder, of the bytes with the SHA-256 `digest`."""
    return f"{shelf.folder}/{digest[:2]}/{digest}{shelf.ending}"


def path_of(folder: Path, digest: str, shelf: Shelf = SNAPSHOTS) -> Path:
    """Where the bytes with the SHA-256 `digest` lie."""
    return folder / name_of(digest, shelf)


def seal(folder: Path, data: bytes, shelf: Shelf = SNAPSHOTS) -> Path:
    """The file that holds `data`, written through to the disk; one that is there and whole is left alone.

    A file that is there and damaged is written anew. Raises CollectionError when the disk refuses.
    """
    path = path_of(folder, sha256(data).hexdigest(), shelf)
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        write_safely(path, data)
        flush_folder(path.parent.parent)
        flush_folder(path.parent.parent.parent)
    except OSError as error:
        raise CollectionError(f"{path} cannot be written: {error.strerror}. What was kept before is safe.") from error
    return path


def unseal(folder: Path, digest: str) -> bytes:
    """The bytes sealed under a digest. Raises CollectionError when they are missing or are no longer the same."""
    path = path_of(folder, digest)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CollectionError(f"{path} cannot be read: {error.strerror}. Restore it from a backup.") from error
    if sha256(data).hexdigest() != digest:
        raise CollectionError(f"{path} was changed after it was sealed. Restore it from a backup.")
    return data


def remove(folder: Path, name: str) -> None:
    """Removes a sealed file by its `name_of`, where it is still there; written over first, as far as the disk obeys."""
    path = folder / name
    if path.is_file():
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        flush_folder(path.parent)


def is_name(name: str) -> bool:
    """Whether a path within a collection's folder, with `/`, is that of a sealed file."""
    return any(name == name_of(digest, shelf) for shelf in SHELVES if (digest := _digest_in(name, shelf)))


def shelf_of(name: str) -> Shelf:
    """The shelf that a sealed file lies on, by its path within a collection's folder."""
    return next(shelf for shelf in SHELVES if name.startswith(f"{shelf.folder}/"))


def lying(folder: Path) -> list[str]:
    """The paths, within a collection's folder, of all files on its shelves, sealed ones or not."""
    found = [path for shelf in SHELVES for path in sorted((folder / shelf.folder).rglob("*")) if path.is_file()]
    return [path.relative_to(folder).as_posix() for path in found]


def _digest_in(name: str, shelf: Shelf) -> str | None:
    """The digest that a file on this shelf is named by; None of another name."""
    last = name.rpartition("/")[2]
    digest = last.removesuffix(shelf.ending)
    return digest if last.endswith(shelf.ending) and _NAME.match(digest) else None


def write_safely(path: Path, data: bytes) -> None:
    """A file that appears under its name whole and safe on the disk, or not at all; one that is there is replaced."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=NEW)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    flush_folder(path.parent)


def flush_file(path: Path) -> None:
    """Makes a file that is written safe on the disk, and its name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    flush_folder(path.parent)


def verify(folder: Path) -> Iterator[Fault]:
    """Every sealed file whose bytes do not give the digest it is named by, and every file that is no sealed one."""
    for name in lying(folder):
        path = folder / name
        if path.name.startswith(NEW):
            continue
        if not is_name(name):
            yield Fault(path, "no sealed file: its name is not a digest, or it lies in the wrong folder")
        elif reason := _changed(path):
            yield Fault(path, reason)


def _changed(path: Path) -> str | None:
    """Why a sealed file is no longer what its name says; None of one that is."""
    try:
        found = digest_of(path)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return None if path.name.startswith(found) else f"changed after it was sealed: its digest is now {found}"


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def flush_folder(folder: Path) -> None:
    """Makes the names in `folder` safe, as its files are."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
