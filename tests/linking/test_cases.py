"""What happened to one person, in order, and how it stood on a day."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.linking.cases import Case, Step, case
from onrecord.model import Penalty
from tests.linking.doings import cases

CASES = cases("cases")


def told(row: dict[str, Any], as_of: str) -> Case:
    return case([step(one, n) for n, one in enumerate(row["steps"])], as_of=as_of)


def step(row: dict[str, Any], n: int) -> Step:
    penalty = Penalty(kind="prison", term=row["term"], suspended=row.get("suspended", False)) if "term" in row else None
    return Step(
        happening=f"h{n}",
        type=row["type"],
        date=row.get("date"),
        subtype=row.get("subtype"),
        realis=row.get("realis", "actual"),
        penalties=(penalty,) if penalty else (),
    )


@pytest.mark.parametrize("row", CASES, ids=lambda row: str(row["why"]))
def test_status_as_of(row: dict[str, Any]) -> None:
    """The last known status as of each day: the state, the date that tells it, the term in force, whether it is stale."""
    for as_of, expected in row["status"].items():
        status = told(row, as_of).status
        found = [status.state, status.since, status.penalty.term if status.penalty else None, status.is_stale]
        assert found == expected, as_of
        assert status.words.startswith(f"{status.state} as of {as_of}")


@pytest.mark.parametrize("row", [row for row in CASES if "gaps" in row], ids=lambda row: str(row["why"]))
def test_gaps(row: dict[str, Any]) -> None:
    """What must have gone before and is not told, in words."""
    assert list(told(row, "2025-01-01").gaps) == row["gaps"]


def test_superseded_terms() -> None:
    """A halved sentence keeps the first term, as superseded by the second."""
    found = told(CASES[0], "2025-01-01").superseded
    assert [one.words for one in found] == CASES[0]["superseded"]
    assert (found[0].happening, found[0].by) == ("h3", "h4")


@pytest.mark.parametrize("row", [row for row in CASES if "order" in row], ids=lambda row: str(row["why"]))
def test_in_order(row: dict[str, Any]) -> None:
    """Steps stand in the order of their dates, those without one last, whatever order they are given in."""
    found = told(row, "2025-01-01")
    assert [one.type for one in found.steps] == row["order"]
    turned = case([step(one, n) for n, one in list(enumerate(row["steps"]))[::-1]], as_of="2025-01-01")
    assert turned == found
