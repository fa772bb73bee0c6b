"""Who may sign in, with what they prove it, and how they get in.

A password is kept as a digest by argon2id (RFC 9106). Codes are those of RFC 6238, each taken once. Whoever asks for a name that
nobody has waits as long as for one that somebody has: a digest is computed all the same.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import get_args

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from onrecord.errors import BadRequest, NotAllowed, UnknownItem
from onrecord.store import accounts as kept
from onrecord.store.accounts import Account, Role
from onrecord.store.collection import Collection, Reading

SHORTEST, LONGEST = 12, 500
"""Characters of a password."""
INVITED_FOR = timedelta(days=7)
_STEP = 30
_RECOVERY = 10
_LETTERS = 5
"""A password of fewer different ones is no password."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_HASHER = PasswordHasher()
_AT_ONCE = threading.Semaphore(2)
"""Each digest takes 64 MiB: so many are computed at one time, however many ask."""


def any_are(collection: Collection) -> bool:
    """Whether one must sign in to this collection."""
    with collection.reading() as connection:
        return kept.any_are(connection)


def accounts(collection: Collection) -> list[Account]:
    """All accounts, by name."""
    with collection.reading() as connection:
        return kept.every(connection)


def account(collection: Collection, name: str) -> Account:
    """The account of this name. Raises UnknownItem."""
    with collection.reading() as connection:
        return _known(connection, name)


def find(collection: Collection, name: str) -> Account | None:
    """The account of this name, if there is one."""
    with collection.reading() as connection:
        return kept.account(connection, name)


def add(collection: Collection, name: str, role: str, groups: Sequence[str] = ()) -> str:
    """A new account; gives what stands in its invitation link. The first one is an admin's. Raises BadRequest."""
    _named(name)
    chosen = _role(role)
    with collection.writing() as connection:
        if kept.account(connection, name):
            raise BadRequest(f"There is an account `{name}` already.")
        if not kept.any_are(connection) and chosen != "admin":
            raise BadRequest("The first account is an admin's: nobody else could make others.")
        kept.add(connection, name, chosen, [_named(one) for one in groups], who=collection.user)
        return _invited(connection, name, collection.user)


def invite(collection: Collection, name: str) -> str:
    """What stands in a new invitation link, which lets somebody choose their password once, for a week. Raises UnknownItem."""
    with collection.writing() as connection:
        if _known(connection, name).off:
            raise BadRequest(f"`{name}` is turned off: give the account a role again first.")
        return _invited(connection, name, collection.user)


def set_role(collection: Collection, name: str, role: str, groups: Sequence[str] | None = None) -> Account:
    """Another role, and other groups unless None, for an account, which is on again. Raises UnknownItem, BadRequest."""
    chosen = _role(role)
    with collection.writing() as connection:
        before = _known(connection, name)
        told = before.groups if groups is None else tuple(_named(one) for one in groups)
        kept.change(connection, name, f"role: {chosen}", who=collection.user, role=chosen, groups=told, off=None)
        return _still_governed(connection, name)


def turn_off(collection: Collection, name: str) -> Account:
    """The account lets nobody in any more; what was done by it stays. Raises UnknownItem, BadRequest."""
    with collection.writing() as connection:
        _known(connection, name)
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        kept.change(connection, name, "account turned off", who=collection.user, off=now)
        kept.forget_invitations(connection, name)
        return _still_governed(connection, name)


def set_password(collection: Collection, name: str, password: str) -> Account:
    """Another password; all sessions of the account end. Raises UnknownItem, BadRequest."""
    digest = _digest_of(password, name)
    with collection.writing() as connection:
        _known(connection, name)
        kept.change(connection, name, "password set", who=collection.user, password=digest)
        kept.forget_invitations(connection, name)
        return _known(connection, name)


def whose(collection: Collection, link: str) -> str | None:
    """Whose invitation this is, while it holds and was not used."""
    with collection.reading() as connection:
        return kept.invited(connection, _sha(link))


def accept(collection: Collection, link: str, password: str) -> Account:
    """The account whose invitation this is, with the password that was chosen; the link is used up. Raises NotAllowed."""
    name = whose(collection, link) or ""
    if not name:
        raise NotAllowed("This invitation was used, or its time is over: ask for another one.")
    digest = _digest_of(password, name)
    with collection.writing() as connection:
        if kept.invited(connection, _sha(link)) != name:
            raise NotAllowed("This invitation was used meanwhile: ask for another one.")
        kept.forget_invitations(connection, name)
        kept.change(connection, name, "invitation accepted", who=name, password=digest, secret=None, recovery=())
        return _known(connection, name)


def sign_in(collection: Collection, name: str, password: str, code: str = "") -> Account | None:
    """The account, for whoever brings its password and, where it has codes, one that was not used yet."""
    with collection.reading() as connection:
        known, proof = kept.account(connection, name), kept.proof(connection, name)
    is_right = _matches(proof.password, password)
    if known is None or known.off is not None or not is_right:
        return None
    if proof.secret is None:
        return known
    with collection.writing() as connection:
        return known if _takes(connection, name, proof.secret, code) else None


def begin_codes() -> str:
    """A secret for the codes of an account, to be put into a device."""
    return pyotp.random_base32()


def address_of(secret: str, name: str, title: str) -> str:
    """The secret as devices read it from a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=title)


def confirm_codes(collection: Collection, name: str, secret: str, code: str) -> tuple[str, ...]:
    """From now on the account asks for codes; gives recovery codes, which are shown this once. Raises BadRequest."""
    step = _step_of(secret, code)
    if step is None:
        raise BadRequest("This is not the code that the device should show now: see that its clock is right.")
    made = tuple(f"{secrets.token_hex(4)}-{secrets.token_hex(4)}" for _ in range(_RECOVERY))
    told = {"secret": secret, "step": step, "recovery": [_sha(one) for one in made]}
    with collection.writing() as connection:
        _known(connection, name)
        kept.change(connection, name, "codes turned on", who=collection.user, **told)
    return made


def drop_codes(collection: Collection, name: str) -> Account:
    """The account asks for no codes any more. Raises UnknownItem."""
    with collection.writing() as connection:
        _known(connection, name)
        kept.change(connection, name, "codes turned off", who=collection.user, secret=None, recovery=())
        return _known(connection, name)


def _takes(connection: Reading, name: str, secret: str, code: str) -> bool:
    step = _step_of(secret, code)
    if step is not None:
        return kept.use_step(connection, name, step)
    return kept.use_recovery(connection, name, _sha(code.strip().lower()))


def _step_of(secret: str, code: str) -> int | None:
    """The step that a code is of: the one of now, or one beside it."""
    told, device = code.replace(" ", "").encode(), pyotp.TOTP(secret)
    now = int(time.time()) // _STEP
    near = (now, now - 1, now + 1)
    return next((one for one in near if secrets.compare_digest(device.generate_otp(one).encode(), told)), None)


def _matches(digest: str | None, password: str) -> bool:
    with _AT_ONCE:
        try:
            _HASHER.verify(digest or _nobodys(), password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return digest is not None


@cache
def _nobodys() -> str:
    """A digest that no password has, so that asking for an unknown name takes as long."""
    return _HASHER.hash(secrets.token_hex())


def _digest_of(password: str, name: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadRequest(
            f"A password has {SHORTEST} characters or more: a few words that belong together for you alone."
        )
    if len(set(password)) < _LETTERS or name in password.casefold():
        raise BadRequest("This password is easily guessed: take a few words that do not name the account.")
    with _AT_ONCE:
        return _HASHER.hash(password)


def _invited(connection: Reading, name: str, who: str) -> str:
    link = secrets.token_urlsafe(32)
    until = (datetime.now(UTC) + INVITED_FOR).strftime("%Y-%m-%dT%H:%M:%SZ")
    kept.invite(connection, name, _sha(link), until, who=who)
    return link


def _still_governed(connection: Reading, name: str) -> Account:
    if not kept.admins(connection):
        raise BadRequest("One admin must be left who can sign in: make another one first.")
    return _known(connection, name)


def _known(connection: Reading, name: str) -> Account:
    found = kept.account(connection, name)
    if found is None:
        raise UnknownItem(f"There is no account `{name}`: `onrecord account list` lists them.")
    return found


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise BadRequest(f"`{name}` is no name for an account or group: small letters, digits, and . _ - between them.")
    return name


def _role(role: str) -> Role:
    found: Role | None = next((one for one in get_args(Role) if one == role), None)
    if found is None:
        raise BadRequest(f"There is no role `{role}`; known are: {', '.join(get_args(Role))}.")
    return found


def _sha(words: str) -> str:
    return sha256(words.encode()).hexdigest()
