"""Values in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.analysis import wording
from onrecord.model import Act, PersonRef

CASES = Path(__file__).parent.parent / "cases" / "wording.yaml"


def penalties(act: Act) -> str:
    return "; ".join(map(wording.penalty_words, act.penalties))


def cases() -> Iterator[Any]:
    for group in msgspec.yaml.decode(CASES.read_bytes()):
        for case in group["cases"]:
            yield pytest.param(group["shown"], case["act"], case["expected"], id=f"{group['shown']}: {case['why']}")


@pytest.mark.parametrize(("shown", "told", "expected"), list(cases()))
def test_words(shown: str, told: dict[str, Any], expected: str) -> None:
    """Each value reads as a person would say it, and what is not told is said to be so."""
    given = {"id": "a1", "type": "arrest", "mentions": [], "sentences": [], **told}
    show = penalties if shown == "penalties" else getattr(wording, shown)
    assert show(msgspec.convert(given, Act)) == expected


def test_the_outlets_own_word_names_the_outlet() -> None:
    """Where nobody is cited the outlet itself speaks."""
    act = Act(id="a1", type="arrest", mentions=(), sentences=())
    assert wording.on_whose_word(act, outlet="CWS") == "CWS, in its own voice"


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (PersonRef(person="p2"), "spouse of Ida Lund"),
        (PersonRef(name="the Union"), "spouse of the Union"),
        (PersonRef(person="p9"), "spouse of p9"),
        (PersonRef(), "spouse of not told"),
    ],
)
def test_ties(of: PersonRef, expected: str) -> None:
    """A tie reads from this person to the other."""
    assert wording.tie("spouse", of, {"p2": "Ida Lund"}) == expected
