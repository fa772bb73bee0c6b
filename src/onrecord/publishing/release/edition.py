"""A plan to one edition: its tables under the ids of their lines, the totals, and what changed since the edition before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import astuple, replace

from onrecord.codebook import act_types
from onrecord.codebook.data import read_yaml
from onrecord.publishing.datapackage import Column, Resource
from onrecord.publishing.release.attacker import Cell, Table
from onrecord.publishing.release.lines import IncidentLine, PersonLine, WhoLine, digest
from onrecord.publishing.release.planning import Plan
from onrecord.publishing.release.policy import Policy
from onrecord.publishing.release.totals import TABLES, Totals
from onrecord.publishing.release.totals import totals as total

What: TypeAlias = Literal["new", "changed", "removed"]
_NO_TOTALS = "Totals by {} are left out: nothing could guard their small numbers."


class Edition(Struct, frozen=True, kw_only=True):
    """All that leaves, in the order in which it is written: by ids drawn at random, which tells nothing."""

    number: int
    day: date
    policy: Policy
    incidents: tuple[IncidentLine, ...]
    persons: tuple[PersonLine, ...]
    who: tuple[WhoLine, ...]
    totals: Mapping[str, Totals]
    changes: tuple[tuple[str, What, int], ...]
    exposed: frozenset[str]
    """Incidents in which somebody is not named; this is not written."""
    notes: tuple[str, ...] = ()


class Past(Struct, frozen=True, kw_only=True):
    """What is known of the releases before: the lines of the last, what was removed, the totals of each."""

    lines: Mapping[str, str] = {}
    removed: Mapping[str, int] = {}
    totals: Sequence[Mapping[str, Totals]] = ()
    looks: Mapping[str, str] = {}
    """By line, what it told in every release so far; the same for lines that cannot be told from each other by that."""


def edition(plan: Plan, lines: Mapping[str, str], past: Past, *, number: int, day: date, policy: Policy) -> Edition:
    """The edition; `lines` gives the id of each happening and identity."""
    incidents = sorted(
        (replace(one, incident=lines[id]) for id, one in plan.incidents.items()), key=lambda one: one.incident
    )
    persons = sorted((replace(one, person=lines[id]) for id, one in plan.persons.items()), key=lambda one: one.person)
    who = sorted(
        (WhoLine(incident=lines[id], person=lines[identity], role=role)
        for id, some in plan.who.items()
        for identity, role in some.items()),
        key=lambda one: (one.incident, one.person),
    )  # fmt: skip
    made = {
        by: total(plan, by, policy.small, [one[by] for one in past.totals if by in one])
        for by in TABLES
        if {by, "date"} <= {*policy.fields, "country" if "place" in policy.fields else ""}
    }
    return Edition(
        number=number,
        day=day,
        policy=policy,
        incidents=tuple(incidents),
        persons=tuple(persons),
        who=tuple(who),
        totals={by: one for by, one in made.items() if one},
        changes=tuple(_changes(digests(incidents, persons, who), past, number)),
        exposed=frozenset(lines[id] for id in plan.exposed),
        notes=tuple(_NO_TOTALS.format(by) for by, one in made.items() if not one),
    )


def digests(incidents: Sequence[IncidentLine], persons: Sequence[PersonLine], who: Sequence[WhoLine]) -> dict[str, str]:
    """By line, the digest of what it tells; of an incident, also of who was in it."""
    found = {one.incident: digest(one) for one in incidents} | {one.person: digest(one) for one in persons}
    for one in who:
        found[one.incident] += f" {one.person} {one.role}"
    return found


def looks(made: Edition, past: Past) -> dict[str, str]:
    """By line, what it has told so far, this release included."""
    told = {}
    for one in made.incidents:
        now = digest(replace(one, incident="")) if one.incident in made.exposed else f"{one.incident} whole"
        told[one.incident] = _looked(past.looks.get(one.incident), now, made.number)
    gone = past.looks.keys() - told.keys()
    return told | {id: _looked(past.looks[id], "gone", made.number) for id in gone}


def _looked(before: str | None, now: str, number: int) -> str:
    if before and before.endswith(f".{now}"):
        return before
    return f"{sha256(f'{before} {number}'.encode()).hexdigest()[:16]}.{now}"


def content(made: Edition, past: Past) -> dict[str, object]:
    """What the next release must know of this one."""
    told = digests(made.incidents, made.persons, made.who)
    return {
        "lines": told,
        "looks": looks(made, past),
        "removed": {id: number for id, what, number in made.changes if what == "removed"},
        "totals": {by: _kept(one) for by, one in made.totals.items()},
    }


def past_of(contents: Sequence[Mapping[str, Any]]) -> Past:
    """What is known of earlier releases, from what was kept of each."""
    if not contents:
        return Past()
    last = contents[-1]
    every = [{by: _read(one) for by, one in each["totals"].items()} for each in contents]
    # The same tables again tell nothing more.
    tables = [one for n, one in enumerate(every) if n == 0 or one != every[n - 1]]
    # Where a release did not keep how its lines looked, none is taken to have looked like another.
    looked = last.get("looks", last["lines"])
    return Past(lines=last["lines"], removed=last["removed"], totals=tables, looks=looked)


def _kept(one: Totals) -> dict[str, object]:
    return {
        "values": [(*cell, value) for cell, value in one.table.values.items()],
        "seen": [(*cell, value) for cell, value in one.table.seen.items()],
        "small": sorted(one.small),
    }


def _read(told: Mapping[str, Any]) -> Totals:
    values: dict[Cell, int | None] = {(row, column): value for row, column, value in told["values"]}
    seen: dict[Cell, int] = {(row, column): value for row, column, value in told["seen"]}
    return Totals(table=Table(values, seen), small=frozenset((row, column) for row, column in told["small"]))


def _changes(now: Mapping[str, str], past: Past, number: int) -> Iterator[tuple[str, What, int]]:
    removed = {**past.removed, **dict.fromkeys(past.lines.keys() - now.keys(), number)}
    for id in sorted({*now, *removed}):
        if id not in now:
            yield id, "removed", removed[id]
        elif id not in past.lines:
            yield id, "new", number
        elif now[id] != past.lines[id]:
            yield id, "changed", number


# ---------------------------------------------------------------- tables


_KEYED = frozenset({"incidents", "persons", "codebook"})
_REFERS = {"who": {"incident": "incidents", "person": "persons"}}


def tables(made: Edition) -> tuple[Resource, ...]:
    """Every table of an edition. Columns that the policy lets nothing into are not there."""
    rows: dict[str, list[tuple[Any, ...]]] = {
        "incidents": list(map(astuple, made.incidents)),
        "persons": list(map(astuple, made.persons)),
        "who": list(map(astuple, made.who)),
        "totals": list(_total_rows(made)),
        "changes": list(made.changes),
        "codebook": list(_codebook()),
    }
    told = msgspec.convert(read_yaml("exchange", "release.yaml"), dict[str, dict[str, Any]])
    return tuple(
        _table(name, spec, rows[name], _unused(made) if name == "incidents" else set()) for name, spec in told.items()
    )


def _table(name: str, spec: Mapping[str, Any], rows: list[tuple[Any, ...]], unused: set[str]) -> Resource:
    columns = tuple(Column(one, *told) for one, told in spec["columns"].items())
    used = [n for n, one in enumerate(columns) if one.name not in unused]
    return Resource(
        name=name,
        about=spec["about"],
        columns=tuple(columns[n] for n in used),
        rows=tuple(tuple(row[n] for n in used) for row in rows),
        key=columns[0].name if name in _KEYED else "",
        refers=_REFERS.get(name, {}),
    )


_OF_FIELD: dict[str, tuple[str, ...]] = {
    "place": ("place", "region", "country", "place_precision"),
    "coordinates": ("latitude", "longitude"),
    "count": ("count_min", "count_max"),
    "denied": ("is_denied",),
}


def _unused(made: Edition) -> set[str]:
    allowed = {column for field in made.policy.fields for column in _OF_FIELD.get(field, (field,))}
    return set(IncidentLine.__struct_fields__) - allowed - {"incident"}


def _total_rows(made: Edition) -> Iterator[tuple[Any, ...]]:
    for by, one in sorted(made.totals.items()):
        for (value, year), number in sorted(one.table.values.items()):
            yield by, value, year, number, number is None


def _codebook() -> Iterator[tuple[str, ...]]:
    for name, one in act_types().items():
        codes = (one.crosswalk.plover, one.crosswalk.cameo, one.crosswalk.acled, one.crosswalk.huridocs)
        yield name, one.label, one.description, *("; ".join(each) for each in codes)
