"""The values with which the acts of one happening are told."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.linking.happenings.rivals import rivals, tellers, values
from tests.linking.doings import cases, doing

CASES = cases("rivals")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_values(case: dict[str, Any]) -> None:
    """Values that agree stand together under the most exact words, rivals apart, and what fits several is left open."""
    doings = [doing(row, report=row["act"]) for row in case["acts"]]
    (found,) = [one for one in values(doings) if one.slot == case["slot"]]
    assert {one.words: list(one.acts) for one in found.values} == case["values"]
    assert list(found.open) == case.get("open", [])
    assert (found in rivals(doings)) is (len(case["values"]) > 1)


def test_what_nobody_tells_has_no_values() -> None:
    """A slot that no act tells is not among the values."""
    assert {one.slot for one in values([doing({"type": "arrest"})])} == {"type", "realis"}


def test_who_tells_each() -> None:
    """A value is shown with the origins whose acts tell it."""
    case = next(one for one in CASES if one["slot"] == "count")
    (found,) = rivals([doing(row, report=row["act"]) for row in case["acts"]])
    origins = [("Almaty police", ["police"]), ("activists", ["activists", "other"])]
    assert [list(tellers(one, origins)) for one in found.values] == [["Almaty police", "activists"], ["activists"]]
