"""How often a bar would have been right, and which bar is proposed."""

from __future__ import annotations

from onrecord.linking.tuning import Judged, measure, needed, propose


def judged(*told: tuple[float, int, int]) -> list[Judged]:
    """At each score, so many pairs that are one, and so many that are two."""
    return [Judged(score, same) for score, same, two in told for same in [True] * same + [False] * two]


def test_a_bar_is_measured_with_its_interval() -> None:
    """The share of pairs from the bar on that are one, and how far it may be off (Wilson, 95 %)."""
    found = measure(judged((0.9, 8, 0), (0.7, 0, 2), (0.5, 5, 5)), 0.7)
    assert (found.pairs, found.right, found.precision) == (10, 8, 0.8)
    assert (found.low, found.high) == (0.4901, 0.9434)
    assert measure([], 0.9).precision is None


def test_the_fewest_judgements() -> None:
    """So many right ones show a precision, and one fewer does not."""
    number = needed(0.99)
    assert number == 381
    assert propose(judged((0.9, number, 0))) is not None
    assert propose(judged((0.9, number - 1, 0))) is None


def test_the_lowest_bar_that_keeps_to_it_is_proposed() -> None:
    """Below it the judgements say no; a higher one would join fewer for nothing."""
    told = judged((0.97, 200, 0), (0.9, 300, 0), (0.8, 10, 30))
    found = propose(told)
    assert found is not None
    assert found.bar == 0.9
    assert found.low >= 0.99


def test_a_bar_that_was_wrong_is_raised() -> None:
    """Where joined pairs turn out to be two, a higher bar is proposed, if enough pairs lie above it."""
    found = propose(judged((0.99, 500, 0), (0.95, 10, 20)))
    assert found is not None
    assert found.bar == 0.99
    assert propose(judged((0.99, 50, 0), (0.95, 10, 20))) is None


def test_none_is_proposed_under_a_gap() -> None:
    """A bar that is good only because of the many pairs far above does not make up for a bad one between."""
    found = propose(judged((0.99, 400, 0), (0.9, 0, 8), (0.8, 4000, 0)))
    assert found is not None
    assert found.bar == 0.99


def test_no_bar_is_proposed_that_joins_what_is_hardly_alike() -> None:
    """However right people found such pairs."""
    assert propose(judged((0.4, 1000, 0))) is None
