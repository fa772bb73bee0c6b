"""Hints that somebody may need protection, with the words they rest on (`tests/cases/protection.yaml`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.pipeline import code_report
from onrecord.reading import read_line

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "protection.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_hints_are_proposed_as_expected(case: dict[str, Any]) -> None:
    """Each person named has the reasons expected, each with its words, and no other."""
    text = case["text"]
    line = json.dumps({"id": "r", "text": text, "language": "en", "published": "2023-03-15"}).encode()
    persons = code_report(read_line(line, line=1)).persons
    told = {
        person.name: {hint.reason: text[hint.evidence.start : hint.evidence.end] for hint in person.protection}
        for person in persons
    }
    assert {name: told.get(name) for name in case["expected"]} == case["expected"]
