"""A collection's prisons, camps, police stations and courts to those that are compared, and to each as all reports tell of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from onrecord.errors import UnknownItem
from onrecord.letters import plain
from onrecord.linking import facilities
from onrecord.linking.facilities import How, Mention
from onrecord.linking.happenings.where import words_for
from onrecord.linking.judgement import Judgement, Reason
from onrecord.model import Place
from onrecord.store import finding, ids, judging, linked
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.ids import is_id, tidied
from onrecord.store.kept import KeptAct, ReportCard, Told
from onrecord.store.linked import Item, Kind, Pair
from onrecord.verbs.linking.joining import WIDEST, unless_too_many
from onrecord.verbs.linking.showing import judged, reasons

__all__ = [
    "FACILITIES", "FacilityCard", "FacilityJoin", "FacilityLine", "Kept", "Stayed", "every_facility", "facility",
    "find_facilities", "item", "items", "seen",
]  # fmt: skip


class _Facilities:
    """How facilities are compared."""

    kind: Kind = "facility"

    def __init__(self) -> None:
        self._decoder = msgspec.json.Decoder(Mention)

    def decode(self, data: str) -> Mention:
        """A facility from the data of an item."""
        return self._decoder.decode(data)

    def judge(self, one: Mention, other: Mention) -> Judgement:
        """Whether two are one."""
        return facilities.judge(one, other)

    def compared(self, key: str, items: list[str], _told: object) -> Iterable[list[str]]:
        """Whatever shares a key; of a sure one that too many have, the first with each other."""
        if len(items) <= WIDEST or not key.startswith(facilities.SURE):
            return unless_too_many(items)
        return ([items[0], one] for one in items[1:])

    def apart(self, items: Mapping[str, Mention]) -> Iterable[tuple[str, str]]:
        """Which of some cannot be one."""
        return facilities.apart(items)


FACILITIES = _Facilities()


class Kept(Struct, frozen=True, kw_only=True):
    """A facility as one report tells of it."""

    id: str
    report: str
    names: tuple[str, ...]
    kind: str
    number: str | None
    towns: tuple[Place, ...]
    regions: tuple[str, ...]
    countries: tuple[str, ...]


class _Several(Struct, frozen=True):
    kept: tuple[Kept, ...]


class FacilityLine(Struct, frozen=True, kw_only=True):
    """A facility in short: under which names, where, and how many reports name it."""

    id: str
    kind: str
    names: tuple[str, ...]
    towns: tuple[str, ...]
    reports: int


class Stayed(Struct, frozen=True, kw_only=True):
    """Somebody who is told to have been held or tried there; `persons` are their ids in the reports, where they have a name."""

    name: str
    how: How
    persons: tuple[str, ...]
    acts: tuple[str, ...]


class FacilityJoin(Struct, frozen=True, kw_only=True):
    """Two tellings that were judged by themselves to be of one facility, or to be perhaps, and why."""

    left: Kept
    right: Kept
    score: float
    reasons: tuple[Reason, ...]


class FacilityCard(Struct, frozen=True, kw_only=True):
    """One facility: as each report tells of it, who was held or tried there, and what brought the reports together."""

    id: str
    kind: str
    names: tuple[str, ...]
    """The most frequent first."""
    facilities: tuple[Kept, ...]
    people: tuple[Stayed, ...]
    acts: tuple[KeptAct, ...]
    reports: dict[str, ReportCard]
    joins: tuple[FacilityJoin, ...]
    judgements: tuple[judging.Judgement, ...]
    doubles: tuple[FacilityJoin, ...]


def items(told: Mapping[str, Told]) -> list[Item]:
    """The facilities of some reports as they are compared."""
    return [
        item(one)
        for report, whole in told.items()
        for one in _named(report, facilities.mentions(report, whole.text, whole.acts))
    ]


def item(mention: Mention) -> Item:
    """A facility as it is kept to be compared."""
    return Item(mention.id, mention.report, msgspec.json.encode(mention).decode(), facilities.keys(mention))


def _named(report: str, told: list[Mention]) -> list[Mention]:
    names = ids.facilities(report, map(facilities.sign, told))
    return [replace(one, id=names[facilities.sign(one)]) for one in told]


def facility(collection: Collection, id: str) -> FacilityCard:
    """The facility with this id, which is that of any report's; raises UnknownItem."""
    with collection.reading() as connection:
        return _card(connection, tidied(id), collection.user)


def find_facilities(collection: Collection, words: str) -> list[FacilityCard]:
    """The facility with an id, or all whose name or place has these words, those with most people first. Raises UnknownItem."""
    if is_id(words):
        return [facility(collection, words)]
    with collection.reading() as connection:
        told = _seen(connection, dict(linked.all_data(connection, "facility")), collection.user)
        wanted = [one.id for one in told.values() if plain(words) in _words(one)]
        of = linked.cluster_of(connection, "facility", wanted)
        first = {of.get(one, one): one for one in reversed(wanted)}
        found = [_card(connection, id, collection.user) for id in first.values()]
    if not found:
        raise UnknownItem(
            f"No linked report names a facility “{words}”: `onrecord facility` lists those that are named."
        )
    return sorted(found, key=lambda one: (-len(one.people), -len(one.facilities), one.id))


def every_facility(collection: Collection) -> list[FacilityLine]:
    """All facilities that linked reports name, those that most reports name first."""
    with collection.reading() as connection:
        told = _seen(connection, dict(linked.all_data(connection, "facility")), collection.user)
        of = linked.cluster_of(connection, "facility", told)
    members: dict[str, list[Kept]] = defaultdict(list)
    for id in sorted(told):
        members[of.get(id, id)].append(told[id])
    lines = [
        FacilityLine(id=some[0].id, kind=some[0].kind, names=_names(some), towns=_towns(some), reports=len(some))
        for some in members.values()
    ]
    return sorted(lines, key=lambda one: (-one.reports, one.names, one.id))


def _names(told: Iterable[Kept]) -> tuple[str, ...]:
    """Each name, the most frequent first."""
    number = Counter(name for one in told for name in one.names)
    return tuple(sorted(number, key=lambda name: (-number[name], name)))


def _towns(told: Iterable[Kept]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words_for(place) for one in told for place in one.towns))


def seen(connection: Reading, id: str, user: str) -> bool:
    """Whether a facility is there and may be seen."""
    data = {one.id: one.data for one in linked.placed(connection, "facility", [id])}
    return id in _seen(connection, data, user)


def _words(one: Kept) -> str:
    places = (part for place in one.towns for part in (place.name, place.admin1))
    return plain(" ".join(filter(None, (*one.names, *places, *one.regions))))


def _seen(connection: Reading, data: Mapping[str, str], user: str) -> dict[str, Kept]:
    """Those of some facilities whose reports may be seen, as they may be seen."""
    told = {id: FACILITIES.decode(one) for id, one in data.items()}
    cards = {one.id for one in finding.find_reports(connection, user=user, ids={one.report for one in told.values()})}
    kept = _Several(tuple(_kept(id, one) for id, one in told.items() if one.report in cards))
    return {one.id: one for one in finding.seen_by(connection, kept, user=user).kept}


def _kept(id: str, told: Mention) -> Kept:
    return Kept(
        id=id,
        report=told.report,
        names=told.names,
        kind=told.kind,
        number=told.number,
        towns=told.towns,
        regions=tuple(sorted(told.regions)),
        countries=tuple(sorted(told.countries)),
    )


def _card(connection: Reading, id: str, user: str) -> FacilityCard:
    members = linked.together(connection, "facility", id)
    data = {one.id: one.data for one in linked.placed(connection, "facility", members)}
    told = _seen(connection, data, user)
    if id not in told:
        raise UnknownItem(f"There is no facility {id} here: `onrecord facility` lists them.")
    how = {stay.act: stay.how for one in told for stay in FACILITIES.decode(data[one]).stays}
    acts = sorted(
        finding.find_acts(connection, Filter(), user=user, ids=set(how)), key=lambda one: (one.act.date or "~", one.id)
    )
    pairs = linked.pairs(connection, "facility", items=set(members), verdict="same")
    return FacilityCard(
        id=min(told),
        kind=told[id].kind,
        names=_names(told.values()),
        facilities=tuple(told[one] for one in sorted(told)),
        people=tuple(_people(connection, acts, how)),
        acts=tuple(acts),
        reports={
            one.id: one
            for one in finding.find_reports(connection, user=user, ids={one.report for one in told.values()})
        },
        joins=tuple(_joins(connection, pairs, user)),
        judgements=judged(connection, "facility", members, user),
        doubles=tuple(_joins(connection, _open(connection, members), user)),
    )


def _people(connection: Reading, acts: list[KeptAct], how: Mapping[str, How]) -> list[Stayed]:
    """Everybody to whom an act that happened there was done, each person once; those without a name by their words."""
    told = [(one, kept) for kept in acts if kept.act.realis == "actual" for one in kept.act.affected]
    of = linked.cluster_of(connection, "person", {one.person for one, _ in told if one.person})
    found: dict[tuple[str, How], list[tuple[str, str | None, str]]] = defaultdict(list)
    for one, kept in told:
        found[of.get(one.person or "", one.person or f"{kept.id} {one.name}"), how[kept.id]].append(
            (one.name, one.person, kept.id)
        )
    return [
        Stayed(
            name=max((name for name, _, _ in rows), key=len),
            how=way,
            persons=tuple(sorted({person for _, person, _ in rows if person})),
            acts=tuple(dict.fromkeys(act for _, _, act in rows)),
        )
        for (_, way), rows in found.items()
    ]


def _open(connection: Reading, members: list[str]) -> list[Pair]:
    """What may be one with any of these, and is not."""
    pairs = linked.pairs(connection, "facility", verdict="unsure")
    return [one for one in pairs if (one.left in members) != (one.right in members)]


def _joins(connection: Reading, pairs: list[Pair], user: str) -> list[FacilityJoin]:
    ends = {end for one in pairs for end in (one.left, one.right)}
    data = {one.id: one.data for one in linked.placed(connection, "facility", ends)}
    told = _seen(connection, data, user)
    return [
        FacilityJoin(
            left=told[one.left], right=told[one.right], score=one.score, reasons=reasons(connection, one, user)
        )
        for one in pairs
        if one.left in told and one.right in told
    ]
