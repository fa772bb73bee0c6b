"""What a person judges of an act, as typed, to a decision that lies over what was coded."""

from __future__ import annotations

from onrecord.model import Span
from onrecord.store import deciding, finding
from onrecord.store.collection import Collection
from onrecord.store.current import Decision, Verdict
from onrecord.store.filters import Filter
from onrecord.verbs import typed as typed_words


def accept(collection: Collection, act: str, slot: str | None = None, *, because: str) -> Decision:
    """The act, or one slot of it, is right as it stands: no later coding changes it. Raises UnknownItem."""
    return _decide(collection, act, "accept", slot, because)


def accept_all(collection: Collection, report: str, *, because: str) -> list[Decision]:
    """Each act of a report that nobody has judged is right as it stands, a decision each. Raises UnknownItem."""
    user = collection.user
    with collection.writing() as connection:
        known = finding.report(connection, report, user=user).id
        told = [one for one in finding.find_acts(connection, Filter(report=known), user=user) if not one.decisions]
        made = {"slot": None, "value": None, "because": because, "who": user}
        return [deciding.decide(connection, one.id, "accept", **made) for one in told]  # type: ignore[arg-type]


def reject(collection: Collection, act: str, slot: str | None = None, *, because: str) -> Decision:
    """The act is none, or the value of one slot is wrong and nothing takes its place. Raises UnknownItem."""
    return _decide(collection, act, "reject", slot, because)


def unsure(collection: Collection, act: str, slot: str | None = None, *, because: str) -> Decision:
    """Who looked cannot tell whether the act, or one slot of it, is right; it stays as it is, for somebody else. Raises UnknownItem."""
    return _decide(collection, act, "unsure", slot, because)


def correct(
    collection: Collection, act: str, slot: str, typed: str, *, because: str, words: Span | None = None
) -> Decision:
    """Another value in one slot, written as `review.values` reads it; `words` of the report tell it. Raises UnknownItem.

    Where the same is typed that stands, it is accepted.
    """
    user = collection.user
    with collection.writing() as connection:
        kept = finding.act(connection, act, user=user)
        verdict, value = typed_words.read(connection, kept, slot, typed, user)
        spans = typed_words.within(connection, kept.report, words)
        return deciding.decide(connection, act, verdict, slot=slot, value=value, words=spans, because=because, who=user)


def add_act(collection: Collection, report: str, type: str, quote: str, *, because: str) -> Decision:
    """An act of `type` that `quote`, words of the report, tells. Raises UnknownItem when they do not stand there just once."""
    with collection.reading() as connection:
        kept = finding.report(connection, report, user=collection.user)
        start = typed_words.only(kept.report.text, quote)
    return add_act_at(collection, report, type, Span(start, start + len(quote)), because=because)


def add_act_at(collection: Collection, report: str, type: str, words: Span, *, because: str) -> Decision:
    """An act of `type` that these words of the report tell. Raises UnknownItem."""
    with collection.writing() as connection:
        kept = finding.report(connection, report, user=collection.user)
        typed_words.within(connection, kept.id, words)
        act = typed_words.act_at(kept.report, type, words)
        return deciding.add_act(connection, kept.id, act, because=because, who=collection.user)


def undo(collection: Collection, decision: str, *, because: str) -> Decision:
    """Takes a decision back; what stood before it stands again. Raises UnknownItem."""
    with collection.writing() as connection:
        return deciding.undo(connection, decision, because=because, who=collection.user)


def _decide(collection: Collection, act: str, verdict: Verdict, slot: str | None, because: str) -> Decision:
    typed_words.check_slot(slot, emptied=verdict == "reject")
    with collection.writing() as connection:
        finding.act(connection, act, user=collection.user)
        return deciding.decide(connection, act, verdict, slot=slot, value=None, because=because, who=collection.user)
