"""Lists of the same people to how many were on none of them (multiple systems estimation), or to why that cannot be said."""

from __future__ import annotations

from onrecord.analysis.estimate.answer import Estimate, estimate, figure
from onrecord.analysis.estimate.histories import Histories, of_csv, of_people

__all__ = ["Estimate", "Histories", "estimate", "figure", "of_csv", "of_people"]
