"""What a document is made of, whatever it is written as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct


class Heading(Struct, frozen=True, tag=True):
    """A heading; 1 is that of a section."""

    words: str
    level: int = 1


class Words(Struct, frozen=True, tag=True):
    """A paragraph."""

    words: str


class Items(Struct, frozen=True, tag=True):
    """A list."""

    items: tuple[str, ...]


class Grid(Struct, frozen=True, tag=True):
    """A table; `shares` says how wide its columns are beside each other."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]


class Sourced(Struct, frozen=True):
    """A value, and what it rests on."""

    value: str
    source: str


class Field(Struct, frozen=True, tag=True):
    """A field of a form with its values; without any it is marked as empty."""

    label: str
    values: tuple[Sourced, ...] = ()
    hint: str = ""
    """What is asked for, for whoever fills it in."""


Block: TypeAlias = Heading | Words | Items | Grid | Field
EMPTY = "[ empty: no report here tells it ]"


class Document(Struct, frozen=True, kw_only=True):
    """A document; `status` stands on every page."""

    title: str
    status: str
    day: str
    """ISO 8601: as of when."""
    blocks: tuple[Block, ...]


def words_of(document: Document) -> Iterator[str]:
    """All that is written in it."""
    yield from (document.title, document.status, document.day)
    for block in document.blocks:
        match block:
            case Heading(words=words) | Words(words=words):
                yield words
            case Items(items=items):
                yield from items
            case Grid(columns=columns, rows=rows):
                yield from columns
                yield from (cell for row in rows for cell in row)
            case Field(label=label, values=values, hint=hint):
                yield from (label, hint, *(part for one in values for part in (one.value, one.source)))
