"""The token of the first address, or a password, to a session, kept in this process alone and gone with it."""

from __future__ import annotations

import secrets
import time
from collections import deque
from hashlib import sha256

from msgspec import Struct

from onrecord.errors import NotAllowed
from onrecord.store.accounts import Account
from onrecord.store.collection import Collection
from onrecord.verbs import accounts
from onrecord.web.access import NOBODY, Visitor, at_own_desk, signed_in
from onrecord.web.throttle import Throttle

_TRIES, _WITHIN = 10, 60.0
"""So many wrong tokens within so many seconds; the right one is taken all the same."""
FRESH, IDLE, LONGEST = 600.0, 8 * 3600.0, 24 * 3600.0
"""Seconds for which a password counts as just given; after which a session nobody uses ends; after which any does."""


class _Session(Struct):
    began: float
    proved: float
    used: float
    account: str | None = None
    changed: int = 0
    secret: str | None = None
    """Of codes that are being turned on."""


class Sessions:
    """Who is let in. A session is known by the digest of its secret; the secret itself is in the browser alone.

    While nobody has an account in `records`, whoever has the token is let in; then, whoever signs in.
    """

    def __init__(
        self,
        user: str,
        *,
        port: int,
        records: Collection | None = None,
        secure: bool = False,
        throttle: Throttle | None = None,
    ) -> None:
        self.token = secrets.token_urlsafe(32)
        self.cookie = "__Host-onrecord" if secure else f"onrecord-{port}"
        """Browsers do not keep the cookies of two ports apart; the name does."""
        self.secure = secure
        self._user = user
        self._records = records
        self._throttle = throttle or Throttle()
        self._known: dict[str, _Session] = {}
        self._wrong: deque[float] = deque(maxlen=_TRIES)

    def asks_to_sign_in(self) -> bool:
        """Whether somebody has an account, so that the token lets nobody in."""
        return self._records is not None and accounts.any_are(self._records)

    def enter(self, token: str) -> str | None:
        """The secret of a new session; None for a wrong token, or where one signs in."""
        if not secrets.compare_digest(token.encode(), self.token.encode()) or self.asks_to_sign_in():
            self._wrong.append(time.monotonic())
            return None
        return self._new(None)

    def sign_in(self, name: str, password: str, code: str, *, address: str) -> str | None:
        """The secret of a new session for an account; None where what is brought is not right. Raises NotAllowed."""
        account = self._tried(name, password, code, address)
        return self._new(account) if account else None

    def prove(self, secret: str, password: str, code: str, *, address: str) -> bool:
        """Whether the one who has this session proves anew who they are."""
        session = self._known.get(_digest(secret))
        if session is None or session.account is None:
            return False
        if self._tried(session.account, password, code, address) is None:
            return False
        session.proved = time.monotonic()
        return True

    def is_throttled(self) -> bool:
        """Whether so many wrong tokens came of late that the next wrong one is not even looked at."""
        return len(self._wrong) == _TRIES and time.monotonic() - self._wrong[0] < _WITHIN

    def visitor(self, secret: str | None) -> Visitor:
        """Who has this session, with the role of now; nobody where the account was changed since."""
        session = self._known.get(_digest(secret)) if secret else None
        if session is None or self._is_over(session):
            self.leave(secret or "")
            return NOBODY
        session.used = time.monotonic()
        if session.account is None:
            return NOBODY if self.asks_to_sign_in() else at_own_desk(self._user)
        account = accounts.find(self._own(), session.account)
        if account is None or account.off is not None or account.changed != session.changed:
            self.leave(secret or "")
            return NOBODY
        return signed_in(account, is_fresh=time.monotonic() - session.proved < FRESH)

    def program(self, token: str) -> Visitor:
        """Who a program is that brings this token with each request; nobody where one signs in."""
        is_right = secrets.compare_digest(token.encode(), self.token.encode())
        return at_own_desk(self._user) if is_right and not self.asks_to_sign_in() else NOBODY

    def leave(self, secret: str) -> None:
        """Ends a session."""
        self._known.pop(_digest(secret), None)

    def begun_codes(self, secret: str, *, anew: bool) -> str | None:
        """The secret of the codes that this session is turning on; a new one is drawn when `anew`."""
        session = self._known.get(_digest(secret))
        if session is not None and anew:
            session.secret = accounts.begin_codes()
        return session.secret if session else None

    def invited(self, link: str) -> str | None:
        """Whose invitation this is."""
        return accounts.whose(self._records, link) if self._records else None

    def accept(self, link: str, password: str) -> None:
        """Uses an invitation up. Raises NotAllowed, BadRequest."""
        accounts.accept(self._own(), link, password)

    def follow(self, secret: str, account: Account) -> None:
        """Lets this one session live on after its own account was changed from within it."""
        session = self._known.get(_digest(secret))
        if session is not None and session.account == account.name:
            session.changed, session.secret = account.changed, None

    def _tried(self, name: str, password: str, code: str, address: str) -> Account | None:
        if not self._throttle.enters(address):
            raise NotAllowed("Too much is tried at once from where you are; try again in a moment.")
        try:
            self._throttle.wait(address, name)
            account = accounts.sign_in(self._own(), name, password, code)
            self._throttle.was(address, name, right=account is not None)
            return account
        finally:
            self._throttle.leaves(address)

    def _new(self, account: Account | None) -> str:
        secret, now = secrets.token_urlsafe(32), time.monotonic()
        # In place, one by one: requests on other threads look sessions up, add and end them meanwhile.
        for key, one in list(self._known.items()):
            if self._is_over(one):
                self._known.pop(key, None)
        name, changed = (account.name, account.changed) if account else (None, 0)
        self._known[_digest(secret)] = _Session(now, now, now, name, changed)
        return secret

    @staticmethod
    def _is_over(session: _Session) -> bool:
        now = time.monotonic()
        return session.account is not None and (now - session.used > IDLE or now - session.began > LONGEST)

    def _own(self) -> Collection:
        if self._records is None:
            raise NotAllowed("Nobody has an account here.")
        return self._records


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
