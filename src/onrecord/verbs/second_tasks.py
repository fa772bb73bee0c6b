"""Reports to what there is to code a second time: what a share draws, what somebody is to code, how far each is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.store import assigning, finding
from onrecord.store import second as passes
from onrecord.store.assigning import Assignment
from onrecord.store.collection import Collection, Reading
from onrecord.store.kept import ReportCard
from onrecord.store.second import SecondCoding
from onrecord.verbs import second

__all__ = ["SecondTask", "SecondTasks", "tasks"]

Standing: TypeAlias = Literal["open", "assigned", "begun", "finished", "given up"]


class SecondTask(Struct, frozen=True, kw_only=True):
    """A report to be coded a second time: by whom, and how far that is; `open` where nobody is to do it yet."""

    report: ReportCard
    standing: Standing
    user: str | None = None
    at: str | None = None
    """Since when it stands so."""


class SecondTasks(Struct, frozen=True, kw_only=True):
    """What the user is to code a second time, what a share draws, and what was done."""

    own: tuple[SecondTask, ...]
    drawn: tuple[SecondTask, ...]
    """The first of what the share draws."""
    total: int
    """How many it draws."""
    others: tuple[SecondTask, ...]
    """What was begun, finished or given up, or is assigned to others, the latest first."""


def tasks(collection: Collection, *, share: float | None = None, limit: int = 100) -> SecondTasks:
    """What there is to code a second time, for the user who asks; at most `limit` of each. Raises UnknownItem."""
    drawn = second.draw(collection, share) if share is not None else []
    user = collection.user
    with collection.reading() as connection:
        made = passes.passes(connection)
        given = [one for one in assigning.standing(connection) if one.task == "second"]
        every = list(_tasks(connection, made, given, drawn[:limit], user))
    own = [one for one in every if one.user == user and one.standing in {"assigned", "begun"}]
    others = [one for one in every if one.user and one not in own]
    by_id = {one.report.id: one for one in every if one.report.id in set(drawn)}
    return SecondTasks(
        own=tuple(own),
        drawn=tuple(by_id.values()),
        total=len(drawn),
        others=tuple(sorted(others, key=lambda one: one.at or "", reverse=True)[:limit]),
    )


def _tasks(
    connection: Reading, made: Iterable[SecondCoding], given: Iterable[Assignment], drawn: Iterable[str], user: str
) -> Iterable[SecondTask]:
    """Each report that is drawn, and each of which somebody is to make, or made, a second coding; what may not be seen is left out."""
    told: dict[tuple[str, str | None], tuple[Standing, str | None]] = {}
    for task in given:
        told[task.subject, task.user] = ("assigned", task.at)
    for one in made:
        told[one.report, one.who] = (one.state, one.at)
    for id in drawn:
        if not any(report == id for report, _ in told):
            told[id, None] = ("open", None)
    cards = {one.id: one for one in finding.find_reports(connection, user=user, ids={id for id, _ in told})}
    for (id, who), (standing, at) in told.items():
        if id in cards:
            yield SecondTask(report=cards[id], standing=standing, user=who, at=at)
