"""The token of the first address to a session, kept in this process alone and gone with it."""

from __future__ import annotations

import secrets
import time
from collections import deque
from hashlib import sha256

from onrecord.web.access import NOBODY, Visitor, at_own_desk

_TRIES, _WITHIN = 10, 60.0
"""So many wrong tokens within so many seconds; the right one is taken all the same."""


class Sessions:
    """Who is let in. A session is known by the digest of its secret; the secret itself is in the browser alone."""

    def __init__(self, user: str, *, port: int) -> None:
        self.token = secrets.token_urlsafe(32)
        self.cookie = f"onrecord-{port}"
        """Browsers do not keep the cookies of two ports apart; the name does."""
        self._user = user
        self._known: set[str] = set()
        self._wrong: deque[float] = deque(maxlen=_TRIES)

    def enter(self, token: str) -> str | None:
        """The secret of a new session; None for a wrong token."""
        if not secrets.compare_digest(token.encode(), self.token.encode()):
            self._wrong.append(time.monotonic())
            return None
        secret = secrets.token_urlsafe(32)
        self._known.add(_digest(secret))
        return secret

    def is_throttled(self) -> bool:
        """Whether so many wrong tokens came of late that the next wrong one is not even looked at."""
        return len(self._wrong) == _TRIES and time.monotonic() - self._wrong[0] < _WITHIN

    def visitor(self, secret: str | None) -> Visitor:
        """Who has this session."""
        return at_own_desk(self._user) if secret and _digest(secret) in self._known else NOBODY

    def program(self, token: str) -> Visitor:
        """Who a program is that brings this token with each request."""
        return at_own_desk(self._user) if secrets.compare_digest(token.encode(), self.token.encode()) else NOBODY

    def leave(self, secret: str) -> None:
        """Ends a session."""
        self._known.discard(_digest(secret))


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
