"""A collection to what it answers: tables, timelines, maps and networks."""

from __future__ import annotations

from onrecord.verbs.drawing.showing import network, places_of, timeline
from onrecord.verbs.drawing.tabling import table

__all__ = ["network", "places_of", "table", "timeline"]
