"""Times: the words of a report that tell when, their TIMEX3 values and their dates in the codebook's terms."""

from onrecord.coding.times.anchors import anchored
from onrecord.coding.times.find import find_times
from onrecord.coding.times.mention import Shift, TimeMention

__all__ = ["Shift", "TimeMention", "anchored", "find_times"]
