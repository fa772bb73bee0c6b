"""Who is to look at a report, or at a question on two persons, acts or reports."""

from __future__ import annotations

from onrecord.errors import UnknownItem
from onrecord.store import assigning, finding, judging
from onrecord.store.assigning import Assignment, Task
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.ids import tidied
from onrecord.store.veil import Veil, veil

__all__ = ["Assignment", "assign", "assigned", "assigned_on", "take_back"]


def assign(
    collection: Collection, subject: str, user: str, *, because: str, other: str | None = None, task: Task = "review"
) -> Assignment:
    """A report, or two items that may be one, to a user in place of whoever had it; `user` may be oneself. Raises UnknownItem.

    With the task `second` the report is to be coded a second time, blind to what others decided.
    """
    if not user.strip():
        raise UnknownItem("Name the user who is to look at it.")
    return _assign(collection, subject, other, user.strip(), task=task, because=because)


def take_back(
    collection: Collection, subject: str, *, because: str, other: str | None = None, task: Task = "review"
) -> Assignment:
    """What was assigned is nobody's again. Raises UnknownItem where it was assigned to nobody."""
    return _assign(collection, subject, other, None, task=task, because=because)


def assigned(collection: Collection, user: str | None = None) -> list[Assignment]:
    """What users, or one of them, are to look at, in the order in which it was given; what is kept from the asker is left out."""
    with collection.reading() as connection:
        hidden = veil(connection, collection.user)
        return [hidden.over(one) for one in assigning.standing(connection, user=user) if _may_see(hidden, one)]


def assigned_on(collection: Collection, report: str) -> list[Assignment]:
    """Who is to look at a report that may be seen. Raises UnknownItem."""
    with collection.reading() as connection:
        known = finding.report(connection, report, user=collection.user).id
        told = assigning.standing(connection, subjects=[known])
        return [finding.seen_by(connection, one, user=collection.user) for one in told]


def _assign(
    collection: Collection, subject: str, other: str | None, user: str | None, *, task: Task, because: str
) -> Assignment:
    with collection.writing() as connection:
        pair = _known(connection, subject, other, collection.user)
        if user is None and not _is_assigned(connection, pair, task):
            raise UnknownItem(f"{' and '.join(filter(None, pair))} is assigned to nobody.")
        return assigning.assign(connection, *pair, user, task=task, because=because, who=collection.user)


def _known(connection: Reading, subject: str, other: str | None, user: str) -> tuple[str, str | None]:
    """What is assigned, the smaller id first; raises UnknownItem for what is not there or may not be seen."""
    if other is None:
        return finding.report(connection, subject, user=user).id, None
    pair = sorted((tidied(subject), tidied(other)))
    kind = judging.kind_of(*pair)
    for id in pair:
        if kind == "act":
            finding.act(connection, id, user=user)
        elif kind == "report":
            finding.report(connection, id, user=user)
        elif not any(finding.find_persons(connection, Filter(), user=user, ids={id})):
            raise UnknownItem(f"There is no person {id} here: `onrecord show persons` lists them.")
    return pair[0], pair[1]


def _is_assigned(connection: Reading, pair: tuple[str, str | None], task: Task) -> bool:
    told = assigning.standing(connection, subjects=[pair[0]])
    return any((one.subject, one.other, one.task) == (*pair, task) for one in told)


def _may_see(hidden: Veil, one: Assignment) -> bool:
    subjects = {one.subject, one.other}
    return not subjects & (hidden.persons | hidden.reports)
