"""What is asked for to files in other people's forms: events, entities, a data package, a row a person with who tells of them."""

from __future__ import annotations

from typing import BinaryIO, Literal, TypeAlias, get_args

from onrecord.analysis.counted import Happening
from onrecord.publishing import entities, exchange, lists, packages
from onrecord.publishing.entities import Told
from onrecord.publishing.exchange import Form, Written
from onrecord.publishing.exchange.event import Event, event
from onrecord.publishing.rows import Row, row
from onrecord.store import finding, linked
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptReport
from onrecord.verbs.drawing.gathering import Gathered, gathered, gathered_in
from onrecord.verbs.drawing.showing import width

Target: TypeAlias = Literal["acled", "cameo", "datapackage", "ftm", "geojson", "huridocs", "kml", "people", "plover"]
ENDINGS: dict[Target, str] = {
    "acled": "csv", "cameo": "csv", "datapackage": "zip", "ftm": "ftm.jsonl", "geojson": "geojson", "huridocs": "csv", "kml": "kml",
    "people": "csv", "plover": "csv",
}  # fmt: skip


def hand_over(collection: Collection, file: BinaryIO, *, to: Target, asked: Filter = Filter()) -> Written:
    """What was written, and what the form cannot hold. Whatever the user may not see is in none of them."""
    if to == "people":
        found = gathered(collection, asked)
        return lists.write([one for one, _ in found.happenings], found.labels, file)
    with collection.reading() as connection:
        found = gathered_in(connection, asked, collection.user)
        told = list(_told(connection, found, collection.user))
        if to == "ftm":
            return _entities(connection, found, [one for one, _ in told], collection.user, file)
        if to == "datapackage":
            return packages.write([each for _, rows in told for each in rows], found.reports.values(), file)
    return exchange.write([one.event for one, _ in told], file, _form(to))


def _form(to: str) -> Form:
    return next(one for one in get_args(Form) if one == to)


def _told(connection: Reading, found: Gathered, user: str) -> list[tuple[Told, list[Row]]]:
    """Each happening with its event, and the rows of its accounts."""
    reports: dict[str, KeptReport] = {}
    made = []
    for one, _ in found.happenings:
        acts = sorted((found.acts[id] for id in one.acts), key=width)
        for id in one.reports - set(reports):
            reports[id] = finding.report(connection, id, user=user)
        rows = [row(act, reports[act.report]) for act in acts]
        made.append((Told(_event(one, rows), tuple(acts)), rows))
    return made


def _event(one: Happening, rows: list[Row]) -> Event:
    return event(one, rows[0], rows)


def _entities(connection: Reading, found: Gathered, told: list[Told], user: str, file: BinaryIO) -> Written:
    ids = {
        each.person for one in told for act in one.acts for each in (*act.act.actors, *act.act.affected) if each.person
    }
    persons = list(finding.find_persons(connection, Filter(), user=user, ids=ids)) if ids else []
    ids |= {tie.of.person for one in persons for tie in one.person.relations if tie.of.person}
    persons = list(finding.find_persons(connection, Filter(), user=user, ids=ids)) if ids else []
    identities = linked.cluster_of(connection, "person", ids)
    return entities.write(told, persons, found.reports.values(), file, identities=identities)
