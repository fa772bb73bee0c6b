"""Tables to what a data package holds (specs.frictionlessdata.io): a CSV file each, and the file that describes their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.publishing.cells import safe
from onrecord.publishing.rows import Cell

NAME = "datapackage.json"


class Column(Struct, frozen=True):
    """A column as the data dictionary tells of it."""

    name: str
    type: str
    about: str = ""


class Resource(Struct, frozen=True, kw_only=True):
    """A table of a package."""

    name: str
    about: str = ""
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    key: str = ""
    """The column that tells its rows apart, if one does."""
    refers: Mapping[str, str] = {}
    """By column, the table in which the column of the same name is the key."""

    @property
    def file(self) -> str:
        """The name of its CSV file."""
        return f"{self.name}.csv"


def printed(one: Resource) -> bytes:
    """The table as CSV; no cell can start a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in one.columns])
    writer.writerows([_cell(value) for value in row] for row in one.rows)
    return text.getvalue().encode()


def described(head: Mapping[str, Any], resources: Iterable[Resource]) -> bytes:
    """The description of a package; `head` is what it says of the whole."""
    told = {"profile": "tabular-data-package", **head, "resources": [_resource(one) for one in resources]}
    return msgspec.json.format(msgspec.json.encode(told), indent=2)


def _cell(value: Cell) -> Cell:
    return str(value).lower() if isinstance(value, bool) else safe(value)


def _resource(one: Resource) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in one.columns], "missingValues": [""]}
    if one.key:
        schema["primaryKey"] = one.key
    if one.refers:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": table, "fields": column}}
            for column, table in one.refers.items()
        ]
    told = {
        "profile": "tabular-data-resource",
        "name": one.name,
        "path": one.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
    return {**told, "description": one.about} if one.about else told


def _field(one: Column) -> dict[str, str]:
    told = {"name": one.name, "type": one.type}
    return {**told, "description": one.about} if one.about else told
