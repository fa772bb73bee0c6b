"""Acts of reports, and what people decide over them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.errors import BadRequest, Clash
from onrecord.model import Span
from onrecord.store.current import Decision
from onrecord.verbs import deciding, opening
from onrecord.verbs.opening import OpenAct, Opened
from onrecord.web.asking import Asked

Judged: TypeAlias = Literal["accept", "correct", "reject", "unsure"]
_USUAL = "read in the text"


class Judging(Struct, frozen=True, kw_only=True):
    """A judgement to be made of an act, or of one of its slots."""

    act: str
    verdict: Judged
    slot: str | None = None
    value: str | None = None
    """As one types it; needed to correct."""
    words: Span | None = None
    """The words of the report that tell a corrected value, in code points."""
    because: str = _USUAL
    seen: int | None = None
    """The number of the last decision that the one who judges has seen; without it nobody else's is looked out for."""


class Adding(Struct, frozen=True, kw_only=True):
    """An act to be added, and the words of the report that tell it, in code points."""

    report: str
    type: str
    words: Span
    because: str = _USUAL


class Undoing(Struct, frozen=True, kw_only=True):
    """A decision to be taken back."""

    decision: str
    because: str = "changed my mind"


class Pointing(Struct, frozen=True, kw_only=True):
    """Words of a report that tell a value of a slot."""

    slot: str
    words: Span


class Proposal(Struct, frozen=True):
    """What one would type for these words; empty where only a person can say."""

    typed: str


class State(Struct, frozen=True):
    """How far a report has been judged: the number of the last decision over it."""

    number: int


def report(asked: Asked) -> Opened:
    """A report with its acts, slot by slot, and its persons."""
    return opening.report(asked.records, asked.path["id"])


def state(asked: Asked) -> State:
    """Whether anything was decided over a report since."""
    return State(opening.last_decision(asked.records, asked.path["id"]))


def act(asked: Asked) -> OpenAct:
    """One act as it stands."""
    return opening.act(asked.records, asked.path["id"])


def history(asked: Asked) -> tuple[Decision, ...]:
    """Every decision on an act, those undone and superseded too."""
    return opening.history(asked.records, asked.path["id"])


def decide(asked: Asked) -> Decision:
    """Accepts, corrects or rejects an act or a slot of it, or says that one cannot tell. 409 when somebody else judged it meanwhile."""
    told = asked.told(Judging)
    _unless_judged(asked, told)
    because = told.because.strip() or _USUAL
    if told.verdict != "correct":
        judge = {"accept": deciding.accept, "reject": deciding.reject, "unsure": deciding.unsure}[told.verdict]
        return judge(asked.records, told.act, told.slot, because=because)
    if told.slot is None or told.value is None:
        raise BadRequest("To correct, give a slot and its value.")
    return deciding.correct(asked.records, told.act, told.slot, told.value, because=because, words=told.words)


def add(asked: Asked) -> Decision:
    """Adds an act that nobody found."""
    told = asked.told(Adding)
    return deciding.add_act_at(asked.records, told.report, told.type, told.words, because=told.because or _USUAL)


def undo(asked: Asked) -> Decision:
    """Takes a decision back; what stood before it stands again."""
    told = asked.told(Undoing)
    return deciding.undo(asked.records, told.decision, because=told.because)


def point(asked: Asked) -> Proposal:
    """What one would type in a slot for words of a report."""
    told = asked.told(Pointing)
    return Proposal(opening.pointed(asked.records, asked.path["id"], told.slot, told.words))


def _unless_judged(asked: Asked, told: Judging) -> None:
    """Raises Clash when somebody else judged the same slot after what the one who judges has seen."""
    if told.seen is None:
        return
    for one in reversed(opening.history(asked.records, told.act)):
        if one.number > told.seen and one.slot == told.slot and one.who != asked.visitor.user:
            raise Clash(f"{one.who} judged this meanwhile; nothing of yours was kept yet.", one)
