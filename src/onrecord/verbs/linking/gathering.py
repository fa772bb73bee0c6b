"""An act to the incident it belongs to, in order of time, with how many were affected, no part counted beside its total."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from onrecord.dates import bounds
from onrecord.linking.incidents import Gathered, counted
from onrecord.store import finding
from onrecord.store.collection import Collection
from onrecord.store.kept import KeptAct, ReportCard
from onrecord.verbs.linking.telling import gathered_of, incident

__all__ = ["Affected", "Episode", "IncidentPage", "incident_page"]


class Episode(Struct, frozen=True, kw_only=True):
    """One happening of an incident: the acts that tell it, the most exact one first, and why it is a part of the whole."""

    acts: tuple[KeptAct, ...]
    is_whole: bool
    part_of: str | None
    """An act that tells what it is a part of."""
    reasons: tuple[str, ...]


class Affected(Struct, frozen=True, kw_only=True):
    """How many people happenings of one type affected, least and most; the most is None where it is open."""

    type: str
    happenings: int
    least: int
    most: int | None


class IncidentPage(Struct, frozen=True, kw_only=True):
    """An incident: its happenings in order of time, what they add up to, and the reports."""

    whole: str
    """An act that tells the whole."""
    episodes: tuple[Episode, ...]
    affected: tuple[Affected, ...]
    reports: dict[str, ReportCard]


def incident_page(collection: Collection, act: str) -> IncidentPage:
    """The incident that this act belongs to. Raises UnknownItem."""
    card = incident(collection, act)
    of = {one.id: id for id, acts in card.acts.items() for one in acts}
    happened = [
        gathered_of(id, acts, of) for id, acts in card.acts.items() if any(one.act.realis == "actual" for one in acts)
    ]
    why = {one.part: one for one in card.incident.parts}
    with collection.reading() as connection:
        ids = {one.report for acts in card.acts.values() for one in acts}
        reports = {one.id: one for one in finding.find_reports(connection, user=collection.user, ids=ids)}
    first = {id: min(acts, key=lambda one: one.id).id for id, acts in card.acts.items()}
    episodes = [
        Episode(
            acts=acts,
            is_whole=id == card.incident.whole,
            part_of=first.get(why[id].whole) if id in why else None,
            reasons=why[id].reasons if id in why else (),
        )
        for id, acts in card.acts.items()
    ]
    return IncidentPage(
        whole=first[card.incident.whole],
        episodes=tuple(sorted(episodes, key=_when)),
        affected=tuple(_affected(type, happened) for type in dict.fromkeys(one.type for one in happened)),
        reports=reports,
    )


def _when(one: Episode) -> tuple[date, bool, str]:
    told = [bounds(act.act.date) for act in one.acts if act.act.date]
    first = min((low for low, _ in told if low), default=date.max)
    return first, not one.is_whole, one.acts[0].id


def _affected(type: str, happened: list[Gathered]) -> Affected:
    least, most = counted(happened, type_=type)
    return Affected(type=type, happenings=sum(one.type == type for one in happened), least=least, most=most)
