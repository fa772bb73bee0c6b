"""Readings of lengths of time, of what is repeated, and of words such as now, recently, so far."""

from __future__ import annotations

from onrecord.coding.times.context import Found
from onrecord.coding.times.mention import Reading

_CLOCK = {"H": "H", "MIN": "M", "S": "S"}
_TIMES = {"F": (2, "W"), "E": (10, "Y"), "C": (100, "Y"), "Q": (3, "M")}
_PARTS = ("MO", "AF", "EV", "NI", "WE")
_RATES = frozenset(
    "$ £ € % percent cents dollars shares barrels tons times rupees million billion km kmh miles once twice".split()
)


def amount(found: Found) -> tuple[float | None, str]:
    """How many of which unit the words tell; None for "several" and plain plurals."""
    unit = found.text("unit" if "unit" in found else "plural")
    if "n" in found:
        return float(found.meaning("n")) + _fraction(found), unit
    if "vague" in found:
        return (float(found.whole("vague")) or None), unit
    return (1.0, unit) if "article" in found else (None, unit)


def _fraction(found: Found) -> float:
    if "fraction" not in found:
        return 0.0
    return {"1/2": 0.5, "half": 0.5, "1/4": 0.25, "quarter": 0.25, "3/4": 0.75}[found.word("fraction").low]


def in_whole(count: float, unit: str) -> tuple[int, str]:
    """So many units in whole ones: a year and a half as 18 months, other parts rounded."""
    if count != int(count) and unit in ("Y", "W", "E"):
        times, finer = {"Y": (12, "M"), "W": (7, "D"), "E": (10, "Y")}[unit]
        return round(count * times), finer
    return round(count), unit


def length_value(count: float | None, unit: str) -> str | None:
    """The ISO 8601 duration of so many units, X for untold; None for parts of the day and weekends."""
    if unit in _PARTS:
        return None
    if unit in _CLOCK:
        return f"PT{_number(count)}{_CLOCK[unit]}"
    if unit in _TIMES and count is not None:
        times, unit = _TIMES[unit]
        count *= times
    if count is not None and unit == "Y" and count != int(count):
        years, months = divmod(round(count * 12), 12)
        return f"P{years}Y{months}M" if years else f"P{months}M"
    return f"P{_number(count)}{unit}"


def _number(count: float | None) -> str:
    return "X" if count is None else f"{count:g}" if count != int(count) else str(int(count))


def length(found: Found) -> Reading | None:
    """15 days; seven-year; three and a half years; a week. Ages and rates are no lengths."""
    if (
        found.beside(1) == "old"
        or (found.beside(1) == "-" and _second_after(found) == "old")
        or found.beside(-1) == "aged"
    ):
        return None
    if "article" in found and "vague" not in found and _is_rate(found):
        return None
    count, unit = amount(found)
    if count and count > 1000 and unit != "Y":
        return None
    if unit == "Q" and ("n" not in found or found.beside(1) == "of"):
        return None
    value = length_value(count, unit)
    return Reading(type="DURATION", value=value, confidence=0.85) if value else None


def _second_after(found: Found) -> str:
    at = found.last + 2
    return found.context.words[at].low if at < len(found.context.words) else ""


def _is_rate(found: Found) -> bool:
    """Whether "a day" tells how much a day, not how long."""
    before = found.first - 1
    if before < 0:
        return False
    word = found.context.words[before]
    return word.low in _RATES or "number" in word.classes


def half_length(found: Found) -> Reading | None:
    """Half a year, half an hour; a year and a half."""
    unit = found.text("unit")
    whole = 1.5 if found.says("and") else 0.5
    value = length_value(30 * whole * 2, "MIN") if unit == "H" else length_value(whole, unit)
    return Reading(type="DURATION", value=value, confidence=0.8) if value else None


def untold_length(found: Found) -> Reading | None:
    """For weeks, within months."""
    value = length_value(None, found.text("plural"))
    return Reading(type="DURATION", value=value, confidence=0.6, first=found.at("plural")) if value else None


def first_stretch(found: Found) -> Reading | None:
    """The first nine months."""
    count, unit = amount(found)
    value = length_value(count, unit)
    return Reading(type="DURATION", value=value, confidence=0.6) if value else None


def nth_unit(found: Found) -> Reading | None:
    """The 80th day of a strike, its fourth week: how long it had lasted; the first and second are no lengths."""
    number, unit = found.whole("ordinal"), found.text("unit")
    if number < 4 or unit not in ("D", "W", "M", "Y") or found.word("unit").low.endswith("s"):
        return None
    return Reading(type="DURATION", value=length_value(number, unit), confidence=0.6)


def every(found: Found) -> Reading | None:
    """Every Friday; each month; every two weeks; every other day."""
    if "weekday" in found:
        part = f"T{found.text('part')}" if "part" in found else ""
        return _repeated(f"XXXX-WXX-{found.whole('weekday')}{part}")
    if "month" in found:
        return _repeated(f"XXXX-{found.whole('month'):02}")
    unit = found.text("unit")
    count = float(found.meaning("n")) if "n" in found else 2.0 if found.says("other") else 1.0
    if unit in _PARTS:
        return _repeated("XXXX-WXX-WE" if unit == "WE" else f"XXXX-XX-XXT{unit}")
    return _repeated(length_value(count, unit))


def _repeated(value: str | None) -> Reading | None:
    return Reading(type="SET", value=value, confidence=0.8) if value else None


def often(found: Found) -> Reading | None:
    """Daily, weekly; not in the name of a newspaper."""
    word = found.word("frequency")
    return None if word.start and found.context.capital(found.first) else _repeated(found.text("frequency"))


def weekdays(found: Found) -> Reading | None:
    """Mondays; Tuesday nights."""
    if "parts" in found:
        return _repeated(f"XXXX-WXX-{found.whole('weekday')}T{found.text('parts')}")
    return _repeated(f"XXXX-WXX-{found.whole('weekdays')}")


def times_a(found: Found) -> Reading | None:
    """Twice a week."""
    return _repeated(length_value(1, found.text("unit")))


def reference(found: Found) -> Reading | None:
    """Now, currently: the report's date; recently, previously: some time until it."""
    value = found.text("present" if "present" in found else "past")
    if found.beside(-1) in ("a", "an", "the", "its", "his", "their") and "past" in found:
        return None
    report = found.context.report
    now = value == "PRESENT_REF"
    edtf = None if report is None else report.isoformat() if now else f"/{report}"
    dated = None if found.says("previously", "formerly") else value
    return Reading(value=dated, edtf=edtf, anchor="report", confidence=0.5)


def so_far(found: Found) -> Reading:
    """So far, to date: some time until the report's date."""
    report = found.context.report
    return Reading(value=None, edtf=f"/{report}" if report else None, anchor="report", confidence=0.5)


def present(found: Found) -> Reading:
    """These days, at present."""
    report = found.context.report
    return Reading(value="PRESENT_REF", edtf=report.isoformat() if report else None, anchor="report", confidence=0.5)


def past(found: Found) -> Reading:
    """In the past."""
    report = found.context.report
    return Reading(value="PAST_REF", edtf=f"/{report}" if report else None, anchor="report", confidence=0.4)


def future(_: Found) -> Reading:
    """In the near future."""
    return Reading(value="FUTURE_REF", anchor="report", confidence=0.5)
