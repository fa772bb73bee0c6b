"""Who may see a person or a report, to a protection that is kept; a later one takes the place of an earlier one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, exists, select

from onrecord.errors import UnknownItem
from onrecord.store import audit, ids
from onrecord.store.accounts import seen_as
from onrecord.store.clock import now
from onrecord.store.ids import tidied
from onrecord.store.schema import persons, protections, reports
from onrecord.store.veil import Protection, protections_of


def protect(
    connection: Connection,
    subject: str,
    *,
    reason: str,
    may_see: Iterable[str],
    because: str,
    who: str,
    consent: str | None = None,
    until: str | None = None,
) -> Protection:
    """A protection of a person or a report (by id), in place of the one that stands. Raises UnknownItem.

    Whoever makes it may see what it protects.
    """
    seen_by = tuple(sorted({who, *may_see}))
    told = {"reason": reason, "may_see": seen_by, "consent": consent, "until": until}
    return _insert(connection, subject, because=because, who=who, **told)


def lift(connection: Connection, subject: str, *, because: str, who: str) -> Protection:
    """The end of a protection: everybody may see again. Raises UnknownItem where none stands, or for one who may not see it."""
    before = protections_of(connection, tidied(subject))
    if not before or seen_as(connection, who).isdisjoint(before[-1].may_see):
        raise UnknownItem(f"There is no protection of {tidied(subject)} that {who} could lift.")
    return _insert(connection, subject, because=because, who=who, may_see=())


def decline(connection: Connection, subject: str, *, because: str, who: str) -> Protection:
    """The decision that somebody whom the coder proposed to protect needs no protection. Raises UnknownItem where one stands."""
    if protections_of(connection, tidied(subject)):
        raise UnknownItem(f"{tidied(subject)} is protected: `onrecord unprotect` ends that.")
    return _insert(connection, subject, because=because, who=who, may_see=())


def _insert(connection: Connection, subject: str, *, because: str, who: str, **told: Any) -> Protection:
    known = _known(connection, tidied(subject))
    before = protections_of(connection, known)
    [id] = ids.fresh(connection, protections.c.id, "S", 1)
    number = ids.next_number(connection, protections.c.number)
    supersedes = before[-1].id if before else None
    made = Protection(
        id=id, number=number, at=now(), who=who, subject=known, because=because, supersedes=supersedes, **told
    )
    what = "protected" if made.reason else "protection lifted" if before else "judged to need no protection"
    with audit.change(connection, what, known, who=who) as change:
        seen_by = msgspec.json.encode(made.may_see).decode()
        change.keep(protections, [{**msgspec.structs.asdict(made), "may_see": seen_by}])
    return made


def _known(connection: Connection, subject: str) -> str:
    column = reports.c.id if subject.startswith("R-") else persons.c.id
    if not connection.scalar(select(exists().where(column == subject))):
        raise UnknownItem(
            f"There is no person or report {subject} here: `onrecord show persons` and `show reports` list them."
        )
    return subject
