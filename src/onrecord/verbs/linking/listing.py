"""A collection to lists of what its reports tell of together: persons, and happenings with what contradicts first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from onrecord.linking import names
from onrecord.linking.happenings import Doing
from onrecord.linking.happenings.rivals import rivals
from onrecord.store import linked, listing
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptPerson
from onrecord.store.listing import Named
from onrecord.store.veil import protections_of
from onrecord.verbs.linking.showing import persons_of
from onrecord.verbs.linking.telling import HappeningCard, happening_of

__all__ = ["Happenings", "People", "PersonLine", "list_happenings", "people"]

_LOOKED_AT = 12
"""So many of the reports that tell of a person are looked at for what a list shows."""
_RANKED = 1_000
"""So many happenings, those of most reports, are looked through for contradictions."""


class PersonLine(Struct, frozen=True, kw_only=True):
    """A person in a list: the most frequent name, other names, and what the latest reports call them."""

    id: str
    name: str
    others: tuple[str, ...]
    descriptions: tuple[str, ...]
    reports: int
    acts: int
    hints: tuple[str, ...]
    """Reasons, told in the latest reports, why they may need protection."""
    is_protected: bool


class People(Struct, frozen=True, kw_only=True):
    """A page of persons, and how many there are in all."""

    people: tuple[PersonLine, ...]
    total: int
    page: int
    size: int


class Happenings(Struct, frozen=True, kw_only=True):
    """A page of happenings, and how many there are; beyond `ranked`, those of fewest reports are in no order."""

    happenings: tuple[HappeningCard, ...]
    total: int
    ranked: int
    page: int
    size: int


def people(collection: Collection, *, name: str | None = None, page: int = 1, size: int = 50) -> People:
    """The persons of all reports, those of most reports first: all, or whose name, in any script, may be this one."""
    user = collection.user
    keys = {f"{key}|" for key in names.keys(name) if "." not in key} if name else set()
    with collection.reading() as connection:
        found = listing.people(connection, name, keys, user=user, skip=(page - 1) * size, limit=size)
        ids = [one.id for one in found.lines]
        told = listing.names(connection, ids, user=user)
        acts = listing.acts_of_people(connection, ids, user=user)
        latest = persons_of(connection, {each.id for some in told.values() for each in some[-_LOOKED_AT:]}, user)
        guarded = {one.subject for one in protections_of(connection)}
    # Of whom no report tells any more since it was coded again, there is nothing to show until it is linked again.
    lines = tuple(_line(id, told[id], acts.get(id, 0), latest, guarded) for id in ids if told[id])
    return People(people=lines, total=found.total, page=page, size=size)


def list_happenings(collection: Collection, asked: Filter = Filter(), *, page: int = 1, size: int = 20) -> Happenings:
    """What several reports tell of, contradicted first, then what most tell of: all, or what has an act that is wanted."""
    user = collection.user
    with collection.reading() as connection:
        found = listing.happenings(connection, asked, user=user, limit=_RANKED)
        acts = listing.acts_of_happenings(connection, [one.id for one in found.lines], user=user)
        contradicted = _contradicted(connection, acts)
        order = sorted(found.lines, key=lambda one: (-contradicted[one.id], -one.reports, one.id))
        shown = order[(page - 1) * size : page * size]
        cards = tuple(happening_of(connection, acts[one.id][0], user) for one in shown)
    return Happenings(happenings=cards, total=found.total, ranked=len(order), page=page, size=size)


def _line(id: str, told: list[Named], acts: int, latest: Mapping[str, KeptPerson], guarded: set[str]) -> PersonLine:
    """The names of all reports count, what else is told of the latest ones."""
    looked_at = [latest[each.id].person for each in told[-_LOOKED_AT:] if each.id in latest]
    by_name = [name for name, _ in Counter(each.name for each in told).most_common()]
    aliases = [alias for person in looked_at for alias in person.aliases]
    others = dict.fromkeys(name for name in (*by_name[1:], *aliases) if name != by_name[0])
    return PersonLine(
        id=id,
        name=by_name[0],
        others=tuple(others),
        descriptions=tuple(dict.fromkeys(person.description for person in looked_at if person.description)),
        reports=len({each.report for each in told}),
        acts=acts,
        hints=tuple(dict.fromkeys(hint.reason for person in looked_at for hint in person.protection)),
        is_protected=any(each.id in guarded for each in told),
    )


def _contradicted(connection: Reading, acts: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """By happening, in how many slots the accounts contradict each other."""
    placed = linked.placed(connection, "act", [act for some in acts.values() for act in some])
    doings = {one.id: msgspec.json.decode(one.data, type=Doing) for one in placed}
    return {id: len(rivals(doings[act] for act in some if act in doings)) for id, some in acts.items()}
