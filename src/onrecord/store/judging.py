"""What a person judges of two things that reports tell of, whether they are one, to a judgement that is kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, TypeAlias

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, or_, select

from onrecord.errors import UnknownItem
from onrecord.store import audit, ids, linked, schema
from onrecord.store.clock import now
from onrecord.store.current import standing_in
from onrecord.store.ids import tidied
from onrecord.store.linked import Kind
from onrecord.store.schema import judgements

Judged: TypeAlias = Literal["same", "different", "unsure", "undo"]
_KINDS: dict[str, Kind] = {"P": "person", "A": "act", "R": "report", "F": "facility"}
_AT_ONCE = 400
"""Ids that are asked for together."""
_WHAT: dict[Judged, str] = {
    "same": "judged the same",
    "different": "judged different",
    "unsure": "judged unsure",
    "undo": "judgement undone",
}


class Judgement(Struct, frozen=True, kw_only=True):
    """Who judged what of two items, when, why; a later one on the same two takes its place."""

    id: str
    number: int
    at: str
    who: str
    kind: Kind
    left: str
    right: str
    verdict: Judged
    because: str
    supersedes: str | None = None


def kind_of(one: str, other: str) -> Kind:
    """Of which kind two things are, by their ids; raises UnknownItem where they are not two of one kind."""
    kind = _KINDS.get(one[:1])
    if kind is None or _KINDS.get(other[:1]) != kind or one == other:
        raise UnknownItem(
            "Give the ids of two persons (P-...), two acts (A-...), two facilities (F-...) or two reports (R-...)."
        )
    return kind


def judge(connection: Connection, one: str, other: str, verdict: Judged, *, because: str, who: str) -> Judgement:
    """A judgement of two persons, acts, facilities or reports, by id, in place of the one that stands.

    That they are there, and may be judged by `who`, is the caller's to see to. Raises UnknownItem for ids of two kinds.
    """
    left, right = sorted((tidied(one), tidied(other)))
    kind = kind_of(left, right)
    before = [told for told in standing(connection, kind, [left]) if (told.left, told.right) == (left, right)]
    supersedes = before[-1].id if before else None
    told = {"kind": kind, "left": left, "right": right, "supersedes": supersedes}
    return _insert(connection, verdict, because=because, who=who, **told)


def undo(connection: Connection, judgement: str, *, because: str, who: str) -> Judgement:
    """A judgement that takes another back: what stood before it stands again. Raises UnknownItem."""
    known = tidied(judgement)
    row = connection.execute(select(judgements).where(judgements.c.id == known)).mappings().one_or_none()
    if row is None:
        raise unknown(judgement)
    pair = (judgements.c.left == row["left"]) & (judgements.c.right == row["right"])
    made = told(connection, pair)
    if known not in {one.id for one in standing_in(made)}:
        later = [one.id for one in made if one.supersedes == known][-1]
        raise UnknownItem(f"{known} does not stand: {later} came in its place. Undo that one.")
    same = {name: row[name] for name in ("kind", "left", "right")}
    return _insert(connection, "undo", because=because, who=who, supersedes=known, **same)


def unknown(judgement: str) -> UnknownItem:
    """What is told of a judgement that is not there, or that one may not know of."""
    return UnknownItem(f"There is no judgement {tidied(judgement)} here: `onrecord judgements` lists them.")


def standing(connection: Connection, kind: Kind, items: Collection[str] | None = None) -> list[Judgement]:
    """The judgements of a kind that stand, all or those of which either side is one of `items`."""
    rows = [_judgement(row) for row in _rows(connection, kind, items)]
    return [one for one in standing_in(rows) if one.verdict != "undo"]


def every(connection: Connection) -> list[Judgement]:
    """Every judgement, those undone and superseded too, in the order in which they were made."""
    rows = connection.execute(select(judgements).order_by(judgements.c.number)).mappings()
    return [_judgement(row) for row in rows]


def told(connection: Connection, which: ColumnElement[bool]) -> list[Judgement]:
    """Every judgement for which `which` holds, those undone and superseded too, in their order."""
    rows = connection.execute(select(judgements).where(which).order_by(judgements.c.number)).mappings()
    return [_judgement(row) for row in rows]


def _rows(connection: Connection, kind: Kind, items: Collection[str] | None) -> list[Any]:
    if items is None:
        return list(_asked(connection, judgements.c.kind == kind))
    told = sorted(set(items))
    found: dict[str, Any] = {}
    for start in range(0, len(told), _AT_ONCE):
        some = told[start : start + _AT_ONCE]
        which = or_(judgements.c.left.in_(some), judgements.c.right.in_(some))
        found |= {row["id"]: row for row in _asked(connection, which & (judgements.c.kind == kind))}
    return list(found.values())


def _asked(connection: Connection, which: ColumnElement[bool]) -> Any:
    return connection.execute(select(judgements).where(which)).mappings()


def _insert(connection: Connection, verdict: Judged, *, because: str, who: str, **told: Any) -> Judgement:
    [id] = ids.fresh(connection, judgements.c.id, "J", 1)
    number = ids.next_number(connection, judgements.c.number)
    row = {"id": id, "number": number, "at": now(), "who": who, "verdict": verdict, "because": because, **told}
    with audit.change(connection, _WHAT[verdict], f"{told['left']} {told['right']}", who=who) as change:
        change.keep(judgements, [row])
    linked.loosen(connection, told["kind"], [told["left"], told["right"]])
    return Judgement(**row)


def _judgement(row: Any) -> Judgement:
    return Judgement(**schema.told(row))
