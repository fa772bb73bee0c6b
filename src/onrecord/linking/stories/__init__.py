"""Reports to stories: which of them tell one and the same event, each in its own words or as a copy."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.linking.stories.clusters import clusters
from onrecord.linking.stories.likeness import likenesses
from onrecord.linking.stories.telling import Telling, telling

LEAST = 0.12
"""How alike reports must be, on average, to tell one event."""

__all__ = ["LEAST", "Telling", "stories", "telling"]


def stories(tellings: Mapping[str, Telling], *, least: float = LEAST) -> list[tuple[str, ...]]:
    """The names of the reports in groups that each tell one event, alone where no other does; whatever order they come in."""
    return clusters(tellings, likenesses(tellings), least=least)
