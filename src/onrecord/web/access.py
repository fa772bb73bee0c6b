"""The one place that decides who may do what; whatever is not allowed here is denied.

Every route says what it needs (`Need`). What of a collection somebody may see is the store's to keep: it is asked as the
visitor's own user, and hands out nothing that is kept from them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.store.accounts import Account, Role

Need: TypeAlias = Literal["nothing", "see", "team", "judge", "bring", "govern", "admin"]
"""`nothing` is asked of whoever has no session yet; `see` reads, `team` sees who works on what, `judge` decides, `bring` adds,
`govern` changes who may see, `admin` who may sign in."""

_STEPS: dict[Role, tuple[Need, ...]] = {
    "data": ("see",),
    "viewer": ("team",),
    "coder": ("judge", "bring"),
    "reviewer": ("govern",),
    "admin": ("admin",),
}
"""What each role may do beyond those before it."""


class Visitor(Struct, frozen=True):
    """Who asks: a user of the collection, or nobody yet."""

    user: str | None = None
    may: frozenset[Need] = frozenset({"nothing"})
    is_fresh: bool = False
    """Whether they proved just now who they are, as what is dangerous asks for."""
    has_account: bool = False


NOBODY = Visitor()


def at_own_desk(user: str) -> Visitor:
    """The one user of a desk on their own machine, who may do everything."""
    return Visitor(user, needs("admin"), is_fresh=True)


def signed_in(account: Account, *, is_fresh: bool) -> Visitor:
    """Somebody who signed in, and may do what their role may."""
    return Visitor(account.name, needs(account.role), is_fresh=is_fresh, has_account=True)


def needs(role: Role) -> frozenset[Need]:
    """All that a role may do."""
    order = list(_STEPS)
    mine = order[: order.index(role) + 1]
    return frozenset({"nothing", *(need for one in mine for need in _STEPS[one])})


def allows(visitor: Visitor, need: Need) -> bool:
    """Whether the visitor may do what needs this."""
    return need in visitor.may
