"""A report to what a second coder judges of it without seeing what others decided.

What is judged here changes nothing that is shown. A pass is begun by whoever codes, each act is judged, and the pass is finished;
only then does anybody see where it differs from what was decided (`settling`).
"""

from __future__ import annotations

from onrecord.errors import UnknownItem
from onrecord.model import Span
from onrecord.review.drawing import is_drawn
from onrecord.store import assigning, finding
from onrecord.store import second as passes
from onrecord.store.collection import Collection, Reading
from onrecord.store.current import CurrentAct, Decision, Verdict
from onrecord.store.ids import tidied
from onrecord.store.kept import KeptAct, kept_act
from onrecord.store.second import SecondCoding
from onrecord.verbs import typed as typed_words

__all__ = [
    "accept", "acts", "add_act", "add_act_at", "begin", "correct", "draw", "finish", "give_up", "own", "passes_over", "reject", "undo", "unsure", "why_not",
]  # fmt: skip


def draw(collection: Collection, share: float) -> list[str]:
    """The reports that a share (0 to 1) draws for second coding: always the same for the same share, and all of a smaller one."""
    if not 0 < share <= 1:
        raise UnknownItem(f"{share} is no share: write a number above 0 and up to 1, such as 0.1.")
    with collection.reading() as connection:
        cards = finding.find_reports(connection, user=collection.user)
        return [card.id for card in cards if card.acts and is_drawn(card.id, share)]


def begin(collection: Collection, report: str, *, because: str = "second coding") -> SecondCoding:
    """A pass of the user over a report that they have not judged yet. Raises UnknownItem."""
    with collection.writing() as connection:
        known = finding.report(connection, report, user=collection.user).id
        return passes.begin(connection, known, because=because, who=collection.user)


def own(collection: Collection, report: str) -> SecondCoding | None:
    """The pass over a report that the user has begun and not ended: as long, they should be shown nothing that others decided."""
    with collection.reading() as connection:
        return passes.open_pass(connection, tidied(report), who=collection.user)


def why_not(collection: Collection, report: str) -> str | None:
    """Why the user may not begin a pass over a report; None where they may. Raises UnknownItem."""
    with collection.reading() as connection:
        known = finding.report(connection, report, user=collection.user).id
        return passes.why_not(connection, known, who=collection.user)


def passes_over(collection: Collection, report: str) -> list[SecondCoding]:
    """All passes over a report, each in its last state. Raises UnknownItem."""
    with collection.reading() as connection:
        return passes.passes(connection, [finding.report(connection, report, user=collection.user).id])


def acts(collection: Collection, report: str) -> list[KeptAct]:
    """The acts as the second coder sees them: as coded, with their own judgements alone. Raises UnknownItem."""
    user = collection.user
    with collection.reading() as connection:
        told = _open(connection, report, user)
        found = passes.acts_of(connection, told)
        return [finding.seen_by(connection, kept_act(one, told.report), user=user) for one in found]


def accept(collection: Collection, act: str, slot: str | None = None, *, because: str = "") -> Decision:
    """The act, or one slot of it, is right as coded. Raises UnknownItem."""
    return _judge(collection, act, "accept", slot, because)


def reject(collection: Collection, act: str, slot: str | None = None, *, because: str = "") -> Decision:
    """The act is none, or the value of one slot is wrong and nothing takes its place. Raises UnknownItem."""
    return _judge(collection, act, "reject", slot, because)


def unsure(collection: Collection, act: str, slot: str | None = None, *, because: str = "") -> Decision:
    """Who looked cannot tell; the act, or the slot, is then left out of the comparison. Raises UnknownItem."""
    return _judge(collection, act, "unsure", slot, because)


def correct(
    collection: Collection, act: str, slot: str, typed: str, *, because: str = "", words: Span | None = None
) -> Decision:
    """Another value in one slot, written as `review.values` reads it; the same that stands is accepted. Raises UnknownItem."""
    user = collection.user
    with collection.writing() as connection:
        told, one = _act(connection, act, user)
        verdict, value = typed_words.read(connection, kept_act(one, told.report), slot, typed, user)
        spans = typed_words.within(connection, told.report, words)
        return passes.judge(connection, told, one, verdict, slot=slot, value=value, words=spans, because=because)


def add_act(collection: Collection, report: str, type: str, quote: str, *, because: str = "") -> Decision:
    """An act of `type` that was missed; `quote` are words of the report. Raises UnknownItem."""
    with collection.reading() as connection:
        kept = finding.report(connection, report, user=collection.user)
    start = typed_words.only(kept.report.text, quote)
    return add_act_at(collection, kept.id, type, Span(start, start + len(quote)), because=because)


def add_act_at(collection: Collection, report: str, type: str, words: Span, *, because: str = "") -> Decision:
    """An act of `type` that was missed and that these words of the report tell. Raises UnknownItem."""
    user = collection.user
    with collection.writing() as connection:
        told = _open(connection, report, user)
        typed_words.within(connection, told.report, words)
        kept = finding.report(connection, told.report, user=user)
        return passes.add_act(connection, told, typed_words.act_at(kept.report, type, words), because=because)


def undo(collection: Collection, report: str, judgement: str, *, because: str = "") -> Decision:
    """Takes a judgement of the user's pass over a report back. Raises UnknownItem."""
    with collection.writing() as connection:
        return passes.undo(connection, _open(connection, report, collection.user), judgement, because=because)


def finish(collection: Collection, report: str, *, because: str = "each act was judged") -> SecondCoding:
    """The end of a pass in which each act was judged, and of what was assigned for it. Raises UnknownItem, with acts that were not."""
    with collection.writing() as connection:
        told = _open(connection, report, collection.user)
        left = [one.id for one in passes.acts_of(connection, told) if not one.decisions]
        if left:
            raise UnknownItem(f"Not judged yet: {', '.join(left)}. Judge them, then finish.")
        given = assigning.standing(connection, user=told.who, subjects=[told.report])
        if any(one.task == "second" for one in given):
            why = "the second coding is finished"
            assigning.assign(connection, told.report, None, None, task="second", because=why, who=told.who)
        return passes.end(connection, told, "finished", because=because)


def give_up(collection: Collection, report: str, *, because: str) -> SecondCoding:
    """The end of a pass that is compared with nothing. Raises UnknownItem."""
    with collection.writing() as connection:
        return passes.end(connection, _open(connection, report, collection.user), "given up", because=because)


def _judge(collection: Collection, act: str, verdict: Verdict, slot: str | None, because: str) -> Decision:
    typed_words.check_slot(slot, emptied=verdict == "reject")
    with collection.writing() as connection:
        told, one = _act(connection, act, collection.user)
        return passes.judge(connection, told, one, verdict, slot=slot, because=because)


def _open(connection: Reading, report: str, user: str) -> SecondCoding:
    known = finding.report(connection, report, user=user).id
    told = passes.open_pass(connection, known, who=user)
    if told is None:
        raise UnknownItem(
            f"You have no second coding of {known} under way: begin with `onrecord second begin {known}`."
        )
    return told


def _act(connection: Reading, act: str, user: str) -> tuple[SecondCoding, CurrentAct]:
    known = tidied(act)
    report = passes.report_of(connection, known)
    if report is None:
        raise UnknownItem(f"There is no act {known} here: `onrecord second acts REPORT` lists those of a report.")
    told = _open(connection, report, user)
    one = next((one for one in passes.acts_of(connection, told) if one.id == known), None)
    if one is None:
        raise UnknownItem(f"{known} is no act of your second coding of {report}.")
    return told, one
