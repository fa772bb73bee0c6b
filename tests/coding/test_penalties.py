"""Penalties told in reports, and how they are changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.coding.changed_penalties import changed
from onrecord.coding.penalties import find_penalties
from onrecord.model import Penalty

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "penalties.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:60])
def test_penalties_told(case: dict[str, Any]) -> None:
    """Words, kind, term, amount and currency are those of the case."""
    text = case["text"]
    found = find_penalties(text, 0, len(text))
    assert [[text[e.start : e.end], p.kind, p.term, p.amount, p.currency] for p, e in found] == case["expected"]
    assert all(p.suspended == (p.kind == "suspended") for p, _ in found)


def test_country_tells_the_currency() -> None:
    """Words such as "pounds" are those of the country given, where the text names none."""
    text = "He was fined 500 pounds."
    ((penalty, _),) = find_penalties(text, 0, len(text), country="EG")
    assert penalty.currency == "EGP"


@pytest.mark.parametrize(
    ("base", "words", "expected"),
    [
        (Penalty(term="P15D"), "reduced his sentence by half", Penalty(term="P7.5D")),
        (Penalty(term="P5Y"), "halved the term", Penalty(term="P2Y6M")),
        (Penalty(term="P7Y"), "cut by two months", Penalty(term="P6Y10M")),
        (Penalty(term="P6Y"), "cut the term by a third", Penalty(term="P4Y")),
        (Penalty(term="P3Y"), "increased by a year", Penalty(term="P4Y")),
        (Penalty(term="P7Y"), "reduced to three years", Penalty(term="P3Y")),
        (Penalty(term="P5Y"), "cut the five-year term to three", None),
        (Penalty(term="P5Y"), "cut it from five years to three", Penalty(term="P3Y")),
        (Penalty(term="P5Y"), "reduced it on Sunday to three", None),
        (Penalty(kind="death"), "commuted to life imprisonment", Penalty(kind="life")),
        (Penalty(term="P3Y"), "upheld the sentence", Penalty(term="P3Y")),
        (
            Penalty(kind="fine", amount=100, currency="USD"),
            "doubled the fine",
            Penalty(kind="fine", amount=200, currency="USD"),
        ),
        (Penalty(term="P3Y"), "overturned the sentence", None),
        (Penalty(term="P3Y"), "reviewed the sentence", None),
        (Penalty(kind="life"), "reduced by two years", None),
    ],
)
def test_changed_penalties(base: Penalty, words: str, expected: Penalty | None) -> None:
    """The new total after a change, or None where the words do not tell it."""
    assert changed(base, words) == expected
