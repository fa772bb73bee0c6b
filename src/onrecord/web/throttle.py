"""Guesses slowed down: each wrong one makes the next wait longer, and nobody is ever locked out.

What is waited for is told by where a guess comes from, and less by whose account it is for: whoever guesses at somebody's
password makes that one wait two seconds at most.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_FREE = 3
"""So many wrong ones cost nothing: people mistype."""
_FORGOTTEN = 900.0
_MOST = {"address": 8.0, "account": 2.0}
_AT_ONCE = 4
"""So many guesses from one address may wait at one time; more are sent away."""
_KNOWN = 10_000


class Throttle:
    """How many wrong guesses came of late, by address and by account."""

    def __init__(self, wait: Callable[[float], None] = time.sleep) -> None:
        self._wait = wait
        self._wrong: dict[tuple[str, str], tuple[int, float]] = {}
        self._waiting: dict[str, int] = {}
        self._lock = threading.Lock()

    def enters(self, address: str) -> bool:
        """Whether a guess from there is looked at; one that is calls `leaves` when it was."""
        with self._lock:
            waiting = self._waiting.get(address, 0)
            if waiting >= _AT_ONCE:
                return False
            self._waiting[address] = waiting + 1
            return True

    def leaves(self, address: str) -> None:
        """A guess from there was looked at."""
        with self._lock:
            left = self._waiting.pop(address, 1) - 1
            if left:
                self._waiting[address] = left

    def wait(self, address: str, account: str) -> None:
        """Waits as long as the wrong guesses before ask for."""
        seconds = max(self.seconds("address", address), self.seconds("account", account))
        if seconds:
            self._wait(seconds)

    def seconds(self, kind: str, name: str) -> float:
        """How long the next guess waits."""
        with self._lock:
            number, at = self._wrong.get((kind, name), (0, 0.0))
        if number <= _FREE or time.monotonic() - at > _FORGOTTEN:
            return 0.0
        return float(min(_MOST[kind], 0.25 * 2 ** min(number - _FREE, 10)))

    def was(self, address: str, account: str, *, right: bool) -> None:
        """Notes a guess. A right one clears its account; its address stays slow, or one's own account would cover for guesses."""
        with self._lock:
            if right:
                self._wrong.pop(("account", account), None)
                return
            if len(self._wrong) > _KNOWN:
                self._wrong.clear()
            for key in (("address", address), ("account", account)):
                number, _ = self._wrong.get(key, (0, 0.0))
                self._wrong[key] = (number + 1, time.monotonic())
