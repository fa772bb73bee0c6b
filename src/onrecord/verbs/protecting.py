"""Who may see a person or a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.errors import UnknownItem, nearest
from onrecord.store import protecting
from onrecord.store.accounts import seen_as
from onrecord.store.collection import Collection
from onrecord.store.veil import Protection, protections_of

REASONS = ("minor", "sexual violence", "relative", "unnamed source", "in custody", "asked for removal", "other")


def protect(
    collection: Collection,
    subject: str,
    *,
    reason: str,
    because: str,
    may_see: Sequence[str] = (),
    consent: str | None = None,
    until: str | None = None,
) -> Protection:
    """From now on, only `may_see` and whoever protects see a person's name or a report, by its id. Raises UnknownItem."""
    if reason not in REASONS:
        raise UnknownItem(f"There is no reason `{reason}`: {nearest(reason, REASONS)}")
    if until is not None:
        _day(until)
    told = {"reason": reason, "may_see": may_see, "consent": consent, "until": until}
    with collection.writing() as connection:
        return protecting.protect(connection, subject, because=because, who=collection.user, **told)  # type: ignore[arg-type]


def lift(collection: Collection, subject: str, *, because: str) -> Protection:
    """Ends a protection. Raises UnknownItem where none stands that this user could lift."""
    with collection.writing() as connection:
        return protecting.lift(connection, subject, because=because, who=collection.user)


def decline(collection: Collection, subject: str, *, because: str) -> Protection:
    """Somebody whom the coder proposes to protect needs no protection: it is asked no more. Raises UnknownItem."""
    with collection.writing() as connection:
        return protecting.decline(connection, subject, because=because, who=collection.user)


def protections(collection: Collection) -> list[Protection]:
    """The protections that stand and that this user may know of."""
    with collection.reading() as connection:
        mine = seen_as(connection, collection.user)
        return [one for one in protections_of(connection) if not mine.isdisjoint(one.may_see)]


def _day(until: str) -> date:
    try:
        return date.fromisoformat(until)
    except ValueError:
        raise UnknownItem(f"`{until}` is no day: write it as 2030-12-31.") from None
