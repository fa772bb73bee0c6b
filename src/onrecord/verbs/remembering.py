"""A report, an act or a person to all that people did with it: who, what, when, why, and whether it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct

from onrecord.errors import UnknownItem
from onrecord.review.agreement import label
from onrecord.store import finding, past, second
from onrecord.store.accounts import seen_as
from onrecord.store.assigning import Assignment
from onrecord.store.collection import Collection, Reading
from onrecord.store.current import Decision, Numbered, slot_value, standing_in
from onrecord.store.filters import Filter
from onrecord.store.ids import tidied
from onrecord.store.judging import Judgement
from onrecord.store.veil import Veil, veil
from onrecord.verbs.linking.showing import known

__all__ = ["Entry", "history", "lately"]

_One = TypeVar("_One", bound=Numbered)


class Entry(Struct, frozen=True, kw_only=True):
    """Something that was done: when, by whom, what, on which item, why; `value` in words where one was given."""

    at: str
    who: str
    what: str
    on: str
    slot: str | None = None
    value: str | None = None
    because: str = ""
    id: str | None = None
    """By which it can be undone; None of what cannot."""
    stands: bool = True
    """Whether nothing later came in its place or took it back."""


def history(collection: Collection, id: str) -> list[Entry]:
    """All that was done with a report (and its acts), an act or a person, the first first. Raises UnknownItem.

    Protections are told to those who may see what they protect, second codings when they are finished; and to whom codes the
    report a second time, nothing before they have finished.
    """
    known, user = tidied(id), collection.user
    with collection.reading() as connection:
        hidden = veil(connection, user)
        report = _report_of(connection, known, user)
        if report and second.open_pass(connection, report, who=user):
            raise UnknownItem(f"Finish your own second coding of {report} first: it is to be blind to the others.")
        found = list(_entries(connection, known, report, hidden, user))
    return sorted((hidden.over(one) for one in found), key=attrgetter("at"))


def lately(collection: Collection, *, limit: int = 30) -> list[Entry]:
    """What people decided, judged of two and assigned last, the latest first; nothing of a report that the user codes a second time."""
    user = collection.user
    with collection.reading() as connection:
        hidden = veil(connection, user)
        kept_back = hidden.persons | hidden.reports | second.reports_under_way(connection, who=user)
        made = past.last_decisions(connection, limit)
        found = list(_decisions((one for one in made if one.report not in kept_back), "", "", whole=True))
        found += _assignments(past.last_assignments(connection, limit), kept_back)
        found += _judgements(known(connection, past.last_judgements(connection, limit), user), kept_back)
        told = sorted(found, key=attrgetter("at"))[: -limit - 1 : -1]
        return [hidden.over(one) for one in told]


def _entries(connection: Reading, id: str, report: str | None, hidden: Veil, user: str) -> Iterator[Entry]:
    whole = id == report
    if whole:
        for run in past.codings(connection, id):
            yield Entry(at=run.at, who=run.coder, what="coded", on=id, value=f"{run.version}, codebook {run.codebook}")
    if report:
        yield from _decisions(past.decisions_on(connection, report), id, "", whole=whole)
        for told in second.passes(connection, [report]):
            if told.state == "finished" or told.who == user:
                made = second.judgements_of(connection, told)
                yield from _decisions(made, id, "in a second coding: ", whole=whole)
                yield Entry(
                    at=told.at, who=told.who, what=f"second coding {told.state}", on=report, because=told.because
                )
    mine = seen_as(connection, user)
    for protection, stands in _with_standing(past.protections_on(connection, id)):
        if not mine.isdisjoint(protection.may_see) or (not protection.may_see and id not in hidden.persons):
            lifted = "protection lifted" if protection.supersedes else "judged to need no protection"
            what = f"protected: {protection.reason}" if protection.reason else lifted
            yield Entry(
                at=protection.at, who=protection.who, what=what, on=id, because=protection.because, stands=stands
            )
    yield from _pairs(connection, id, hidden, user)


def _pairs(connection: Reading, id: str, hidden: Veil, user: str) -> Iterator[Entry]:
    """What was assigned, and what was judged of two."""
    kept_back = hidden.persons | hidden.reports
    yield from _assignments(past.assignments_on(connection, id), kept_back)
    yield from _judgements(known(connection, past.judgements_on(connection, id), user), kept_back)


def _assignments(told: Iterable[Assignment], kept_back: frozenset[str]) -> Iterator[Entry]:
    for given, stands in _with_standing(told):
        if not {given.subject, given.other} & kept_back:
            task = "for a second coding " if given.task == "second" else ""
            what = f"assigned {task}to {given.user}" if given.user else "assignment taken back"
            on = " ".join(filter(None, (given.subject, given.other)))
            yield Entry(at=given.at, who=given.who, what=what, on=on, because=given.because, stands=stands)


def _judgements(told: Iterable[Judgement], kept_back: frozenset[str]) -> Iterator[Entry]:
    for one, stands in _with_standing(told):
        if not {one.left, one.right} & kept_back:
            what = "judgement undone" if one.verdict == "undo" else f"judged {one.verdict}"
            on = f"{one.left} {one.right}"
            yield Entry(at=one.at, who=one.who, what=what, on=on, because=one.because, id=one.id, stands=stands)


def _decisions(told: Iterable[Decision], id: str, where: str, *, whole: bool) -> Iterator[Entry]:
    for one, stands in _with_standing(told):
        if whole or one.act == id:
            yield Entry(
                at=one.at,
                who=one.who,
                what=where + _WHAT[one.verdict],
                on=one.act,
                slot=one.slot,
                value=label(one.slot, slot_value(one.slot, one.value)) if one.slot and one.value else None,
                because=one.because,
                id=one.id,
                stands=stands,
            )


def _with_standing(told: Iterable[_One]) -> Iterator[tuple[_One, bool]]:
    every = list(told)
    standing = {one.id for one in standing_in(every)}
    yield from ((one, one.id in standing) for one in every)


def _report_of(connection: Reading, id: str, user: str) -> str | None:
    """The report of an act, or the report itself; None of a person, who is not of one alone. Raises UnknownItem."""
    if id.startswith("R-"):
        return finding.report(connection, id, user=user).id
    if id.startswith("A-"):
        return finding.act(connection, id, user=user).report
    if not any(finding.find_persons(connection, Filter(), user=user, ids={id})):
        raise UnknownItem(f"There is no report, act or person {id} here: `onrecord show` lists them.")
    return None


_WHAT = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "add": "act added",
    "unsure": "marked unsure",
    "undo": "undone",
}
