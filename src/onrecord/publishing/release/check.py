"""The gate: closed until every check passes. It looks at what was written, as a reader would, and not at what was meant."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from onrecord.publishing.cells import safe
from onrecord.publishing.release.edition import Edition, Past, tables
from onrecord.publishing.release.people import Allowed
from onrecord.publishing.release.totals import too_narrow
from onrecord.store import explorer
from onrecord.store.ids import ALPHABET, LENGTH

_OF_THE_COLLECTION = re.compile(rf"\b[APRDSICJTBVF]-[{ALPHABET}]{{{LENGTH},{LENGTH + 3}}}\b")
_FREE = ("actors", "charge", "penalties", "publishers", "urls", "quote")
"""Columns with words of reports."""
_SUFFIXES = frozenset({".csv", ".json", ".md", ".db", ".html", ".css", ".js", ".svg", ".txt"})
_SHOWN = 3


class Check(Struct, frozen=True):
    """One thing that was looked at, and what is wrong, if anything."""

    name: str
    faults: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


class Given(Struct, frozen=True, kw_only=True):
    """What the checks look at."""

    edition: Edition
    allowed: Allowed
    past: Past
    folder: Path
    """Where the files were written."""


_Look: TypeAlias = Callable[[Given], Iterator[str]]


def checks(given: Given) -> tuple[Check, ...]:
    """Every check, in a fixed order, with at most a few faults of each told."""
    return tuple(Check(name, _few(look(given))) for name, look in _LOOKS.items())


def _few(faults: Iterator[str]) -> tuple[str, ...]:
    told = list(faults)
    more = [f"and {len(told) - _SHOWN} more"] if len(told) > _SHOWN else []
    return (*told[:_SHOWN], *more)


def _approved(given: Given) -> Iterator[str]:
    policy = given.edition.policy
    for name in ("title", "licence", "contact", "approved_by", "formats"):
        if not getattr(policy, name):
            yield f"the policy says nothing under `{name}`"
    if policy.embargo and given.edition.day < policy.embargo:
        yield f"nothing may leave before {policy.embargo.isoformat()}"


def _people(given: Given) -> Iterator[str]:
    yield from given.allowed.refused
    told = {one.person for one in given.edition.persons}
    yield from (
        f"{one.incident} tells of {one.person}, who is not in persons"
        for one in given.edition.who
        if one.person not in told
    )


def _alike(given: Given) -> Iterator[str]:
    """Counts anew how many rows look alike among those in which somebody is not named."""
    exposed = given.edition.exposed
    bare = {one.incident: replace(one, incident="") for one in given.edition.incidents if one.incident in exposed}
    alike = Counter((one, given.past.looks.get(id)) for id, one in bare.items())
    k = given.edition.policy.small.k
    for id, one in bare.items():
        if (number := alike[one, given.past.looks.get(id)]) < k:
            yield f"{id}: only {number} look like it, now and in earlier releases"


def _worked_out(given: Given) -> Iterator[str]:
    width = given.edition.policy.small.range
    for by, one in given.edition.totals.items():
        before = [each[by] for each in given.past.totals if by in each]
        for found in too_narrow(by, one, before, width):
            row, column = found.cell
            yield f"{by} {row}, {column}: lies between {found.bounds.least:g} and {found.bounds.most:g}"


def _names(given: Given) -> Iterator[str]:
    """Words of reports, and of the policy, in which a hidden name stands or sounds."""
    hidden, edition = given.allowed.hidden, given.edition
    for line in edition.incidents:
        for column in _FREE:
            if hidden.may_tell(getattr(line, column)):
                yield f"{column} of {line.incident} may tell somebody who is left out"
    every = {value for one in tables(edition) for row in one.rows for value in row if isinstance(value, str)}
    yield from ("a cell names a protected person" for value in sorted(every) if hidden.names_a_protected(value))
    yield from (
        f"{one.person} is named like a protected person"
        for one in edition.persons
        if hidden.is_like_a_protected(one.name)
    )


def _ids(given: Given) -> Iterator[str]:
    for path, text in _texts(given.folder):
        if found := _OF_THE_COLLECTION.search(text):
            yield f"{path.name} holds {found.group()}, an id of the collection"


def _formulas(given: Given) -> Iterator[str]:
    for path in sorted(given.folder.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                yield from (f"{path.name}: {cell[:20]!r} would be run by a spreadsheet" for cell in row if _runs(cell))


def _runs(cell: str) -> bool:
    return cell[:1] != "'" and safe(cell) != cell and not _is_number(cell)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _files(given: Given) -> Iterator[str]:
    for path in sorted(given.folder.rglob("*")):
        if path.is_symlink() or (path.is_file() and path.suffix not in _SUFFIXES):
            yield f"{path.name} is no file of a release: pictures and papers do not leave"
    known = {one.name for one in tables(given.edition)}
    for path in given.folder.rglob("*.db"):
        if more := [one for one in explorer.tables(path) if one not in known]:
            yield f"{path.name} has tables that are not told of: {', '.join(more)}"
        if explorer.left_over(path):
            yield f"{path.name} has pages left over"


def _texts(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes().decode("utf-8", "replace")


_LOOKS: dict[str, _Look] = {
    "approved": _approved,
    "people": _people,
    "enough look alike": _alike,
    "totals and earlier releases": _worked_out,
    "hidden names": _names,
    "ids": _ids,
    "formulas": _formulas,
    "files": _files,
}
