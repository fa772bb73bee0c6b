"""A collection's happenings to those that rest on so many independent origins: the rule of two sources, as a filter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from onrecord.dates import overlap
from onrecord.letters import plain
from onrecord.linking import origins
from onrecord.linking.happenings import Doing
from onrecord.linking.origins import Account
from onrecord.store import finding, linked
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.verbs.linking.acts import ACTS
from onrecord.verbs.linking.telling import (
    HappeningCard,
    IncidentCard,
    account_of,
    happening_of,
    incident,
)

__all__ = ["Corroborated", "happenings", "incidents"]

_AT_ONCE = 500
"""Happenings whose reports are read together."""


class Corroborated(Struct, frozen=True):
    """How many there are, and the first of them: those that most origins tell, then the latest."""

    total: int
    happenings: tuple[HappeningCard, ...]


class _Ranked(Struct, frozen=True):
    origins: int
    date: str
    act: str


def happenings(collection: Collection, wanted: Filter, *, least: int, limit: int) -> Corroborated:
    """The happenings of a type, place and time that at least so many independent origins tell as done; `limit` of them whole.

    Only what the user may see counts.
    """
    user = collection.user
    with collection.reading() as connection:
        ranked = _ranked(connection, wanted, least, user)
        told = tuple(happening_of(connection, one.act, user) for one in ranked[:limit])
    return Corroborated(len(ranked), told)


def incidents(collection: Collection, wanted: Filter, *, least: int, limit: int) -> list[IncidentCard]:
    """The incidents of which such a happening is a part, at most `limit`, in the order of these."""
    with collection.reading() as connection:
        ranked = _ranked(connection, wanted, least, collection.user)
    found: dict[str, IncidentCard] = {}
    seen: set[str] = set()
    for one in ranked:
        if one.act not in seen and len(found) < limit:
            card = incident(collection, one.act)
            found.setdefault(card.incident.whole, card)
            seen |= {act.id for acts in card.acts.values() for act in acts}
    return list(found.values())


def _ranked(connection: Reading, wanted: Filter, least: int, user: str) -> list[_Ranked]:
    found: list[_Ranked] = []
    candidates = (told for told in _clusters(connection) if _may_be(told, wanted, least))
    while some := list(islice(candidates, _AT_ONCE)):
        found += _of(connection, some, least, user)
    return sorted(found, key=lambda one: (-one.origins, _turned(one.date), one.act))


def _clusters(connection: Reading) -> Iterator[list[Doing]]:
    for cluster in linked.by_cluster(connection, "act"):
        yield [ACTS.decode(one.data) for one in cluster]


def _may_be(told: list[Doing], wanted: Filter, least: int) -> bool:
    most = origins.most(Account(doing=one, text=one.report) for one in told)
    return most >= least and any(_is_wanted(one, wanted) for one in told)


def _is_wanted(one: Doing, wanted: Filter) -> bool:
    if wanted.type and one.type != wanted.type:
        return False
    if wanted.date and not (one.date and overlap(one.date, wanted.date)):
        return False
    place = one.place
    names = (place.name, place.admin1, place.country) if place else ()
    return not wanted.place or plain(wanted.place) in {plain(name) for name in names if name}


def _of(connection: Reading, some: list[list[Doing]], least: int, user: str) -> Iterator[_Ranked]:
    """Those of some that rest on enough origins, counting only acts that stand and that the user may see."""
    reports = {one.report for told in some for one in told}
    cards = {one.id: one for one in finding.find_reports(connection, user=user, ids=reports)}
    copies = linked.cluster_of(connection, "report", cards)
    standing = finding.standing_acts(connection, {one.act for told in some for one in told})
    for told in some:
        seen = [one for one in told if one.report in cards and one.act in standing]
        number = len(origins.corroboration(account_of(one, cards, copies) for one in seen).told_by)
        if number >= least:
            yield _Ranked(number, max(one.date or "" for one in seen), min(one.act for one in seen))


def _turned(date: str) -> tuple[int, ...]:
    """A key by which the latest date comes first."""
    return tuple(-ord(sign) for sign in date) or (1,)
