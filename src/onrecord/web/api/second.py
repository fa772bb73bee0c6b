"""Reports coded a second time, blind to what others decided, and where the two codings differ."""

from __future__ import annotations

from msgspec import Struct

from onrecord.errors import BadRequest, UnknownItem
from onrecord.store.current import Decision
from onrecord.store.second import SecondCoding
from onrecord.verbs import opening, second, second_tasks, settling
from onrecord.verbs.opening import Opened
from onrecord.verbs.second_tasks import SecondTasks
from onrecord.verbs.settling import Difference, Take
from onrecord.web.api.acts import Adding, Judging, Undoing
from onrecord.web.asking import Asked

COMPARED = "compared after the second coding"


class Ending(Struct, frozen=True, kw_only=True):
    """Why a second coding is ended."""

    because: str = ""


class Settling(Struct, frozen=True, kw_only=True):
    """Which side of a difference is to stand: what does (`first`), or what the second coder `by` says."""

    act: str
    take: Take
    by: str
    slot: str | None = None
    because: str = COMPARED


def tasks(asked: Asked) -> SecondTasks:
    """What there is to code a second time; `share` draws reports."""
    return second_tasks.tasks(asked.records, share=share(asked))


def share(asked: Asked) -> float | None:
    """The share that is to be drawn, as 0.1 or in percent. Raises BadRequest."""
    told = asked.query.get("share")
    if told is None:
        return None
    try:
        return float(told.removesuffix("%")) / (100 if told.endswith("%") else 1)
    except ValueError:
        raise BadRequest(f"`{told}` is no share: write 0.1 or 10%.") from None


def opened(asked: Asked) -> Opened:
    """The report with its acts as the second coder sees them. Raises UnknownItem where no second coding is under way."""
    report = asked.path["report"]
    if second.own(asked.records, report) is None:
        raise UnknownItem(f"You have no second coding of {report} under way: begin it first.")
    return opening.report(asked.records, report)


def begin(asked: Asked) -> SecondCoding:
    """Begins a second coding of a report that one has not judged yet."""
    return second.begin(asked.records, asked.path["report"])


def finish(asked: Asked) -> SecondCoding:
    """Ends a second coding in which each act was judged."""
    told = asked.told(Ending)
    return second.finish(asked.records, asked.path["report"], **({"because": told.because} if told.because else {}))


def give_up(asked: Asked) -> SecondCoding:
    """Ends a second coding that is to be compared with nothing."""
    told = asked.told(Ending)
    if not told.because.strip():
        raise BadRequest("Say why the second coding is given up.")
    return second.give_up(asked.records, asked.path["report"], because=told.because)


def decide(asked: Asked) -> Decision:
    """A judgement of the second coder's on an act, or on one slot of it."""
    told = asked.told(Judging)
    if told.verdict != "correct":
        judge = {"accept": second.accept, "reject": second.reject, "unsure": second.unsure}[told.verdict]
        return judge(asked.records, told.act, told.slot, because=told.because)
    if told.slot is None or told.value is None:
        raise BadRequest("To correct, give a slot and its value.")
    return second.correct(asked.records, told.act, told.slot, told.value, because=told.because, words=told.words)


def add(asked: Asked) -> Decision:
    """An act that was missed, as the second coder sees it."""
    told = asked.told(Adding)
    return second.add_act_at(asked.records, asked.path["report"], told.type, told.words, because=told.because)


def undo(asked: Asked) -> Decision:
    """Takes a judgement of the second coder's back."""
    told = asked.told(Undoing)
    return second.undo(asked.records, asked.path["report"], told.decision, because=told.because)


def differences(asked: Asked) -> list[Difference]:
    """Where finished second codings differ from what stands."""
    return settling.differences(asked.records, asked.path["report"])


def settle(asked: Asked) -> Decision:
    """One side of a difference becomes a decision that stands."""
    told = asked.told(Settling)
    because = told.because.strip() or COMPARED
    return settling.settle(
        asked.records, asked.path["report"], told.act, told.slot, told.take, by=told.by, because=because
    )
