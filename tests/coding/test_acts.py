"""Texts and the acts they tell, as people of the field wrote them down (`tests/cases/acts/*.yaml`)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from bench.cases import same
from onrecord.coding.coder import code
from onrecord.model import Coded
from onrecord.reading import read_line

CASES = Path(__file__).parent.parent / "cases" / "acts"


def cases() -> list[Any]:
    """Each case under the name of its file and its reason."""
    return [
        pytest.param(case, id=f"{path.stem}: {case['why']}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text("utf-8"))
    ]


def coded(case: dict[str, Any]) -> Coded:
    """A case through the built-in coder."""
    line: dict[str, Any] = {"id": "case", "language": "en"}
    line.update((key, case[key]) for key in ("text", "published", "publisher", "title") if key in case)
    return code(read_line(json.dumps(line).encode(), line=1))


def as_json(line: Coded) -> dict[str, Any]:
    """A coded line as its readers get it."""
    told: dict[str, Any] = json.loads(msgspec.json.encode(line))
    return told


@pytest.mark.parametrize("case", cases())
def test_acts_are_told_as_expected(case: dict[str, Any]) -> None:
    """Each expected act is coded with the slots named, and no other act."""
    acts = as_json(coded(case))["acts"]
    for wanted in case["expected"]:
        hit = next((act for act in acts if all(same(value, act.get(slot)) for slot, value in wanted.items())), None)
        assert hit is not None, f"missing: {wanted}; coded: {[brief(act) for act in acts]}"
        acts.remove(hit)
    assert not acts, f"too many: {[brief(act) for act in acts]}"


def brief(act: dict[str, Any]) -> dict[str, Any]:
    """An act without its evidence, for messages."""
    return {slot: value for slot, value in act.items() if value and slot not in ("evidence", "mentions", "sentences")}


def test_every_value_has_words_in_the_text() -> None:
    """Evidence spans lie in the text, in order, and every filled slot has one."""
    text = "Police on Thursday arrested Jana Malikova and two others in Brno for insulting the mayor, her lawyer said."
    line = coded({"text": text, "published": "2021-07-03"})
    assert line.acts
    for act in line.acts:
        for slot in ("date", "place", "charge", "count"):
            assert (getattr(act, slot) is None) or act.evidence.get(slot), slot
        spans = [e for rows in act.evidence.values() for e in rows] + list(act.mentions)
        assert all(0 <= e.start < e.end <= len(text) for e in spans)


def test_text_digest_names_the_text() -> None:
    """The line names the text it was coded from by its SHA-256."""
    line = coded({"text": "Nothing happened."})
    assert line.text_sha256 == hashlib.sha256(b"Nothing happened.").hexdigest()
    assert not line.acts


def test_same_text_same_line() -> None:
    """Coding twice gives the same bytes."""
    case = {
        "text": "Two men were arrested in Almaty on Monday. They were released a day later.",
        "published": "2022-03-09",
    }
    assert msgspec.json.encode(coded(case)) == msgspec.json.encode(coded(case))
