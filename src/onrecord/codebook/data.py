"""The codebook's files as plain values: tables of words (YAML), rows (TSV), lists of words (text)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import msgspec
from msgspec import Struct

__all__ = ["Country", "countries", "country_names", "degrees", "file_at", "parts", "read_rows", "read_yaml"]


class Country(Struct, frozen=True):
    """A country or territory with a code of its own (ISO 3166-1 alpha-2, and XK)."""

    code: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    currency: str
    """ISO 4217."""
    neighbours: tuple[str, ...]
    lat: float | None
    lon: float | None
    geonameid: int


def file_at(*path: str) -> Traversable:
    """The file or folder of the codebook at `path`, folder by folder."""
    return files("onrecord.codebook").joinpath(*path)


def read_yaml(*path: str) -> Any:
    """What a YAML file of the codebook holds."""
    return msgspec.yaml.decode(file_at(*path).read_bytes())


def read_rows(*path: str) -> Iterator[list[str]]:
    """The rows of a TSV file of the codebook; lines that begin with `#` are remarks."""
    lines = file_at(*path).read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines if line and not line.startswith("#"))


@cache
def countries() -> tuple[Country, ...]:
    """Every country and territory, in the order of the file."""
    return tuple(map(_country, read_rows("places", "countries.tsv")))


@cache
def country_names() -> dict[str, str]:
    """The usual English name of each country by its code."""
    return {country.code: country.name for country in countries()}


def _country(row: list[str]) -> Country:
    code, name, aliases, demonyms, capital, currency, neighbours, lat, lon, number = row
    return Country(
        code=code,
        name=name,
        aliases=parts(aliases),
        demonyms=parts(demonyms),
        capital=capital,
        currency=currency,
        neighbours=parts(neighbours),
        lat=degrees(lat),
        lon=degrees(lon),
        geonameid=int(number),
    )


def parts(field: str) -> tuple[str, ...]:
    """A field of several values, with `|` between them."""
    return tuple(field.split("|")) if field else ()


def degrees(field: str) -> float | None:
    """A coordinate; None where the field is empty."""
    return float(field) if field else None
