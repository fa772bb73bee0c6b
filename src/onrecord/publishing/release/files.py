"""An edition to its files: a data package, a SQLite file with what Datasette wants to know, and pages."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from onrecord.codebook import VERSION
from onrecord.publishing import datapackage
from onrecord.publishing.datapackage import Resource
from onrecord.publishing.release.edition import Edition, tables
from onrecord.store import explorer
from onrecord.store.explorer import Sheet

SUMS = "SHA256SUMS.txt"
"""Resource last: whoever has the files can tell that they have all of them."""
_SQLITE = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_QUERIES = {
    "by_year": "select value, year, happenings from totals where by = 'type' order by value, year",
    "in_a_country": "select * from incidents where country = :country order by date",
    "of_a_person": "select incidents.*, who.role from who join incidents using (incident) where person = :person order by date",
    "changed": "select * from changes order by release desc, id",
}


def write(made: Edition, folder: Path) -> None:
    """Writes every form that the policy asks for into a folder that is there and empty."""
    told = tables(made)
    if "csv" in made.policy.formats:
        (folder / "data").mkdir()
        _package(made, told, folder / "data")
    if "sqlite" in made.policy.formats:
        (folder / "explore").mkdir()
        _explorer(made, told, folder / "explore")
    if "site" in made.policy.formats:
        from onrecord.publishing.release import site

        (folder / "site").mkdir()
        site.write(made, told, folder / "site", limits(made))
    (folder / "README.md").write_text(readme(made), "utf-8")
    (folder / SUMS).write_text("".join(_sums(folder)), "utf-8")


def _sums(folder: Path) -> Iterator[str]:
    """The digest of each file, as `sha256sum --check` reads them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"


def readme(made: Edition) -> str:
    """What the release is, what it is not, and whom to ask."""
    policy = made.policy
    parts = (
        f"# {policy.title}, release {made.number}",
        f"Of {made.day.isoformat()}. Licence: {policy.licence}. Questions, corrections, removal: {policy.contact}. Approved by {', '.join(policy.approved_by)}.",
        *limits(made),
        "Places are from GeoNames (geonames.org, CC BY 4.0), the outline of the land from Natural Earth (public domain).",
    )
    return "\n\n".join(parts) + "\n"


def limits(made: Edition) -> tuple[str, ...]:
    """What this release cannot tell, and how it was counted."""
    policy = made.policy
    return (
        "A row is what reports tell, not what is proven. Reports come from where reporters can go: what is rare here may only be rarely told.",
        (
            "A happening that several reports tell is one row. Happenings in which somebody is not named are told only so exactly that"
            f" {policy.small.k} or more look alike; what could not be, has no row and stands in the totals alone."
        ),
        f"Times are told no more exactly than by {policy.coarse.date}, places no more exactly than by {policy.coarse.place}; a point is the middle of a town.",
        "Most people are left out, so that somebody who is not here may well have been arrested. Empty cells mean: not told, or not told here.",
        "Numbers of too few are withheld, and with them those from which they could be worked out. Rows must not be added up to numbers of people.",
        *made.notes,
    )


def _package(made: Edition, told: tuple[Resource, ...], folder: Path) -> None:
    for one in told:
        (folder / one.file).write_bytes(datapackage.printed(one))
    (folder / datapackage.NAME).write_bytes(datapackage.described(_head(made), told))
    (folder / "codebook.md").write_text("".join(_dictionary(told)), "utf-8")


def _head(made: Edition) -> dict[str, Any]:
    policy = made.policy
    return {
        "name": "release",
        "title": policy.title,
        "version": f"{made.number}",
        "created": f"{made.day.isoformat()}T00:00:00Z",
        "description": " ".join(limits(made)),
        "licenses": [{"name": policy.licence}],
        "contributors": [{"title": policy.contact, "role": "contact"}],
        "codebook": VERSION,
    }


def _dictionary(told: tuple[Resource, ...]) -> Iterator[str]:
    yield "# What stands in each column\n"
    for one in told:
        yield f"\n## {one.name}\n\n{one.about}\n\n"
        yield from (f"- `{each.name}` ({each.type}): {each.about or each.name}\n" for each in one.columns)


def _explorer(made: Edition, told: tuple[Resource, ...], folder: Path) -> None:
    sheets = {
        one.name: Sheet({each.name: _SQLITE[each.type] for each in one.columns}, one.rows, bool(one.key))
        for one in told
    }
    explorer.write(folder / "release.db", sheets)
    (folder / "metadata.json").write_bytes(msgspec.json.format(msgspec.json.encode(_metadata(made, told)), indent=2))


def _metadata(made: Edition, told: tuple[Resource, ...]) -> dict[str, Any]:
    columns = {column.name for one in told if one.name == "incidents" for column in one.columns}
    queries = {name: sql for name, sql in _QUERIES.items() if "incidents" not in sql or {"country", "date"} <= columns}
    return {
        "title": made.policy.title,
        "license": made.policy.licence,
        "source": made.policy.contact,
        "description": " ".join(limits(made)),
        "databases": {
            "release": {
                "queries": {name: {"sql": sql} for name, sql in queries.items()},
                "tables": {one.name: _explained(one) for one in told},
            }
        },
    }


def _explained(one: Resource) -> dict[str, Any]:
    return {"description": one.about, "columns": {each.name: each.about for each in one.columns}}
