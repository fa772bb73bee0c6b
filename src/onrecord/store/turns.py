"""A turn at writing: processes that wait are let in about in the order in which they came.

SQLite alone lets in whoever happens to look when nobody writes, and with many who write some wait for very long. The system
lets a lock go when its process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread

FILE = "onrecord.turn"
"""The file that is locked, beside the database; it is always empty."""


@contextmanager
def turn(path: Path, *, wait_seconds: float) -> Iterator[bool]:
    """Whether it is one's turn, waited for as long as told; it ends with the block.

    Where the file cannot be made or locked, as on a read-only disk, everybody has their turn, and the database decides.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError:
        yield True
        return
    place = _Place(handle)
    try:
        yield place.wait(wait_seconds)
    finally:
        place.leave()


class _Place:
    """A place in the queue for a lock. Waiting for one cannot be broken off, so a thread of its own does it."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._left = False
        self._ended = Event()
        self._both = Lock()

    def wait(self, seconds: float) -> bool:
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            Thread(target=self._queue, daemon=True).start()
        except OSError:  # a disk without locks
            self._ended.set()
        else:
            self._ended.set()
        return self._ended.wait(seconds)

    def leave(self) -> None:
        with self._both:
            self._left = True
            if self._ended.is_set():
                os.close(self._handle)

    def _queue(self) -> None:
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX)
        finally:
            with self._both:
                self._ended.set()
                if self._left:
                    os.close(self._handle)
