"""The one place that decides who may do what; whatever is not allowed here is denied.

Every route says what it needs (`Need`). What of a collection somebody may see is the store's to keep: it is asked as the
visitor's own user, and hands out nothing that is kept from them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Need: TypeAlias = Literal["nothing", "see", "judge", "bring", "govern"]
"""`nothing` is asked of whoever has no session yet; `see` reads, `judge` decides, `bring` adds, `govern` changes who may see."""


class Visitor(Struct, frozen=True):
    """Who asks: a user of the collection, or nobody yet."""

    user: str | None = None
    may: frozenset[Need] = frozenset({"nothing"})


NOBODY = Visitor()


def at_own_desk(user: str) -> Visitor:
    """The one user of a desk on their own machine, who may do everything."""
    return Visitor(user, frozenset({"nothing", "see", "judge", "bring", "govern"}))


def allows(visitor: Visitor, need: Need) -> bool:
    """Whether the visitor may do what needs this."""
    return need in visitor.may
