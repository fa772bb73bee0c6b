"""What a program did to the files of a folder to what a power cut at any moment leaves of them.

Nothing is on the disk for certain but what was synced: of a file's writes since its last sync each one may be there, be
missing or be torn at a sector; of a folder's names since its last sync only the first few may be there. A file is gone with
a folder whose own name is not there.
"""

from __future__ import annotations

import random
import struct
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_HEAD = struct.Struct("<QQQ")
_SECTOR = 512


class Change(NamedTuple):
    """One thing done to a file: W write, T truncate, S sync, D sync of a folder, R rename, U unlink, C create, M make a folder."""

    kind: str
    path: str
    offset: int
    data: bytes


class _File:
    def __init__(self, data: bytes = b"") -> None:
        self.safe = bytearray(data)
        self.waiting: list[Change] = []


class Disk:
    """The files of a folder while changes are made to them, some of them safe and some not yet."""

    def __init__(self, folder: Path, start: dict[str, bytes]) -> None:
        self._root = str(folder)
        self._safe: dict[str, _File] = {path: _File(data) for path, data in start.items()}
        self._now = dict(self._safe)
        self._folders: set[str] = set()
        self._names: dict[str, list[tuple[str, str, _File | None]]] = defaultdict(list)

    def make(self, change: Change) -> None:
        """Makes a change; unless it is a sync, it is not safe yet."""
        kind, path = change.kind, change.path
        if kind == "D":
            self._sync_names(path)
        elif kind == "C":
            self._name(path, _File())
        elif kind == "M":
            self._folders.add(path)
            self._name(path, _File())
        elif kind == "U":
            self._unname(path)
        elif kind == "R":
            file = self._now.get(path)
            self._unname(path)
            self._name(change.data.decode(), file or _File())
        elif file := self._now.get(path):
            if kind == "S":
                _apply(file.safe, file.waiting)
                file.waiting = []
            else:
                file.waiting.append(change)

    def cut(self, draw: random.Random) -> dict[str, bytes]:
        """What is left after a power cut now, by path; the path of a folder that was made ends with `/`."""
        names = dict(self._safe)
        for waiting in self._names.values():
            for verb, path, file in waiting[: draw.randint(0, len(waiting))]:
                if verb == "+" and file:
                    names[path] = file
                else:
                    names.pop(path, None)
        gone = tuple(f"{folder}/" for folder in self._folders - names.keys())
        left = {path: file for path, file in names.items() if not path.startswith(gone)}
        return {f"{path}/" if path in self._folders else path: bytes(_left(file, draw)) for path, file in left.items()}

    def _name(self, path: str, file: _File) -> None:
        self._now[path] = file
        self._names[path.rpartition("/")[0]].append(("+", path, file))

    def _unname(self, path: str) -> None:
        self._now.pop(path, None)
        self._names[path.rpartition("/")[0]].append(("-", path, None))

    def _sync_names(self, folder: str) -> None:
        for verb, path, file in self._names.pop(folder, ()):
            if verb == "+" and file:
                self._safe[path] = file
            else:
                self._safe.pop(path, None)


def read(log: Path) -> Iterator[Change]:
    """The changes in a log that `disk.c` wrote."""
    data = log.read_bytes()
    at = 0
    while at < len(data):
        kind = chr(data[at])
        name, offset, length = _HEAD.unpack_from(data, at + 1)
        at += 1 + _HEAD.size
        path = data[at : at + name].decode()
        at += name
        held = length if kind in "WR" else 0
        yield Change(kind, path, offset, data[at : at + held])
        at += held


def _apply(data: bytearray, changes: list[Change]) -> None:
    for change in changes:
        if change.kind == "T":
            del data[change.offset :]
            data.extend(bytes(change.offset - len(data)))
        else:
            data.extend(bytes(max(0, change.offset - len(data))))
            data[change.offset : change.offset + len(change.data)] = change.data


def _left(file: _File, draw: random.Random) -> bytearray:
    data = bytearray(file.safe)
    for change in file.waiting:
        chance = draw.random()
        if chance < 0.45:
            _apply(data, [change])
        elif chance < 0.6 and change.kind == "W" and len(change.data) > _SECTOR:
            whole = draw.randrange(0, len(change.data), _SECTOR)
            _apply(data, [change._replace(data=change.data[:whole])])
    return data
