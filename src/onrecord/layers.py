"""What `onrecord layers` writes: the coder's layers of one report, each to be looked at and measured alone.

Offsets are 0-based, half-open, in code points of the report's text exactly as given. A line holds what each layer
found in the whole report, before anything is put together to acts.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model import Place, Span

LAYERS = "onrecord.layers/1"


class TimeLayer(Struct, frozen=True, kw_only=True):
    """Words of time, with their value as TIMEX3 (ISO-TimeML) has it."""

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str


class PlaceLayer(Struct, frozen=True, kw_only=True):
    """Words that name a place, a site or the people of a country, and the place they were taken for."""

    start: int
    end: int
    kind: Literal["place", "demonym", "site"]
    place: Place


class PersonMention(Struct, frozen=True, kw_only=True):
    """Words that mean a person."""

    start: int
    end: int
    kind: Literal["name", "pronoun", "kin", "description"]


class PersonLayer(Struct, frozen=True, kw_only=True):
    """A named person and the chain of words that mean them, in the order of the text."""

    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[PersonMention, ...]


class AttributionLayer(Struct, frozen=True, kw_only=True):
    """Who is given the word (null where nobody is named), by which words, about what."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    stance: str
    """What the cue does to its content: says, denies, demands, fears, ..."""


class Layers(Struct, frozen=True, kw_only=True):
    """One report's line."""

    schema: str = LAYERS
    id: str
    text_sha256: str
    flags: tuple[str, ...] = ()
    times: tuple[TimeLayer, ...] = ()
    places: tuple[PlaceLayer, ...] = ()
    persons: tuple[PersonLayer, ...] = ()
    attributions: tuple[AttributionLayer, ...] = ()


class NoLayers(Struct, frozen=True, kw_only=True):
    """The line written for an input line that is not a report, or that the coder fails on."""

    schema: str = LAYERS
    id: str | None
    line: int
    error: str
