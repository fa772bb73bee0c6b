"""A file, a folder or an archive to each item in it; one that cannot be taken in is told, and the others go on."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord import settings
from onrecord.capture import archives, kinds, seal, zips
from onrecord.capture.captured import Captured, Unusable, captured
from onrecord.capture.files import LONGEST, cannot_open, capture
from onrecord.capture.lists import elements
from onrecord.capture.zips import Budget
from onrecord.errors import UnreadableFile

_MOST_FILES = 1_000_000
_DEEPEST = 3
"""How many archives may lie one within the other."""


def items(path: Path) -> Iterator[Captured | Unusable]:
    """Each item at `path`, in order: the files of a folder and of those within it, the files in a zip, the pages of a web archive.

    Raises UnreadableFile for a file that is by itself nothing that can be read; of one among several this is told as Unusable.
    """
    if not path.is_dir():
        yield from _in_file(path)
        return
    found = _files(path)
    if not found:
        raise UnreadableFile(f"{path} is a folder without files: name another")
    for file in found:
        try:
            yield from _in_file(file)
        except UnreadableFile as error:
            yield Unusable(str(file), str(error))


def _files(folder: Path) -> list[Path]:
    """The files below a folder by name; hidden ones and links are left out, so that no walk goes round or out of it."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_left_out(here / name))
        found += [here / name for name in sorted(names) if not name.startswith(".") and (here / name).is_file()]
        if len(found) > _MOST_FILES:
            raise UnreadableFile(f"{folder} holds more than {_MOST_FILES:,} files: add its folders one by one")
    return found


def _is_left_out(folder: Path) -> bool:
    """Whether it is only a link, or a collection of our own."""
    return folder.is_symlink() or ((folder / seal.FOLDER).is_dir() and (folder / settings.FILE).is_file())


def _in_file(path: Path) -> Iterator[Captured | Unusable]:
    try:
        with path.open("rb") as file:
            head = file.read(kinds.HEAD)
            kind = kinds.media_type(head, name=path.name)
            if kind not in {kinds.ZIP, kinds.WARC, kinds.GZIP, kinds.LIST}:
                yield from capture(path)
                return
            file.seek(0)
            yield from _within(file, kind, str(path), Budget(), _DEEPEST)
    except OSError as error:
        raise UnreadableFile(cannot_open(path, error)) from error


def _within(file: BinaryIO, kind: str, name: str, budget: Budget, deep: int) -> Iterator[Captured | Unusable]:
    """What an archive or a list holds; archives within it too, as far as they do not go deeper than they should."""
    if not deep:
        raise UnreadableFile(f"{name} lies in too many archives: unpack them and add what they hold")
    if kind == kinds.LIST:
        yield from elements(file.read(LONGEST + 1), name)
    elif kind == kinds.WARC or (kind == kinds.GZIP and _holds_warc(file)):
        yield from archives.pages(file, name, budget)
    elif kind == kinds.GZIP:
        data = _gunzipped(file, name, budget)
        yield from _member(data, name.removesuffix(".gz"), budget, deep - 1)
    else:
        yield from _in_zip(file, name, budget, deep)


def _in_zip(file: BinaryIO, name: str, budget: Budget, deep: int) -> Iterator[Captured | Unusable]:
    for member in zips.members(file, name, budget):
        if isinstance(member, Unusable):
            yield member
            continue
        try:
            yield from _member(member.data, member.address, budget, deep - 1)
        except UnreadableFile as error:
            yield Unusable(member.address, str(error))


def _member(data: bytes, name: str, budget: Budget, deep: int) -> Iterator[Captured | Unusable]:
    kind = kinds.media_type(data[: kinds.HEAD], name=name)
    if kind in {kinds.ZIP, kinds.WARC, kinds.GZIP, kinds.LIST}:
        yield from _within(io.BytesIO(data), kind, name, budget, deep)
    elif kind == kinds.LINE:
        for number, line in enumerate(data.splitlines(), 1):
            if line.strip():
                yield captured(line, address=f"{name}:{number}", media_type=kind, line=number)
    else:
        yield captured(data, address=name, media_type=kind)


def _holds_warc(file: BinaryIO) -> bool:
    try:
        start = gzip.GzipFile(fileobj=file).read(5)
    except (OSError, EOFError, zlib.error):
        start = b""
    file.seek(0)
    return start == b"WARC/"


def _gunzipped(file: BinaryIO, name: str, budget: Budget) -> bytes:
    try:
        data = gzip.GzipFile(fileobj=file).read(LONGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(f"{name} is packed with gzip and damaged: get it again") from error
    budget.take(len(data), name)
    if len(data) > LONGEST:
        raise UnreadableFile(f"{name} unpacks to more than {LONGEST // 1_000_000} MB: unpack and split it")
    return data
