"""Which acts of two reports are one doing."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.linking.happenings import judge, keys
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
