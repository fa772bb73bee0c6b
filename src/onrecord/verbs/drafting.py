"""A sheet that lies at the desk to the plan by which it would be imported, looked over and changed before it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.capture import seal
from onrecord.errors import BadRequest, InputError, UnreadableFile
from onrecord.importing import mapping as mappings
from onrecord.importing import slots
from onrecord.importing.crosswalks import heads
from onrecord.importing.describing import described
from onrecord.importing.mapping import From, columns_of, taken
from onrecord.importing.sheets import Sheet, open_sheet
from onrecord.store import imports, versions
from onrecord.store.collection import Collection
from onrecord.store.imports import RowStatus
from onrecord.store.versions import Import
from onrecord.verbs import importing, parcels
from onrecord.verbs.importing import Plan
from onrecord.verbs.parcels import Parcel

_MAP, _HOW = "map.yaml", "how.json"
_SAMPLE_ROWS, _SAMPLES, _SHOWN = 200, 3, 80
_LONGEST_MAP = 200_000


class How(Struct, frozen=True, kw_only=True):
    """What was said of a sheet when it was brought."""

    type: str | None = None
    """What every row tells, where no column says it."""
    sheet: str | None = None
    """Which sheet of a workbook; None of the first."""


class ShownColumn(Struct, frozen=True):
    """A column, some of what stands in it, and the slots it fills."""

    name: str
    samples: tuple[str, ...]
    slots: tuple[str, ...]
    used: bool
    """Whether any value is taken from it, if only as a condition; else it is kept as words."""


class Draft(Struct, frozen=True, kw_only=True):
    """A sheet at the desk and how it would be read."""

    id: str
    name: str
    rows: int
    columns: tuple[ShownColumn, ...]
    slots: dict[str, str | None]
    """The column of each slot of the first act of a row."""
    acts: int
    """How many acts a row may tell."""
    type: str | None
    """What every row tells, where no column says it."""
    codes: dict[str, str | None]
    """What the words of the column stand for that tells the type."""
    day_first: bool | None
    separator: str
    unreadable: str
    told: tuple[str, ...]
    """The mapping in words, and what is doubtful about the sheet."""
    mapping: str
    """The mapping as a file (YAML)."""


class Standing(Struct, frozen=True, kw_only=True):
    """An import that stands: of which sheet, by whom, when, and how many of its rows had each status."""

    id: str
    sheet: str
    who: str
    at: str
    rows: int
    counts: dict[RowStatus, int]


def bring(collection: Collection, parcel: Parcel, how: How) -> None:
    """Notes how a sheet is to be opened. Raises InputError, and gives the sheet up, when it cannot be."""
    seal.write_safely(_place(collection, parcel) / _HOW, msgspec.json.encode(how))
    try:
        plan(collection, parcel)
    except UnreadableFile:
        parcels.remove(collection, parcel)
        raise
    except InputError:  # a mapping is wanted: the page asks for it
        return


def plan(collection: Collection, parcel: Parcel) -> Plan:
    """How a sheet would be imported as it was left. Raises InputError when nothing says what its rows tell."""
    place = _place(collection, parcel)
    how = _how(collection, parcel)
    file, given = parcels.folder_of(collection, parcel) / parcel.files[0], place / _MAP
    if given.is_file():
        made = importing.plan(collection, file, mapping=given, sheet=how.sheet)
    else:
        made = importing.plan(collection, file, type=how.type, sheet=how.sheet)
    called = msgspec.structs.replace(made.sheet.snapshot, address=parcel.files[0])
    return msgspec.structs.replace(made, sheet=msgspec.structs.replace(made.sheet, snapshot=called))


def say_type(collection: Collection, parcel: Parcel, type: str) -> None:
    """What every row of a sheet tells, where nothing else says it."""
    how = msgspec.structs.replace(_how(collection, parcel), type=type)
    seal.write_safely(_place(collection, parcel) / _HOW, msgspec.json.encode(how))


def draft(collection: Collection, parcel: Parcel) -> Draft:
    """A sheet as it stands at the desk. Raises InputError as `plan` does."""
    made = plan(collection, parcel)
    source, filled = taken(made.mapping.acts[0].type) or From(), slots.slots_of(made.mapping)
    return Draft(
        id=parcel.id, name=parcel.files[0], rows=sum(1 for _ in made.sheet.rows()),
        columns=tuple(_columns(made, filled)), slots=filled, acts=len(made.mapping.acts), type=source.value,
        codes=source.codes, day_first=made.mapping.day_first, separator=made.mapping.separator,
        unreadable=made.mapping.unreadable, told=(*described(made.mapping), *made.sheet.notes),
        mapping=mappings.as_yaml(made.mapping),
    )  # fmt: skip


def choose(
    collection: Collection, parcel: Parcel, *, chosen: Mapping[str, str | None], type: str | None,
    codes: dict[str, str | None], day_first: bool | None, separator: str, unreadable: str,
) -> None:  # fmt: skip
    """Takes other columns for slots, and other acts for words. Raises InputError when they do not fit the sheet."""
    made = plan(collection, parcel)
    before = slots.slots_of(made.mapping)["type"]
    mapping = slots.with_slots(made.mapping, made.sheet, chosen)
    if type:
        mapping = slots.with_type(mapping, type)
    elif codes and slots.slots_of(mapping)["type"] == before:
        mapping = slots.with_codes(mapping, codes)
    mapping = msgspec.structs.replace(
        mapping,
        day_first=day_first,
        separator=separator or ";",
        unreadable="keep" if unreadable == "keep" else "refuse",
    )
    _write(collection, parcel, made.sheet, mapping)


def rewrite(collection: Collection, parcel: Parcel, text: str) -> None:
    """Takes a mapping as somebody wrote it. Raises InputError, which says what is wrong with it."""
    if len(text) > _LONGEST_MAP:
        raise BadRequest("A mapping is no longer than some hundred lines.")
    mapping = mappings.from_yaml(text, name="This")
    file = parcels.folder_of(collection, parcel) / parcel.files[0]
    sheet = open_sheet(file, heads=heads(), sheet=_how(collection, parcel).sheet)
    _write(collection, parcel, sheet, mapping)


def standing(collection: Collection) -> tuple[Standing, ...]:
    """The imports that stand, the latest first."""
    with collection.reading() as connection:
        return tuple(_standing(one, imports.counts(connection, one.id)) for one in versions.imported(connection))[::-1]


def _standing(one: Import, counts: dict[RowStatus, int]) -> Standing:
    return Standing(id=one.id, sheet=one.address, who=one.who, at=one.at, rows=one.rows, counts=counts)


def _write(collection: Collection, parcel: Parcel, sheet: Sheet, mapping: mappings.Mapping) -> None:
    if not mapping.acts:
        raise BadRequest("A mapping has at least one act: say under `acts` what a row tells.")
    mappings.check(mapping, sheet.columns, name=sheet.name)
    fitting = msgspec.structs.replace(mapping, columns=sheet.columns)
    seal.write_safely(_place(collection, parcel) / _MAP, mappings.as_yaml(fitting).encode())


def _columns(made: Plan, filled: dict[str, str | None]) -> Iterator[ShownColumn]:
    used = set(columns_of(made.mapping))
    rows = list(islice(made.sheet.rows(), _SAMPLE_ROWS))
    for name in made.sheet.columns:
        told = dict.fromkeys(row.cells[name][:_SHOWN] for row in rows if name in row.cells)
        fills = tuple(slot for slot, column in filled.items() if column == name)
        yield ShownColumn(name, tuple(islice(told, _SAMPLES)), fills, name in used)


def _how(collection: Collection, parcel: Parcel) -> How:
    return msgspec.json.decode((_place(collection, parcel) / _HOW).read_bytes(), type=How)


def _place(collection: Collection, parcel: Parcel) -> Path:
    return parcels.folder_of(collection, parcel).parent
