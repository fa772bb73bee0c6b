"""What is left open to the questions that a person may settle: two persons, acts or reports that may be one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from onrecord.analysis import wording
from onrecord.linking.judgement import Reason
from onrecord.store import finding, linked, listing
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct, KeptPerson, ReportCard
from onrecord.store.linked import Kind
from onrecord.verbs.linking.showing import Open, persons_of, questions_of, reasons

__all__ = ["Doubt", "Doubts", "Side", "doubts"]


class Side(Struct, frozen=True, kw_only=True):
    """One of two that may be one: what it is called, what is told of it, and the report that does."""

    id: str
    name: str
    told: tuple[str, ...]
    report: ReportCard


class Doubt(Struct, frozen=True, kw_only=True):
    """Two that may be one, what speaks for and against, and how many acts hang on the answer."""

    kind: Kind
    left: Side
    right: Side
    score: float
    reasons: tuple[Reason, ...]
    acts: int


class Doubts(Struct, frozen=True, kw_only=True):
    """A page of what is open, and how much there is in all."""

    doubts: tuple[Doubt, ...]
    total: int
    page: int
    size: int


def doubts(collection: Collection, kind: Kind, *, item: str | None = None, page: int = 1, size: int = 20) -> Doubts:
    """What is open of a kind, or of one item and those that are one with it, the question first whose answer settles most."""
    user = collection.user
    with collection.reading() as connection:
        members = linked.together(connection, kind, item) if item else None
        open_now = questions_of(connection, kind, members)
        seen = listing.seen(connection, kind, _ends(open_now), user=user)
        may_be_told = [one for one in open_now if {one.pair.left, one.pair.right} <= seen]
        shown = may_be_told[(page - 1) * size : page * size]
        sides = _sides(connection, kind, _ends(shown), user)
        told = tuple(_question(connection, kind, one, sides, user) for one in shown)
    return Doubts(doubts=told, total=len(may_be_told), page=page, size=size)


def _ends(told: Iterable[Open]) -> set[str]:
    return {end for one in told for end in (one.pair.left, one.pair.right)}


def _question(connection: Reading, kind: Kind, one: Open, sides: Mapping[str, Side], user: str) -> Doubt:
    return Doubt(
        kind=kind,
        left=sides[one.pair.left],
        right=sides[one.pair.right],
        score=one.pair.score,
        reasons=reasons(connection, one.pair, user),
        acts=one.acts,
    )


def _sides(connection: Reading, kind: Kind, items: set[str], user: str) -> dict[str, Side]:
    if kind == "report":
        cards = {one.id: one for one in finding.find_reports(connection, user=user, ids=items)}
        return {id: Side(id=id, name=_title(one), told=(), report=one) for id, one in cards.items()}
    told: Sequence[KeptPerson | KeptAct]
    if kind == "person":
        told = list(persons_of(connection, items, user).values())
    else:
        told = list(finding.find_acts(connection, Filter(), user=user, ids=items))
    reports = {one.report for one in told}
    cards = {one.id: one for one in finding.find_reports(connection, user=user, ids=reports)}
    return {one.id: _side(one, cards[one.report]) for one in told}


def _side(one: KeptPerson | KeptAct, report: ReportCard) -> Side:
    if isinstance(one, KeptPerson):
        person = one.person
        ties = (wording.tie(tie.kind, tie.of, one.names) for tie in person.relations)
        told = (person.description, *ties, *(alias for alias in person.aliases if alias != person.name))
        return Side(id=one.id, name=person.name, told=tuple(filter(None, told)), report=report)
    act, outlet = one.act, wording.outlet(report.particulars)
    shown = (
        wording.to_whom(act),
        wording.when(act),
        wording.where_in_short(act),
        wording.on_whose_word(act, outlet=outlet),
    )
    return Side(id=one.id, name=wording.what(act), told=shown, report=report)


def _title(card: ReportCard) -> str:
    return card.particulars.title or card.given_id
