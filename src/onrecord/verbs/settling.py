"""Second codings that are finished to where they differ from what stands, and to a decision on each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct

from onrecord.analysis import wording
from onrecord.analysis.evidence import in_words
from onrecord.errors import UnknownItem
from onrecord.review.agreement import Side, added_alike, compared
from onrecord.store import deciding, finding, loading
from onrecord.store import second as passes
from onrecord.store.collection import Collection, Reading
from onrecord.store.current import CurrentAct, Decision
from onrecord.store.second import SecondCoding

__all__ = ["Difference", "Take", "differences", "settle"]

Take: TypeAlias = Literal["first", "second"]
"""What stands, or what the second coder says."""


class Difference(Struct, frozen=True, kw_only=True):
    """Where a second coder judged otherwise: the act, the slot (None: whether it is told at all), and both values.

    The values are written so that two that are the same are written the same; `first_told` and `second_told` are in words.
    """

    act: str
    type: str
    slot: str | None
    first: str
    second: str
    first_by: str
    """Who decided what stands, or `coder` where nobody did."""
    second_by: str
    first_told: str
    second_told: str
    settled_by: str | None = None
    """Who judged it after the second coding was finished, where that left the two different."""
    by_hand: bool = False
    """Whether the act is not among those that stand: to take the first side, nothing has to be decided."""


class _Apart(Struct, frozen=True):
    """A difference with what lies behind it; `late` are the decisions made after the second coding was finished."""

    told: SecondCoding
    late: frozenset[str]
    slot: str | None
    sides: tuple[Side, Side]
    first: CurrentAct | None
    second: CurrentAct | None

    @property
    def act(self) -> CurrentAct:
        """The act, as whoever tells it does."""
        known = self.first or self.second
        assert known is not None, "one of the two tells it"
        return known


def differences(collection: Collection, report: str) -> list[Difference]:
    """Where finished second codings of a report differ from what stands now. Raises UnknownItem.

    Nobody whose own pass over the report is under way may ask.
    """
    user = collection.user
    with collection.reading() as connection:
        kept = finding.report(connection, report, user=user)
        outlet = wording.outlet(kept.report.particulars)
        found = [_difference(one, outlet) for one in _apart(connection, kept.id, user)]
        return [finding.seen_by(connection, one, user=user) for one in found]


def settle(
    collection: Collection, report: str, act: str, slot: str | None, take: Take, *, by: str, because: str
) -> Decision:
    """Makes one side of a difference (from the second coding of `by`) a decision that stands. Raises UnknownItem."""
    with collection.writing() as connection:
        known = finding.report(connection, report, user=collection.user).id
        for one in _apart(connection, known, collection.user):
            if (one.act.id, one.slot, one.told.who) == (act, slot, by):
                told = {"because": because, "who": collection.user}
                return _take_first(connection, one, told) if take == "first" else _take_second(connection, one, told)
    what = f"{slot} of {act}" if slot else act
    raise UnknownItem(f"The second coding of {by} does not differ in {what} from what stands: look at {known} anew.")


def _take_first(connection: Any, one: _Apart, told: dict[str, str]) -> Decision:
    if one.first is None:
        raise UnknownItem(f"{one.act.id} is not among the acts that stand: there is nothing to decide to leave it out.")
    verdict: Literal["accept", "reject"] = "reject" if one.first.status == "rejected" else "accept"
    return deciding.decide(connection, one.first.id, verdict, slot=one.slot, value=None, **told)


def _take_second(connection: Any, one: _Apart, told: dict[str, str]) -> Decision:
    if one.first is None:
        return deciding.add_act(connection, one.told.report, one.act.act, **told)
    if one.second is None or one.slot is None:
        verdict: Literal["accept", "reject"] = "accept" if one.first.status == "rejected" else "reject"
        return deciding.decide(connection, one.first.id, verdict, slot=None, value=None, **told)
    value = msgspec.json.encode(getattr(one.second.act, one.slot)).decode()
    own = (made.words for made in one.second.decisions if made.slot == one.slot)
    return deciding.decide(
        connection, one.first.id, "correct", slot=one.slot, value=value, words=next(own, None), **told
    )


def _apart(connection: Reading, report: str, user: str) -> Iterator[_Apart]:
    if passes.open_pass(connection, report, who=user):
        raise UnknownItem(f"Finish your own second coding of {report} first: it is to be blind to the others.")
    first = loading.acts_of(connection, [report])[report]
    for told in passes.passes(connection, [report]):
        if told.state == "finished":
            second = added_alike(first, passes.acts_of(connection, told))
            late = passes.decided_since(connection, told)
            ours, theirs = ({one.id: one for one in side} for side in (first, second))
            for act, slot, *sides in compared(first, second):
                yield _Apart(told, late, slot, (sides[0], sides[1]), ours.get(act.id), theirs.get(act.id))


def _difference(one: _Apart, outlet: str | None) -> Difference:
    first, second = one.sides
    return Difference(
        act=one.act.id,
        type=one.act.act.type,
        slot=one.slot,
        first=first.label,
        second=second.label,
        first_by=first.who or "coder",
        second_by=one.told.who,
        first_told=_in_words(one.first, one.slot, first, outlet),
        second_told=_in_words(one.second, one.slot, second, outlet),
        settled_by=_settled(one),
        by_hand=one.first is None,
    )


def _in_words(act: CurrentAct | None, slot: str | None, side: Side, outlet: str | None) -> str:
    return in_words(act.act, outlet)[slot] if act and slot else side.label


def _settled(one: _Apart) -> str | None:
    """Who judged the same after the second coding was finished."""
    made = one.first.decisions if one.first else ()
    late = [each for each in made if each.slot in {one.slot, None} and each.id in one.late]
    return late[-1].who if late else None
