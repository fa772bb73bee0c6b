"""Which acts of two reports are one doing, and how all acts are grouped."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from onrecord.linking.happenings import happenings, judge, keys
from tests.linking.doings import cases, doing

CASES = cases("happenings")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_judged(case: dict[str, Any]) -> None:
    """The verdict is the case's, whichever of the two is given first, with reasons that can be read."""
    a, b = doing(case["a"], "a1", "r1"), doing(case["b"], "b1", "r2")
    told = judge(a, b)
    assert told.verdict == case["verdict"], [(one.side, one.words, one.weight) for one in told.reasons]
    assert judge(b, a).verdict == case["verdict"]
    assert told.verdict == "none" or all(one.words for one in told.reasons)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_what_may_be_one_shares_a_key(case: dict[str, Any]) -> None:
    """Acts that are one share a key, so that they are compared at all."""
    if case["verdict"] == "same":
        assert keys(doing(case["a"])) & keys(doing(case["b"]))


def test_what_contradicts_ends_it() -> None:
    """A contradiction is among the reasons, says why in words, and no agreement outweighs it."""
    case = next(one for one in CASES if one["why"].startswith("the same name in two countries"))
    told = judge(doing(case["a"]), doing(case["b"]))
    assert [one.words for one in told.reasons if one.contradicts] == ["in other countries: Almaty, KZ and Bishkek, KG"]


def test_groups_hold_no_two_that_contradict() -> None:
    """An act told loosely fits two arrests; it joins one of them or none, and the two stay apart."""
    row = {"type": "arrest", "who": ["Marat Ospanov"], "place": "Almaty"}
    first = doing(row | {"date": "2021-06-29"}, "a1", "r1")
    second = doing(row | {"date": "2021-09-02"}, "a2", "r2")
    loose = doing(row | {"date": "2021"}, "a3", "r3")
    groups = happenings([first, second, loose]).groups
    assert not any({"a1", "a2"} <= set(group) for group in groups)
    assert sorted(act for group in groups for act in group) == ["a1", "a2", "a3"]


def test_order_makes_no_difference() -> None:
    """Whatever order the acts come in, the groups are the same."""
    doings = [
        doing(
            {"type": "arrest", "who": [name], "place": "Almaty", "date": f"2021-06-{day}"}, f"{name}{day}{n}", f"r{n}"
        )
        for name in ("Marat Ospanov", "Saule Tlegenova")
        for day in (12, 29)
        for n in range(3)
    ]
    told = happenings(doings)
    assert len(told.groups) == 4
    assert {len(group) for group in told.groups} == {3}
    assert happenings(doings[::-1]) == told
    assert happenings(doings[1::2] + doings[::2]) == told


def test_left_open() -> None:
    """Pairs that nothing settles are given for a person to look at, with their reasons."""
    a = doing({"type": "arrest", "who": ["Ospanov"], "place": "KZ", "date": "2021-06-29"}, "a1", "r1")
    b = replace(a, act="b1", report="r2", date="2021-06")
    told = happenings([a, b])
    assert told.groups == (("a1",), ("b1",))
    assert told.open["a1", "b1"].reasons
