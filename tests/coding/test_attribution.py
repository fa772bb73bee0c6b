"""Who is given the word, by cases that a field person can extend in tests/cases/attribution.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.coding.attribution import Attributions, attribute
from onrecord.coding.parse import Parsed, parse
from onrecord.coding.sentences import split
from onrecord.model import Passage

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "attribution.yaml").read_text(encoding="utf-8"))


def attributed(text: str, **outlets: str) -> tuple[Parsed, Attributions]:
    """A text with a paragraph a line, parsed and attributed."""
    passages, start = [], 0
    for line in text.split("\n"):
        if line:
            passages.append(Passage(start, start + len(line), "body"))
        start += len(line) + 1
    parsed = parse(text, split(text, passages))
    return parsed, attribute(parsed, **outlets)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_source_of_words(case: dict[str, Any]) -> None:
    """At each word asked for, the steps from the outlet relayed to the speaker are as expected."""
    parsed, found = attributed(case["text"], **case.get("outlets", {}))
    for words, expected in case["expected"].items():
        start = case["text"].index(words)
        token = next(parsed.tokens_between(start, len(case["text"])))
        source = found.source_at(token.i)
        steps = [[speaker.resolved.name for speaker in step] for step in source.steps] if source else []
        assert steps == expected, words
