"""What a question is answered with, whatever it is written as: a head, how it is to be read, rows, and a picture."""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import Struct

from onrecord.analysis.counted import NOT_TOLD, Slot
from onrecord.analysis.table import Cell, Coverage, People, Table, has_several
from onrecord.analysis.wording import country_name
from onrecord.codebook import act_types

Value: TypeAlias = str | int | float | None
HAPPENINGS = "A happening is counted once, however many reports tell it; an act that is linked with no other counts as one of its own."
PEOPLE = (
    "People are counted within one type of act only, and no total is added to its parts; whoever was arrested twice counts twice. "
    "An open end is left empty. They are called victims only for types that the codebook marks so; those of a protest took part in it."
)
_SLOTS: dict[str, str] = {"word": "word-giver", "realis": "told as", "actor": "by whom", "person": "to whom"}


class Brief(Struct, frozen=True):
    """Columns and rows in words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


class Figure(Struct, frozen=True, kw_only=True):
    """An answer as it is shown. `data` is all of it for programs, `svg` the picture."""

    title: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    data: Any
    svg: str = ""
    brief: Brief | None = None
    """The same in fewer columns, for a screen."""


def of_table(told: Table, *, title: str, svg: str = "") -> Figure:
    """A table as a figure."""
    with_people = any(one.people for one in told.cells)
    with_published = any(one.published is not None for one in told.cells)
    heads = [*_heads(told), "least", "most"]
    heads += ["people least", "people most", "called"] if with_people else []
    heads += ["named persons", "reports", "origins", "on one word", "denied"]
    heads += ["reports published"] if with_published else []
    rows = []
    for one in told.cells:
        row: list[Value] = [*_labels(one, told), one.least, one.most]
        if with_people:
            row += [one.people.least, one.people.most, one.people.called] if one.people else [None, None, None]
        row += [one.persons, one.reports, one.origins, one.on_one_word, one.denied]
        row += [one.published] if with_published else []
        rows.append(tuple(row))
    notes = (_total(told), *rules(told.by), *((PEOPLE,) if with_people else ()), *covered(told.coverage))
    return Figure(
        title=title, notes=notes, columns=tuple(heads), rows=tuple(rows), data=told, svg=svg, brief=_brief(told)
    )


def _heads(told: Table) -> list[str]:
    return [_SLOTS.get(slot, slot) for slot in told.by]


def _labels(one: Cell, told: Table) -> list[str]:
    return [label(value, slot, told) for value, slot in zip(one.values, told.by, strict=True)]


def _brief(told: Table) -> Brief:
    with_published = any(one.published is not None for one in told.cells)
    heads = [*_heads(told), "happenings", "people", "reports", "origins", *(["published"] if with_published else [])]
    rows = []
    for one in told.cells:
        row: list[Value] = [
            *_labels(one, told),
            span(one.least, one.most),
            _people(one.people),
            one.reports,
            one.origins,
        ]
        rows.append(tuple([*row, one.published] if with_published else row))
    return Brief(tuple(heads), tuple(rows))


def span(least: int, most: int) -> str:
    """`3`, or `3–5` where it may be up to five."""
    return f"{least:,}" if least == most else f"{least:,}–{most:,}"


def _people(told: People | None) -> str:
    if told is None or told.most == 0:
        return ""
    number = f"{told.least:,} or more" if told.most is None else span(told.least, told.most)
    return f"{number} {told.called}"


def label(value: str, slot: Slot, told: Table) -> str:
    """A value in words."""
    if value == NOT_TOLD:
        return "not told exactly" if slot in {"month", "year"} else "not told"
    if slot == "type":
        return act_types()[value].label if value in act_types() else value
    return country_name(value) if slot == "country" else told.labels.get(value, value)


def _total(told: Table) -> str:
    number = f"{told.least}" if told.least == told.most else f"{told.least} to {told.most}"
    return f"Happenings: {number}."


def rules(by: tuple[Slot, ...]) -> tuple[str, ...]:
    """How the numbers of a table are to be read."""
    told = [
        HAPPENINGS,
        "Least: all accounts allow nothing else. Most: with those that may be so, since accounts differ or tell less exactly.",
    ]
    if has_several(by):
        told.append("One happening may stand in several rows, so that rows add up to more than there are.")
    return tuple(told)


def covered(told: Coverage) -> tuple[str, ...]:
    """What the numbers rest on, and what they cannot show."""
    gaps = f"; no report in {len(told.gaps)} months: {_some(told.gaps)}" if told.gaps else ""
    return (
        (
            f"Rests on {told.acts} acts in {told.reports} reports by {told.origins} origins; {told.on_one_word} happenings rest on one"
            f" origin alone, {told.denied} are denied by somebody{gaps}."
        ),
        f"Not told: a date of {told.undated}, a single month of {told.vaguely_dated} more, a place of {told.unplaced}.",
        "This counts what reports tell, not what happened: where fewer reports are read, fewer things seem to happen.",
    )


def _some(told: tuple[str, ...], most: int = 12) -> str:
    return ", ".join(told[:most]) + (f" and {len(told) - most} more" if len(told) > most else "")
