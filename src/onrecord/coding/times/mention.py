"""What a mention of a time is: its words, its TIMEX3 value, its date in the codebook's terms."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

TimeType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor: TypeAlias = Literal["absolute", "report", "act"]
Relation: TypeAlias = Literal["within", "before", "until", "since", "after", "throughout", "about"]


class Shift(Struct, frozen=True, kw_only=True):
    """How far a time lies from another doing: `count` units of D, W, M, Y, E (decades) or H; None = untold how many.

    `calendar`: the whole calendar unit ("the following week"), not the same day moved ("a week later").
    `weekday`: the nearest such day in that direction ("the following Monday").
    """

    count: int | None
    unit: str
    sign: Literal[-1, 0, 1]
    calendar: bool = False
    weekday: int | None = None


class TimeMention(Struct, frozen=True, kw_only=True):
    """Words of time in a report: `value` as TIMEX3 has it, `edtf` as the codebook does; None where not told.

    Words that bear on a date though TIMEX3 does not count them as a time ("so far", "at the time") have no `value`.

    `anchor` is what the value leans on: nothing, the report's date, or another doing (then `shift` says how
    far, `value` is counted from the time told before it, and `edtf` waits for `anchored`).
    """

    start: int
    end: int
    type: TimeType
    value: str | None
    edtf: str | None
    anchor: Anchor
    relation: Relation
    rule: str
    confidence: float
    shift: Shift | None = None


class Reading(Struct, frozen=True, kw_only=True):
    """A value that one rule gives to the words it matched; `first` and `last` narrow them (tokens, both included)."""

    type: TimeType = "DATE"
    value: str | None
    edtf: str | None = None
    anchor: Anchor = "absolute"
    shift: Shift | None = None
    confidence: float = 0.9
    first: int | None = None
    last: int | None = None
