"""What people judged of pairs of persons, to how good the bar is, to a better one, and to the one that somebody chooses."""

from __future__ import annotations

from msgspec import Struct

from onrecord.errors import SettingsError
from onrecord.linking import people, tuning
from onrecord.linking.people.weights import weights
from onrecord.linking.tuning import Judged, Measured
from onrecord.store import bars, judging, linked
from onrecord.store.bars import Bar
from onrecord.store.collection import Collection, Reading
from onrecord.verbs.linking.persons import PERSONS

__all__ = ["Tuned", "choose_bar", "tuned"]

_ANY = 1e-9
"""A bar that joins whatever a bar may join."""
_SHOWN = (0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99)


class Tuned(Struct, frozen=True, kw_only=True):
    """How the bar that holds does on the pairs that people judged, how others would, and which is proposed."""

    holds: Measured
    chosen: Bar | None
    """By whom and when; None of the bar that the program comes with."""
    judged: int
    asked: float
    needed: int
    """The fewest judgements of `same` that could show that a bar is as good as asked."""
    others: tuple[Measured, ...]
    proposed: Measured | None
    """None where the judgements are too few to tell."""


def tuned(collection: Collection, *, asked: float = tuning.ASKED) -> Tuned:
    """How the bar does; nothing is changed."""
    with collection.reading() as connection:
        return _tuned(connection, asked)


def choose_bar(collection: Collection, score: float, *, asked: float = tuning.ASKED) -> tuple[Tuned, Measured]:
    """Has a bar hold from the next `link` on, and gives how it was before, and how the new one does on the judged pairs.

    A lower one must have been shown to be as good as asked; a higher one, and the program's own, may always be chosen.
    Raises SettingsError.
    """
    if not tuning.LOWEST <= score < 1:
        raise SettingsError(
            f"{score:g} is no bar for joining persons: give a number from {tuning.LOWEST:g} to below 1."
        )
    with collection.writing() as connection:
        before, now = _tuned(connection, asked), tuning.measure(_judged(connection), score)
        if score < min(before.holds.bar, weights().bars["same"]) and not now.keeps(asked):
            raise SettingsError(_too_few(now, asked))
        bars.choose(connection, score, who=collection.user)
    return before, now


def _too_few(now: Measured, asked: float) -> str:
    return (
        f"Nothing was changed: of {now.pairs} judged pairs from {now.bar:g} on, {now.right} are one, which leaves a precision of"
        f" {now.low:.3f} possible; to show {asked:g}, judge more of `onrecord doubles` ({tuning.needed(asked)} right ones at least)."
    )


def _tuned(connection: Reading, asked: float) -> Tuned:
    chosen, told = bars.chosen(connection), _judged(connection)
    holds = tuning.measure(told, chosen.score if chosen else weights().bars["same"])
    return Tuned(
        holds=holds,
        chosen=chosen,
        judged=len(told),
        asked=asked,
        needed=tuning.needed(asked),
        others=tuple(tuning.measure(told, bar) for bar in _SHOWN),
        proposed=tuning.propose(told, asked=asked),
    )


def _judged(connection: Reading) -> list[Judged]:
    """The pairs that people judged the same or different and that a bar might join, with the scores they have now."""
    told = [one for one in judging.standing(connection, "person") if one.verdict in {"same", "different"}]
    ends = {end for one in told for end in (one.left, one.right)}
    data = {one.id: PERSONS.decode(one.data) for one in linked.placed(connection, "person", ends)}
    found = []
    for one in told:
        if one.left in data and one.right in data:
            judgement = people.judge(data[one.left], data[one.right], bar=_ANY)
            if judgement.verdict == "same":
                found.append(Judged(judgement.score, one.verdict == "same"))
    return found
