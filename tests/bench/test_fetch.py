"""The proof of fetching in small: every spelling of this machine against a trap, and an add that is killed."""

from __future__ import annotations

import pytest

from bench.fetch import killed, missed, trapped

pytestmark = pytest.mark.usefixtures("loopback")


def test_nothing_inside_is_reached_from_the_command_line() -> None:
    """Named, led to by a redirect or told by a feed, no address of this machine or its network is asked."""
    figures = dict(trapped())
    assert missed(figures) == []
    assert sum(one["addresses"] for name, one in figures.items() if "inside" in name) > 240


def test_an_add_that_is_killed_again_and_again() -> None:
    """Nothing that was told is lost, and nothing is there twice."""
    assert missed(dict(killed(pages=30, kills=3))) == []


def test_a_trap_that_is_reached_is_told() -> None:
    """The proof fails when something was reached, was lost, or when the trap sees nothing."""
    good = {"addresses": 60, "failed": 60, "hits": 0, "by_the_guard": 58}
    kill = {"pages": 5, "kept": 5, "lost": 0, "twice": 0, "captures": 5, "faults": 0, "sums": {"items": 5}}
    assert missed({"a": good, "b": kill, "control": {**good, "hits": 1}}) == []
    assert missed({"a": {**good, "hits": 1}, "b": {**kill, "lost": 1}, "control": good}) != []
    assert len(missed({"a": {**good, "failed": 59}, "b": {**kill, "twice": 1}, "control": good})) == 3
