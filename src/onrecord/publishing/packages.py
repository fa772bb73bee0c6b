"""Acts, reports and the codebook to one data package (specs.frictionlessdata.io): a zip with tables and a description of every column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec.structs import astuple

from onrecord.codebook import VERSION, act_types
from onrecord.codebook.data import read_yaml
from onrecord.publishing import datapackage
from onrecord.publishing.datapackage import Column, Resource
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
_HEAD = {
    "name": "onrecord-acts",
    "title": f"Acts ({STATUS})",
    "description": f"{STATUS}. {_ODD}",
    "version": VERSION,
}
_REPORT = ("report", "title", "publisher", "agency", "published", "language", "url", "acts")
_CODEBOOK = ("type", "label", "description", "victims", "plover", "cameo", "acled", "huridocs")


def write(rows: Sequence[Row], reports: Iterable[ReportCard], file: BinaryIO) -> Written:
    """Writes the package; the same acts give the same bytes."""
    resources = _resources(rows, reports)
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for one in resources:
            _put(package, one.file, datapackage.printed(one))
        _put(package, datapackage.NAME, datapackage.described(_HEAD, resources))
        _put(package, "README.md", _READ.encode())
    return Written(
        len(rows),
        ("Word-givers, penalties and links are one text each, and their evidence in the report's text is not kept.",),
    )


def _put(package: ZipFile, name: str, data: bytes) -> None:
    package.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)


def _resources(rows: Sequence[Row], reports: Iterable[ReportCard]) -> tuple[Resource, ...]:
    return (
        Resource(
            name="acts",
            columns=tuple(Column(name, *told) for name, told in read_yaml("exchange", "fields.yaml").items()),
            rows=list(map(astuple, rows)),
            key="act",
            refers={"report": "reports", "type": "codebook"},
        ),
        Resource(
            name="reports",
            columns=tuple(Column(name, "integer" if name == "acts" else "string") for name in _REPORT),
            rows=list(map(_report, reports)),
        ),
        Resource(
            name="codebook",
            columns=tuple(Column(name, "boolean" if name == "victims" else "string") for name in _CODEBOOK),
            rows=list(_codebook()),
        ),
    )


def _report(card: ReportCard) -> list[Cell]:
    told = card.particulars
    return [card.id, told.title, told.publisher, told.agency, told.published, told.language, card.url, card.acts]


def _codebook() -> Iterable[list[Cell]]:
    for name, one in act_types().items():
        walk = one.crosswalk
        codes = ("; ".join(some) for some in (walk.plover, walk.cameo, walk.acled, walk.huridocs))
        yield [name, one.label, one.description, one.victims, *codes]
