"""Acts of one happening to what it is counted by: what all its accounts allow is certain, what only some of them tell is possible.

Accounts that agree narrow each other ("in 2021" and "on 3 July 2021" is 3 July); accounts that contradict each other leave
all that they tell possible, and nothing of it certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.coding.kinds import word_giver_kind
from onrecord.dates import bounds, is_valid, months
from onrecord.linking.happenings.where import is_same
from onrecord.linking.incidents import Gathered
from onrecord.linking.origins import Origin
from onrecord.model import Act, Count, Participant, Place
from onrecord.store.kept import KeptAct
from onrecord.store.veil import WITHHELD
from onrecord.store.words import folded

Slot: TypeAlias = Literal[
    "type", "subtype", "realis", "country", "region", "town", "month", "year",
    "person", "actor", "group", "word", "status", "origin",
]  # fmt: skip
TIMES: frozenset[Slot] = frozenset({"month", "year"})
SEVERAL: frozenset[Slot] = frozenset({"realis", "person", "actor", "group", "word", "status", "origin"})
"""Slots in which one happening may have several values that all hold: it counts once under each."""
NOT_TOLD = ""
_BODIES = frozenset({"organisation", "outlet", "state", "official"})


class Told(Struct, frozen=True):
    """The values of a slot that hold whichever account is right, and those that may hold."""

    certain: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()


class Days(Struct, frozen=True):
    """The first and the last day on which it may have happened, None for an open end."""

    first: date | None
    last: date | None


class Happening(Struct, frozen=True, kw_only=True):
    """One doing as it is counted; `slots` leave out the times, which follow from `days`."""

    id: str
    acts: tuple[str, ...]
    reports: frozenset[str]
    slots: dict[Slot, Told]
    days: Days | None
    """None where no account tells a date."""
    places: tuple[Place, ...]
    """As exactly as told, each once: several where the accounts contradict each other."""
    gathered: Gathered
    named: dict[str, frozenset[str]] = {}
    """The named persons to whom it was done, by identity, with the acts that name them."""
    origins: tuple[Origin, ...] = ()
    """Who independently tells it as done."""
    is_denied: bool = False

    @property
    def persons(self) -> frozenset[str]:
        """Identities of the named persons to whom it was done."""
        return frozenset(self.named)


class Sides(Struct, frozen=True, kw_only=True):
    """What is known of a happening besides its acts: who tells it, who is one with whom, and what it is a part of."""

    told_by: tuple[Origin, ...] = ()
    identities: Mapping[str, str] = {}
    """The identity of each person id of a report."""
    part_of: frozenset[str] = frozenset()


def happening(id: str, acts: Sequence[KeptAct], sides: Sides = Sides()) -> Happening:
    """The happening that these acts tell; where some tell it as done, what it was is taken from them."""
    told = [one.act for one in acts if one.act.realis == "actual"] or [one.act for one in acts]
    days = _days(told)
    named: dict[str, set[str]] = {}
    for one in told:
        for each in one.affected:
            if each.person:
                named.setdefault(_identity(each, sides), set()).add(one.id)
    return Happening(
        id=id,
        acts=tuple(one.id for one in acts),
        reports=frozenset(one.report for one in acts),
        slots=_slots(told, acts, sides),
        days=days,
        places=_places(told),
        gathered=_gathered(id, told, days, frozenset(named), sides),
        named={person: frozenset(ids) for person, ids in named.items()},
        origins=sides.told_by,
        is_denied=any(one.act.realis == "negated" for one in acts),
    )


def _slots(told: Sequence[Act], acts: Sequence[KeptAct], sides: Sides) -> dict[Slot, Told]:
    every: list[Participant] = [each for one in told for each in (*one.actors, *one.affected)]
    return {
        "type": _alike(one.type for one in told),
        "subtype": _alike(one.subtype for one in told),
        "country": _alike(one.place.country for one in told if one.place),
        "region": _alike(_region(one.place) for one in told),
        "town": _alike(map(_town, _towns(told))),
        "realis": _all(one.act.realis for one in acts),
        "person": _all(_identity(each, sides) for one in told for each in one.affected if each.person),
        "actor": _all(_who(each, sides) for one in told for each in one.actors),
        "group": _all(folded(each.name) for each in every if is_body(each)),
        "word": _all(_giver(one.act) for one in acts),
        "status": _all(one.status for one in acts),
        "origin": _all(one.name for one in sides.told_by),
    }


def _alike(values: Iterable[str | None]) -> Told:
    """Of a slot in which only one value can hold."""
    told = frozenset(value for value in values if value)
    return Told(told if len(told) == 1 else frozenset(), told)


def _all(values: Iterable[str]) -> Told:
    told = frozenset(values)
    return Told(told, told)


def _region(place: Place | None) -> str | None:
    return f"{place.admin1}, {place.country or '?'}" if place and place.admin1 else None


def _towns(told: Iterable[Act]) -> tuple[Place, ...]:
    return _apart(one.place for one in told if one.place and one.place.name and one.place.precision in {"site", "town"})


def _town(place: Place) -> str:
    return f"{place.name}, {place.country or '?'}"


def _apart(places: Iterable[Place]) -> tuple[Place, ...]:
    found: list[Place] = []
    for one in places:
        if not any(is_same(one, other) for other in found):
            found.append(one)
    return tuple(found)


def _places(told: Sequence[Act]) -> tuple[Place, ...]:
    """The most exact ones: a country is left out where a town is told."""
    known = [one.place for one in told if one.place]
    for exact in ({"site", "town"}, {"region"}, {"country"}):
        if found := _apart(one for one in known if one.precision in exact):
            return found
    return ()


def _identity(one: Participant, sides: Sides) -> str:
    """Who it is across reports; all whose names are kept from the one who asks are one."""
    if WITHHELD in one.name:
        return WITHHELD
    return sides.identities.get(one.person or "", one.person or folded(one.name))


def _who(one: Participant, sides: Sides) -> str:
    return _identity(one, sides) if one.person else folded(one.name)


def is_body(one: Participant) -> bool:
    """Whether it is an organisation, outlet or authority with a name of its own, and not “police” or “a court”."""
    return one.kind in _BODIES and one.name[:1].isupper()


def _giver(act: Act) -> str:
    """The kind of who speaks; `report` for its own word."""
    if not act.source or not act.source[-1]:
        return "report"
    one = act.source[-1][0]
    return word_giver_kind(one.name, is_person=one.person is not None)


# ---------------------------------------------------------------- when and how many


def _days(told: Iterable[Act]) -> Days | None:
    """What all dates have in common, else all that they span."""
    ends = [bounds(one.date) for one in told if one.date and is_valid(one.date)]
    if not ends:
        return None
    first = max((low for low, _ in ends if low), default=None)
    last = min((high for _, high in ends if high), default=None)
    if first is None or last is None or first <= last:
        return Days(first, last)
    return Days(
        None if any(low is None for low, _ in ends) else min(low for low, _ in ends if low),
        None if any(high is None for _, high in ends) else max(high for _, high in ends if high),
    )


def people(told: Iterable[Act]) -> Count | None:
    """How many, from all accounts: what all allow where they agree, else the widest that they tell."""
    counts = [one.count for one in told if one.count and (one.count.min is not None or one.count.max is not None)]
    if not counts:
        return None
    least = max((one.min for one in counts if one.min is not None), default=None)
    most = min((one.max for one in counts if one.max is not None), default=None)
    if least is not None and most is not None and least > most:
        least = min(one.min or 0 for one in counts)
        most = None if any(one.max is None for one in counts) else max(one.max or 0 for one in counts)
    return Count(min=least, max=most)


def _gathered(id: str, told: Sequence[Act], days: Days | None, persons: frozenset[str], sides: Sides) -> Gathered:
    places = _places(told)
    return Gathered(
        id=id,
        type=told[0].type,
        date=_edtf(days) if days else None,
        place=places[0] if len(places) == 1 else None,
        persons=persons,
        groups=frozenset(folded(each.name) for one in told for each in one.affected if not each.person),
        count=people(told),
        part_of=sides.part_of,
    )


def _edtf(days: Days) -> str | None:
    if days.first == days.last:
        return days.first.isoformat() if days.first else None
    return f"{days.first or ''}/{days.last or ''}"


# ---------------------------------------------------------------- the values of a slot


def told(one: Happening, slot: Slot) -> Told:
    """The values of a slot; of a time, those that its days lie in or touch, as far as both ends are told."""
    if slot not in TIMES:
        return one.slots[slot]
    if one.days is None:
        return Told()
    touched = frozenset(_touched(one.days, slot))
    return Told(touched if len(touched) == 1 and one.days.first and one.days.last else frozenset(), touched)


def _touched(days: Days, slot: Slot) -> Iterator[str]:
    if days.first is None or days.last is None:
        return
    if slot == "year":
        yield from (f"{year:04}" for year in range(days.first.year, days.last.year + 1))
        return
    yield from months(days.first.isoformat(), days.last.isoformat())


def may_fall(days: Days, period: str) -> bool:
    """Whether the days share one with a month or year, open ends reaching as far as need be."""
    first, last = bounds(period)
    return not (days.last and first and days.last < first) and not (days.first and last and days.first > last)
