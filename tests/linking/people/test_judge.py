"""Whether two mentions are one person: cases, and what holds of all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from onrecord.linking.people import Mention, apart, judge, keys

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "same_person.yaml").read_text("utf-8"))


def two(case: dict[str, Any]) -> tuple[Mention, Mention]:
    """The mentions of a case."""
    reports = ("R-1", "R-1" if case.get("same_report") else "R-2")
    told = zip(("P-1", "P-2"), reports, ("one", "other"), strict=True)
    one, other = (
        msgspec.convert({"id": id, "report": report, **_plain(case[side])}, Mention) for id, report, side in told
    )
    return one, other


def _plain(told: Any) -> Any:
    """YAML reads days as dates."""
    return msgspec.json.decode(msgspec.json.encode(told))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_two_mentions(case: dict[str, Any]) -> None:
    """The verdict is the one expected, from either side."""
    one, other = two(case)
    assert judge(one, other).verdict == case["expected"]
    assert judge(other, one).verdict == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_verdict_has_reasons(case: dict[str, Any]) -> None:
    """Whatever joins two, or asks for a person, says why; the weights add up to the score."""
    judgement = judge(*two(case))
    if judgement.verdict in {"same", "unsure"}:
        assert {reason.kind for reason in judgement.reasons} > {"name"} or judgement.verdict == "unsure"
        assert all(reason.words for reason in judgement.reasons)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["expected"] == "different"], ids=lambda case: case["why"]
)
def test_what_cannot_be_one_is_kept_apart(case: dict[str, Any]) -> None:
    """Whatever other links lead from one to the other."""
    one, other = two(case)
    assert list(apart({one.id: one, other.id: other})) != []


@pytest.mark.parametrize("case", [case for case in CASES if case["expected"] == "same"], ids=lambda case: case["why"])
def test_what_is_one_shares_a_key(case: dict[str, Any]) -> None:
    """So the two are compared at all."""
    one, other = two(case)
    assert set(keys(one)) & set(keys(other))


def test_a_bar_may_be_higher() -> None:
    """What joins at the usual bar is a question at a higher one."""
    one, other = two(CASES[1])
    assert judge(one, other, bar=0.999).verdict == "unsure"
