"""What differs between two texts of one address, passage by passage."""

from __future__ import annotations

import pytest

from onrecord.analysis.differences import Piece, differences, retold
from onrecord.model import Particulars, Report
from onrecord.reading import read_text

FIRST = "Police in Osh arrested five people on Monday."
SECOND = "They were led away from the square in the evening."
THIRD = "A lawyer said that all of them are students."


def text(*passages: str) -> list[Report]:
    return [read_text("\n\n".join(passages).encode(), id="r", name="r.txt")]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((FIRST, SECOND), (FIRST, SECOND), []),
        ((FIRST,), (FIRST, SECOND), [("added", None, SECOND)]),
        ((FIRST, SECOND, THIRD), (FIRST, THIRD), [("removed", SECOND, None)]),
        ((FIRST, SECOND), (FIRST.replace("five", "two"), SECOND), [("changed", FIRST, FIRST.replace("five", "two"))]),
        ((FIRST, SECOND), (THIRD, SECOND), [("added", None, THIRD), ("removed", FIRST, None)]),
        ((FIRST, SECOND), (SECOND, FIRST), [("added", None, SECOND), ("removed", SECOND, None)]),
    ],
    ids=["same", "added", "removed", "changed", "another", "moved"],
)
def test_passages(
    before: tuple[str, ...], after: tuple[str, ...], expected: list[tuple[str, str | None, str | None]]
) -> None:
    """Each is added, removed, or changed when half of its words stayed; one that moved is both added and removed."""
    found = differences(text(*before), text(*after))
    assert sorted((one.kind, one.before, one.after) for one in found) == sorted(expected)


def test_changed_words_are_marked() -> None:
    """The words that stayed, with those that went and came in between, make up both passages again."""
    [one] = differences(text(FIRST), text(FIRST.replace("five people", "two")))
    assert "".join(piece.text for piece in one.pieces if piece.kind != "added") == one.before
    assert "".join(piece.text for piece in one.pieces if piece.kind != "removed") == one.after
    assert Piece("added", "two") in one.pieces


def test_layout_is_no_difference() -> None:
    """Other breaks and spaces within a passage say the same."""
    assert differences(text(FIRST), text(FIRST.replace(" on", "\non"))) == ()


def test_many_passages_are_quick() -> None:
    """Texts that share nothing are not compared word by word with one another."""
    old, new = ([f"{word} {number} said so at length." for number in range(800)] for word in ("Ada", "Bo"))
    assert len(differences(text(*old), text(*new))) == 1600


def test_particulars_told_otherwise() -> None:
    """A title that was changed silently is told, with both."""
    [one] = retold(Particulars(title="Five held", publisher="A"), Particulars(title="Two held", publisher="A"))
    assert (one.name, one.before, one.after) == ("title", "Five held", "Two held")
