"""One act of a mapping to what a row tells of it, each value with the cells that it was taken from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, get_args

from onrecord.errors import BadCell
from onrecord.importing.cells import LESS_SURE, SURE, Cells
from onrecord.importing.counts import count_in
from onrecord.importing.dates import Dated, date_of
from onrecord.importing.kinds import Kind, kind_in
from onrecord.importing.mapping import ActMap, Condition, Mapping, Taken, Where, taken
from onrecord.importing.parties import Cast, Parties, chain, parties, split
from onrecord.importing.penalties import penalties_in
from onrecord.importing.places import place_of
from onrecord.model import Act, Evidence, Link, LinkKind, Realis, Span

Value = TypeVar("Value")
NOBODY_AFFECTED = "protest"
"""The act type that has actors only."""


class Watched(Protocol):
    """Reads a value; what cannot be read is noted, and gives None."""

    def __call__(self, read: Callable[[], Value]) -> Value | None: ...


def tells(cells: Cells, told: ActMap) -> bool:
    """Whether a row tells this act of its mapping. Raises BadCell where a condition cannot be weighed."""
    source = taken(told.type)
    return bool(source and cells.has_code(source) and cells.value(source) and _holds(cells, told.when))


def _holds(cells: Cells, condition: Condition | None) -> bool:
    if condition is None:
        return True
    text = cells.text(condition.column)
    if condition.holds:
        return text is not None and text.casefold() in {one.casefold() for one in condition.holds}
    if text is None:
        return condition.above is None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        raise BadCell(f"`{text[:40]}` is no number: write it in digits", column=condition.column) from None
    return (condition.above is None or number > condition.above) and (
        condition.upto is None or number <= condition.upto
    )


def act_of(cells: Cells, told: ActMap, mapping: Mapping, cast: Cast, *, id: str, watched: Watched) -> Act | None:
    """The act that a row tells; None where not even its type can be read."""
    kind = watched(lambda: _kind(cells, told))
    if kind is None:
        return None
    between = mapping.separator
    dated = watched(lambda: date_of(cells, told.date, day_first=mapping.day_first)) or Dated()
    place, notes = watched(lambda: place_of(cells, told.place)) or (None, ())
    count, counted = watched(lambda: count_in(cells, told.count)) or (None, ())
    actors = watched(lambda: parties(cells, told.actors, cast, role="actor", separator=between)) or Parties()
    hit = () if kind.type == NOBODY_AFFECTED else told.affected
    affected = watched(lambda: parties(cells, hit, cast, role="affected", separator=between)) or Parties()
    words = watched(lambda: chain(cells, told.source, cast, separator=between, steps=mapping.steps)) or ()
    charge = watched(lambda: cells.value(taken(told.charge)))
    penalties = watched(lambda: _penalties(cells, told.penalties)) or ()
    return Act(
        id=id,
        type=kind.type,
        subtype=kind.subtype,
        realis=kind.realis or "actual",
        mentions=_mentions(cells, _column(told.type)),
        sentences=_sentences(cells, told, dated, actors, affected),
        date=dated.edtf,
        date_kind=dated.kind,
        date_text=dated.text,
        place=place,
        actors=actors.people,
        affected=affected.people,
        count=count,
        charge=charge,
        penalties=penalties,
        source=words,
        links=_links(cells, told.links),
        flags=(*notes, *split(cells.text(told.flags) or "", mapping.separator)),
        evidence=_evidence(
            cells,
            type=(_column(told.type), _column(told.subtype)),
            realis=(_column(told.realis),),
            date=dated.columns,
            place=_place_columns(told.place) if place else (),
            actors=actors.columns,
            affected=affected.columns,
            count=counted,
            charge=(_column(told.charge),) if charge else (),
            penalties=(told.penalties,) if penalties else (),
            source=tuple(_column(one) for one in told.source) if words else (),
            less_sure={"date"} if dated.in_words else set(),
        ),
    )


def _kind(cells: Cells, told: ActMap) -> Kind:
    source = taken(told.type)
    kind = kind_in(cells.value(source) or "", column=cells.column(source))
    subtype, realis = cells.value(taken(told.subtype)), cells.value(taken(told.realis))
    if realis is not None and realis not in get_args(Realis):
        raise BadCell(
            f"`{realis[:40]}` is no way to tell an act: write one of {', '.join(get_args(Realis))}",
            column=_column(told.realis) or "",
        )
    return Kind(kind.type, subtype or kind.subtype, realis or kind.realis)  # type: ignore[arg-type]


def _penalties(cells: Cells, column: str | None) -> Any:
    text = cells.text(column)
    if text is None:
        return ()
    found = penalties_in(text)
    if not found:
        raise BadCell(f"`{text[:60]}` is no penalty that can be read: write `prison, 7 years`", column=column or "")
    return found


def _links(cells: Cells, column: str | None) -> tuple[Link, ...]:
    """`part_of A-7K3M9QX; ends A-...`, as an export has them."""
    told = (one.split(" ", 1) for one in split(cells.text(column) or "", ";"))
    return tuple(Link(one[0], one[1].strip()) for one in told if len(one) == 2 and one[0] in get_args(LinkKind))  # type: ignore[arg-type]


def _mentions(cells: Cells, column: str | None) -> tuple[Span, ...]:
    """The cell that says what was done; where it is the same for the whole sheet, the first of the row."""
    span = cells.span(column)
    return (span or next(iter(cells.lines.values())),)


def _sentences(cells: Cells, told: ActMap, dated: Dated, actors: Parties, affected: Parties) -> tuple[Span, ...]:
    """The lines that tell it: those in words, else those of what was done, by whom, to whom and when."""
    columns = [one for one in told.words if cells.text(one)]
    if not columns:
        columns = [_column(told.type) or "", *actors.columns, *affected.columns, *dated.columns]
    lines = {cells.lines[column] for column in columns if column in cells.lines}
    return tuple(sorted(lines)) or (next(iter(cells.lines.values())),)


def _column(told: Taken | None) -> str | None:
    source = taken(told)
    return source.column if source else None


def _place_columns(told: Where | str | None) -> tuple[str | None, ...]:
    where = Where(full=told) if isinstance(told, str) else told or Where()
    return (
        where.name,
        where.full,
        where.admin1,
        _column(where.country),
        where.lat,
        where.lon,
        where.point,
        _column(where.precision),
    )


def _evidence(
    cells: Cells, *, less_sure: set[str], **columns: tuple[str | None, ...]
) -> dict[str, tuple[Evidence, ...]]:
    told = {
        slot: cells.evidence(*named, sure=LESS_SURE if slot in less_sure else SURE) for slot, named in columns.items()
    }
    return {slot: words for slot, words in told.items() if words}
