"""What most needs a person, who is to look at it, and what people did: the queue, assignments, agreement, errors, history."""

from __future__ import annotations

from msgspec import Struct

from onrecord.errors import BadRequest
from onrecord.review.erring import Erring
from onrecord.review.units import Agreement
from onrecord.store.asking import QueueFilter
from onrecord.store.assigning import Assignment, Task
from onrecord.store.questions import QuestionKind
from onrecord.verbs import agreeing, assigning, deciding, erring, linking, remembering, reviewing
from onrecord.verbs.erring import Cases
from onrecord.verbs.remembering import Entry
from onrecord.verbs.reviewing import QueuePage
from onrecord.web.asking import Asked

USUAL = "assigned at the desk"
QUEUE = ("kind", "type", "report", "assigned", "status")
_MOST = 200


class Assigning(Struct, frozen=True, kw_only=True):
    """A report, or two items that may be one, to be given to a user; to oneself where nobody is named."""

    subject: str
    other: str | None = None
    user: str | None = None
    task: Task = "review"
    because: str = USUAL


class GivingBack(Struct, frozen=True, kw_only=True):
    """What was assigned and is to be nobody's again."""

    subject: str
    other: str | None = None
    task: Task = "review"
    because: str = USUAL


class Undoing(Struct, frozen=True, kw_only=True):
    """A decision (`D-...`) or a judgement of two (`J-...`) to be taken back."""

    entry: str
    because: str = "changed my mind"


class Next(Struct, frozen=True):
    """The next report of the queue; None where none is left."""

    report: str | None


def wanted(asked: Asked) -> QueueFilter:
    """What is asked of the queue, checked; `me` is whoever asks. Raises UnknownItem."""
    told = {name: asked.query[name].strip() for name in QUEUE if name in asked.query}
    if told.get("assigned") == "me" and asked.visitor.user:
        told["assigned"] = asked.visitor.user
    return reviewing.wanted(**told, by_report="by_report" in asked.query)


def queue(asked: Asked) -> QueuePage:
    """A page of what needs a person, the most urgent first."""
    limit = asked.number("limit", 50, most=_MOST)
    return reviewing.queue(asked.records, wanted(asked), limit=limit, after=asked.query.get("after"))


def counts(asked: Asked) -> dict[QuestionKind, int]:
    """By kind, how many items match."""
    return reviewing.counts(asked.records, wanted(asked))


def following(asked: Asked) -> Next:
    """The report that needs somebody next."""
    return Next(reviewing.next_report(asked.records, asked.query.get("after")))


def assignments(asked: Asked) -> list[Assignment]:
    """Who is to look at what."""
    return assigning.assigned(asked.records, asked.query.get("user"))


def assign(asked: Asked) -> Assignment:
    """Gives a report, or a question on two, to a user."""
    told = asked.told(Assigning)
    user, because = told.user or asked.records.user, told.because.strip() or USUAL
    return assigning.assign(asked.records, told.subject, user, other=told.other, task=told.task, because=because)


def give_back(asked: Asked) -> Assignment:
    """What was assigned is nobody's again."""
    told = asked.told(GivingBack)
    because = told.because.strip() or USUAL
    return assigning.take_back(asked.records, told.subject, other=told.other, task=told.task, because=because)


def agreement(asked: Asked) -> list[Agreement]:
    """How far coders agree, slot by slot and for every two of them."""
    return agreeing.agreement(asked.records)


def errs(asked: Asked) -> list[Erring]:
    """Where the coder errs."""
    return erring.errs(asked.records)


def cases(asked: Asked) -> Cases:
    """What the coder got wrong, as cases."""
    return erring.cases(asked.records)


def history(asked: Asked) -> list[Entry]:
    """All that was done with a report, an act or a person, the first first."""
    return remembering.history(asked.records, asked.path["id"])


def lately(asked: Asked) -> list[Entry]:
    """What people decided, judged and assigned last."""
    return remembering.lately(asked.records, limit=asked.number("limit", 30, most=_MOST))


def undo(asked: Asked) -> list[Entry]:
    """Takes back what stands of the history of something; the history as it is then."""
    told = asked.told(Undoing)
    take_back(asked, told.entry, told.because)
    return history(asked)


def take_back(asked: Asked, entry: str, because: str) -> None:
    """Undoes a decision or a judgement that stands in a history which the visitor may see. Raises BadRequest."""
    found = next((one for one in history(asked) if one.id == entry), None)
    if found is None or not may_be_undone(found):
        raise BadRequest(f"{entry} does not stand here: another came in its place, or it was taken back.")
    undoing = linking.undo if entry.startswith("J-") else deciding.undo
    undoing(asked.records, entry, because=because)


def may_be_undone(one: Entry) -> bool:
    """Whether it stands, and is a decision or a judgement, and not one that took another back."""
    return one.stands and (one.id or "").startswith(("D-", "J-")) and one.what not in {"undone", "judgement undone"}
