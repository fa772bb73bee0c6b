"""A collection to what it answers: tables, timelines, maps, networks and estimates."""

from __future__ import annotations

from onrecord.verbs.drawing.estimating import estimate, estimate_table
from onrecord.verbs.drawing.showing import network, places_of, timeline
from onrecord.verbs.drawing.tabling import table

__all__ = ["estimate", "estimate_table", "network", "places_of", "table", "timeline"]
