"""A person to all that one looks up of them: names and who uses them, ties, protection, what was done and what is known last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.linking.names.scripts import Script, script_of
from onrecord.store import linked
from onrecord.store.accounts import seen_as
from onrecord.store.collection import Collection, Reading
from onrecord.store.kept import KeptAct, KeptPerson
from onrecord.store.veil import Protection, protections_of
from onrecord.verbs.linking.showing import PersonCard, person_in, persons_of
from onrecord.verbs.linking.telling import CaseCard, case_in

__all__ = ["Deed", "Hint", "Kin", "NameTold", "Part", "Portrait", "portrait"]

Part: TypeAlias = Literal["affected", "actor", "word-giver"]
_EITHER_WAY = frozenset({"spouse", "sibling", "relative", "colleague"})


class NameTold(Struct, frozen=True, kw_only=True):
    """A name as it is written, and the reports that use it."""

    name: str
    script: Script
    reports: tuple[str, ...]


class Kin(Struct, frozen=True, kw_only=True):
    """A tie to somebody: this person is the `kind` of the other or, where it is `turned`, the other is that of this one."""

    kind: str
    name: str
    person: str | None
    turned: bool
    reports: tuple[str, ...]


class Hint(Struct, frozen=True, kw_only=True):
    """A reason, told in a report, why a person may need protection."""

    reason: str
    report: str
    confidence: float


class Deed(Struct, frozen=True, kw_only=True):
    """An act, and which parts the person has in it."""

    kept: KeptAct
    parts: tuple[Part, ...]


class Portrait(Struct, frozen=True, kw_only=True):
    """A person, as all reports together tell of them."""

    name: str
    """The one that most reports use."""
    card: PersonCard
    case: CaseCard
    names: tuple[NameTold, ...]
    kin: tuple[Kin, ...]
    hints: tuple[Hint, ...]
    protections: tuple[Protection, ...]
    """Those that stand and that the one who asks may know of."""
    deeds: tuple[Deed, ...]


def portrait(collection: Collection, id: str, *, as_of: str) -> Portrait:
    """The person with this id, which is that of any report's, as of a day (ISO 8601). Raises UnknownItem."""
    user = collection.user
    with collection.reading() as connection:
        card = person_in(connection, id, user)
        case = case_in(connection, card, as_of=as_of)
        kin = _kin(connection, card.persons, user)
        ids = {one.id for one in card.persons}
        mine, standing = seen_as(connection, user), protections_of(connection)
        guarded = [one for one in standing if one.subject in ids and not mine.isdisjoint(one.may_see)]
    names = _names(card.persons)
    return Portrait(
        name=names[0].name,
        card=card,
        case=case,
        names=names,
        kin=kin,
        hints=tuple(_hints(card.persons)),
        protections=tuple(guarded),
        deeds=tuple(Deed(kept=one, parts=tuple(_parts(one, ids))) for one in card.acts),
    )


def _names(persons: Sequence[KeptPerson]) -> tuple[NameTold, ...]:
    """Full names before bare ones, the most frequent first."""
    told: dict[str, list[str]] = defaultdict(list)
    main = {one.person.name for one in persons}
    for one in persons:
        for name in dict.fromkeys((one.person.name, *one.person.aliases)):
            told[name].append(one.report)
    ordered = sorted(told, key=lambda name: (name not in main, -len(told[name]), -len(name), name))
    return tuple(
        NameTold(name=name, script=script_of(name), reports=tuple(dict.fromkeys(told[name]))) for name in ordered
    )


class _Tie(Struct, frozen=True):
    kind: str
    name: str
    person: str | None
    turned: bool
    report: str


def _kin(connection: Reading, persons: Sequence[KeptPerson], user: str) -> tuple[Kin, ...]:
    """Ties that the person's reports tell, from either side, those to one and the same person together."""
    ids = {one.id for one in persons}
    around = persons_of(connection, {id for one in persons for id in one.names} - ids, user)
    ties = [*_told_of(persons), *_told_by(around.values(), ids)]
    of = linked.cluster_of(connection, "person", {one.person for one in ties if one.person})
    found: dict[tuple[str, str, bool], list[_Tie]] = defaultdict(list)
    for one in ties:
        whom = of.get(one.person, one.person) if one.person else one.name
        found[one.kind, whom, one.turned and one.kind not in _EITHER_WAY].append(one)
    return tuple(
        Kin(
            kind=kind,
            name=some[0].name,
            person=some[0].person,
            turned=turned,
            reports=tuple(dict.fromkeys(one.report for one in some)),
        )
        for (kind, _, turned), some in sorted(found.items(), key=lambda one: (one[0][0], one[1][0].name))
    )


def _told_of(persons: Iterable[KeptPerson]) -> Iterable[_Tie]:
    for one in persons:
        for tie in one.person.relations:
            name = one.names.get(tie.of.person or "", tie.of.name or "")
            yield _Tie(tie.kind, name, tie.of.person, False, one.report)


def _told_by(around: Iterable[KeptPerson], ids: set[str]) -> Iterable[_Tie]:
    for one in around:
        for tie in one.person.relations:
            if tie.of.person in ids:
                yield _Tie(tie.kind, one.person.name, one.id, True, one.report)


def _hints(persons: Iterable[KeptPerson]) -> Iterable[Hint]:
    for one in persons:
        for hint in one.person.protection:
            yield Hint(reason=hint.reason, report=one.report, confidence=hint.evidence.confidence)


def _parts(kept: KeptAct, ids: set[str]) -> Iterable[Part]:
    told: Mapping[Part, Iterable[str | None]] = {
        "affected": (one.person for one in kept.act.affected),
        "actor": (one.person for one in kept.act.actors),
        "word-giver": (one.person for step in kept.act.source for one in step),
    }
    return (part for part, some in told.items() if ids.intersection(filter(None, some)))
