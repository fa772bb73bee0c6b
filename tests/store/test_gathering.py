"""What is counted and drawn comes from either database alike."""

from __future__ import annotations

from onrecord.store.collection import Collection
from onrecord.store.filters import Filter
from onrecord.verbs import drawing
from onrecord.verbs.drawing.gathering import gathered


def test_happenings_are_gathered(records: Collection) -> None:
    """Acts that are linked with no other are a happening each, with who tells them, as the filter asks."""
    found = gathered(records)
    assert len(found.happenings) == 4
    assert {one.report for one in found.acts.values()} == set(found.reports)
    [(arrest, sure)] = gathered(records, Filter(type="arrest", date="2023-03")).happenings
    assert sure
    assert [one.name for one in arrest.origins] == ["Ole Lund"]
    assert not gathered(records, Filter(type="arrest", date="2023-04")).happenings


def test_a_table(records: Collection) -> None:
    """Its rows, and what they rest on."""
    figure = drawing.table(records, ["type"])
    assert {row[:2] for row in figure.rows} == {
        ("arrest", 1),
        ("torture or ill-treatment", 1),
        ("fine", 1),
        ("release", 1),
    }
    assert "4 acts in 1 reports" in " ".join(figure.notes)
