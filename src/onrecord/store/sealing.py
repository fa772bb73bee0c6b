"""Captured bytes to a file named by their digest, safe on the disk before anything refers to it."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from onrecord.errors import CollectionError


def path_of(folder: Path, digest: str) -> Path:
    """Where the bytes with the SHA-256 `digest` lie within a collection's folder."""
    return folder / "snapshots" / digest[:2] / digest


def seal(folder: Path, data: bytes) -> Path:
    """The file that holds `data`, written through to the disk; one that is there and whole is left alone."""
    path = path_of(folder, sha256(data).hexdigest())
    if path.is_file() and path.read_bytes() == data:
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(path, data)
    except OSError as error:
        raise CollectionError(f"{path} cannot be written: {error.strerror}. What was kept before is safe.") from error
    return path


def _write_through(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    for folder in (path.parent, path.parent.parent):
        _flush(folder)


def _flush(folder: Path) -> None:
    """Makes the names in `folder` safe, as its files are."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
