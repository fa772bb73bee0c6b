"""Texts with their words mixed up: no order of words, marks and figures makes the coder fail."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
import yaml

from onrecord.model import Uncoded
from onrecord.pipeline import attempt
from onrecord.reading.line import read_line

CASES = Path(__file__).parent.parent / "cases" / "acts"
TEXTS = [case["text"] for path in sorted(CASES.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))]
STRAY = (
    "to|at|from|by|and|said|not|16|16 of them|,|;|(|)|“|”|—|'s|halved|$500|5 years|to three|on Sunday|two days earlier|last Friday"
    "|noon|life|the latter|her husband|according to|12/05/2019|the 1900s|31 February|9/11|146 BC|the court|reduced his sentence"
    "|cut her term|commuted the sentence|was arrested|fined|the group|they|both"
).split("|")
ROUNDS = 60


def mixed(chance: Random) -> str:
    """Sentences of the cases with stray words among their own, and sentences of stray words alone."""
    told = " ".join(chance.sample(TEXTS, 6)).split()
    for _ in range(len(told) // 4):
        told.insert(chance.randrange(len(told)), chance.choice(STRAY))
    nonsense = [f"The {' '.join(chance.choices(STRAY, k=chance.randrange(4, 14)))}." for _ in range(25)]
    return " ".join([*told, *nonsense])


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_order_of_words_makes_the_coder_fail(seed: int) -> None:
    """Nonsense is coded as little or nothing; it is never an error."""
    line = json.dumps({"id": "r", "text": mixed(Random(seed)), "published": "2024-02-29"})  # noqa: S311
    told = attempt(read_line(line.encode(), line=1))
    assert not isinstance(told, Uncoded), told.error
