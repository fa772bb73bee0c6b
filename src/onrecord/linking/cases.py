"""What happened to one person, in order, to their case: the last known status, what was superseded, gaps, and how stale it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.dates import bounds, describe, is_valid, overlap
from onrecord.model import Penalty, Realis

State: TypeAlias = Literal[
    "held", "serving a sentence", "free", "missing", "dead", "deported", "not told", "not certain"
]

_STATES: dict[str, State] = {
    "arrest": "held",
    "custody": "held",
    "abduction": "missing",
    "release": "free",
    "killing": "dead",
    "deportation": "deported",
}
_BEFORE = {
    "trial": ("charge", "arrest", "custody"),
    "conviction": ("trial", "charge"),
    "sentence": ("trial", "conviction", "charge"),
    "sentence_change": ("sentence", "conviction"),
    "release": ("arrest", "custody", "abduction", "sentence"),
}
"""What must have gone before, some of it."""
_ORDER = "abduction arrest questioning search charge custody trial conviction sentence sentence_change acquittal release deportation".split()
"""The usual order of what is told for one day."""
_MAY_COME_FIRST = frozenset({"release", "acquittal"})
"""What an arrest may follow as well as go before."""
_HOLDS = frozenset({"arrest", "custody", "abduction"})
STALE_DAYS = 180


class Step(Struct, frozen=True, kw_only=True):
    """One happening of a case."""

    happening: str
    type: str
    date: str | None = None
    subtype: str | None = None
    realis: Realis = "actual"
    penalties: tuple[Penalty, ...] = ()
    published: str | None = None
    """When it was last told."""


class Superseded(Struct, frozen=True):
    """A term that a later happening took the place of."""

    happening: str
    by: str
    words: str


class Status(Struct, frozen=True):
    """The last known status as of a day."""

    state: State
    as_of: str
    since: str | None
    """EDTF: the date of the happening that tells it."""
    happening: str | None
    penalty: Penalty | None
    """The term or fine in force, later changes included."""
    days_old: int | None
    """Days from that happening to `as_of`."""
    either: tuple[State, ...] = ()
    """Where it is not certain: the states of which the dates leave open which came last."""

    @property
    def is_stale(self) -> bool:
        """Whether so much time has passed that it may have changed unseen; the dead stay dead."""
        return self.state not in {"dead", "not certain"} and (self.days_old is None or self.days_old > STALE_DAYS)

    @property
    def words(self) -> str:
        """One line for a reader."""
        if self.either:
            return f"{self.state} as of {self.as_of}: {' or '.join(self.either)}, the dates leave open which came last"
        since = f", last told of {describe(self.since)}" if self.since else ""
        return f"{self.state} as of {self.as_of}{since}" + (" (not told of since)" if self.is_stale else "")


class Case(Struct, frozen=True):
    """What happened to one person. Steps without a date stand at the end and change no status."""

    steps: tuple[Step, ...]
    status: Status
    superseded: tuple[Superseded, ...]
    gaps: tuple[str, ...]


def case(steps: Iterable[Step], *, as_of: str) -> Case:
    """The case of one person as of a day (ISO 8601): later happenings are left out."""
    day = date.fromisoformat(as_of)
    ordered = tuple(_in_usual_order(sorted((one for one in steps if _is_known(one, day)), key=_place_in_order)))
    happened = [one for one in ordered if one.realis == "actual" and one.date]
    return Case(ordered, _status(happened, day), tuple(_superseded(happened)), tuple(_gaps(happened)))


def _is_known(step: Step, day: date) -> bool:
    if step.date and not is_valid(step.date):
        return False
    low = bounds(step.date)[0] if step.date else None
    return low is None or low <= day


def _place_in_order(step: Step) -> tuple[bool, date, int, str]:
    """By the last day on which it may have happened."""
    low, high = bounds(step.date) if step.date else (None, None)
    return step.date is None, high or low or date.max, _rank(step), step.happening


def _rank(step: Step) -> int:
    return _ORDER.index(step.type) if step.type in _ORDER else len(_ORDER)


def _in_usual_order(steps: Sequence[Step]) -> list[Step]:
    """The steps with those told loosely moved before what usually follows them, as far as the dates leave it open."""
    ordered: list[Step] = []
    for step in steps:
        at = len(ordered)
        while at and _may_come_before(step, ordered[at - 1]):
            at -= 1
        ordered.insert(at, step)
    return ordered


def _may_come_before(step: Step, other: Step) -> bool:
    dated = step.date is not None and other.date is not None and overlap(step.date, other.date)
    return dated and _rank(step) < _rank(other)


def _status(happened: Sequence[Step], day: date) -> Status:
    state: State = "not told"
    teller: Step | None = None
    for one in happened:
        if told := _state(one, state):
            state, teller = told, one
        if state == "dead":
            break
    penalty = _in_force(happened)
    if others := _as_late(happened, teller, state):
        return Status("not certain", day.isoformat(), None, None, penalty, None, either=(state, *others))
    low, high = bounds(teller.date) if teller and teller.date else (None, None)
    known = min(high or day, day) if high or low else None
    return Status(
        state=state,
        as_of=day.isoformat(),
        since=teller.date if teller else None,
        happening=teller.happening if teller else None,
        penalty=penalty if state not in {"free", "dead"} else None,
        days_old=(day - known).days if known else None,
    )


def _as_late(happened: Sequence[Step], teller: Step | None, state: State) -> list[State]:
    """Other states that were told for days within those that the last one is told for: it may have come before them.

    "Released in 2021" and "arrested on 19 September 2021" leave open whether somebody is free. What usually follows the
    other, such as a sentence an arrest, is taken to have followed it.
    """
    if teller is None or teller.type not in _MAY_COME_FIRST or not teller.date:
        return []
    low, high = bounds(teller.date)
    if low == high:
        return []
    told = [(one, bounds(one.date or "")) for one in happened if one is not teller and (one.type in _HOLDS)]
    within = [
        one
        for one, (first, last) in told
        if (not low or (first and first > low)) and (not high or (last and last < high))
    ]
    return list(dict.fromkeys(_STATES[one.type] for one in within if _STATES[one.type] != state))


def _state(step: Step, before: State) -> State | None:
    """The state after a step; None where it leaves it as it was."""
    if step.type in {"sentence", "sentence_change"}:
        return _state_by_sentence(step, before)
    if step.type == "acquittal":
        return "free" if before in {"held", "serving a sentence", "not told"} else None
    if step.type == "custody" and before == "serving a sentence":
        return "serving a sentence"
    return _STATES.get(step.type)


def _state_by_sentence(step: Step, before: State) -> State | None:
    if step.type == "sentence_change" and step.subtype == "overturned":
        return "held" if before == "serving a sentence" else None
    if any(_is_prison(one) for one in step.penalties):
        return "serving a sentence"
    if any(one.suspended or one.kind == "suspended" for one in step.penalties):
        return "free"
    return None


def _is_prison(penalty: Penalty) -> bool:
    if penalty.suspended or penalty.kind in {"suspended", "fine"}:
        return False
    return penalty.kind in {"prison", "life", "death"} or penalty.term is not None


def _in_force(happened: Sequence[Step]) -> Penalty | None:
    told = [one for one in happened if one.type in {"sentence", "sentence_change", "fine", "acquittal"}]
    penalty: Penalty | None = None
    for one in told:
        if one.type == "acquittal" or one.subtype == "overturned":
            penalty = None
        elif one.penalties:
            penalty = one.penalties[0]
    return penalty


def _superseded(happened: Sequence[Step]) -> Iterator[Superseded]:
    """Each penalty that a changed or later sentence took the place of; an upheld one stands."""
    told = [one for one in happened if one.type in {"sentence", "sentence_change"} and one.subtype != "upheld"]
    for before, after in pairwise(told):
        if after.type == "sentence_change" and before.penalties:
            words = f"{_words(before.penalties[0])}, then {_words(after.penalties[0]) if after.penalties else after.subtype or 'changed'}"
            yield Superseded(before.happening, after.happening, words)


def _words(penalty: Penalty) -> str:
    amount = f"{penalty.amount:g} {penalty.currency or ''}".strip() if penalty.amount is not None else None
    return " ".join(part for part in (penalty.kind, penalty.term, amount) if part)


def _gaps(happened: Sequence[Step]) -> Iterator[str]:
    """What must have happened and is not told, in words."""
    for n, one in enumerate(happened):
        before = happened[:n]
        needed = _BEFORE.get(one.type, ())
        if needed and not any(other.type in needed for other in before):
            yield f"{_called(one)}: nothing is told of {_either(needed)} before"
        if one.type == "arrest" and _was_held(before):
            yield f"{_called(one)}: nothing is told of a release since {_called(before[-1])}"


def _was_held(before: Sequence[Step]) -> bool:
    """Whether the last arrest or sentence, not that of the same chain's day, was followed by no release."""
    states = [state for one in before if (state := _state(one, "not told"))]
    return bool(states) and states[-1] == "serving a sentence"


def _called(step: Step) -> str:
    return f"{step.type.replace('_', ' ')} ({describe(step.date)})" if step.date else step.type.replace("_", " ")


def _either(types: Sequence[str]) -> str:
    return " or ".join(types)
