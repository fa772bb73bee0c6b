"""Codings and decisions to the acts as they stand, without a database."""

from __future__ import annotations

from itertools import count
from typing import Any

import msgspec
import pytest

from onrecord.model import Act, Evidence, Participant, Span
from onrecord.store.current import CodedAct, CurrentAct, Decision, Verdict, current, standing

ARREST = Act(
    id="A-1",
    type="arrest",
    mentions=(Span(5, 9),),
    sentences=(),
    date="2023-03-16",
    date_text="on Thursday",
    affected=(Participant(name="Ida Lund", kind="person"),),
    evidence={"date": (Evidence(20, 31, "weekday", 0.7),), "type": (Evidence(5, 9, "cue", 0.9),)},
)
NUMBERS = count(1)


def decided(verdict: Verdict, slot: str | None = None, value: Any = None, *, over: Decision | None = None) -> Decision:
    number = next(NUMBERS)
    return Decision(
        id=f"D-{number}",
        number=number,
        at="2024-01-01T00:00:00Z",
        who="anna",
        verdict=verdict,
        report="R-1",
        act="A-1",
        text_sha256="0",
        type="arrest",
        start=5,
        end=9,
        slot=slot,
        value=msgspec.json.encode(value).decode(),
        because="she knows",
        supersedes=over.id if over else None,
    )


def after(*decisions: Decision, act: Act = ARREST) -> CurrentAct:
    [one] = current([CodedAct("A-1", 1, act)], decisions)
    return one


def test_what_nobody_judged_is_as_coded() -> None:
    """Without decisions the coder's word stands."""
    assert after() == CurrentAct(id="A-1", run=1, act=ARREST, status="coded")


def test_a_corrected_date_loses_the_words_of_the_old_one() -> None:
    """A value that a person gave does not rest on the words that a rule took; other slots keep theirs."""
    one = after(decided("correct", "date", "2023-03-09"))
    assert (one.act.date, one.act.date_text, one.status) == ("2023-03-09", None, "corrected")
    assert set(one.act.evidence) == {"type"}


def test_a_rejected_value_leaves_the_slot_empty() -> None:
    """Not knowing is a value: what is wrong and not replaced is not told."""
    assert after(decided("reject", "affected")).act.affected == ()
    assert after(decided("reject", "date")).act.date is None


def test_a_rejected_act_is_marked() -> None:
    """It stays, as rejected, whatever was corrected in it."""
    assert after(decided("correct", "date", "2023"), decided("reject")).status == "rejected"


def test_undoing_brings_back_what_was_there() -> None:
    """Undoing the second correction brings back the first; undoing the undoing the second."""
    first = decided("correct", "date", "2023")
    second = decided("correct", "date", "2024", over=first)
    undo = decided("undo", over=second)
    again = decided("undo", over=undo)
    assert after(first, second).act.date == "2024"
    assert after(first, second, undo).act.date == "2023"
    assert after(first, second, undo, again).act.date == "2024"
    assert standing([first, second, undo]) == [first]


def test_what_is_replaced_twice_does_not_stand_again() -> None:
    """Neither the first nor the second of three; the third taken back, the second stands, and not the first."""
    first = decided("reject")
    second = decided("unsure", over=first)
    third = decided("accept", None, ARREST, over=second)
    assert standing([first, second, third]) == [third]
    assert after(first, second, third).status == "accepted"
    undo = decided("undo", over=third)
    assert standing([first, second, third, undo]) == [second]
    fourth = decided("accept", None, ARREST, over=second)
    assert standing([first, second, third, undo, fourth]) == [fourth]


def test_what_was_accepted_stays_when_a_newer_coding_differs() -> None:
    """A reviewed act keeps its reviewed values; one not reviewed follows the newer coding."""
    accept = decided("accept", None, ARREST)
    newer = CodedAct("A-1", 2, msgspec.structs.replace(ARREST, date="1999", affected=()))
    [one] = current([CodedAct("A-1", 1, ARREST), newer], [accept])
    assert (one.act, one.status, one.run) == (ARREST, "accepted", 2)
    [one] = current([CodedAct("A-1", 1, ARREST), newer], [])
    assert one.act.date == "1999"


def test_an_accepted_value_stays_while_others_follow() -> None:
    """A judgement of one slot holds that slot only."""
    accept = decided("accept", "date", "2023-03-16")
    newer = CodedAct("A-1", 2, msgspec.structs.replace(ARREST, date="1999", affected=()))
    [one] = current([CodedAct("A-1", 1, ARREST), newer], [accept])
    assert (one.act.date, one.act.affected, one.status) == ("2023-03-16", (), "coded")


@pytest.mark.parametrize(("judged", "left"), [(True, [("A-1", False), ("A-2", True)]), (False, [("A-2", True)])])
def test_what_is_no_longer_found_stays_if_it_was_judged(judged: bool, left: list[tuple[str, bool]]) -> None:  # noqa: FBT001
    """A newer coding that does not find an act takes it away only if no person has judged it."""
    other = msgspec.structs.replace(ARREST, id="A-2", mentions=(Span(50, 60),))
    decisions = [decided("correct", "date", "2023")] if judged else []
    found = current([CodedAct("A-1", 1, ARREST), CodedAct("A-2", 2, other)], decisions)
    assert [(one.id, one.found) for one in found] == left


def test_an_added_act_stands_among_the_others() -> None:
    """An act that a person added is in its place in the text, and can be corrected and rejected like another."""
    added = msgspec.structs.replace(ARREST, mentions=(Span(1, 2),), evidence={})
    add = msgspec.structs.replace(decided("add", None, added), act="A-9")
    fix = msgspec.structs.replace(decided("correct", "date", "2020"), act="A-9")
    found = current([CodedAct("A-1", 1, ARREST)], [add, fix])
    assert [(one.id, one.status, one.act.date) for one in found] == [
        ("A-9", "added", "2020"),
        ("A-1", "coded", "2023-03-16"),
    ]
    drop = msgspec.structs.replace(decided("reject"), act="A-9")
    assert current([], [add, fix, drop])[0].status == "rejected"
