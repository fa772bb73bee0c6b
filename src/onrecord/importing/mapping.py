"""How a sheet is read: which column tells what, as a YAML file that a person can change."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar, get_args

import msgspec
from msgspec import Struct

from onrecord.codebook import VERSION
from onrecord.errors import BadCell, InputError
from onrecord.importing.kinds import kind_in
from onrecord.model import CoderName, ParticipantKind

DateGrain: TypeAlias = Literal["day", "week", "month", "year", "decade"]
EMPTY = (
    "NA",
    "N/A",
    "n/a",
    "NaN",
    "nan",
    "NULL",
    "null",
    "None",
    "none",
    "-",
    "--",
    "—",
    "?",
    "#N/A",
    "unknown",
    "Unknown",
)
"""What stands in cells that tell nothing, unless a mapping says otherwise."""

HEAD = """\
# How a sheet is read. Each value names the column it is taken from, or is `{value: ...}`, the same for every row.
# `codes` say what a cell stands for: of `type`, an act type, `type/subtype` or `type/subtype (realis)`; null is no act.
# The file is used again for sheets with the same columns. A change of it reads the rows anew when they are imported again.
"""


class Base(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all parts of a mapping are."""


class From(Base, frozen=True, kw_only=True):
    """Where a value is taken from: a column, or the same for every row."""

    column: str | None = None
    value: str | None = None
    codes: dict[str, str | None] = {}
    """What a cell stands for, by the cell, whatever the case; `*` is any other. Without it other cells cannot be read."""
    prefix: bool = False
    """Whether a code stands for all that begin with it; the longest counts."""
    after: str | None = None
    until: str | None = None
    """Only what stands in the cell behind `after` and before `until`; nothing, where `after` does not stand in it."""
    host: bool = False
    """Only the host of an address."""
    others: tuple[str, ...] = ()
    """Columns with the same in other languages or scripts."""


Part = TypeVar("Part", bound=Base)
Taken: TypeAlias = str | From
"""A name alone is that of a column."""


class People(From, frozen=True, kw_only=True):
    """Who took part: names in one cell stand apart by the mapping's separator."""

    kind: ParticipantKind | None = None
    """What kind all of them are; else told by their names."""
    kinds: From | None = None
    """What kind they are by another column; by the same one, each name by itself."""
    ids: str | None = None
    """The column with the ids of those who are persons, as an export has them."""
    age: str | None = None
    """The column with their ages: who is under 18 may need protection."""


class When(Base, frozen=True, kw_only=True):
    """A date: in one column, or from one until another."""

    column: str | None = None
    until: str | None = None
    precision: From | None = None
    """A column that says how exact the date is; its codes are day, week, month, year, decade."""
    year: str | None = None
    """A column with the year, where the date tells none."""
    kind: Taken | None = None
    words: str | None = None


class Where(Base, frozen=True, kw_only=True):
    """A place; `full` is one with its parts, from the nearest to the widest, with commas between them."""

    name: str | None = None
    full: str | None = None
    admin1: str | None = None
    country: Taken | None = None
    lat: str | None = None
    lon: str | None = None
    point: str | None = None
    """A column with latitude and longitude, `43.2|76.9`."""
    geonameid: str | None = None
    precision: Taken | None = None
    """site, town, region or country; `near` is a region, told with a place near by; `stand-in` one whose point is another's."""
    words: str | None = None


class HowMany(Base, frozen=True, kw_only=True):
    """A number of people: as told in one column, or its least and most in two."""

    told: From | None = None
    min: str | None = None
    max: str | None = None
    basis: str | None = None
    words: str | None = None


class Condition(Base, frozen=True, kw_only=True):
    """What must hold of a row: that a column holds a number above or up to some other, or one of some words."""

    column: str
    above: float | None = None
    upto: float | None = None
    holds: tuple[str, ...] = ()


class ActMap(Base, frozen=True, kw_only=True):
    """One act that a row may tell."""

    type: Taken
    when: Condition | None = None
    subtype: Taken | None = None
    realis: Taken | None = None
    date: When | str | None = None
    place: Where | str | None = None
    actors: tuple[str | People, ...] = ()
    affected: tuple[str | People, ...] = ()
    count: HowMany | str | None = None
    charge: Taken | None = None
    penalties: str | None = None
    source: tuple[str | People, ...] = ()
    links: str | None = None
    flags: str | None = None
    words: tuple[str, ...] = ()
    """Columns that tell it in words; what is quoted of it."""


class About(Base, frozen=True, kw_only=True):
    """What a row says of the report or the record it comes from."""

    title: Taken | None = None
    publisher: Taken | None = None
    agency: Taken | None = None
    published: Taken | None = None
    updated: Taken | None = None
    language: Taken | None = None
    url: Taken | None = None


class Mapping(Base, frozen=True, kw_only=True):
    """How the rows of a sheet are read."""

    name: str
    """Rows of sheets with the same name and the same key are the same record."""
    columns: tuple[str, ...] = ()
    """The head of the sheet, by which the mapping is found again."""
    key: tuple[str, ...] = ()
    separator: str = ";"
    steps: str | None = None
    """What stands between the steps of a chain of word-givers."""
    empty: tuple[str, ...] = EMPTY
    day_first: bool | None = None
    """Whether 03/01/2022 is 3 January; unless said, such a date cannot be read."""
    unreadable: Literal["refuse", "keep"] = "refuse"
    """What becomes of a row with a cell that cannot be read: refused, or kept without that value and with a note."""
    escaped: bool = False
    """Whether an apostrophe before what looks like a formula is none of the value."""
    act_ids: str | None = None
    """The column with the ids that acts had in the collection they come from."""
    report: About = About()
    acts: tuple[ActMap, ...]

    @property
    def coder(self) -> CoderName:
        """By whom rows are coded: this mapping, in this version."""
        told = msgspec.json.encode(msgspec.structs.replace(self, columns=()), order="sorted")
        return CoderName(f"import {self.name}", sha256(told).hexdigest()[:8], VERSION)


def taken(told: Taken | None) -> From | None:
    """Where a value is taken from, as a `From`."""
    return From(column=told) if isinstance(told, str) else told


def people(told: str | People) -> People:
    """The same of people."""
    return People(column=told) if isinstance(told, str) else told


def read(path: Path) -> Mapping:
    """The mapping in a file. Raises InputError, which names the part that is wrong."""
    try:
        return from_yaml(path.read_bytes(), name=str(path))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error


def from_yaml(data: bytes | str, *, name: str) -> Mapping:
    """The mapping in the text of a file. Raises InputError, which names the part that is wrong."""
    try:
        return msgspec.yaml.decode(data, type=Mapping)
    except (msgspec.DecodeError, ValueError) as error:
        raise InputError(f"{name} is no mapping of columns: {error}. See docs/how-to/import.md.") from error


def as_yaml(mapping: Mapping) -> str:
    """A mapping as a file that a person can change."""
    told = msgspec.to_builtins(mapping)
    first = {name: told.pop(name) for name in ("name", "columns", "key") if name in told}
    return HEAD + msgspec.yaml.encode({**first, **told}).decode()


def check(mapping: Mapping, columns: tuple[str, ...], *, name: str) -> None:
    """Raises InputError when the mapping names a column that the sheet has not, or an act or kind that is none."""
    missing = [column for column in dict.fromkeys(columns_of(mapping)) if column not in columns]
    if missing:
        raise InputError(
            f"{name} has no column {', '.join(f'`{one}`' for one in missing)}, which the mapping {mapping.name} names;"
            f" it has: {', '.join(columns)}"
        )
    for one in mapping.acts:
        _check_codes(one, mapping.name)


def _check_codes(told: ActMap, name: str) -> None:
    """Raises InputError when a code stands for what is no act type or no kind of participant."""
    kind = taken(told.type) or From()
    try:
        for code in filter(None, (kind.value, *kind.codes.values())):
            kind_in(code, column=kind.column or "")
    except BadCell as error:
        raise InputError(f"The mapping {name}, column {error.column or 'type'}: {error}") from error
    for one in (*told.actors, *told.affected, *told.source):
        codes = one.kinds.codes.values() if isinstance(one, People) and one.kinds else ()
        wrong = [code for code in codes if code is not None and code not in get_args(ParticipantKind)]
        if wrong:
            known = ", ".join(get_args(ParticipantKind))
            raise InputError(f"The mapping {name}: `{wrong[0]}` is no kind of participant: write one of {known}")


def columns_of(part: Base) -> Iterator[str]:
    """Every column that a part of a mapping names."""
    for field in part.__struct_fields__:
        for value in _several(getattr(part, field)):
            if isinstance(value, Base):
                yield from columns_of(value)
            elif isinstance(value, str) and _is_column(part, field):
                yield value


def fitted(part: Part, names: dict[str, str]) -> Part | None:
    """A part of a mapping for a sheet whose columns bear these names (by their small letters), without those it lacks.

    None of a part that nothing is left of.
    """
    told: dict[str, Any] = {}
    for field in part.__struct_fields__:
        value = getattr(part, field)
        fits = [_fitted(part, field, one, names) for one in _several(value)]
        told[field] = tuple(one for one in fits if one is not None) if isinstance(value, tuple) else fits[0]
    needed = {From: "column", People: "column", Condition: "column", ActMap: "type"}.get(type(part), "")
    lost = needed and getattr(part, needed) is not None and told[needed] is None
    return None if lost else msgspec.structs.replace(part, **told)


def _fitted(part: Base, field: str, value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, Base):
        return fitted(value, names)
    return names.get(value.casefold()) if isinstance(value, str) and _is_column(part, field) else value


def _several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _is_column(part: Base, field: str) -> bool:
    """Whether a string in this field is the name of a column."""
    if isinstance(part, Mapping):
        return field in {"key", "act_ids"}
    return not isinstance(part, From | Condition) or field in {"column", "others", "ids", "age"}
