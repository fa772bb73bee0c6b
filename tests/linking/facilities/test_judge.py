"""Whether two tellings are of one facility: cases, and what holds of all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from onrecord.linking.facilities import Mention, apart, judge, keys, mentions
from onrecord.model import Act, Place, Span

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "same_facility.yaml").read_text("utf-8"))


def two(case: dict[str, Any]) -> tuple[Mention, Mention]:
    """The facilities that the two texts of a case name."""
    found = []
    for side in ("one", "other"):
        here = Place(country=case["in"]) if "in" in case else None
        act = Act(id="A-1", type="protest", mentions=(Span(0, 1),), sentences=(), place=here)
        [told] = mentions(f"R-{side}", case[side], (act,))
        found.append(replace(told, id=f"F-{side}"))
    return found[0], found[1]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_two_tellings(case: dict[str, Any]) -> None:
    """The verdict is the one expected, from either side, with reasons in words."""
    one, other = two(case)
    told = judge(one, other)
    assert told.verdict == case["expected"], told
    assert judge(other, one).verdict == case["expected"]
    assert all(reason.words for reason in told.reasons)


@pytest.mark.parametrize(
    "case", [one for one in CASES if one["expected"] in {"same", "unsure"}], ids=lambda one: one["why"]
)
def test_what_may_be_one_shares_a_key(case: dict[str, Any]) -> None:
    """So the two are compared at all."""
    one, other = two(case)
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize("case", CASES, ids=lambda one: one["why"])
def test_a_sure_key_is_shared_only_by_what_is_one(case: dict[str, Any]) -> None:
    """What shares one is never compared in full."""
    one, other = two(case)
    shared = set(keys(one)) & set(keys(other))
    assert case["expected"] == "same" or not any(key.startswith("=") for key in shared)


@pytest.mark.parametrize("case", [one for one in CASES if one["expected"] == "different"], ids=lambda one: one["why"])
def test_what_cannot_be_one_is_kept_apart(case: dict[str, Any]) -> None:
    """Whatever other links lead from one to the other."""
    one, other = two(case)
    assert list(apart({one.id: one, other.id: other})) == [("F-one", "F-other")]


def test_who_was_held_in_both_is_a_reason() -> None:
    """A number and a country are a question; somebody who was held there in both reports answers it."""
    one, other = two(next(case for case in CASES if case["why"] == "a number and a country are a question"))
    people = {"btrf+fn": "Ivan Petrov"}
    told = judge(replace(one, people=people), replace(other, people=people))
    assert told.verdict == "same"
    assert ("held", "Ivan Petrov") in {(reason.kind, reason.words) for reason in told.reasons}
    assert judge(replace(one, people=people), replace(other, people={"btrf+fn": "Ivana Petrova"})).verdict == "unsure"
