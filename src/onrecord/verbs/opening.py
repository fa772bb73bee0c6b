"""A report to all that somebody needs who judges it: its text, its acts slot by slot with their words, its persons.

Who codes it a second time just now is shown what was coded then and what they judged themselves, and nothing else.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from onrecord.analysis import wording
from onrecord.analysis.evidence import in_words
from onrecord.errors import UnknownItem
from onrecord.model import Evidence, Span
from onrecord.review.pointing import proposal
from onrecord.review.typed import typed
from onrecord.store import deciding, finding, second
from onrecord.store.collection import Collection, Reading
from onrecord.store.current import SLOTS, Decision
from onrecord.store.filters import Filter
from onrecord.store.ids import tidied
from onrecord.store.kept import KeptAct, KeptPerson, KeptReport, ReportCard, kept_act
from onrecord.store.second import SecondCoding


class OpenSlot(Struct, frozen=True, kw_only=True):
    """A slot of an act: its value in words and as one types it, the words it rests on, and what somebody judged of it."""

    name: str
    value: str
    typed: str
    told: bool
    """Whether it holds anything."""
    evidence: tuple[Evidence, ...]
    judged: Decision | None = None


class OpenAct(Struct, frozen=True, kw_only=True):
    """An act with its slots in the order of the codebook."""

    kept: KeptAct
    slots: tuple[OpenSlot, ...]
    judged: Decision | None = None
    """What somebody judged of the whole act."""


class Opened(Struct, frozen=True, kw_only=True):
    """A report to be judged."""

    report: KeptReport
    card: ReportCard
    acts: tuple[OpenAct, ...]
    """All of them, those rejected too, in the order of the text."""
    persons: tuple[KeptPerson, ...]
    number: int
    """That of the last decision made over it; 0 where there is none."""


def report(collection: Collection, id: str) -> Opened:
    """The report with this id, as it stands. Raises UnknownItem."""
    with collection.reading() as connection:
        user = collection.user
        kept = finding.report(connection, id, user=user)
        [card] = finding.find_reports(connection, user=user, ids={kept.id})
        outlet = wording.outlet(kept.report.particulars)
        acts = [_open(one, outlet) for one in _acts(connection, kept.id, user)]
        return Opened(
            report=kept,
            card=msgspec.structs.replace(card, acts=sum(one.kept.status != "rejected" for one in acts)),
            acts=tuple(acts),
            persons=tuple(finding.find_persons(connection, Filter(report=kept.id), user=user)),
            number=_last(connection, kept.id, user),
        )


def act(collection: Collection, id: str) -> OpenAct:
    """The act with this id. Raises UnknownItem."""
    with collection.reading() as connection:
        kept = _act(connection, id, collection.user)
        told = finding.report(connection, kept.report, user=collection.user)
        return _open(kept, wording.outlet(told.report.particulars))


def last_decision(collection: Collection, report: str) -> int:
    """The number of the last decision over a report that may be seen; 0 where there is none. Raises UnknownItem."""
    with collection.reading() as connection:
        known = finding.report(connection, report, user=collection.user).id
        return _last(connection, known, collection.user)


def history(collection: Collection, act: str) -> tuple[Decision, ...]:
    """Every decision on an act, those undone and superseded too, the first one first. Raises UnknownItem."""
    user = collection.user
    with collection.reading() as connection:
        kept = _act(connection, act, user)
        own = second.open_pass(connection, kept.report, who=user)
        made = second.judgements_of(connection, own) if own else deciding.history(connection, kept.id, kept.report)
        told = (one for one in made if one.act == kept.id)
        return tuple(finding.seen_by(connection, one, user=user) for one in told)


def pointed(collection: Collection, report: str, slot: str, words: Span) -> str:
    """What one would type in a slot for words of a report that a person points to. Raises UnknownItem."""
    if slot not in SLOTS:
        raise UnknownItem(f"There is no slot `{slot}`: known are {', '.join(SLOTS)}.")
    with collection.reading() as connection:
        kept = finding.report(connection, report, user=collection.user)
    if not 0 <= words.start < words.end <= len(kept.report.text):
        raise UnknownItem("These words are not within the text of the report.")
    return proposal(slot, kept.report, words)


def _acts(connection: Reading, report: str, user: str) -> list[KeptAct]:
    own = second.open_pass(connection, report, who=user)
    found = _blind(connection, own) if own else _standing(connection, report, user)
    return sorted(found, key=_in_text)


def _standing(connection: Reading, report: str, user: str) -> list[KeptAct]:
    asked = (Filter(report=report), Filter(report=report, status="rejected"))
    return [one for each in asked for one in finding.find_acts(connection, each, user=user)]


def _blind(connection: Reading, own: SecondCoding) -> list[KeptAct]:
    """The acts as the second coder leaves them."""
    found = second.acts_of(connection, own)
    return [finding.seen_by(connection, kept_act(one, own.report), user=own.who) for one in found]


def _act(connection: Reading, id: str, user: str) -> KeptAct:
    """An act, or one that a second coder added, for whom alone it is there; raises UnknownItem."""
    report = second.report_of(connection, tidied(id))
    own = second.open_pass(connection, report, who=user) if report else None
    if own is None:
        return finding.act(connection, id, user=user)
    finding.report(connection, own.report, user=user)
    found = next((one for one in _blind(connection, own) if one.id == tidied(id)), None)
    if found is None:
        raise UnknownItem(f"There is no act {tidied(id)} in your second coding of {own.report}.")
    return found


def _last(connection: Reading, report: str, user: str) -> int:
    """The number of the last decision over a report; for a second coder, of their own."""
    own = second.open_pass(connection, report, who=user)
    if own is None:
        return deciding.last(connection, report)
    return max((one.number for one in second.judgements_of(connection, own)), default=0)


def _in_text(one: KeptAct) -> tuple[int, str]:
    return (one.act.mentions[0].start if one.act.mentions else 0, one.id)


def _open(kept: KeptAct, outlet: str | None) -> OpenAct:
    shown = in_words(kept.act, outlet)
    judged = {one.slot: one for one in kept.decisions}
    slots = [
        OpenSlot(
            name=name,
            value=value,
            typed=typed(name, getattr(kept.act, name)),
            told=getattr(kept.act, name) not in {None, ()},
            evidence=kept.act.evidence.get(name, ()),
            judged=judged.get(name),
        )
        for name, value in shown.items()
        if name in SLOTS
    ]
    return OpenAct(kept=kept, slots=tuple(slots), judged=judged.get(None))
