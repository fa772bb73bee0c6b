"""A person as all reports tell of them, what joined these, and who may be one and is not joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection as Collected
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from onrecord.errors import UnknownItem
from onrecord.linking.clusters import Edge
from onrecord.linking.judgement import Reason
from onrecord.store import finding, judging, linked
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.ids import is_id, tidied
from onrecord.store.judging import Judgement
from onrecord.store.kept import KeptAct, KeptPerson, ReportCard
from onrecord.store.linked import Kind, Pair
from onrecord.store.veil import veil

__all__ = [
    "Double",
    "Join",
    "Open",
    "PersonCard",
    "answered",
    "doubles",
    "joins",
    "judged",
    "known",
    "open_questions",
    "person",
    "person_in",
    "persons",
    "persons_of",
    "questions_of",
    "reasons",
]


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
        return person_in(connection, id, collection.user)


def person_in(connection: Reading, id: str, user: str) -> PersonCard:
    """The same, as a transaction sees it."""
    members = linked.together(connection, "person", tidied(id))
    told = persons_of(connection, members, user)
    if tidied(id) not in told:
        raise UnknownItem(f"There is no person {tidied(id)} here: `onrecord show persons` lists them.")
    acts = {
        one.id: one for member in members for one in finding.find_acts(connection, Filter(person=member), user=user)
    }
    reports = {one.report for one in told.values()}
    return PersonCard(
        id=min(told),
        persons=tuple(told[member] for member in members if member in told),
        reports={one.id: one for one in finding.find_reports(connection, user=user, ids=reports)},
        acts=tuple(sorted(acts.values(), key=lambda one: (one.act.date or "~", one.id))),
        joins=tuple(_joins(connection, linked.pairs(connection, "person", items=set(members), verdict="same"), user)),
        judgements=judged(connection, "person", members, user),
        doubles=tuple(_doubles(connection, questions_of(connection, "person", members), user)),
    )


def persons(collection: Collection, who: str) -> list[PersonCard]:
    """The person with an id, or everyone whose name has these words, each once; raises UnknownItem."""
    if is_id(who):
        return [person(collection, who)]
    with collection.reading() as connection:
        told = [one.id for one in finding.find_persons(connection, Filter(person=who), user=collection.user)]
        of = linked.cluster_of(connection, "person", told)
    if not told:
        raise UnknownItem(f"Nobody named “{who}” is told of here: `onrecord show persons` lists who is.")
    return [person(collection, id) for id in dict.fromkeys(of.get(one, one) for one in told)]


def joins(collection: Collection, *, only: Iterable[Edge] | None = None) -> list[Join]:
    """The joins of persons that were made by themselves, all or some, the least sure first."""
    with collection.reading() as connection:
        wanted = None if only is None else {(one.left, one.right) for one in only}
        pairs = [] if wanted == set() else linked.pairs(connection, "person", verdict="same")
        told = [one for one in pairs if wanted is None or (one.left, one.right) in wanted]
        return sorted(_joins(connection, told, collection.user), key=lambda one: one.score)


def open_questions(collection: Collection) -> int:
    """How many persons may be one and are not joined."""
    with collection.reading() as connection:
        return len(questions_of(connection, "person"))


def doubles(collection: Collection, *, limit: int | None = None) -> list[Double]:
    """Who may be one, the question first whose answer settles most; at most `limit`."""
    with collection.reading() as connection:
        return _doubles(connection, questions_of(connection, "person")[:limit], collection.user)


def judged(connection: Reading, kind: Kind, items: list[str], user: str) -> tuple[Judgement, ...]:
    """What people judged of some items and stands, as a user may see it."""
    return tuple(known(connection, judging.standing(connection, kind, items), user))


def known(connection: Reading, told: Sequence[Judgement], user: str) -> list[Judgement]:
    """Those of some judgements of which a user may know both sides, as they may see them."""
    hidden = veil(connection, user)
    kept_back = hidden.persons | hidden.reports
    if hidden.reports:
        kept_back |= _hidden_within(connection, told, hidden.reports)
    return [hidden.over(one) for one in told if kept_back.isdisjoint((one.left, one.right))]


def _hidden_within(connection: Reading, told: Iterable[Judgement], reports: Collected[str]) -> set[str]:
    """What was judged of hidden reports; of which report something is that is gone nobody can say, so it counts as hidden."""
    ends: dict[Kind, set[str]] = defaultdict(set)
    for one in told:
        if one.kind != "report":
            ends[one.kind] |= {one.left, one.right}
    placed = (one for kind, items in ends.items() for one in linked.placed(connection, kind, list(items)))
    may_be_seen = {one.id for one in placed if one.report not in reports}
    return set().union(*ends.values()) - may_be_seen


def reasons(connection: Reading, pair: Pair, user: str) -> tuple[Reason, ...]:
    """What speaks for and against a pair, as a user may see it."""
    told = msgspec.json.decode(pair.reasons, type=tuple[Reason, ...])
    return tuple(finding.seen_by(connection, one, user=user) for one in told)


class Open(Struct, frozen=True):
    """The surest of the pairs between two that are open, and how many acts hang on the answer."""

    pair: Pair
    acts: int


def questions_of(connection: Reading, kind: Kind, members: Collected[str] | None = None) -> list[Open]:
    """What is open, of all or of some, the question first whose answer settles most."""
    pairs = linked.pairs(connection, kind, verdict="unsure")
    if members is not None:
        pairs = [one for one in pairs if one.left in members or one.right in members]
    of = linked.cluster_of(connection, kind, _ends(pairs))
    acts: Mapping[str, int] = _acts(connection, of) if kind == "person" else Counter(of.values())
    settled = answered(connection, kind)
    found: dict[frozenset[str], Open] = {}
    for one in pairs:
        sides = frozenset(of[end] for end in (one.left, one.right) if end in of)
        if len(sides) > 1 and sides not in found and sides not in settled:
            found[sides] = Open(one, sum(acts[side] for side in sides))
    return sorted(found.values(), key=lambda one: (-one.pair.score * (1 + one.acts), one.pair.left, one.pair.right))


def answered(connection: Reading, kind: Kind) -> set[frozenset[str]]:
    """Of which two people said already that they are not one, or that it is not to be told, whichever reports these judged."""
    told = [one for one in judging.standing(connection, kind) if one.verdict != "same"]
    of = linked.cluster_of(connection, kind, {end for one in told for end in (one.left, one.right)})
    return {frozenset(of.get(end, end) for end in (one.left, one.right)) for one in told}


def _doubles(connection: Reading, questions: list[Open], user: str) -> list[Double]:
    """The questions on persons whom the user may see: who may be one with somebody else would tell who that is."""
    persons = persons_of(connection, _ends(one.pair for one in questions), user)
    told = {id: one for id, one in persons.items() if not one.withheld}
    return [
        Double(
            left=told[one.pair.left],
            right=told[one.pair.right],
            score=one.pair.score,
            reasons=reasons(connection, one.pair, user),
            acts=one.acts,
        )
        for one in questions
        if one.pair.left in told and one.pair.right in told
    ]


def _joins(connection: Reading, pairs: list[Pair], user: str) -> list[Join]:
    told = persons_of(connection, _ends(pairs), user)
    of = linked.cluster_of(connection, "person", told)
    return [
        Join(
            left=told[one.left],
            right=told[one.right],
            score=one.score,
            reasons=reasons(connection, one, user),
            holds=of.get(one.left) == of.get(one.right),
        )
        for one in pairs
        if one.left in told and one.right in told
    ]


def persons_of(connection: Reading, ids: Iterable[str], user: str) -> dict[str, KeptPerson]:
    """Those of some persons who may be seen."""
    return {one.id: one for one in finding.find_persons(connection, Filter(), user=user, ids=set(ids))}


def _ends(pairs: Iterable[Pair]) -> set[str]:
    return {end for one in pairs for end in (one.left, one.right)}


def _acts(connection: Reading, of: dict[str, str]) -> dict[str, int]:
    """By cluster, how many acts tell of it."""
    found: dict[str, int] = defaultdict(int)
    for id, number in finding.acts_of_persons(connection, list(of)).items():
        found[of[id]] += number
    return found
