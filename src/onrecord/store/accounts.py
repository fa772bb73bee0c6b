"""Who may sign in, as the database has it: rows in, rows out; what makes a password right is for the verbs to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, select

from onrecord.store import audit
from onrecord.store.clock import now
from onrecord.store.schema import accounts, invitations

Role: TypeAlias = Literal["data", "viewer", "coder", "reviewer", "admin"]
"""`data` sees what is recorded and not who works on it; each further one may do what those before it may, and more."""
GROUP = "group:"
"""How a group is named among those who may see something."""


class Account(Struct, frozen=True, kw_only=True):
    """Somebody who may sign in; nothing of what they prove it with."""

    name: str
    role: Role
    groups: tuple[str, ...] = ()
    made: str
    off: str | None = None
    """Since when they may not sign in any more."""
    has_password: bool = False
    has_codes: bool = False
    recovery_left: int = 0
    changed: int = 0
    """Counted up whenever their sessions must end."""


class Proof(Struct, frozen=True, kw_only=True):
    """What somebody proves with who they are: digests, and the secret of their codes."""

    password: str | None = None
    secret: str | None = None
    recovery: tuple[str, ...] = ()


def any_are(connection: Connection) -> bool:
    """Whether somebody has an account, so that one signs in."""
    return connection.scalar(select(accounts.c.name).limit(1)) is not None


def every(connection: Connection) -> list[Account]:
    """All accounts, by name, those turned off too."""
    return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name)).mappings()]


def account(connection: Connection, name: str) -> Account | None:
    """The account of this name."""
    row = connection.execute(select(accounts).where(accounts.c.name == name)).mappings().one_or_none()
    return _account(row) if row else None


def proof(connection: Connection, name: str) -> Proof:
    """What this account proves itself with; nothing of one that is not there."""
    query = select(accounts.c.password, accounts.c.secret, accounts.c.recovery)
    row = connection.execute(query.where(accounts.c.name == name)).one_or_none()
    if row is None:
        return Proof()
    known = tuple(msgspec.json.decode(row.recovery, type=list[str]))
    return Proof(password=row.password, secret=row.secret, recovery=known)


def add(connection: Connection, name: str, role: Role, groups: Iterable[str], *, who: str) -> None:
    """A new account, without a password."""
    told = {"name": name, "role": role, "groups": _json(groups), "made": now()}
    connection.execute(accounts.insert(), {**told, "step": 0, "recovery": "[]", "changed": 0})
    _log(connection, f"account made: {role}", name, who)


def change(connection: Connection, name: str, what: str, *, who: str, **told: Any) -> None:
    """Other values in an account, whose sessions end; `what` is how the log tells it."""
    values = {key: _json(value) if key in {"groups", "recovery"} else value for key, value in told.items()}
    values["changed"] = accounts.c.changed + 1
    connection.execute(accounts.update().where(accounts.c.name == name).values(values))
    _log(connection, what, name, who)


def use_step(connection: Connection, name: str, step: int) -> bool:
    """Whether a code of this step is used for the first time; it is used then."""
    unused = (accounts.c.name == name) & (accounts.c.step < step)
    return connection.execute(accounts.update().where(unused).values(step=step)).rowcount == 1


def use_recovery(connection: Connection, name: str, digest: str) -> bool:
    """Whether there is an unused recovery code with this digest; it is used then."""
    known = proof(connection, name).recovery
    if digest not in known:
        return False
    left = _json(one for one in known if one != digest)
    connection.execute(accounts.update().where(accounts.c.name == name).values(recovery=left))
    _log(connection, "recovery code used", name, name)
    return True


def invite(connection: Connection, name: str, digest: str, until: str, *, who: str) -> None:
    """A link, by its digest, in place of any other of the account's."""
    forget_invitations(connection, name)
    connection.execute(invitations.insert(), {"digest": digest, "account": name, "until": until})
    _log(connection, "invited", name, who)


def invited(connection: Connection, digest: str) -> str | None:
    """Whose link this is, while it holds."""
    query = select(invitations.c.account).where(invitations.c.digest == digest, invitations.c.until > now())
    name: str | None = connection.scalar(query)
    return name


def forget_invitations(connection: Connection, name: str) -> None:
    """No link of the account's leads anywhere any more."""
    connection.execute(invitations.delete().where(invitations.c.account == name))


def admins(connection: Connection) -> int:
    """How many could still change accounts."""
    query = select(func.count()).select_from(accounts).where(accounts.c.role == "admin", accounts.c.off.is_(None))
    return connection.scalar(query) or 0


def seen_as(connection: Connection, user: str) -> frozenset[str]:
    """What a user is named among those who may see: by their own name, and by each group they are in."""
    own = account(connection, user)
    groups = own.groups if own and own.off is None else ()
    mine = () if user.startswith(GROUP) else (user,)
    return frozenset((*mine, *(f"{GROUP}{one}" for one in groups)))


def _log(connection: Connection, what: str, name: str, who: str) -> None:
    with audit.change(connection, what, name, who=who):
        pass


def _json(values: Iterable[str]) -> str:
    return msgspec.json.encode(sorted(values)).decode()


def _account(row: Any) -> Account:
    return Account(
        name=row["name"],
        role=row["role"],
        groups=tuple(msgspec.json.decode(row["groups"], type=list[str])),
        made=row["made"],
        off=row["off"],
        has_password=row["password"] is not None,
        has_codes=row["secret"] is not None,
        recovery_left=len(msgspec.json.decode(row["recovery"], type=list[str])),
        changed=row["changed"],
    )
