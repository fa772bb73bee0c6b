"""What coders said of a report and what people decided over it, to the acts as they stand.

A decision stands until another one, which stands itself, supersedes it: so undoing a correction brings back what it had
replaced, and undoing the undoing the correction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, Literal, Protocol, TypeAlias, TypeVar, get_type_hints

import msgspec
from msgspec import Struct

from onrecord.model import Act, Evidence, Span

Verdict: TypeAlias = Literal["accept", "correct", "reject", "add", "unsure", "undo"]
Status: TypeAlias = Literal["coded", "accepted", "corrected", "rejected", "added", "unsure"]

SLOTS = (
    "type", "subtype", "realis", "date", "place", "actors", "affected", "count", "charge", "penalties", "source",
)  # fmt: skip
"""The slots of an act that a person may judge one by one."""
EMPTY = {slot: () if slot in {"actors", "affected", "penalties", "source"} else None for slot in SLOTS}
"""What stands in a slot that tells nothing."""
_TYPES = get_type_hints(Act)
BY_HAND = "chosen by a person"
"""The rule of words that a person pointed to."""


class Decision(Struct, frozen=True, kw_only=True):
    """What somebody judged of an act, or of one slot of it; `value` is JSON, of a slot or (for `add`) of a whole act."""

    id: str
    number: int
    at: str
    who: str
    verdict: Verdict
    report: str
    act: str
    text_sha256: str
    type: str
    start: int
    end: int
    slot: str | None = None
    value: str | None = None
    words: str | None = None
    """The spans (JSON) of the report's text that a corrected value rests on; None where nobody said."""
    because: str
    supersedes: str | None = None


class Numbered(Protocol):
    """A judgement in a chain in which later ones supersede earlier ones."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def supersedes(self) -> str | None: ...


Judgement = TypeVar("Judgement", bound=Numbered)


class CodedAct(Struct, frozen=True):
    """An act with its permanent id as the coding `run` tells it."""

    id: str
    run: int
    act: Act


class CurrentAct(Struct, frozen=True, kw_only=True):
    """An act as it stands: what was coded or added, with what was decided over it."""

    id: str
    run: int | None
    """The coding it is taken from; None of one that a person added."""
    act: Act
    status: Status
    decisions: tuple[Decision, ...] = ()
    found: bool = True
    """Whether the latest coding finds it still; one that was judged stays either way."""


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that nothing standing supersedes, in the order in which they were made; undoings are left out."""
    return [one for one in standing_in(decisions) if one.verdict != "undo"]


def standing_in(told: Iterable[Judgement], *, are_undoings: bool = False) -> list[Judgement]:
    """Those of a chain of judgements that nothing supersedes, in the order in which they were made.

    What is taken back counts as never made: what it superseded stands again. What is replaced goes on superseding what it
    replaced itself. Whatever has the verdict `undo` takes back; with `are_undoings`, all that supersede do.
    """
    taken_back: set[str] = set()
    replaced: set[str] = set()
    left: list[Judgement] = []
    for one in sorted(told, key=attrgetter("number"), reverse=True):
        if one.id in taken_back:
            continue
        if one.supersedes:
            undoes = are_undoings or getattr(one, "verdict", None) == "undo"
            (taken_back if undoes else replaced).add(one.supersedes)
        if one.id not in replaced:
            left.append(one)
    return left[::-1]


def current(codings: Sequence[CodedAct], decisions: Iterable[Decision]) -> list[CurrentAct]:
    """The acts of one report as they stand; `codings` from all runs over it, in the order of the runs and in each of the text.

    An act is as the latest coding tells it. One that it no longer finds is left out, unless somebody judged it.
    """
    latest = max((one.run for one in codings), default=None)
    told = {one.id: one for one in codings}
    over: dict[str, list[Decision]] = {}
    for decision in standing(decisions):
        over.setdefault(decision.act, []).append(decision)
    coded = [one for one in told.values() if one.run == latest or one.id in over]
    acts = [decided(one, over.pop(one.id, []), found=one.run == latest) for one in coded]
    acts += [_added(id, made) for id, made in over.items() if made[0].verdict == "add"]
    return sorted(acts, key=_in_text)


def decided(coded: CodedAct, decisions: Sequence[Decision], *, found: bool = True) -> CurrentAct:
    """A coded act with the standing decisions over it."""
    act = judged(coded.act, decisions)
    return CurrentAct(
        id=coded.id, run=coded.run, act=act, status=_status(decisions), decisions=tuple(decisions), found=found
    )


def said(
    one: CurrentAct, slot: str | None, verdict: Verdict, *, value: str | None, words: str | None
) -> dict[str, str | None]:
    """What a new judgement on an act, or on one slot of it, keeps: its value and words (JSON), and which one it supersedes.

    Of what is accepted, it is what stands now, so that a later coding leaves it alone; so it is of what somebody is unsure of
    after it was judged.
    """
    before = [told for told in standing(one.decisions) if told.slot == slot and told.verdict != "add"]
    if verdict == "accept" or (verdict == "unsure" and before):
        value = as_json(one.act if slot is None else getattr(one.act, slot))
        words = words or (before[-1].words if before else None)
    elif verdict == "reject":
        value = as_json(EMPTY[slot]) if slot else None
    return {"slot": slot, "value": value, "words": words, "supersedes": before[-1].id if before else None}


def as_json(value: object) -> str:
    """A value as a decision keeps it."""
    return msgspec.json.encode(value).decode()


def judged(act: Act, decisions: Iterable[Decision]) -> Act:
    """The act as the decisions over it leave it, in their order.

    What was accepted is kept as it was then, whatever a later coding says; what was rejected of a slot is empty.
    """
    for one in decisions:
        if one.value is None and one.verdict == "unsure":
            continue
        if one.verdict in {"accept", "unsure"} and one.slot is None:
            act = whole(one.value)
        elif one.slot and one.verdict in {"accept", "correct", "unsure"}:
            act = _with(act, one.slot, slot_value(one.slot, one.value), _told_by(one.words))
        elif one.slot and one.verdict == "reject":
            act = _with(act, one.slot, EMPTY[one.slot])
    return act


def rebound(decision: Decision, told: Act | None, text: str) -> Decision:
    """A decision made over another row of the same record, as it holds over this `text`.

    Values stay; an act that was judged whole takes its words from the act that is `told` now, as far as it says the
    same, else from the whole row.
    """
    if decision.verdict not in {"accept", "add", "unsure"} or decision.slot is not None or decision.value is None:
        return decision
    act, row = whole(decision.value), (Span(0, len(text)),)
    same = {slot for slot in SLOTS if told and getattr(told, slot) == getattr(act, slot)}
    evidence = {slot: words for slot, words in told.evidence.items() if slot in same} if told else {}
    where = {"mentions": told.mentions, "sentences": told.sentences} if told else {"mentions": row, "sentences": row}
    now = msgspec.structs.replace(act, **where, evidence=evidence)
    return msgspec.structs.replace(decision, value=msgspec.json.encode(now).decode())


def slot_value(slot: str, value: str | None) -> Any:
    """A slot's value from JSON. Raises msgspec.ValidationError when it is of another kind."""
    return msgspec.json.decode(value or "null", type=_TYPES[slot])


def whole(value: str | None) -> Act:
    """An act from JSON. Raises msgspec.ValidationError when it is none."""
    return msgspec.json.decode(value or "", type=Act)


def _told_by(words: str | None) -> tuple[Evidence, ...]:
    """The words of the report that a person pointed to."""
    spans = msgspec.json.decode(words, type=tuple[Span, ...]) if words else ()
    return tuple(Evidence(one.start, one.end, BY_HAND, 1.0) for one in spans)


def _with(act: Act, slot: str, value: Any, told_by: tuple[Evidence, ...] = ()) -> Act:
    """The act with another value in one slot; the words that were given for the old one fall away with it."""
    if getattr(act, slot) == value and not told_by:
        return act
    evidence = {name: words for name, words in act.evidence.items() if name != slot}
    evidence |= {slot: told_by} if told_by else {}
    told: dict[str, Any] = {"date_text": None, "date_kind": None} if slot == "date" else {}
    return msgspec.structs.replace(act, **told, **{slot: value}, evidence=evidence)


def _added(id: str, decisions: Sequence[Decision]) -> CurrentAct:
    """An act that a person added, with what was decided over it since."""
    over = decisions[1:]
    doubted: Status = "unsure" if any(one.verdict == "unsure" for one in over) else "added"
    status: Status = "rejected" if any(_rejects(one) for one in over) else doubted
    act = judged(whole(decisions[0].value), over)
    return CurrentAct(id=id, run=None, act=act, status=status, decisions=tuple(decisions))


def _status(decisions: Sequence[Decision]) -> Status:
    if any(_rejects(one) for one in decisions):
        return "rejected"
    if any(one.verdict == "unsure" for one in decisions):
        return "unsure"
    if any(one.verdict in {"correct", "reject"} for one in decisions):
        return "corrected"
    return "accepted" if any(one.slot is None for one in decisions) else "coded"


def _rejects(decision: Decision) -> bool:
    return decision.verdict == "reject" and decision.slot is None


def _in_text(one: CurrentAct) -> tuple[int, int, str]:
    first = one.act.mentions[0] if one.act.mentions else None
    return (first.start, first.end, one.id) if first else (0, 0, one.id)
