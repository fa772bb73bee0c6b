"""Who is to look at a report, or at a question on two items, to a task that is kept; a later one takes the place of an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, select

from onrecord.store import audit, ids, schema
from onrecord.store.clock import now
from onrecord.store.schema import assignments

Task: TypeAlias = Literal["review", "second"]
"""To look through it, or to code it a second time without seeing what others decided."""


class Assignment(Struct, frozen=True, kw_only=True):
    """Who (`user`) is to look at a report, or at two items that may be one; without a user, it was taken back."""

    id: str
    number: int
    at: str
    who: str
    task: Task
    subject: str
    other: str | None = None
    user: str | None = None
    because: str
    supersedes: str | None = None


def assign(
    connection: Connection, subject: str, other: str | None, user: str | None, *, task: Task, because: str, who: str
) -> Assignment:
    """A task in place of the one that stands on the same; that `subject` is there is the caller's to see to."""
    before = _last(connection, subject, other, task)
    [id] = ids.fresh(connection, assignments.c.id, "T", 1)
    number = ids.next_number(connection, assignments.c.number)
    made = Assignment(
        id=id,
        number=number,
        at=now(),
        who=who,
        task=task,
        subject=subject,
        other=other,
        user=user,
        because=because,
        supersedes=before.id if before else None,
    )
    what = "assigned" if user else "assignment taken back"
    with audit.change(connection, what, " ".join(filter(None, (subject, other))), who=who) as change:
        change.keep(assignments, [msgspec.structs.asdict(made)])
    return made


def standing(
    connection: Connection, *, user: str | None = None, subjects: Iterable[str] | None = None
) -> list[Assignment]:
    """The tasks that stand, all or those of a user or on some subjects, in the order in which they were given."""
    query = _standing(select(assignments))
    if user is not None:
        query = query.where(assignments.c.user == user)
    if subjects is not None:
        query = query.where(assignments.c.subject.in_(sorted(subjects)))
    return [_assignment(row) for row in connection.execute(query.order_by(assignments.c.number)).mappings()]


def every(connection: Connection, which: ColumnElement[bool]) -> list[Assignment]:
    """Every task for which `which` holds, those taken back and superseded too, in their order."""
    rows = connection.execute(select(assignments).where(which).order_by(assignments.c.number)).mappings()
    return [_assignment(row) for row in rows]


def subjects_of(user: str | None = None) -> Select[tuple[str]]:
    """The reports, and the first of the items, that a user, or anybody, is to look at; not those to be coded a second time."""
    query = _standing(select(assignments.c.subject)).where(assignments.c.task == "review")
    return query.where(assignments.c.user == user) if user is not None else query


def _standing(query: Select[tuple[str]] | Select[tuple[str, ...]]) -> Select[tuple[str]]:
    later = assignments.alias()
    superseded = select(later.c.supersedes).where(later.c.supersedes.is_not(None))
    return query.where(assignments.c.user.is_not(None), assignments.c.id.not_in(superseded))  # type: ignore[return-value]


def _last(connection: Connection, subject: str, other: str | None, task: Task) -> Assignment | None:
    told = assignments.c
    same = (told.subject == subject) & (told.other.is_not_distinct_from(other)) & (told.task == task)
    return next(iter(every(connection, same)[::-1]), None)


def _assignment(row: Mapping[Any, Any]) -> Assignment:
    return Assignment(**schema.told(row))
