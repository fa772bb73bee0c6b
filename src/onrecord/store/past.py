"""An item to every row that is kept of what people did with it, undone and superseded ones too, in their order."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Column, ColumnElement, Connection, func, or_, select

from onrecord.store import assigning, judging, loading, schema, veil
from onrecord.store.assigning import Assignment
from onrecord.store.current import Decision
from onrecord.store.judging import Judgement
from onrecord.store.schema import assignments, coding_runs, decisions, judgements, protections
from onrecord.store.veil import Protection


class Coding(Struct, frozen=True, kw_only=True):
    """One coder's pass over a report."""

    at: str
    run: int
    coder: str
    version: str
    codebook: str


def codings(connection: Connection, report: str) -> list[Coding]:
    """The codings of a report."""
    told = coding_runs.c
    query = select(told.coded.label("at"), told.id.label("run"), told.coder, told.version, told.codebook)
    rows = connection.execute(query.where(told.report == report).order_by(told.id)).mappings()
    return [Coding(**row) for row in rows]


def decisions_on(connection: Connection, report: str) -> list[Decision]:
    """What was decided on the acts of a report."""
    return loading.decisions_of(connection, [report]).get(report, [])


def protections_on(connection: Connection, subject: str) -> list[Protection]:
    """Who was to see a person or a report."""
    query = select(protections).where(protections.c.subject == subject).order_by(protections.c.number)
    return [veil.protection(row) for row in connection.execute(query).mappings()]


def assignments_on(connection: Connection, subject: str) -> list[Assignment]:
    """Who was to look at an item."""
    return assigning.every(connection, or_(assignments.c.subject == subject, assignments.c.other == subject))


def judgements_on(connection: Connection, item: str) -> list[Judgement]:
    """Whether an item was judged one with others."""
    return judging.told(connection, or_(judgements.c.left == item, judgements.c.right == item))


def last_decisions(connection: Connection, number: int) -> list[Decision]:
    """The last decisions over any report, so many of them."""
    rows = connection.execute(select(decisions).where(_late(decisions.c.number, number)).order_by(decisions.c.number))
    return [Decision(**schema.told(row)) for row in rows.mappings()]


def last_assignments(connection: Connection, number: int) -> list[Assignment]:
    """The last assignments, so many of them."""
    return assigning.every(connection, _late(assignments.c.number, number))


def last_judgements(connection: Connection, number: int) -> list[Judgement]:
    """What was judged last of two, so many judgements."""
    return judging.told(connection, _late(judgements.c.number, number))


def _late(column: Column[int], number: int) -> ColumnElement[bool]:
    """That a row is one of the last by its number; where some of these were purged, there are fewer."""
    return column > select(func.coalesce(func.max(column), 0) - number).scalar_subquery()
