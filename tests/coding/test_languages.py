"""Reports in languages without rules: recognised and named, kept, not coded (`tests/cases/languages.yaml`)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from onrecord.pipeline import code_report
from onrecord.reading import read_line

CASES: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "languages.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("label", [None, "en"], ids=["no label", "labelled English"])
@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_other_languages_are_named_and_not_coded(case: dict[str, str], label: str | None) -> None:
    """The line has no acts and says which language it is, also where the report is labelled English."""
    line = json.dumps({"id": "r", "text": case["text"], "language": label}).encode()
    coded = code_report(read_line(line, line=1))
    assert case["expected"] in coded.flags
    assert (coded.acts, coded.persons) == ((), ())
