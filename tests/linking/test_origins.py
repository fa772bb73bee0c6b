"""On whose word a happening rests, and how many of these are independent."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.linking.origins import Account, corroboration
from tests.linking.doings import cases, doing

CASES = cases("origins")


def accounts(case: dict[str, Any]) -> list[Account]:
    return [
        Account(
            doing=doing({"type": "arrest"} | row, f"a{n}", f"r{n}"),
            publisher=row.get("publisher"),
            agency=row.get("agency"),
            text=row["text"],
        )
        for n, row in enumerate(case["accounts"])
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_origins(case: dict[str, Any]) -> None:
    """The origins that tell and deny, their kinds, the rule of two, and what officials say are those of the case."""
    told = corroboration(accounts(case))
    assert {one.name: one.kind for one in told.told_by} == case["told"]
    assert {one.name: one.kind for one in told.denied_by} == case.get("denied", {})
    assert {one.name: one.kind for one in told.told_otherwise_by} == case.get("otherwise", {})
    assert told.has(2) is case["has_two"]
    assert told.official == case["official"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_every_act_rests_on_something(case: dict[str, Any]) -> None:
    """No account is lost: each act stands with an origin, whatever order the accounts come in."""
    given = accounts(case)
    told = corroboration(given)
    assert {act for one in (*told.told_by, *told.denied_by, *told.told_otherwise_by) for act in one.acts} == {
        one.doing.act for one in given
    }
    assert corroboration(given[::-1]) == told


def test_by_kind() -> None:
    """Independent origins are counted by kind."""
    case = next(one for one in CASES if one["why"].startswith("two papers"))
    assert corroboration(accounts(case)).by_kind == {"outlet": 2}
