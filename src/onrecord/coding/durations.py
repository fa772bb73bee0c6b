"""ISO 8601 durations of sentences: written from numbers and units, added, cut and multiplied."""

from __future__ import annotations

import re

from msgspec import Struct

_ISO = re.compile(r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?\Z")
_MONTH = 30
"""Days in a month where half a month is told: courts count thirty."""


class Duration(Struct, frozen=True):
    """A length of time as courts tell it: months and days are kept apart, weeks only where nothing else is told."""

    months: float = 0
    days: float = 0
    weeks: float = 0
    hours: float = 0
    in_months: bool = False
    """Told in months, so that eighteen of them stay P18M."""

    def times(self, factor: float) -> Duration:
        return Duration(
            self.months * factor, self.days * factor, self.weeks * factor, self.hours * factor, in_months=self.in_months
        )

    def plus(self, other: Duration, *, sign: int = 1) -> Duration | None:
        """The sum, or with `sign` -1 the difference; None where nothing would be left."""
        days = self.days + self.weeks * 7 + sign * (other.days + other.weeks * 7)
        months = self.months + sign * other.months
        while days < 0 and months >= 1:
            months, days = months - 1, days + _MONTH
        if months < 0 or days < 0 or months + days == 0:
            return None
        return Duration(months, days, in_months=self.in_months)

    def iso(self) -> str:
        """As in "P3Y6M", "P18M", "P7.5D", "P2W", "PT48H"."""
        if self.hours:
            return f"PT{_plain(self.hours)}H"
        whole = int(self.months + 1e-6)
        days = round(self.days + (self.months - whole) * _MONTH, 2)
        if self.weeks and not whole and not days:
            return f"P{_plain(self.weeks)}W"
        days += self.weeks * 7
        years, months = (0, whole) if self.in_months else divmod(whole, 12)
        return "P" + _part(years, "Y") + _part(months, "M") + (_part(days, "D") if days or not whole else "")


def of_unit(number: float, unit: str) -> Duration:
    """A number of "hour", "day", "week", "month" or "year"."""
    if unit == "hour":
        return Duration(hours=number)
    if unit == "year":
        return Duration(months=round(number * 12, 6))
    if unit == "month":
        return Duration(months=number, in_months=True)
    return Duration(weeks=number) if unit == "week" else Duration(days=number)


def parse_iso(term: str) -> Duration | None:
    """A duration written as "P3Y6M"; None for one with hours or in another form."""
    match = _ISO.match(term)
    if match is None:
        return None
    years, months, weeks, days = (float(part) if part else 0.0 for part in match.groups())
    return Duration(years * 12 + months, days, weeks, in_months=not years and months > 0)


def _part(number: float, letter: str) -> str:
    return f"{_plain(number)}{letter}" if number else ""


def _plain(number: float) -> str:
    return f"{round(number, 2):g}"
