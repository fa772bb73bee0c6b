"""Two ways to estimate, side by side, with what they hang on; or why nothing can be said."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.analysis.estimate import graphs, loglinear
from onrecord.analysis.estimate.histories import Histories
from onrecord.analysis.figure import Figure, Value
from onrecord.errors import InputError

_FEWEST_LISTS, _MOST_LISTS = 3, 6
_FEWEST_SHARED = 10
_APART = 1.5
"""Middles that differ by more than this factor are not told as one answer."""
_ASSUMED = (
    "This stands on four things that no calculation can check: that nobody on the lists is two people, or two are one; that all could have been"
    " on each list; that the lists are of one population, which did not change; and that what ties lists together shows among those seen."
)


class Answer(Struct, frozen=True):
    """How many there are in all by one way: the middle, and the ends of the interval of 95 in 100."""

    way: str
    middle: int
    low: int
    high: int
    models: int


class Estimate(Struct, frozen=True, kw_only=True):
    """How many there are in all, by each way and without each list."""

    seen: int
    on_several: int
    lists: dict[str, int]
    """How many are on each."""
    answers: tuple[Answer, ...]
    without: dict[str, int]
    """The middle by graphs where a list is left out, of those lists without which it can be said."""

    @property
    def low(self) -> int:
        """The lowest end of all ways."""
        return min(one.low for one in self.answers)

    @property
    def high(self) -> int:
        """The highest end of all ways."""
        return max(one.high for one in self.answers)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why it should not be quoted as it is; empty where nothing speaks against it."""
        return tuple(_doubts(self))


def estimate(told: Histories) -> Estimate:
    """How many there are in all. Raises InputError where there are too few lists, or they share too few people."""
    refuse(told)
    graph = graphs.posterior(told)
    if graph.is_open:
        raise InputError(
            "The lists share so few people that no upper end can be told: nothing can be said of how many there are."
        )
    answers = [Answer("graphs of lists, averaged", graph.middle, graph.low, graph.high, graph.models)]
    if lines := loglinear.average(told):
        answers.append(Answer("log-linear models, averaged by BIC", lines.middle, lines.low, lines.high, lines.models))
    return Estimate(
        seen=told.people,
        on_several=told.on_several,
        lists={name: told.on(at) for at, name in enumerate(told.lists)},
        answers=tuple(answers),
        without=dict(_without(told)),
    )


def refuse(told: Histories) -> None:
    """Raises InputError, in words, where nothing could be said."""
    empty = [name for at, name in enumerate(told.lists) if not told.on(at)]
    if empty:
        raise InputError(f"Nobody is on the list “{empty[0]}”: leave it out.")
    if len(told.lists) < _FEWEST_LISTS:
        raise InputError(
            f"There are {len(told.lists)} lists. Fewer than three cannot tell whether being on one goes with being on another, and without that"
            " any number could be true."
        )
    if len(told.lists) > _MOST_LISTS:
        raise InputError(
            f"There are {len(told.lists)} lists, and at most six can be taken: join those that are alike, or leave the smallest out."
        )
    if told.on_several < _FEWEST_SHARED:
        raise InputError(
            f"Only {told.on_several} of {told.people} people are on two lists or more. With fewer than {_FEWEST_SHARED}, one more or less would"
            " change the answer many times over: nothing can be said."
        )
    alone = [name for at, name in enumerate(told.lists) if not told.shared(at)]
    if alone:
        raise InputError(
            f"The list “{alone[0]}” shares nobody with any other: join it with one that is alike, or leave it out."
        )


def _without(told: Histories) -> Iterator[tuple[str, int]]:
    for at, name in enumerate(told.lists):
        left = told.without(at)
        try:
            refuse(left)
        except InputError:
            continue
        found = graphs.posterior(left)
        if not found.is_open:
            yield name, found.middle


def _doubts(told: Estimate) -> Iterator[str]:
    middles = [one.middle for one in told.answers]
    if max(middles) > _APART * min(middles):
        yield f"The ways differ: {min(middles):,} and {max(middles):,}. Neither should be quoted."
    for name, middle in told.without.items():
        if middle > _APART * told.answers[0].middle or told.answers[0].middle > _APART * middle:
            yield f"Without the list “{name}” it would be {middle:,}: the answer hangs on it."
    if told.high > 4 * told.low:
        yield "The ends of the interval are so far apart that it says little more than “many”."


def figure(told: Estimate, *, title: str, notes: tuple[str, ...] = ()) -> Figure:
    """The answer as a figure."""
    rows: list[tuple[Value, ...]] = [(one.way, one.middle, one.low, one.high, one.models) for one in told.answers]
    rows += [(f"without the list “{name}”", middle, None, None, None) for name, middle in told.without.items()]
    return Figure(
        title=title,
        notes=(
            _in_short(told),
            *told.doubts,
            *(f"On the list “{name}”: {number:,}." for name, number in told.lists.items()),
            _ASSUMED,
            *notes,
        ),
        columns=("way", "in all", "lowest", "highest", "models"),
        rows=tuple(rows),
        data=told,
    )


def _in_short(told: Estimate) -> str:
    unseen = f"between {told.low - told.seen:,} and {told.high - told.seen:,}"
    return f"On some list: {told.seen:,}. On two or more: {told.on_several:,}. Never recorded: {unseen}, both ways together."
