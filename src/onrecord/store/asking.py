"""What is looked for in the queue to the questions that a user may see, the most urgent first, and how many there are.

A question on something that is kept from the user is in no page and in no count: one on a protected report, one on two
items of which either is protected (who is the other would tell who it is), one on accounts of which a protected report gives one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, tuple_

from onrecord.store import assigning
from onrecord.store.ids import tidied
from onrecord.store.linked import linked_items
from onrecord.store.questions import Question, QuestionKind
from onrecord.store.queued import queue_items
from onrecord.store.schema import protections
from onrecord.store.veil import Veil
from onrecord.store.view import view_acts

NOBODY = "nobody"
"""As `assigned`: what nobody is to look at yet."""

_IN_REPORT: tuple[QuestionKind, ...] = ("unsure", "conflict", "lost", "value")

Place: TypeAlias = tuple[int, str, str, str]
"""Where a question stands in the order: rank, item, other item, kind."""


class QueueFilter(Struct, frozen=True, kw_only=True):
    """What to ask of the queue; what is None is not asked."""

    kind: QuestionKind | None = None
    type: str | None = None
    """The type of the act that is asked about."""
    report: str | None = None
    assigned: str | None = None
    """The name of a user, or `nobody`."""
    status: str | None = None
    """The status of the act that is asked about: coded, accepted, corrected, added or unsure."""
    by_report: bool = False
    """Only the most urgent question of each report."""
    in_report: bool = False
    """Only what is settled in the report itself: acts and their values, not who may be one or what contradicts another report."""


def questions(
    connection: Connection, asked: QueueFilter, hidden: Veil, *, limit: int, after: Place | None
) -> list[Question]:
    """At most `limit` questions from behind the place `after`, the most urgent first."""
    told = queue_items.c
    order = (told.rank, told.item, told.other, told.kind)
    query = select(queue_items).where(*_wanted(asked, hidden)).order_by(*order).limit(limit)
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    if asked.by_report:
        query = query.where(~_more_urgent(asked, hidden))
    return [Question(**row) for row in connection.execute(query).mappings()]


def counts(connection: Connection, asked: QueueFilter, hidden: Veil) -> dict[QuestionKind, int]:
    """By kind, how many questions there are."""
    number = func.count().label("number")
    query = select(queue_items.c.kind, number).where(*_wanted(asked, hidden)).group_by(queue_items.c.kind)
    return {row.kind: row.number for row in connection.execute(query)}


def counts_of_reports(connection: Connection, reports: list[str], asked: QueueFilter, hidden: Veil) -> dict[str, int]:
    """By report, how many questions there are on it."""
    told = queue_items.c.report
    query = select(told, func.count().label("number")).where(told.in_(reports), *_wanted(asked, hidden)).group_by(told)
    return {row.report: row.number for row in connection.execute(query)}


def _wanted(asked: QueueFilter, hidden: Veil, told: Any = queue_items.c) -> Iterator[ColumnElement[bool]]:
    for name in ("kind", "type", "status"):
        if (value := getattr(asked, name)) is not None:
            yield told[name] == value
    if asked.in_report:
        yield told.kind.in_(_IN_REPORT)
    if asked.report is not None:
        yield or_(told.report == tidied(asked.report), told.other_report == tidied(asked.report))
    if asked.assigned is not None:
        yield _assigned(told, asked.assigned)
    if asked.kind in {None, "protection"}:
        yield _undecided(told)
    if asked.kind in {None, "rivals"}:
        yield or_(told.kind != "rivals", _not_all_judged(told))
    yield from _seen(told, hidden)


def _assigned(told: Any, who: str) -> ColumnElement[bool]:
    subjects = assigning.subjects_of(None if who == NOBODY else who)
    if who == NOBODY:
        return and_(told.report.not_in(subjects), told.item.not_in(subjects))
    return or_(told.report.in_(subjects), told.item.in_(subjects))


def _undecided(told: Any) -> ColumnElement[bool]:
    """That nobody has decided yet whether a person, or the same one in another report, is to be protected."""
    decided = select(protections.c.subject)
    mine, same = linked_items.alias(), linked_items.alias()
    clusters = select(mine.c.cluster).where(mine.c.kind == "person", mine.c.item.in_(decided))
    one = select(same.c.item).where(same.c.kind == "person", same.c.cluster.in_(clusters))
    return or_(told.kind != "protection", and_(told.item.not_in(decided), told.item.not_in(one)))


def _not_all_judged(told: Any) -> ColumnElement[bool]:
    """That an act of the happening was judged by nobody yet."""
    item, act = linked_items.alias(), view_acts.alias()
    of = select(item.c.item).join(act, act.c.id == item.c.item)
    return exists(of.where(item.c.kind == "act", item.c.cluster == told.item, act.c.status == "coded"))


def _seen(told: Any, hidden: Veil) -> Iterator[ColumnElement[bool]]:
    if hidden.reports:
        yield told.report.not_in(hidden.reports)
        yield told.other_report.not_in(hidden.reports)
        act = linked_items.alias()
        of_hidden = select(act.c.cluster).where(act.c.kind == "act", act.c.report.in_(hidden.reports))
        yield or_(told.kind != "rivals", told.item.not_in(of_hidden.where(act.c.cluster.is_not(None))))
    if hidden.persons:
        yield told.item.not_in(hidden.persons)
        yield told.other.not_in(hidden.persons)


def _more_urgent(asked: QueueFilter, hidden: Veil) -> ColumnElement[bool]:
    """That another question on the same report, which is wanted too, comes before."""
    other = queue_items.alias()
    place = ("rank", "item", "other", "kind")
    before = tuple_(*(other.c[name] for name in place)) < tuple_(*(queue_items.c[name] for name in place))
    return exists(
        select(other.c.item).where(other.c.report == queue_items.c.report, before, *_wanted(asked, hidden, other.c))
    )
