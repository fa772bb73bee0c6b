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
from time import monotonic

FILE, NEXT = "onrecord.turn", "onrecord.next"
"""The files that are locked, beside the database, by who writes and by who is next; they are always empty."""


@contextmanager
def turn(path: Path, *, wait_seconds: float) -> Iterator[bool]:
    """Whether it is one's turn, waited for as long as told; it ends with the block.

    Whoever is next holds a second file until they are let in. So one who has just ended cannot slip in again before them:
    the system wakes who waits, but gives the lock to whoever asks first. Where the files cannot be made or locked, as on
    a read-only disk, everybody has their turn, and the database decides.
    """
    until = monotonic() + wait_seconds
    places = [_place(path.with_name(NEXT)), _place(path)]
    next_in, place = places
    if next_in is None or place is None:
        for one in filter(None, places):
            one.leave()
        yield True
        return
    try:
        mine = next_in.wait(wait_seconds) and place.wait(until - monotonic())
        next_in.leave()
        yield mine
    finally:
        next_in.leave()
        place.leave()


def _place(path: Path) -> _Place | None:
    try:
        return _Place(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666))
    except OSError:
        return None


class _Place:
    """A place in the queue for a lock. Waiting for one cannot be broken off, so a thread of its own does it."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._left = self._waits = False
        self._ended = Event()
        self._both = Lock()

    def wait(self, seconds: float) -> bool:
        """Whether the lock was got within so many seconds."""
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._waits = True
            Thread(target=self._queue, daemon=True).start()
        except OSError:  # a disk without locks
            self._ended.set()
        else:
            self._ended.set()
        return self._ended.wait(max(0.0, seconds))

    def leave(self) -> None:
        """Lets the lock go, or gives up waiting for it."""
        with self._both:
            if not self._left and (self._ended.is_set() or not self._waits):
                os.close(self._handle)
            self._left = True

    def _queue(self) -> None:
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX)
        finally:
            with self._both:
                self._ended.set()
                if self._left:
                    os.close(self._handle)
