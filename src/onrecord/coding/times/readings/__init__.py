"""What the rules of time read: one function a kind of reading, named in times.yaml as `make`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onrecord.coding.times.context import Found
from onrecord.coding.times.mention import Reading
from onrecord.coding.times.readings import calendar, clock, lengths, near, shifts, stretches

READINGS: Mapping[str, Callable[[Found], Reading | tuple[Reading, ...] | None]] = {
    name: function
    for module in (calendar, stretches, near, shifts, lengths, clock)
    for name, function in vars(module).items()
    if callable(function) and not name.startswith("_") and function.__module__ == module.__name__
}
"""By name; a reading is None where the words turn out not to tell a time."""
