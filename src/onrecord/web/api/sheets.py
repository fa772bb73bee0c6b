"""Sheets that lie at the desk, how they would be read, and imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from onrecord.codebook import act_types
from onrecord.errors import BadRequest
from onrecord.importing.slots import SLOTS
from onrecord.store.collection import Collection
from onrecord.verbs import drafting, importing, parcels
from onrecord.verbs.drafting import Draft, How, Standing
from onrecord.verbs.parcels import Parcel
from onrecord.web.asking import Asked
from onrecord.web.jobs import Item, Job, Kind, Task


class Mapped(Struct, frozen=True):
    """A mapping as a file (YAML)."""

    mapping: str


class JudgedBefore(Struct, frozen=True):
    """A decision on an act that left the view with its row."""

    act: str
    slot: str | None
    verdict: str
    who: str
    at: str


class TakenBack(Struct, frozen=True):
    """What left the view with an import, and what people had decided on it."""

    id: str
    reports: int
    acts: int
    decisions: tuple[JudgedBefore, ...]


def bring(asked: Asked) -> Draft:
    """A sheet to the desk, with how it would be read."""
    return drafting.draft(asked.records, brought(asked))


def brought(asked: Asked) -> Parcel:
    """The sheet of a form, at the desk. Raises BadRequest, or UnreadableFile when it is none."""
    if len(asked.files) != 1:
        raise BadRequest("Choose one sheet.")
    [file] = asked.files
    name = PurePosixPath((file.filename or "sheet").replace("\\", "/")).name
    parcel = parcels.pack(asked.records, [(name, file.file)], title=name, sheet=True)
    drafting.bring(asked.records, parcel, How(type=_type(asked.field("type")), sheet=asked.field("sheet") or None))
    return parcel


def draft(asked: Asked) -> Draft:
    """A sheet at the desk."""
    return drafting.draft(asked.records, sheet(asked))


def sheet(asked: Asked) -> Parcel:
    """The sheet that an address names. Raises UnknownItem."""
    found = parcels.find(asked.records, asked.path["id"])
    if not found.sheet:
        raise BadRequest("This is no sheet.")
    return found


def rewrite(asked: Asked) -> Draft:
    """Another mapping for a sheet at the desk."""
    drafting.rewrite(asked.records, sheet(asked), asked.told(Mapped).mapping)
    return draft(asked)


def choose(asked: Asked) -> None:
    """What a form says of a sheet's columns, kept with it. Raises InputError when it does not fit."""
    codes = {
        asked.form[f"cell.{number}"]: _type(asked.field(f"code.{number}"))
        for number in range(len(asked.form))
        if f"cell.{number}" in asked.form
    }
    drafting.choose(
        asked.records,
        sheet(asked),
        chosen={slot: asked.field(f"slot.{slot}") or None for slot in SLOTS if f"slot.{slot}" in asked.form},
        type=_type(asked.field("type")),
        codes={cell: code for cell, code in codes.items() if isinstance(cell, str)},
        day_first={"day": True, "month": False}.get(asked.field("day_first")),
        separator=asked.field("separator"),
        unreadable=asked.field("unreadable"),
    )


def rehearse(asked: Asked) -> Job:
    """What would become of each row; nothing is kept."""
    return _begin(asked, "try")


def import_(asked: Asked) -> Job:
    """The rows are kept; the same again goes on where it was broken off."""
    return _begin(asked, "import")


def imports(asked: Asked) -> tuple[Standing, ...]:
    """The imports that stand, the latest first."""
    return drafting.standing(asked.records)


def take_back(asked: Asked) -> TakenBack:
    """An import's rows leave the view; nothing is deleted."""
    id = asked.path["id"]
    undone = importing.take_back(asked.records, id)
    told = (JudgedBefore(one.act, one.slot, one.verdict, one.who, one.at) for one in undone.decisions)
    return TakenBack(id.strip().upper(), undone.reports, undone.acts, tuple(told))


def _begin(asked: Asked, kind: Kind) -> Job:
    records, parcel = asked.records, sheet(asked)
    if at_work := asked.jobs.at_work_on(parcel.id, who=records.user):
        return at_work
    rows = sum(1 for _ in drafting.plan(records, parcel).sheet.rows())
    begun = Job(kind=kind, title=parcel.title, parcel=parcel.id, expected=rows)
    work = _tried if kind == "try" else _imported
    return asked.jobs.put(Task(lambda: work(records, parcel), begun, who=parcel.who))


def _tried(records: Collection, parcel: Parcel) -> Iterator[Item]:
    yield from _items(importing.rehearse(records, drafting.plan(records, parcel)))


def _imported(records: Collection, parcel: Parcel) -> Iterator[Item]:
    plan = drafting.plan(records, parcel)
    importing.save(records, plan)
    yield from _items(importing.bring(records, plan))
    parcels.remove(records, parcel)


def _items(outcomes: Iterable[importing.Outcome]) -> Iterator[Item]:
    for one in outcomes:
        faults = [f"{fault.column}: {fault.reason}" if fault.column else fault.reason for fault in one.problems]
        yield Item(name=str(one.row), status=one.status, note="; ".join((*faults, *one.notes)))


def _type(told: str) -> str | None:
    """An act type, as it stands in the codebook or in a mapping; None of none."""
    if told and told.partition("/")[0].partition(" ")[0] not in act_types():
        raise BadRequest(f"`{told[:60]}` is no act type: choose one of the list.")
    return told or None
