"""Happenings, persons and reports to FollowTheMoney entities (followthemoney.tech), a JSON object a line.

A happening is an `Event`; those named in it are `Person`, `Organization` or `PublicBody`; a report is an `Article`; kin are `Family`, members
`Membership`. Nobody without a name, and nobody whose name is withheld, becomes an entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from onrecord.analysis.counted import is_body
from onrecord.model import BELONGING, KIN, Participant
from onrecord.publishing.exchange import Written
from onrecord.publishing.exchange.event import Event
from onrecord.publishing.rows import STATUS
from onrecord.store.kept import KeptAct, KeptPerson, ReportCard
from onrecord.store.veil import WITHHELD
from onrecord.store.words import folded

_BODIES = {"organisation": "Organization", "outlet": "Organization", "official": "PublicBody", "state": "PublicBody"}
LOSSES = (
    "FollowTheMoney events have neither counts nor realis: both stand in `summary` in words, and what is not told as done is left out.",
    "Who says so stands in `notes`; evidence in the text, charges and penalties are not kept.",
    "Those affected and those who did it are `involved` and `organizer`; FollowTheMoney does not know a victim or an accused.",
)


class Told(Struct, frozen=True):
    """A happening with its acts, for its entities."""

    event: Event
    acts: tuple[KeptAct, ...]


def write(
    told: Iterable[Told],
    persons: Iterable[KeptPerson],
    reports: Iterable[ReportCard],
    file: BinaryIO,
    *,
    identities: Mapping[str, str] = {},
) -> Written:
    """Writes each entity once, in the order of their ids."""
    found: dict[str, dict[str, Any]] = {}
    left_out = 0
    for one in told:
        if one.event.row.told_as == "actual":
            _put(found, _of_event(one, identities))
        else:
            left_out += 1
    for person in persons:
        if not person.withheld:
            _put(found, _of_person(person, identities))
    _put(found, map(_article, reports))
    for id in sorted(found):
        file.write(msgspec.json.encode(found[id]) + b"\n")
    losses = (*((f"{left_out} left out: not told as done",) if left_out else ()), *LOSSES)
    return Written(len(found), losses)


def _put(found: dict[str, dict[str, Any]], entities: Iterable[dict[str, Any]]) -> None:
    """Properties of the same entity are put together."""
    for one in entities:
        known = found.setdefault(one["id"], {**one, "properties": {}})
        for name, values in one["properties"].items():
            known["properties"][name] = list(dict.fromkeys((*known["properties"].get(name, ()), *values)))


def _entity(id: str, schema: str, **properties: Iterable[str | None] | str | None) -> dict[str, Any]:
    listed = {name: [values] if isinstance(values, str) else values or () for name, values in properties.items()}
    told = {name: [one for one in values if one] for name, values in listed.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in told.items() if values}}


def _of_event(one: Told, identities: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    event, row = one.event, one.event.row
    sides: dict[str, list[str]] = {"organizer": [], "involved": []}
    for act in one.acts:
        for side, people in (("organizer", act.act.actors), ("involved", act.act.affected)):
            for each in people:
                if entity := _somebody(each, identities):
                    sides[side].append(entity["id"])
                    yield entity
    number = f"; number: {row.count_min or ''} to {row.count_max or 'open'}" if row.count_words else ""
    yield _entity(
        event.id,
        "Event",
        name=" - ".join(part for part in (row.type, row.affected, row.place) if part),
        date=event.date_from if event.date_from == event.date_to else _prefix(row.date),
        startDate=event.date_from,
        endDate=event.date_to,
        location=row.place,
        country=(row.country or "").lower(),
        summary=f"{row.subtype or row.type}, told as {row.told_as}{number}{'; denied by somebody' if event.is_denied else ''}",
        notes=(f"on the word of: {'; '.join(event.origins)}" if event.origins else None, STATUS),
        sourceUrl=event.urls,
        publisher=event.publishers,
        proof=dict.fromkeys(act.report for act in one.acts),
        recordId=event.id,
        **{name: dict.fromkeys(ids) for name, ids in sides.items()},
    )


def _prefix(date: str | None) -> str | None:
    """A date that FollowTheMoney knows: a year, month or day."""
    plain = (date or "").rstrip("~?%")
    return plain if plain and "/" not in plain and "X" not in plain else None


def _somebody(one: Participant, identities: Mapping[str, str]) -> dict[str, Any] | None:
    if WITHHELD in one.name:
        return None
    if one.person:
        return _entity(identities.get(one.person, one.person), "Person", name=one.name)
    if is_body(one):
        return _body(one.name, _BODIES[one.kind])
    return None


def _body(name: str, schema: str) -> dict[str, Any]:
    """Bodies of one name and kind are one; their id is made of both."""
    return _entity(f"G-{sha256(f'{schema}:{folded(name)}'.encode()).hexdigest()[:16]}", schema, name=name)


def _of_person(told: KeptPerson, identities: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    person = told.person
    me = identities.get(told.id, told.id)
    aliases = [one for one in person.aliases if WITHHELD not in one]
    yield _entity(me, "Person", name=person.name, alias=aliases, description=person.description, proof=told.report)
    for tie in person.relations:
        other = tie.of.person and identities.get(tie.of.person, tie.of.person)
        name = told.names.get(tie.of.person or "", tie.of.name or "")
        if WITHHELD in name:
            continue
        if other and other != me and tie.kind in KIN:
            id = f"{me}.{tie.kind}.{other}"
            yield _entity(id, "Family", person=me, relative=other, relationship=tie.kind)
        elif not other and tie.kind in BELONGING and name[:1].isupper():
            body = _body(name, "Organization")
            yield body
            yield _entity(
                f"{me}.{tie.kind}.{body['id']}", "Membership", member=me, organization=body["id"], role=tie.kind
            )


def _article(card: ReportCard) -> dict[str, Any]:
    told = card.particulars
    return _entity(
        card.id,
        "Article",
        title=told.title or card.given_id,
        publisher=told.publisher,
        publishedAt=told.published,
        sourceUrl=card.url,
        notes=STATUS,
    )
