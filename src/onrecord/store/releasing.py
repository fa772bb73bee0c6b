"""Releases that were made, and the random ids of their lines, which the next release keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from onrecord.model import Person
from onrecord.store import audit, ids, loading
from onrecord.store.clock import now
from onrecord.store.schema import release_lines, releases
from onrecord.store.veil import STRANGER, veil
from onrecord.store.view import view_persons

_AT_ONCE = 500


class Kept(Struct, frozen=True, kw_only=True):
    """A release that was made; `content` is what the next one must know of it."""

    number: int
    at: str
    who: str
    title: str
    approved_by: tuple[str, ...]
    policy: str
    content: dict[str, Any]


class Bare(Struct, frozen=True, kw_only=True):
    """A person of a report with all their names, whoever asks: only to know what must not leave."""

    id: str
    report: str
    person: Person
    is_protected: bool


def every_person(connection: Connection) -> Iterator[Bare]:
    """Every person of every report, unmasked."""
    hidden = veil(connection, STRANGER)
    reports = sorted(set(connection.scalars(select(view_persons.c.report))))
    current = set(connection.scalars(select(view_persons.c.id)))
    for start in range(0, len(reports), _AT_ONCE):
        for report, told in loading.persons_of(connection, reports[start : start + _AT_ONCE]).items():
            guarded = report in hidden.reports
            for _, one in told:
                if one.id in current:
                    yield Bare(id=one.id, report=report, person=one, is_protected=guarded or one.id in hidden.persons)


def kept(connection: Connection) -> list[Kept]:
    """The releases in their order."""
    return [
        Kept(
            number=row.number,
            at=row.at,
            who=row.who,
            title=row.title,
            approved_by=tuple(msgspec.json.decode(row.approved_by)),
            policy=row.policy,
            content=msgspec.json.decode(row.json),
        )
        for row in connection.execute(select(releases).order_by(releases.c.number))
    ]


def next_number(connection: Connection) -> int:
    """The number that the next release has."""
    return ids.next_number(connection, releases.c.number)


def lines_of(connection: Connection, groups: Mapping[str, Collection[str]]) -> tuple[dict[str, str], dict[str, str]]:
    """The line of each group of subjects (acts of a happening, ids of a person), and the subjects that are new to theirs.

    The oldest line that any of them had is kept; no two groups have one line.
    """
    known = _known(connection)
    given: dict[str, str] = {}
    taken: set[str] = set()
    for name, subjects in sorted(groups.items()):
        held = sorted({known[one] for one in subjects if one in known} - taken)
        if held:
            given[name] = held[0]
            taken.add(held[0])
    missing = [name for name in sorted(groups) if name not in given]
    fresh = ids.fresh_of(set(known.values()), "L", len(missing))
    given |= dict(zip(missing, fresh, strict=True))
    new = {one: given[name] for name, subjects in groups.items() for one in subjects if one not in known}
    return given, new


def _known(connection: Connection) -> dict[str, str]:
    return {row.subject: row.line for row in connection.execute(select(release_lines.c.subject, release_lines.c.line))}


def keep(
    connection: Connection,
    *,
    number: int,
    who: str,
    title: str,
    approved_by: Iterable[str],
    policy: str,
    content: Mapping[str, object],
    lines: Mapping[str, str],
) -> None:
    """Notes that a release was made, with the lines of subjects that had none."""
    approved = msgspec.json.encode(list(approved_by)).decode()
    told = {"number": number, "at": now(), "who": who, "title": title, "approved_by": approved, "policy": policy}
    with audit.change(connection, "released", f"release {number}", who=who) as change:
        change.keep(releases, [{**told, "json": msgspec.json.encode(content).decode()}])
        change.keep(release_lines, [{"subject": one, "line": line} for one, line in sorted(lines.items())])
