"""Files to what was captured: their bytes with digest, size, time and kind; a list of reports line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.capture.captured import Captured, captured
from onrecord.capture.kinds import HEAD, LINE, media_type
from onrecord.errors import UnreadableFile

LONGEST = 100_000_000
"""Bytes of the largest single text or page that is taken in; a list of reports may have any size."""


def capture(path: Path) -> Iterator[Captured]:
    """What the file at `path` holds: one item, or, of a list of reports (JSONL), one for each line that is not blank.

    Raises UnreadableFile, with what to do about it, when the file is missing, empty, or neither a text, a page nor a
    list of reports.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            kind = media_type(head, name=path.name)
            file.seek(0)
            if kind == LINE:
                yield from _lines(file, path)
            else:
                yield captured(_whole(file.read(LONGEST + 1), path), address=str(path), media_type=kind)
    except OSError as error:
        raise UnreadableFile(cannot_open(path, error)) from error


def _lines(lines: Iterator[bytes], path: Path) -> Iterator[Captured]:
    for number, line in enumerate(lines, 1):
        data = line.removesuffix(b"\n").removesuffix(b"\r")
        if data.strip():
            yield captured(data, address=f"{path}:{number}", media_type=LINE, line=number)


def _whole(data: bytes, path: Path) -> bytes:
    if len(data) > LONGEST:
        raise UnreadableFile(
            f"{path} is larger than {LONGEST // 1_000_000} MB: split it into its reports and add those"
        )
    return data


def cannot_open(path: Path, error: OSError) -> str:
    """Why a file cannot be opened, and what to do."""
    if isinstance(error, FileNotFoundError):
        return f"{path} is not there: check the name"
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder: name the files in it, for instance {path}/*"
    if isinstance(error, PermissionError):
        return f"{path} may not be read: ask for leave to read it"
    return f"{path} cannot be read: {error.strerror}"
