"""What is withheld from a table can be worked out by nobody more nearly than the policy allows."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import SettingsError
from onrecord.publishing.release.attacker import TOTAL, Attack, Table
from onrecord.publishing.release.planning import Counted, Plan
from onrecord.publishing.release.policy import Small
from onrecord.publishing.release.totals import Totals, too_narrow, totals

SMALL = Small(k=4, range=3)


def plan(cells: dict[tuple[str, str], int]) -> Plan:
    every = [Counted(type, "", year) for (type, year), number in cells.items() for _ in range(number)]
    return Plan(counted={str(n): one for n, one in enumerate(every)})


def test_a_single_gap_is_no_secret() -> None:
    """What one row lacks, its total gives."""
    told = {("a", "1"): None, ("a", "2"): 5, ("a", TOTAL): 7, (TOTAL, "1"): None, (TOTAL, "2"): 5, (TOTAL, TOTAL): 7}
    bounds = Attack([Table(told, {})]).bounds(0, ("a", "1"))
    assert (bounds.least, bounds.most) == (2, 2)


def test_lines_that_are_seen_are_known() -> None:
    """A number lies at no less than the rows that can be counted."""
    told = {
        ("a", "1"): None,
        ("a", "2"): None,
        ("a", TOTAL): 9,
        (TOTAL, "1"): None,
        (TOTAL, "2"): None,
        (TOTAL, TOTAL): 9,
    }
    bounds = Attack([Table(told, {("a", "1"): 3, ("a", "2"): 4})]).bounds(0, ("a", "1"))
    assert (bounds.least, bounds.most) == (3, 5)


def test_an_earlier_release_tells_more() -> None:
    """A number that was published before bounds what is withheld now, as numbers only grow."""
    before = Table(
        {("a", "1"): 6, ("a", "2"): 1, ("a", TOTAL): 7, (TOTAL, "1"): 6, (TOTAL, "2"): 1, (TOTAL, TOTAL): 7}, {}
    )
    now = Table(
        {
            ("a", "1"): None,
            ("a", "2"): None,
            ("a", TOTAL): 8,
            (TOTAL, "1"): None,
            (TOTAL, "2"): None,
            (TOTAL, TOTAL): 8,
        },
        {},
    )
    cell = ("a", "1")
    assert Attack([now]).bounds(0, cell).width == 8
    assert Attack([before, now]).bounds(1, cell).width == 1
    guarded = Totals(table=now, small=frozenset({cell}))
    earlier = [Totals(table=before, small=frozenset())]
    assert too_narrow("type", guarded, [], 3) == []
    assert [one.cell for one in too_narrow("type", guarded, earlier, 3)] == [cell]


_CELLS = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["2020", "2021", "2022"])), st.integers(1, 9), min_size=1
)


@given(_CELLS, _CELLS)
@settings(max_examples=60, deadline=None)
def test_no_small_number_can_be_worked_out(first: dict[tuple[str, str], int], more: dict[tuple[str, str], int]) -> None:
    """Of any table, and of the next release with more in it, alone and together; where nothing guards it, there is no table."""
    before = totals(plan(first), "type", SMALL)
    grown = {cell: first.get(cell, 0) + more.get(cell, 0) for cell in {*first, *more}}
    now = totals(plan(grown), "type", SMALL, [before] if before else [])
    for made, cells in ((before, first), (now, grown)):
        if made:
            assert all(made.table.values[cell] is None for cell, number in cells.items() if number < SMALL.k)
    chain = [one for one in (before, now) if one]
    attack = Attack([one.table for one in chain])
    for n, one in enumerate(chain if now else []):
        for cell in one.small:
            assert attack.bounds(n, cell).width >= SMALL.range - 1e-6


def test_nothing_leaves_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the solver there is no attack, and without the attack no table."""
    monkeypatch.setitem(sys.modules, "highspy._core", None)
    with pytest.raises(SettingsError, match="highspy"):
        totals(plan({("a", "2020"): 1}), "type", SMALL)
