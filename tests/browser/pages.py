"""An address for every page of the desk, so that each is tried; a page without one fails its test."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.store.collection import Collection
from onrecord.verbs import accounts, looking, surveying
from onrecord.web.routes import ROUTES

_PLACED = re.compile(r"\{(\w+)(?::\w+)?\}")
NO_PAGES = frozenset({"enter", "act beside", "job now", "next of queue", "cases", "description"})
"""Addresses that lead on to a page, or give a part of one."""
MAKES_AN_ACCOUNT = "invited"
"""The page whose address is an invitation."""
NEEDS_MORE = {"join": "with={other}"}
"""What stands behind the `?` of a page that shows nothing without it."""


def pages() -> list[str]:
    """The names of the routes that are pages; last, that after which one has to sign in."""
    told = [one.name for one in ROUTES if one.method == "GET" and one.gives is None and one.name not in NO_PAGES]
    return sorted(told, key=MAKES_AN_ACCOUNT.__eq__)


def address(name: str, records: Collection, made: Callable[[str], str | None]) -> str | None:
    """An address of a page, with ids of the collection in it; `made` gives what must be made first, such as a job."""
    [route] = [one for one in ROUTES if one.name == name]
    known = _known(records)
    told = route.path
    for part in _PLACED.findall(route.path):
        value = made(name) or known.get(f"{name}.{part}") or known.get(part)
        if value is None:
            return None
        told = re.sub(rf"\{{{part}(:\w+)?\}}", value, told)
    if name == MAKES_AN_ACCOUNT:
        return f"{told}?link={accounts.add(records, 'eva', 'admin')}"
    more = NEEDS_MORE.get(name)
    return f"{told}?{more.format(**known)}" if more else told


def _known(records: Collection) -> dict[str, str]:
    report = max(looking.reports(records), key=lambda one: one.acts)
    act = next(looking.acts(records, looking.wanted(report=report.id)))
    people = list(looking.persons(records))
    every = list(looking.acts(records))
    place = next(one.act.place for one in every if one.act.place and one.act.place.precision == "town")
    [group, *_] = surveying.overview(records).groups
    return {
        "report.id": report.id,
        "act.id": act.id,
        "act": act.id,
        "person": people[0].id,
        "other": people[1].id,
        "id": people[0].id,
        "history.id": act.id,
        "second.id": report.id,
        "facility.id": "",
        "name": place.name or "",
        "country": place.country or "",
        "group.name": group.name,
    }
