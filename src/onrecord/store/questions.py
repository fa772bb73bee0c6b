"""An act, a person, or two items that may be one, to what a person should look at, and how urgent it is.

Urgency is a rank from 0 (look at it first) to 1000: what may harm somebody comes first, then what somebody is waiting for
an answer on, then what contradicts itself, then what is least sure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from onrecord.model import Evidence, Person, ProtectionHint
from onrecord.store.current import CurrentAct

QuestionKind: TypeAlias = Literal[
    "protection", "unsure", "conflict", "lost", "rivals", "value", "double", "copy", "unread", "waiting"
]
"""protection: the coder proposes to protect a person · unsure: somebody could not tell · conflict: the report contradicts
itself · lost: judged, and no longer found by the latest coding · rivals: reports contradict each other on one happening ·
value: a value that is not sure · double: two persons or facilities that may be one · copy: two reports that may be copies · unread: what
could not be read or coded · waiting: what waits for a network."""

SURE_ENOUGH = 0.6
"""Values that a rule is at least so sure of are not asked about."""
_PROTECTION = {"minor": 0.99, "sexual violence": 0.98, "unnamed source": 0.95, "relative": 0.9, "in custody": 0.8}
_FIXED = {"unsure": 0.88, "conflict": 0.85, "lost": 0.75, "unread": 0.25, "waiting": 0.1}
_RIVALS, _EACH_SLOT = 0.6, 0.02
_DOUBLE, _COPY, _VALUE = 0.6, 0.5, 0.7


class Question(Struct, frozen=True, kw_only=True):
    """What a person should look at: the kind, the item (and the other one), the report(s) that tell it; `why` is JSON."""

    kind: QuestionKind
    item: str
    other: str = ""
    report: str
    other_report: str = ""
    type: str | None = None
    status: str | None = None
    rank: int
    why: str


def of_act(one: CurrentAct, report: str, *, coded: str | None) -> Iterator[Question]:
    """What is to be asked of an act as it stands; `coded` is when the latest coding of its report was made."""
    if one.status == "rejected":
        return
    standing = [told for told in one.decisions if told.verdict != "undo"]
    settled = any(told.slot is None and told.verdict in {"accept", "add"} for told in standing)
    doubted = [told.slot or "act" for told in standing if told.verdict == "unsure"]
    told_of = {"item": one.id, "report": report, "type": one.act.type, "status": one.status}
    if doubted:
        yield _question("unsure", _FIXED["unsure"], doubted, **told_of)
    latest = max((told.at for told in standing if told.slot is None), default="")
    if not one.found and latest < (coded or ""):
        yield _question("lost", _FIXED["lost"], [], **told_of)
    if not settled:
        judged = {told.slot for told in standing}
        yield from of_coded(one.id, report, one.act.type, one.status, one.act.flags, one.act.evidence, judged)


def of_coded(
    id: str,
    report: str,
    type: str,
    status: str,
    flags: Sequence[str],
    evidence: Mapping[str, Sequence[Evidence]],
    judged: Collection[str | None] = (),
) -> Iterator[Question]:
    """What is to be asked of what a coder said, by its flags and by how sure its rules are; `judged` slots are not."""
    told_of = {"item": id, "report": report, "type": type, "status": status}
    if flags:
        yield _question("conflict", _FIXED["conflict"], list(flags), **told_of)
    doubtful = sorted(
        (least.confidence, slot, least.rule)
        for slot, told in evidence.items()
        if slot not in judged and (least := min(told, key=_confidence, default=None)) and least.confidence < SURE_ENOUGH
    )
    if doubtful:
        why = [[slot, rule, confidence] for confidence, slot, rule in doubtful]
        yield _question("value", _VALUE * (1 - doubtful[0][0]), why, **told_of)


def of_person(id: str, report: str, hints: Iterable[ProtectionHint]) -> Iterator[Question]:
    """Whether a person is to be protected, where the coder proposes it."""
    reasons = sorted({hint.reason for hint in hints}, key=lambda reason: -_PROTECTION[reason])
    if reasons:
        yield _question("protection", _PROTECTION[reasons[0]], list(reasons), item=id, report=report)


def of_pair(
    kind: Literal["double", "copy"],
    sides: tuple[str, str],
    reports: tuple[str, str],
    score: float,
    reasons: Sequence[str] = (),
) -> Question:
    """Whether two persons are one, or two reports copies, where neither was joined nor kept apart."""
    weight = _DOUBLE if kind == "double" else _COPY
    told_of = {"item": sides[0], "other": sides[1], "report": reports[0], "other_report": reports[1]}
    return _question(kind, weight * score, [round(score, 3), *reasons], **told_of)


def of_happening(id: str, report: str, slots: Sequence[str], *, type: str | None) -> Question:
    """Which of the accounts of a happening is right, where they contradict each other in some slots."""
    score = min(_PROTECTION["in custody"], _RIVALS + _EACH_SLOT * len(slots))
    return _question("rivals", score, list(slots), item=id, report=report, type=type)


def rank_of_unread(*, waits: bool) -> int:
    """How urgent it is that something could not be read, or waits for a network."""
    return _rank(_FIXED["waiting" if waits else "unread"])


def score_of(rank: int) -> float:
    """How urgent a rank is, from 0 to 1."""
    return round(1 - rank / 1000, 3)


def of_all(acts: Iterable[CurrentAct], people: Iterable[Person], report: str, coded: str | None) -> Iterator[Question]:
    """All that is to be asked of one report's acts and persons."""
    for one in acts:
        yield from of_act(one, report, coded=coded)
    for person in people:
        yield from of_person(person.id, report, person.protection)


def _question(kind: QuestionKind, score: float, why: object, **told: str | None) -> Question:
    return Question(kind=kind, rank=_rank(score), why=msgspec.json.encode(why).decode(), **told)  # type: ignore[arg-type]


def _rank(score: float) -> int:
    return round(1000 * (1 - score))


def _confidence(told: Evidence) -> float:
    return told.confidence
