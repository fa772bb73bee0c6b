"""Acts, reports and the codebook to one data package (specs.frictionlessdata.io): a zip with tables and a description of every column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from onrecord.codebook import VERSION, act_types
from onrecord.codebook.data import read_yaml
from onrecord.publishing.cells import cells, safe
from onrecord.publishing.exchange import Written
from onrecord.publishing.rows import STATUS, Cell, Row
from onrecord.store.kept import ReportCard

_ODD = "Texts that a spreadsheet would run as a formula have an apostrophe before them."
_READ = f"""# {STATUS}

`acts.csv`: what each report tells, an act a row; three reports of one arrest are three rows. `reports.csv`: the reports. `codebook.csv`: the act types,
and their nearest codes in other schemes. `datapackage.json` says what stands in each column.

Nobody has checked this. It may name people who must not be named: do not publish it or send it on as it is. {_ODD}
Places are from GeoNames (geonames.org, CC BY 4.0).
"""
_REPORT = ("report", "title", "publisher", "agency", "published", "language", "url", "acts")
_CODEBOOK = ("type", "label", "description", "victims", "plover", "cameo", "acled", "huridocs")


def write(rows: Sequence[Row], reports: Iterable[ReportCard], file: BinaryIO) -> Written:
    """Writes the package; the same acts give the same bytes."""
    fields = [_field(name, *told) for name, told in read_yaml("exchange", "fields.yaml").items()]
    tables = {
        "acts": (fields, [cells(one) for one in rows]),
        "reports": ([_field(name, "integer" if name == "acts" else "string", "") for name in _REPORT], list(map(_report, reports))),
        "codebook": ([_field(name, "boolean" if name == "victims" else "string", "") for name in _CODEBOOK], list(_codebook())),
    }  # fmt: skip
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, (columns, told) in tables.items():
            _put(package, f"{name}.csv", _printed(columns, told))
        described = [_resource(name, columns) for name, (columns, _) in tables.items()]
        _put(package, "datapackage.json", msgspec.json.format(msgspec.json.encode(_package(described)), indent=2))
        _put(package, "README.md", _READ.encode())
    return Written(
        len(rows),
        ("Word-givers, penalties and links are one text each, and their evidence in the report's text is not kept.",),
    )


def _put(package: ZipFile, name: str, data: bytes) -> None:
    package.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)


def _printed(columns: Sequence[dict[str, Any]], rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(one["name"] for one in columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def _package(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "onrecord-acts",
        "title": f"Acts ({STATUS})",
        "description": f"{STATUS}. {_ODD}",
        "version": VERSION,
        "resources": resources,
    }


def _resource(name: str, columns: list[dict[str, Any]]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": columns, "missingValues": [""]}
    if name == "acts":
        schema["primaryKey"] = "act"
        schema["foreignKeys"] = [
            {"fields": "report", "reference": {"resource": "reports", "fields": "report"}},
            {"fields": "type", "reference": {"resource": "codebook", "fields": "type"}},
        ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(name: str, type: str, description: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "type": type}
    return {**told, "description": description} if description else told


def _report(card: ReportCard) -> list[Cell]:
    told = card.particulars
    row = (card.id, told.title, told.publisher, told.agency, told.published, told.language, card.url, card.acts)
    return [safe(one) for one in row]


def _codebook() -> Iterable[list[Cell]]:
    for name, one in act_types().items():
        walk = one.crosswalk
        codes = ("; ".join(some) for some in (walk.plover, walk.cameo, walk.acled, walk.huridocs))
        yield [name, one.label, one.description, "true" if one.victims else "false", *codes]
