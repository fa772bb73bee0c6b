"""Rows to the nouns as they stand: codings, decisions, and local ids turned into permanent ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from operator import attrgetter

import msgspec
from sqlalchemy import Connection, select

from onrecord.model import Act, Link, Participant, Person, PersonRef, Relation
from onrecord.store import schema, versions
from onrecord.store.current import CodedAct, CurrentAct, Decision, current, rebound
from onrecord.store.schema import acts, coding_runs, decisions, persons, reports

_ACTS = msgspec.json.Decoder(Act)
_PERSONS = msgspec.json.Decoder(Person)


def acts_of(connection: Connection, wanted: Collection[str]) -> dict[str, list[CurrentAct]]:
    """The acts of these reports as they stand, by report."""
    coded = codings_of(connection, wanted)
    judged = decisions_of(connection, wanted)
    for report, others in versions.siblings(connection, wanted).items():
        over = decisions_of(connection, others)
        text = connection.scalar(select(reports.c.text).where(reports.c.id == report)) or ""
        told_now = {one.id: one.act for one in coded[report]}
        judged.setdefault(report, []).extend(
            rebound(one, told_now.get(one.act), text) for told in over.values() for one in told
        )
    return {report: current(told, judged.get(report, ())) for report, told in coded.items()}


def codings_of(connection: Connection, wanted: Collection[str]) -> dict[str, list[CodedAct]]:
    """The acts of these reports as each run coded them, by report, in the order of the runs and in each of the text."""
    columns = (coding_runs.c.report, acts.c.id, acts.c.run, acts.c.local_id, acts.c.json)
    query = select(*columns).join(coding_runs, coding_runs.c.id == acts.c.run)
    query = query.where(coding_runs.c.report.in_(wanted)).order_by(coding_runs.c.report, acts.c.run, acts.c.position)
    people = _person_ids(connection, wanted)
    coded: dict[str, list[CodedAct]] = {report: [] for report in wanted}
    for (report, run), rows in groupby(connection.execute(query), key=attrgetter("report", "run")):
        told = list(rows)
        own = {row.local_id: row.id for row in told}
        known = people.get(run, {})
        coded[report] += [CodedAct(row.id, run, _global(_ACTS.decode(row.json), row.id, known, own)) for row in told]
    return coded


def persons_of(connection: Connection, wanted: Collection[str]) -> dict[str, list[tuple[int, Person]]]:
    """The persons of these reports as the latest coding tells of them, by report, each with its run."""
    columns = (coding_runs.c.report, persons.c.id, persons.c.run, persons.c.local_id, persons.c.json)
    query = select(*columns).join(coding_runs, coding_runs.c.id == persons.c.run)
    query = query.where(coding_runs.c.report.in_(wanted)).order_by(coding_runs.c.report, persons.c.run)
    latest = _latest_runs(connection, wanted)
    found: dict[str, list[tuple[int, Person]]] = {report: [] for report in wanted}
    for (report, run), rows in groupby(connection.execute(query), key=attrgetter("report", "run")):
        if run != latest[report]:
            continue
        told = [(row, _PERSONS.decode(row.json)) for row in rows]
        own = {row.local_id: row.id for row, _ in told}
        found[report] = [(run, _global_person(person, row.id, own)) for row, person in told]
    return found


def decisions_of(connection: Connection, wanted: Collection[str]) -> dict[str, list[Decision]]:
    """Every decision over these reports, undone and superseded ones too, by report."""
    query = select(decisions).where(decisions.c.report.in_(wanted)).order_by(decisions.c.report, decisions.c.number)
    rows = connection.execute(query).mappings()
    found: dict[str, list[Decision]] = {}
    for row in rows:
        found.setdefault(row["report"], []).append(Decision(**schema.told(row)))
    return found


def _latest_runs(connection: Connection, wanted: Collection[str]) -> dict[str, int]:
    query = select(coding_runs.c.report, coding_runs.c.id).where(coding_runs.c.report.in_(wanted))
    return {row.report: row.id for row in connection.execute(query.order_by(coding_runs.c.id))}


def _person_ids(connection: Connection, wanted: Collection[str]) -> dict[int, dict[str, str]]:
    """By run, the permanent id of each local one."""
    query = select(persons.c.run, persons.c.local_id, persons.c.id)
    query = query.join(coding_runs, coding_runs.c.id == persons.c.run).where(coding_runs.c.report.in_(wanted))
    found: dict[int, dict[str, str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.run, {})[row.local_id] = row.id
    return found


def _global(act: Act, id: str, people: Mapping[str, str], own: Mapping[str, str]) -> Act:
    """The act with permanent ids in place of those of its line."""
    return msgspec.structs.replace(
        act,
        id=id,
        actors=_known(act.actors, people),
        affected=_known(act.affected, people),
        source=tuple(_known(step, people) for step in act.source),
        links=tuple(Link(link.kind, own.get(link.act, link.act)) for link in act.links),
    )


def _known(told: Iterable[Participant], people: Mapping[str, str]) -> tuple[Participant, ...]:
    return tuple(
        msgspec.structs.replace(one, person=people.get(one.person, one.person)) if one.person else one for one in told
    )


def _global_person(person: Person, id: str, own: Mapping[str, str]) -> Person:
    ties = tuple(
        Relation(tie.kind, PersonRef(person=own.get(tie.of.person, tie.of.person), name=tie.of.name))
        if tie.of.person
        else tie
        for tie in person.relations
    )
    return msgspec.structs.replace(person, id=id, relations=ties)
