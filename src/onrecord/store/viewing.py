"""What is kept of a report, and what was decided over it, to the rows that are searched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, delete, func, select

from onrecord.dates import bounds
from onrecord.model import Act, Participant, Particulars, Person, Report
from onrecord.store import counting, layout, linked, loading, queued, schema, versions, view, words
from onrecord.store.current import CurrentAct
from onrecord.store.view import view_acts, view_groups, view_people, view_persons, view_reports

_MADE = "view"
"""The key under which `about` tells the version of the view."""
_AT_ONCE = 500
_GROUPS = ("organisation", "outlet")
"""The kinds of participants that are groups; "a group of students", which begins with a small letter, names none."""
OWN_WORD = "report"
"""In `word`, where the report tells it on its own word."""


def refresh(connection: Connection, report: str) -> None:
    """Makes the view of one report again, and of the others that are rows of the same record."""
    refresh_all(connection, [report, *sorted(versions.siblings(connection, [report]).get(report, ()))])


def refresh_all(connection: Connection, reports: Collection[str]) -> None:
    """Makes the view of some reports again; one that stands in place of the one before it in `reports` takes its number."""
    linked.outdate(connection, reports)
    numbers = {report: number for report in reports if (number := _clear(connection, report)) is not None}
    standing, free = set(_standing(connection, reports)), []
    for report in reports:
        if report not in standing:
            linked.forget(connection, report)
            free += [numbers.pop(report)] if report in numbers else []
        elif report in standing and report not in numbers and free:
            numbers[report] = free.pop()
    fill(connection, reports, numbers=numbers)


def remove(connection: Connection, report: str) -> None:
    """Takes one report out of the view, and all that is linked of it away."""
    _clear(connection, report)
    linked.forget(connection, report)


def ensure(connection: Connection) -> bool:
    """Whether the view had to be made again, because there was none or an older version made it."""
    made = connection.scalar(select(schema.about.c.value).where(schema.about.c.key == _MADE))
    if made == str(view.VERSION):
        return False
    rebuild(connection)
    return True


def is_made(connection: Connection) -> bool:
    """Whether the view is there, and of this version."""
    made = connection.scalar(select(schema.about.c.value).where(schema.about.c.key == _MADE))
    return made == str(view.VERSION)


def rebuild(connection: Connection) -> None:
    """Makes the whole view again, from what is kept."""
    words.drop(connection)
    view.drop(connection)
    view.create(connection)
    words.create(connection)
    linked.create(connection)
    linked.outdate(connection)
    queued.empty(connection)
    query = select(schema.reports.c.id).order_by(schema.reports.c.entry, schema.reports.c.id)
    every = list(connection.scalars(query))
    for start in range(0, len(every), _AT_ONCE):
        fill(connection, every[start : start + _AT_ONCE])
    connection.execute(delete(schema.about).where(schema.about.c.key == _MADE))
    connection.execute(schema.about.insert(), {"key": _MADE, "value": str(view.VERSION)})
    queued.note_made(connection)
    layout.note(connection)


def fill(connection: Connection, reports: Collection[str], *, numbers: Mapping[str, int] = {}) -> None:
    """Adds the view of some reports that have none in it, under the numbers they had, else after all others.

    One that was withdrawn is left out.
    """
    reports = _standing(connection, reports)
    last = connection.scalar(select(func.max(view_reports.c.number))) or 0
    after = count(max(last, *numbers.values(), 0) + 1)
    numbered = {report: numbers.get(report) or next(after) for report in reports}
    told = loading.acts_of(connection, reports)
    people = loading.persons_of(connection, reports)
    texts = _texts(connection, reports)
    _fill_reports(connection, numbered, told)
    _fill_acts(connection, numbered, told, people, texts)
    counting.add(connection, reports, 1)
    _fill_persons(connection, people)
    queued.add_of(connection, told, people)


def _standing(connection: Connection, reports: Collection[str]) -> list[str]:
    gone = versions.withdrawn(connection, reports)
    return [report for report in reports if report not in gone]


def _clear(connection: Connection, report: str) -> int | None:
    """Takes a report's rows out of the view, and gives the number it had there."""
    number = connection.scalar(select(view_reports.c.number).where(view_reports.c.id == report))
    if number is None:
        return None
    counting.add(connection, [report], -1)
    queued.clear(connection, report)
    words.remove(connection, "words_reports", [(number, _report_words(connection, report))])
    for table, of_words in ((view_acts, "words_acts"), (view_persons, "words_persons")):
        numbers = list(connection.scalars(select(table.c.number).where(table.c.report == report)))
        if table is view_acts:
            connection.execute(delete(view_people).where(view_people.c.act.in_(numbers)))
            connection.execute(delete(view_groups).where(view_groups.c.act.in_(numbers)))
        words.remove(connection, of_words, [(number, ()) for number in numbers])
        connection.execute(delete(table).where(table.c.report == report))
    connection.execute(delete(view_reports).where(view_reports.c.id == report))
    return int(number)


def _fill_reports(connection: Connection, numbered: dict[str, int], told: dict[str, list[CurrentAct]]) -> None:
    kept = schema.reports
    query = select(kept.c.id, kept.c.kept, kept.c.json, kept.c.text).where(kept.c.id.in_(numbered))
    rows, said = [], []
    for row in connection.execute(query):
        report = msgspec.json.decode(row.json, type=Report)
        standing = sum(one.status != "rejected" for one in told[row.id])
        rows.append({"number": numbered[row.id], **_report_row(row.id, row.kept, report, acts=standing)})
        said.append((numbered[row.id], _words_of(report.particulars, row.text)))
    if rows:
        connection.execute(view_reports.insert(), rows)
        words.add(connection, "words_reports", said)


def _report_row(id: str, kept: str, report: Report, *, acts: int) -> dict[str, Any]:
    told = report.particulars
    return {
        "id": id,
        "given_id": report.id,
        "kind": report.kind,
        "title": told.title,
        "publisher": told.publisher,
        "published": told.published,
        "language": told.language,
        "site": site_of(report.url),
        "kept": kept,
        "acts": acts,
    }


def site_of(address: str | None) -> str | None:
    """The host of a web address: `https://www.example.org/a` gives `example.org`."""
    try:
        parts = urlsplit(address or "")
    except ValueError:  # brackets that hold no number of a machine
        return None
    host = parts.hostname if parts.scheme in {"http", "https"} else None
    return host.removeprefix("www.") if host else None


def _words_of(particulars: Particulars, text: str) -> tuple[str, str]:
    return words.folded(particulars.title or ""), words.folded(text)


def _report_words(connection: Connection, report: str) -> tuple[str, str]:
    kept = schema.reports
    row = connection.execute(select(kept.c.json, kept.c.text).where(kept.c.id == report)).one()
    return _words_of(msgspec.json.decode(row.json, type=Report).particulars, row.text)


def _fill_acts(
    connection: Connection,
    numbered: dict[str, int],
    told: dict[str, list[CurrentAct]],
    people: dict[str, list[tuple[int, Person]]],
    texts: dict[str, str],
) -> None:
    rows: list[dict[str, Any]] = []
    taking_part: list[dict[str, Any]] = []
    bodies: list[dict[str, Any]] = []
    said: list[tuple[int, tuple[str, ...]]] = []
    for report, of_report in numbered.items():
        names = {person.id: (person.name, *person.aliases) for _, person in people[report]}
        for position, one in enumerate(told[report]):
            number = view.place(of_report, position)
            rows.append({"number": number, "report": report, **_act_row(one)})
            taking_part += _people_rows(number, one.act)
            bodies += _group_rows(number, one.act)
            said.append((number, _act_words(one.act, texts[report], names)))
    for table, filled in ((view_acts, rows), (view_people, taking_part), (view_groups, bodies)):
        if filled:
            connection.execute(table.insert(), filled)
    words.add(connection, "words_acts", said)


def _act_row(one: CurrentAct) -> dict[str, Any]:
    act = one.act
    first, last = bounds(act.date) if act.date else (None, None)
    return {
        "id": one.id,
        "run": one.run,
        "type": act.type,
        "realis": act.realis,
        "status": one.status,
        "first_day": (first or date.min).toordinal() if act.date else None,
        "last_day": (last or date.max).toordinal() if act.date else None,
        "year": first.year if first and last and first.year == last.year else None,
        "country": act.place.country if act.place else None,
        "lat": act.place.lat if act.place else None,
        "lon": act.place.lon if act.place else None,
        "place": act.place.name if act.place else None,
        "region": act.place.admin1 if act.place else None,
        "precision": act.place.precision if act.place else None,
        "word": act.source[-1][0].kind if act.source and act.source[-1] else OWN_WORD,
        "rejected": one.status == "rejected",
    }


def _people_rows(number: int, act: Act) -> Iterator[dict[str, Any]]:
    for role, step, position, one in _participants(act):
        if one.person:
            yield {"act": number, "role": role, "step": step, "position": position, "person": one.person}


def _group_rows(number: int, act: Act) -> Iterator[dict[str, Any]]:
    for role, step, position, one in _participants(act):
        known_as = words.folded(one.name)
        if one.kind in _GROUPS and known_as and not one.name[0].islower():
            told = {"role": role, "step": step, "position": position, "known_as": known_as, "name": one.name}
            yield {"act": number, **told}


def _participants(act: Act) -> Iterator[tuple[str, int, int, Participant]]:
    """Each of them with the role, the step of the source (0 of others), and the place in it."""
    steps = [("actor", 0, act.actors), ("affected", 0, act.affected)]
    steps += [("source", step, speakers) for step, speakers in enumerate(act.source)]
    for role, step, people in steps:
        for position, one in enumerate(people):
            yield role, step, position, one


def _act_words(act: Act, text: str, names: dict[str, tuple[str, ...]]) -> tuple[str, str, str]:
    quote = " ".join(text[span.start : span.end] for span in act.sentences or act.mentions)
    speakers = (one for step in act.source for one in step)
    told = [
        form for one in (*act.actors, *act.affected, *speakers) for form in (one.name, *names.get(one.person or "", ()))
    ]
    place = act.place
    where = (place.name, place.admin1, place.country, place.text) if place else ()
    return words.folded(quote), words.names_folded(told), words.names_folded(part for part in where if part)


def _fill_persons(connection: Connection, people: dict[str, list[tuple[int, Person]]]) -> None:
    number = _next(connection, view_persons)
    rows: list[dict[str, Any]] = []
    said: list[tuple[int, tuple[str, ...]]] = []
    for report, told in people.items():
        for run, person in told:
            rows.append({"number": number, "id": person.id, "report": report, "run": run, "name": person.name})
            said.append((number, (words.names_folded((person.name, *person.aliases)),)))
            number += 1
    if rows:
        connection.execute(view_persons.insert(), rows)
        words.add(connection, "words_persons", said)


def _texts(connection: Connection, reports: Iterable[str]) -> dict[str, str]:
    kept = schema.reports
    return {
        row.id: row.text for row in connection.execute(select(kept.c.id, kept.c.text).where(kept.c.id.in_(reports)))
    }


def _next(connection: Connection, table: Any) -> int:
    return (connection.scalar(select(func.max(table.c.number))) or 0) + 1
