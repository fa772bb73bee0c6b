"""Acts that people judged to where the coder errs: by slot, act type and rule, how often it was right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.model import Act
from onrecord.review.agreement import ACT
from onrecord.store.current import EMPTY, SLOTS, Decision
from onrecord.store.reviewed import Reviewed

Outcome: TypeAlias = Literal["accepted", "corrected", "rejected", "added"]
"""added: the coder told nothing where a person gave a value, or missed the act."""


class Erring(Struct, frozen=True, kw_only=True):
    """What people made of the values that one rule gave in one slot of acts of one type."""

    slot: str
    """Or `act`: whether an act is told at all."""
    type: str
    rule: str
    """As the evidence names it; empty where the coder told nothing, or not why."""
    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    added: int = 0

    @property
    def judged(self) -> int:
        """How many values were judged."""
        return self.accepted + self.wrong

    @property
    def wrong(self) -> int:
        """How many of them were not right."""
        return self.corrected + self.rejected + self.added


def erring(told: Iterable[Reviewed]) -> list[Erring]:
    """Where the coder errs, the most errors first."""
    counts = Counter(one for each in told for one in outcomes(each))
    found: dict[tuple[str, str, str], dict[Outcome, int]] = {}
    for (slot, type, rule, outcome), number in counts.items():
        found.setdefault((slot, type, rule), {})[outcome] = number
    rows = [Erring(slot=slot, type=type, rule=rule, **numbers) for (slot, type, rule), numbers in found.items()]
    return sorted(rows, key=lambda one: (-one.wrong, -one.judged, one.slot, one.type, one.rule))


def outcomes(one: Reviewed) -> Iterator[tuple[str, str, str, Outcome]]:
    """Slot, type, rule and outcome of each value of an act that was judged; what somebody was unsure of is left out."""
    if one.coded is None:
        yield ACT, one.decisions[0].type, "", "added"
        return
    by_slot = {decision.slot: decision for decision in one.decisions}
    whole = by_slot.get(None)
    if whole and whole.verdict == "reject":
        yield ACT, one.coded.type, _rule(one.coded, "type"), "rejected"
        return
    if whole and whole.verdict == "accept":
        yield ACT, one.coded.type, _rule(one.coded, "type"), "accepted"
    for slot in SLOTS:
        outcome = _outcome(by_slot.get(slot), whole, filled=getattr(one.coded, slot) != EMPTY[slot])
        if outcome:
            yield slot, one.coded.type, _rule(one.coded, slot), outcome


def _outcome(own: Decision | None, whole: Decision | None, *, filled: bool) -> Outcome | None:
    verdict = (own or whole).verdict if own or whole else None  # type: ignore[union-attr]
    if verdict == "correct":
        return "corrected" if filled else "added"
    if filled and verdict == "accept":
        return "accepted"
    return "rejected" if filled and verdict == "reject" else None


def _rule(act: Act, slot: str) -> str:
    """The rule that gave the value, without the words it worked with."""
    told = act.evidence.get(slot, ())
    least = min(told, key=lambda one: one.confidence, default=None)
    return least.rule.partition(", counted from ")[0] if least else ""
