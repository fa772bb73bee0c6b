"""How many people a noun phrase tells of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.coding.counts import add_counts, count_of
from onrecord.model import Count

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "counts.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_counts_told(case: dict[str, Any]) -> None:
    """Least, most and basis are those of the case, and the words shown stand in the phrase."""
    count = count_of(case["text"])
    assert (count and [count.min, count.max, count.basis]) == case["expected"]
    if count is not None:
        assert all(words in case["text"] for words in count.text.split(", "))


def test_groups_add_up() -> None:
    """Named people and groups side by side are one count; an open end stays open, a convention a convention."""
    one, dozens = Count(min=1, max=1, text="Aru Sadyk"), Count(min=24, max=None, text="dozens", basis="convention")
    assert add_counts([one, one]) == Count(min=2, max=2, text="Aru Sadyk, Aru Sadyk")
    assert add_counts([one, dozens]) == Count(min=25, max=None, text="Aru Sadyk, dozens", basis="convention")
    assert add_counts([]) is None
