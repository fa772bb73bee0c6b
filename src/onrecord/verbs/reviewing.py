"""A collection to what most needs a person, and who is to look at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import get_args

import msgspec
from msgspec import Struct

from onrecord.analysis import asked as words
from onrecord.codebook import act_types
from onrecord.errors import UnknownItem, nearest
from onrecord.store import asking, assigning, finding, second
from onrecord.store import unread as unread_items
from onrecord.store.asking import NOBODY, Place, QueueFilter
from onrecord.store.collection import Collection, Reading
from onrecord.store.current import Status
from onrecord.store.filters import Filter
from onrecord.store.ids import tidied
from onrecord.store.kept import ReportCard
from onrecord.store.questions import Question, QuestionKind, rank_of_unread, score_of
from onrecord.store.veil import Veil, veil

__all__ = ["NOBODY", "QueueFilter", "QueueItem", "QueuePage", "counts", "next_report", "queue", "wanted"]

_TAIL: tuple[QuestionKind, ...] = ("unread", "waiting")
"""What is asked about no report, after all the rest."""
_AT_ONCE = 20


class QueueItem(Struct, frozen=True, kw_only=True):
    """Something that needs a person: what it is, how much (0 to 1), why, and the ids to go on with."""

    kind: QuestionKind
    score: float
    why: tuple[str, ...]
    ids: tuple[str, ...]
    """The act, the person, the happening (by an act of it), the two persons or reports; none of what was not read."""
    report: str | None
    """The report to open; of two persons that of the first."""
    title: str | None
    """Of the report, or the address of what was not read."""
    type: str | None = None
    status: str | None = None
    assigned: str | None = None
    """Who is to look at the report or at the two."""
    questions: int = 1
    """How many there are on the report, where only the most urgent was asked for."""


class QueuePage(Struct, frozen=True, kw_only=True):
    """Some items, the most urgent first, and where the next page begins."""

    items: tuple[QueueItem, ...]
    next: str | None
    """What to give as `after` for the next page; None on the last one."""


def wanted(
    *,
    kind: str | None = None,
    type: str | None = None,
    report: str | None = None,
    assigned: str | None = None,
    status: str | None = None,
    by_report: bool = False,
) -> QueueFilter:
    """What to ask of the queue, checked: an unknown word names the nearest one. Raises UnknownItem."""
    for name, told, known in (
        ("kind", kind, get_args(QuestionKind)),
        ("act type", type, tuple(act_types())),
        ("status", status, get_args(Status)),
    ):
        if told is not None and told not in known:
            raise UnknownItem(f"There is no {name} `{told}`: {nearest(told, known)}")
    return QueueFilter(kind=kind, type=type, report=report, assigned=assigned, status=status, by_report=by_report)  # type: ignore[arg-type]


def queue(
    collection: Collection, asked: QueueFilter = QueueFilter(), *, limit: int = 50, after: str | None = None
) -> QueuePage:
    """At most `limit` items that need a person, from behind `after`, the most urgent first. Raises UnknownItem."""
    with collection.reading() as connection:
        hidden = _hidden(connection, collection.user)
        place, begin = _read(after)
        begun = begin is not None
        found = [] if begun else asking.questions(connection, asked, hidden, limit=limit + 1, after=place)
        items = tuple(_items(connection, asked, hidden, found[:limit], collection.user))
        if len(found) > limit:
            return QueuePage(items=items, next=_place(found[limit - 1]))
        start, room = begin or 0, limit - len(items)
        tail = tuple(islice(_unread(connection, asked, hidden), start, start + room + 1))
    here = tail[:room]
    more = f"unread:{start + len(here)}" if len(tail) > len(here) else None
    return QueuePage(items=(*items, *here), next=more)


def counts(collection: Collection, asked: QueueFilter = QueueFilter()) -> dict[QuestionKind, int]:
    """By kind, how many items match and may be seen."""
    with collection.reading() as connection:
        hidden = _hidden(connection, collection.user)
        found = asking.counts(connection, asked, hidden)
        for one in _unread(connection, asked, hidden):
            found[one.kind] = found.get(one.kind, 0) + 1
    return {kind: found[kind] for kind in get_args(QuestionKind) if kind in found}


def next_report(collection: Collection, after: str | None = None) -> str | None:
    """The report behind `after` in the order of urgency, after the last one the first, of which acts need a person.

    What somebody else is to look at is passed over. None where no report but `after` is left.
    """
    asked = QueueFilter(by_report=True, in_report=True)
    with collection.reading() as connection:
        hidden = _hidden(connection, collection.user)
        here = msgspec.structs.replace(asked, report=after)
        at = asking.questions(connection, here, hidden, limit=1, after=None) if after else []
        for place in (*((one.rank, one.item, one.other, one.kind) for one in at), None):
            for report in _reports(connection, asked, hidden, place):
                if report != (tidied(after) if after else None) and _is_free(connection, report, collection.user):
                    return report
    return None


def _reports(connection: Reading, asked: QueueFilter, hidden: Veil, place: Place | None) -> Iterator[str]:
    """The reports that need a person, from behind a place, the most urgent first."""
    while found := asking.questions(connection, asked, hidden, limit=_AT_ONCE, after=place):
        yield from (one.report for one in found)
        last = found[-1]
        place = (last.rank, last.item, last.other, last.kind)


def _is_free(connection: Reading, report: str, user: str) -> bool:
    given = assigning.standing(connection, subjects=[report])
    return all(one.user == user for one in given if one.task == "review")


def _hidden(connection: Reading, user: str) -> Veil:
    """What is kept from a user, and the reports that they code a second time just now: what others left open there tells too much."""
    hidden = veil(connection, user)
    blind = second.reports_under_way(connection, who=user)
    return msgspec.structs.replace(hidden, reports=hidden.reports | blind) if blind else hidden


def _items(
    connection: Reading, asked: QueueFilter, hidden: Veil, found: list[Question], user: str
) -> Iterator[QueueItem]:
    reports = {one.report for one in found}
    cards = {one.id: one for one in finding.find_reports(connection, user=user, ids=reports)}
    names = _names(connection, found, user)
    given = assigning.standing(connection, subjects={one.item for one in found} | reports)
    assigned = {(one.subject, one.other or ""): one.user for one in given if one.task == "review"}
    number = asking.counts_of_reports(connection, sorted(reports), asked, hidden) if asked.by_report else {}
    for one in found:
        ids = tuple(filter(None, (one.item, one.other)))
        told = tuple(names[id] for id in ids if id in names)
        yield QueueItem(
            kind=one.kind,
            score=score_of(one.rank),
            why=(*((" and ".join(told),) if told else ()), *(hidden.over(each) for each in words.why(one))),
            ids=ids,
            report=one.report,
            title=_title(cards.get(one.report)),
            type=one.type,
            status=one.status,
            assigned=assigned.get((one.item, one.other)) or assigned.get((one.report, "")),
            questions=number.get(one.report, 1),
        )


def _names(connection: Reading, found: list[Question], user: str) -> dict[str, str]:
    """The names of the persons who are asked about."""
    ids = {id for one in found for id in (one.item, one.other) if id.startswith("P-")}
    people = finding.find_persons(connection, Filter(), user=user, ids=ids) if ids else ()
    return {one.id: one.person.name for one in people}


def _title(card: ReportCard | None) -> str | None:
    return (card.particulars.title or card.given_id) if card else None


def _unread(connection: Reading, asked: QueueFilter, hidden: Veil) -> Iterator[QueueItem]:
    """What could not be read, where nothing is asked that only holds of a report."""
    of_reports = (asked.type, asked.report, asked.status) != (None, None, None) or asked.assigned not in {None, NOBODY}
    if of_reports or asked.kind not in {None, *_TAIL}:
        return
    for one in unread_items.unread(connection, hidden):
        kind: QuestionKind = "waiting" if one.waits else "unread"
        if asked.kind in {None, kind}:
            score = score_of(rank_of_unread(waits=one.waits))
            yield QueueItem(kind=kind, score=score, why=(one.reason,), ids=(), report=None, title=one.address)


_PLACE = re.compile(r"(\d+):([^:]*):([^:]*):(\w+)\Z")


def _place(question: Question) -> str:
    return f"{question.rank}:{question.item}:{question.other}:{question.kind}"


def _read(after: str | None) -> tuple[Place | None, int | None]:
    """A place in the order, or how many of what was not read were shown; raises UnknownItem."""
    if after is None:
        return None, None
    name, _, number = after.partition(":")
    if name == "unread" and number.isdecimal():
        return None, int(number)
    told = _PLACE.match(after)
    if not told:
        raise UnknownItem(f"`{after}` is no place in the queue: give what the page before named as its next.")
    return (int(told[1]), told[2], told[3], told[4]), None
