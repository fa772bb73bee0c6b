"""A collection, or the acts of one group or place, to what it holds at a glance: sizes, times, places, groups and kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from onrecord.analysis.timeline import Timeline, timeline
from onrecord.analysis.wording import country_name
from onrecord.codebook.data import country_names
from onrecord.errors import UnknownItem
from onrecord.model import PlacePrecision
from onrecord.store import browsing, finding, tallying
from onrecord.store.browsing import ReportFilter
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.kept import Facet, KeptPerson, ReportCard
from onrecord.store.placing import Spot
from onrecord.store.tallying import Sizes
from onrecord.store.unread import Unread, unread
from onrecord.store.veil import veil
from onrecord.store.words import folded

_MANY = 20_000
"""Of more acts than that, neither kinds nor persons are counted, nor places of a group: it would take too long, and tell little."""


class At(Struct, frozen=True, kw_only=True):
    """A place as exactly as it is told, and the acts told of it; a country alone has no name."""

    name: str | None
    region: str | None
    country: str | None
    precision: PlacePrecision
    lat: float | None
    lon: float | None
    acts: int


class Count(Struct, frozen=True):
    """A name, and how many acts."""

    name: str
    acts: int


class Overview(Struct, frozen=True, kw_only=True):
    """What a collection holds."""

    sizes: Sizes
    timeline: Timeline
    places: tuple[At, ...]
    """All of them, the most frequent first."""
    groups: tuple[Count, ...]
    facets: dict[str, list[Facet]]
    latest: tuple[ReportCard, ...]


class Affected(Struct, frozen=True):
    """A person to whom acts were done, as one report tells of them, and how many acts."""

    person: KeptPerson
    acts: int


class About(Struct, frozen=True, kw_only=True):
    """What is told of one group or place."""

    name: str
    total: int
    timeline: Timeline
    facets: dict[str, list[Facet]]
    places: tuple[At, ...]
    persons: tuple[Affected, ...] | None
    """To whom most was done; None where there are too many acts to say."""
    roles: dict[str, int] = {}
    """Of a group: in how many acts it is the actor, affected, or the source."""


def overview(collection: Collection, *, latest: int = 8, groups: int = 12) -> Overview:
    """What a collection holds, from what is counted as it grows."""
    user = collection.user
    with collection.reading() as connection:
        return Overview(
            sizes=tallying.sizes(connection, user=user),
            timeline=timeline(tallying.months(connection, user=user), tallying.published(connection, user=user)),
            places=_at(tallying.spots(connection, user=user)),
            groups=tuple(Count(*one) for one in tallying.groups(connection, user=user, limit=groups)),
            facets=finding.facets(connection, Filter(), user=user),
            latest=browsing.page(connection, ReportFilter(), user=user, limit=latest).cards,
        )


def group(collection: Collection, name: str) -> About:
    """What a group (an organisation or outlet) did, what was done to it, and what stands on its word. Raises UnknownItem."""
    asked = Filter(group=name)
    with collection.reading() as connection:
        known = tallying.group_named(connection, folded(name), user=collection.user)
        total = finding.count_acts(connection, asked, user=collection.user)
        if known is None or not total:
            raise UnknownItem(f"No act here tells of a group named {name!r}; search for a part of its name.")
        roles = tallying.roles_of_group(connection, folded(name), asked, user=collection.user)
        return _about(connection, known, asked, total, collection.user, roles=roles)


def place(collection: Collection, country: str, name: str | None = None) -> About:
    """What was done in a country, or at a place or in a region of it. Raises UnknownItem."""
    if country.upper() not in country_names():
        raise UnknownItem(f"There is no country {country!r}: write its two letters, such as KZ.")
    code = country.upper()
    asked = Filter(at=f"{code}/{name}" if name else code)
    title = f"{name}, {country_name(code)}" if name else country_name(code)
    with collection.reading() as connection:
        total = finding.count_acts(connection, asked, user=collection.user)
        hidden = veil(connection, collection.user)
        if not total or hidden.masked(title) != title:
            raise UnknownItem(f"No act here is told of {name or code}; search for a part of its name.")
        return _about(connection, title, asked, total, collection.user, roles={})


def not_read(collection: Collection) -> list[Unread]:
    """What was brought and could not be read, and then what waits for a network."""
    with collection.reading() as connection:
        return unread(connection, veil(connection, collection.user))


def _about(connection: Reading, name: str, asked: Filter, total: int, user: str, *, roles: Mapping[str, int]) -> About:
    return About(
        name=name,
        total=total,
        timeline=timeline(tallying.months(connection, asked, user=user)),
        facets=finding.facets(connection, asked, user=user) if total <= _MANY else {},
        places=_at(tallying.spots(connection, asked, user=user)) if asked.at or total <= _MANY else (),
        persons=_persons(connection, asked, user) if total <= _MANY else None,
        roles=dict(roles),
    )


def _persons(connection: Reading, asked: Filter, user: str) -> tuple[Affected, ...]:
    told = dict(tallying.persons(connection, asked, user=user, limit=20))
    found = {one.id: one for one in finding.find_persons(connection, Filter(), user=user, ids=set(told))}
    return tuple(Affected(found[id], acts) for id, acts in told.items() if id in found and not found[id].withheld)


def _at(told: Iterable[tuple[Spot, int]]) -> tuple[At, ...]:
    """The same place told with and without its region, or with a point and without, is one."""
    merged: dict[tuple[str | None, str | None, str], tuple[Spot, int]] = {}
    for one, acts in told:
        known, before = merged.get((one.country, one.name, one.precision), (one, 0))
        merged[one.country, one.name, one.precision] = (known if known.lat is not None else one, before + acts)
    found = [
        At(
            name=one.name,
            region=one.region,
            country=one.country,
            precision=one.precision,  # type: ignore[arg-type]  # as the coder's contract has it
            lat=one.lat,
            lon=one.lon,
            acts=acts,
        )
        for one, acts in merged.values()
    ]
    return tuple(sorted(found, key=lambda one: -one.acts))
