"""Which of two copies was there first."""

from __future__ import annotations

import pytest

from onrecord.linking.copies import Copying, CopyKind, likely_original


@pytest.mark.parametrize(
    "kind, a, b, expected",
    [
        ("edited", "2024-03-01", "2024-03-02", "a"),
        ("edited", "2024-03", "2024-02-28", "b"),
        ("edited", "2024-03-01T10:00+05:00", "2024-03-01T06:00+00:00", "a"),
        ("edited", "2024-03-01T23:00", "2024-03-02", "a"),
        ("edited", "2024-03-01", "2024-03", None),
        ("edited", None, "2024-03-01", None),
        ("cut", "2024-03-01", "2024-03-01", "b"),
        ("extended", None, None, "a"),
        ("extended", "2024-03-02", "2024-03-01", "b"),
        ("cut", "yesterday", "2024-03-01", "b"),
    ],
)
def test_the_likely_original(kind: CopyKind, a: str | None, b: str | None, expected: str | None) -> None:
    """The earlier one as far as the dates are certain; else the one that was cut; else it is left open."""
    assert likely_original(Copying(kind, 1.0, 1.0, ()), a_published=a, b_published=b) == expected
