"""A person as all reports tell of them, what joined these, and who may be one and is not joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from onrecord.errors import UnknownItem
from onrecord.linking.judgement import Reason
from onrecord.store import finding, judging, linked
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.ids import is_id, tidied
from onrecord.store.judging import Judgement
from onrecord.store.kept import KeptAct, KeptPerson, ReportCard
from onrecord.store.linked import Pair

__all__ = ["Double", "Join", "PersonCard", "doubles", "joins", "person", "persons"]


class Join(Struct, frozen=True, kw_only=True):
    """Two persons that were joined by themselves, with the names they have in their reports, and why."""

    left: KeptPerson
    right: KeptPerson
    score: float
    reasons: tuple[Reason, ...]
    holds: bool
    """Whether they are one now; a join gives way to what a person judged, or to a surer one."""


class Double(Struct, frozen=True, kw_only=True):
    """Two persons who may be one, and how many acts hang on the answer."""

    left: KeptPerson
    right: KeptPerson
    score: float
    reasons: tuple[Reason, ...]
    acts: int


class PersonCard(Struct, frozen=True, kw_only=True):
    """One person: as each report tells of them, what was done, and what brought the reports together."""

    id: str
    persons: tuple[KeptPerson, ...]
    acts: tuple[KeptAct, ...]
    reports: dict[str, ReportCard]
    """Those that tell of the person, by id."""
    joins: tuple[Join, ...]
    judgements: tuple[Judgement, ...]
    doubles: tuple[Double, ...]


def person(collection: Collection, id: str) -> PersonCard:
    """The person with this id, which is that of any report's; raises UnknownItem."""
    with collection.reading() as connection:
        members = _same(connection, tidied(id))
        told = _persons(connection, members, collection.user)
        if tidied(id) not in told:
            raise UnknownItem(f"There is no person {tidied(id)} here: `onrecord show persons` lists them.")
        acts = {
            one.id: one
            for member in members
            for one in finding.find_acts(connection, Filter(person=member), user=collection.user)
        }
        reports = {one.report for one in told.values()}
        return PersonCard(
            id=min(members),
            persons=tuple(told[member] for member in members if member in told),
            reports={one.id: one for one in finding.find_reports(connection, user=collection.user, ids=reports)},
            acts=tuple(sorted(acts.values(), key=lambda one: (one.act.date or "~", one.id))),
            joins=tuple(_joins(connection, members, collection.user)),
            judgements=tuple(judging.standing(connection, "person", members)),
            doubles=tuple(_doubles(connection, collection.user, members)),
        )


def persons(collection: Collection, who: str) -> list[PersonCard]:
    """The person with an id, or everyone whose name has these words, each once; raises UnknownItem."""
    if is_id(who):
        return [person(collection, who)]
    with collection.reading() as connection:
        told = [one.id for one in finding.find_persons(connection, Filter(person=who), user=collection.user)]
        of = _clusters(connection, told)
    if not told:
        raise UnknownItem(f"Nobody named “{who}” is told of here: `onrecord show persons` lists who is.")
    return [person(collection, id) for id in dict.fromkeys(of.get(one, one) for one in told)]


def joins(collection: Collection) -> list[Join]:
    """Every join that was made by itself, the least sure first."""
    with collection.reading() as connection:
        told = _joins(connection, None, collection.user)
    return sorted(told, key=lambda one: one.score)


def doubles(collection: Collection) -> list[Double]:
    """Who may be one, the question first whose answer settles most."""
    with collection.reading() as connection:
        return _doubles(connection, collection.user, None)


def _same(connection: Reading, id: str) -> list[str]:
    """The ids of all that are this person."""
    held = {one.cluster for one in linked.placed(connection, "person", [id]) if one.cluster}
    return sorted({id, *(one.id for one in linked.of_clusters(connection, "person", held))})


def _persons(connection: Reading, ids: Iterable[str], user: str) -> dict[str, KeptPerson]:
    return {
        one.id: one for id in sorted(set(ids)) for one in finding.find_persons(connection, Filter(person=id), user=user)
    }


def _joins(connection: Reading, members: list[str] | None, user: str) -> list[Join]:
    pairs = linked.pairs(connection, "person", items=None if members is None else set(members), verdict="same")
    told = _persons(connection, _ends(pairs), user)
    of = _clusters(connection, told)
    return [
        Join(
            left=told[one.left],
            right=told[one.right],
            score=one.score,
            reasons=_reasons(connection, one, user),
            holds=of.get(one.left) == of.get(one.right),
        )
        for one in pairs
        if one.left in told and one.right in told
    ]


def _doubles(connection: Reading, user: str, members: list[str] | None) -> list[Double]:
    pairs = linked.pairs(connection, "person", verdict="unsure")
    if members is not None:
        pairs = [one for one in pairs if one.left in members or one.right in members]
    told = _persons(connection, _ends(pairs), user)
    of = _clusters(connection, told)
    acts = _acts(connection, of)
    found: dict[frozenset[str], Double] = {}
    for one in pairs:
        sides = frozenset(of[end] for end in (one.left, one.right) if end in of)
        if len(sides) > 1 and sides not in found:
            found[sides] = Double(
                left=told[one.left],
                right=told[one.right],
                score=one.score,
                reasons=_reasons(connection, one, user),
                acts=sum(acts[side] for side in sides),
            )
    return sorted(found.values(), key=lambda one: (-one.score * (1 + one.acts), one.left.id, one.right.id))


def _ends(pairs: Iterable[Pair]) -> set[str]:
    return {end for one in pairs for end in (one.left, one.right)}


def _clusters(connection: Reading, ids: Iterable[str]) -> dict[str, str]:
    return {one.id: one.cluster for one in linked.placed(connection, "person", list(ids)) if one.cluster}


def _acts(connection: Reading, of: dict[str, str]) -> dict[str, int]:
    """By cluster, how many acts tell of it."""
    found: dict[str, int] = defaultdict(int)
    for id, number in finding.acts_of_persons(connection, list(of)).items():
        found[of[id]] += number
    return found


def _reasons(connection: Reading, pair: Pair, user: str) -> tuple[Reason, ...]:
    told = msgspec.json.decode(pair.reasons, type=tuple[Reason, ...])
    return tuple(finding.seen_by(connection, one, user=user) for one in told)
