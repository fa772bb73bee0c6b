"""Days to the TIMEX3 value of the unit that holds them, and back from a value to its unit."""

from __future__ import annotations

from datetime import date

from onrecord import dates
from onrecord.coding.times.mention import Shift
from onrecord.dates import Unit

_IN_MONTHS = {"Q": 3, "Y": 12, "E": 120, "C": 1200, "M": 1}
_IN_DAYS = {"D": 1, "W": 7, "F": 14, "WE": 7}


def timex_of(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit (D, W, WE, M, Q, Y, E a decade, C a century, a part of the day) that holds a day."""
    year, week, _ = day.isocalendar()
    named = {
        "W": f"{year:04}-W{week:02}",
        "F": f"{year:04}-W{week:02}",
        "WE": f"{year:04}-W{week:02}-WE",
        "M": f"{day:%Y-%m}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04}",
        "E": f"{day.year // 10:03}",
        "C": f"{day.year // 100:02}",
    }
    return named.get(unit) or f"{day.isoformat()}{'' if unit in ('D', 'H', 'MIN', 'S') else 'T' + unit}"


def countable(day: date) -> bool:
    """Whether times may be counted from a day; far years are slips of the pen, and their sums leave the calendar."""
    return 1000 <= day.year <= 3000


def moved(day: date, count: int, unit: str) -> date | None:
    """The day so many units later (earlier when negative); hours and less leave it. None outside the calendar."""
    if unit in ("H", "MIN", "S"):
        return day
    try:
        if unit in _IN_MONTHS:
            return dates.shifted(day, count * _IN_MONTHS[unit], "M")
        return dates.shifted(day, count * _IN_DAYS.get(unit, 1), "D")
    except (OverflowError, ValueError):
        return None


def grain(unit: str) -> Unit:
    """The finest of day, week, month, year that a shift by this unit keeps."""
    known: dict[str, Unit] = {"W": "W", "WE": "W", "F": "W", "M": "M", "Q": "M", "Y": "Y", "E": "Y", "C": "Y"}
    return known.get(unit, "D")


def next_weekday(day: date, weekday: int, sign: int) -> date:
    """The nearest such weekday (1 Monday to 7 Sunday) strictly after (1) or before (-1) a day; 0: on or before it."""
    back = (day.isoweekday() - weekday) % 7
    if sign > 0:
        return dates.shifted(day, 7 - back, "D")
    return dates.shifted(day, -(back or (7 if sign else 0)), "D")


def resolved(shift: Shift, reference: str) -> tuple[str, str] | None:
    """TIMEX3 value and EDTF date of a time that lies so far from a date; None when the date has no such end."""
    low, high = dates.bounds(reference)
    side = low if shift.sign < 0 else high
    if shift.sign == 0:
        side = low or high
    if side is None or not countable(side):
        return None
    if shift.weekday:
        named = next_weekday(side, shift.weekday, shift.sign).isoformat()
        return named, _blurred(named, reference, "D")
    if shift.count is None:
        return _untold(shift, side)
    day = moved(side, shift.sign * shift.count, shift.unit)
    return (timex_of(day, shift.unit), _edtf(day, shift, reference)) if day else None


def _edtf(day: date, shift: Shift, reference: str) -> str:
    if shift.unit == "E":
        return dates.about(f"{day.year:04}")
    unit = grain(shift.unit)
    if shift.calendar or shift.sign == 0:
        return _blurred(dates.truncated(day, unit), reference, unit)
    if unit == "D":
        return _blurred(day.isoformat(), reference, unit)
    return dates.about(day.isoformat() if unit == "W" else dates.truncated(day, unit))


def _blurred(edtf: str, reference: str, unit: Unit) -> str:
    """`edtf`, no sharper than the date it was counted from: about, or that date's month or year."""
    exact = dates.precision(reference)
    if unit in ("D", "W") and exact in ("month", "year"):
        low = dates.bounds(edtf)[0]
        assert low is not None
        return dates.about(dates.truncated(low, "M" if exact == "month" else "Y"))
    wide = exact in ("interval", "open") and unit == "D"
    return dates.about(edtf) if wide or dates.is_about(reference) else edtf


_UNTOLD: dict[str, tuple[int, str, Unit]] = {"D": (3, "D", "D"), "W": (3, "W", "M"), "M": (4, "M", "Y")}


def _untold(shift: Shift, side: date) -> tuple[str, str] | None:
    """Days later, weeks later: about the day, the month; "years later" cannot be placed."""
    if shift.unit not in _UNTOLD:
        return None
    count, unit, kept = _UNTOLD[shift.unit]
    day = moved(side, shift.sign * count, unit)
    if day is None:  # outside the calendar
        return None
    value = "FUTURE_REF" if shift.sign > 0 else "PAST_REF"
    return value, dates.about(dates.truncated(day, kept))
