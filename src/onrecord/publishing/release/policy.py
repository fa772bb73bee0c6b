"""The policy of a release: what may leave, of whom, how exactly, and who approved it; read from a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_type_hints

import msgspec
from msgspec import Meta, Struct

from onrecord.errors import SettingsError, nearest
from onrecord.model import Realis

DateGrain: TypeAlias = Literal["day", "month", "year", "none"]
PlaceGrain: TypeAlias = Literal["site", "town", "region", "country", "none"]
Form: TypeAlias = Literal["named", "initials", "pseudonym", "left out"]
Format: TypeAlias = Literal["csv", "sqlite", "site"]
Field: TypeAlias = Literal[
    "type", "subtype", "told_as", "date", "place", "coordinates", "actors", "count", "charge", "penalties", "denied", "origins",
    "publishers", "urls", "quote",
]  # fmt: skip
LEADING_BACK: frozenset[Field] = frozenset({"publishers", "urls", "quote"})
"""Whoever searches for what stands in these finds the report, and everybody whom it names."""


class Rows(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which happenings may leave."""

    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    told_as: tuple[Realis, ...] = ("actual",)
    reviewed_only: bool = True
    least_origins: Annotated[int, Meta(ge=0)] = 1


class Coarse(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How exactly, at most, when and where are told."""

    date: DateGrain = "month"
    place: PlaceGrain = "town"


class Small(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many must be alike before one of them may be told, and how far apart the bounds of what is withheld must lie."""

    k: Annotated[int, Meta(ge=2)] = 5
    range: Annotated[int, Meta(ge=1)] = 4


class Naming(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was decided on one person."""

    id: str
    form: Form
    because: Annotated[str, Meta(min_length=1)]
    consent: str = ""


class Policy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may leave; everything that it does not name stays."""

    title: str
    licence: str
    contact: str
    approved_by: tuple[str, ...]
    embargo: date | None = None
    formats: tuple[Format, ...] = ("csv", "sqlite", "site")
    fields: tuple[Field, ...] = (
        "type",
        "told_as",
        "date",
        "place",
        "coordinates",
        "actors",
        "count",
        "denied",
        "origins",
    )
    rows: Rows = Rows()
    coarse: Coarse = Coarse()
    small: Small = Small()
    person: tuple[Naming, ...] = ()


_TABLES: Mapping[str, type[Struct]] = {"rows": Rows, "coarse": Coarse, "small": Small, "person": Naming}
_CHOICES: Mapping[str, tuple[str, ...]] = {"fields": get_args(Field), "formats": get_args(Format)}


def read(path: Path) -> Policy:
    """The policy in a file. Raises SettingsError, which names the file, the key and, for an unknown one, the nearest known."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    for where, name, known in _named(told):
        if name not in known:
            raise SettingsError(f"{path} has an unknown {where} `{name}`: {nearest(name, known)}")
    try:
        return msgspec.convert(told, Policy)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path} has a value that cannot be used: {error}") from error


def template() -> str:
    """A policy to begin with, each key explained; nobody is named by it, and it is not approved."""
    return files(__package__).joinpath("policy.toml").read_text("utf-8")


def _named(told: Mapping[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Every key and chosen name of a file, with those that are known there."""
    for name in told:
        yield "key", name, _keys(Policy)
    for name, table in _TABLES.items():
        parts = told.get(name, ())
        for part in [parts] if isinstance(parts, dict) else parts:
            if isinstance(part, dict):
                yield from (("key", f"{name}.{one}", [f"{name}.{key}" for key in _keys(table)]) for one in part)
    for name, known in _CHOICES.items():
        yield from ((name.removesuffix("s"), str(one), list(known)) for one in told.get(name, ()))


def _keys(of: type[Struct]) -> list[str]:
    return list(get_type_hints(of))
