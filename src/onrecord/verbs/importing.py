"""A sheet to reports that are kept, a row each, by a mapping that somebody has seen; and back out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from onrecord.capture.captured import Captured
from onrecord.capture.seal import seal
from onrecord.importing import mapping as mappings
from onrecord.importing.crosswalks import heads
from onrecord.importing.mapping import Mapping
from onrecord.importing.proposing import keyed, propose
from onrecord.importing.rows import Problem, Read, read_row
from onrecord.importing.sheets import Sheet, SheetRow, open_sheet
from onrecord.publishing.cells import COLUMNS, cells
from onrecord.publishing.rows import row as exported
from onrecord.store import finding, imports
from onrecord.store.collection import Collection, Reading
from onrecord.store.imports import Brought, RowStatus, Undone
from onrecord.store.versions import Import
from onrecord.verbs.capturing import taken

FOLDER = "mappings"
"""Where mappings lie within a collection's folder."""
_AT_ONCE = 200
"""Rows that are kept in one transaction."""
Origin: TypeAlias = Literal["given", "saved", "proposed"]


class Plan(Struct, frozen=True, kw_only=True):
    """A sheet and how it is to be read; `origin` is where the mapping comes from, `path` the file it lies in."""

    sheet: Sheet
    mapping: Mapping
    origin: Origin
    path: Path | None = None


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of a row, or would; of one that is refused, why, each cell by itself."""

    row: int
    status: RowStatus
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def plan(
    collection: Collection | None,
    file: Path,
    *,
    mapping: Path | None = None,
    type: str | None = None,
    key: str | None = None,
    sheet: str | None = None,
) -> Plan:
    """How the sheet in `file` is to be read: by the mapping given, else by a saved one for its columns, else by a proposed one.

    Raises UnreadableFile when it is no sheet, and InputError when a mapping does not fit it or none can be proposed.
    """
    opened = open_sheet(file, heads=heads(), sheet=sheet)
    if mapping:
        made = Plan(sheet=opened, mapping=mappings.read(mapping), origin="given", path=mapping)
    elif type is None and collection and (saved := _saved(collection, opened)):
        made = saved
    else:
        made = Plan(sheet=opened, mapping=propose(opened, type=type), origin="proposed")
    if key:
        made = msgspec.structs.replace(made, mapping=keyed(made.mapping, opened, key))
    mappings.check(made.mapping, opened.columns, name=opened.name)
    return made


def save(collection: Collection, plan: Plan) -> Path:
    """The file in the collection's folder that the plan's mapping lies in from now on; none of another sheet is overwritten."""
    folder = collection.folder / FOLDER
    folder.mkdir(exist_ok=True)
    name, number = plan.mapping.name, 1
    while (path := folder / f"{name}.yaml").exists() and mappings.read(path).columns != plan.mapping.columns:
        number += 1
        name = f"{plan.mapping.name}-{number}"
    path.write_text(mappings.as_yaml(plan.mapping), encoding="utf-8")
    return path


def bring(collection: Collection, plan: Plan) -> Iterator[Outcome]:
    """What becomes of each row; those told of are safe, and an import that is broken off goes on when it is called again."""
    sheet, user = plan.sheet, collection.user
    seal(collection.folder, sheet.data)
    with taken(collection, Captured(snapshot=sheet.snapshot, data=sheet.data)) as (connection, capture):
        made = imports.begin(connection, _import(plan), sheet.snapshot, who=user, capture=capture)
    with collection.reading() as connection:
        done = imports.rows_kept(connection, made.id)
    for batch in _batches(collection, plan):
        left = [one for one in batch if one.brought.row not in done]
        if left:
            with collection.writing() as connection:
                told = imports.keep_rows(connection, made, [one.brought for one in left], who=user)
            yield from (_outcome(one, status) for one, status in zip(left, told, strict=True))
        yield from (_again(one, done[one.brought.row]) for one in batch if one.brought.row in done)


def rehearse(collection: Collection | None, plan: Plan) -> Iterator[Outcome]:
    """What would become of each row; nothing is kept."""
    for batch in _batches(collection, plan):
        brought = [one.brought for one in batch]
        if collection is None:
            told: list[RowStatus] = ["added" if one.report else "refused" for one in brought]
        else:
            with collection.reading() as connection:
                told = imports.foresee(connection, plan.mapping.name, brought)
        yield from (_outcome(one, status) for one, status in zip(batch, told, strict=True))


def take_back(collection: Collection, id: str) -> Undone:
    """Takes an import back; its rows leave the view, or give way to those they had replaced. Raises UnknownItem."""
    with collection.writing() as connection:
        return imports.undo(connection, id, who=collection.user)


def latest(collection: Collection, plan: Plan) -> Import | None:
    """The import that a plan's rows were kept under, if there is one that stands."""
    with collection.reading() as connection:
        return imports.same(connection, _import(plan))


class _Row(Struct, frozen=True):
    """A row that was read, in both its forms."""

    brought: Brought
    read: Read


def _import(plan: Plan) -> Import:
    return Import(
        id="",
        number=0,
        at="",
        who="",
        name=plan.mapping.name,
        address=plan.sheet.name,
        snapshot=plan.sheet.snapshot.sha256,
        mapping=msgspec.json.encode(plan.mapping).decode(),
        rows=sum(1 for _ in plan.sheet.rows()),
    )


def _saved(collection: Collection, sheet: Sheet) -> Plan | None:
    for path in sorted((collection.folder / FOLDER).glob("*.yaml")):
        mapping = mappings.read(path)
        if set(mapping.columns) == set(sheet.columns):
            return Plan(sheet=sheet, mapping=mapping, origin="saved", path=path)
    return None


def _batches(collection: Collection | None, plan: Plan) -> Iterator[list[_Row]]:
    rows = plan.sheet.rows()
    seen: dict[str, int] = {}
    while batch := list(islice(rows, _AT_ONCE)):
        here = _here_already(collection, plan.mapping, batch)
        yield [_row(row, plan.mapping, seen, here) for row in batch]


def _row(row: SheetRow, mapping: Mapping, seen: dict[str, int], here: dict[str, dict[str, str]]) -> _Row:
    read = _once(read_row(row, mapping), mapping, seen)
    [id] = read.act_ids or ("",)
    if id in here:
        if row.cells == here[id]:
            return _Row(Brought(row=read.row, known=True), read)
        read = _refused(
            read, mapping.act_ids, f"{id} is in this collection, as it was coded here: use `onrecord decide`"
        )
    problem = "; ".join(map(str, read.problems)) or None
    report, coded = (None, None) if problem and read.report is None else (read.report, read.coded)
    return _Row(
        Brought(row=read.row, key=read.key, report=report, coded=coded, acts=read.act_ids, problem=problem), read
    )


def _once(read: Read, mapping: Mapping, seen: dict[str, int]) -> Read:
    """The row, refused when an earlier one of the sheet has its key or, without a key, its words."""
    known = read.key or (read.report.sha256 if read.report else None)
    if known is None:
        return read
    first = seen.setdefault(known, read.row)
    if first == read.row:
        return read
    if read.key is None:
        return _refused(read, None, f"the same as row {first}, word for word: nothing new is in it")
    return _refused(
        read, mapping.key[0], f"the same key as row {first}: make keys unique, or import with another --key"
    )


def _refused(read: Read, column: str | None, reason: str) -> Read:
    problems = (*read.problems, Problem(read.row, column, reason))
    return Read(row=read.row, key=read.key, problems=problems)


def _here_already(
    collection: Collection | None, mapping: Mapping, rows: Iterable[SheetRow]
) -> dict[str, dict[str, str]]:
    """Acts of an export that this very collection coded, as it would export them now."""
    if collection is None or mapping.act_ids is None:
        return {}
    ids = [row.cells[mapping.act_ids] for row in rows if mapping.act_ids in row.cells]
    with collection.reading() as connection:
        known = imports.coded_here(connection, mapping.name, ids)
        return {id: _as_exported(connection, id, collection.user) for id in known}


def _as_exported(connection: Reading, id: str, user: str) -> dict[str, str]:
    kept = finding.act(connection, id, user=user)
    told = cells(exported(kept, finding.report(connection, kept.report, user=user)))
    return {column: str(value).strip() for column, value in zip(COLUMNS, told, strict=True) if value not in (None, "")}


def _outcome(one: _Row, status: RowStatus) -> Outcome:
    notes = one.read.coded.flags if one.read.coded else ()
    return Outcome(
        row=one.brought.row, status=status, problems=() if one.brought.report else one.read.problems, notes=notes
    )


def _again(one: _Row, status: RowStatus) -> Outcome:
    """A row that this import has kept before."""
    return _outcome(one, "refused" if status == "refused" else "unchanged")
