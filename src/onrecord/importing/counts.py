"""Cells to numbers of people as least and most: `10-15`, `>5`, `dozens`, `1,000`."""

from __future__ import annotations

import re

from onrecord.coding.counts import count_of
from onrecord.errors import BadCell
from onrecord.importing.cells import Cells, in_ascii_digits
from onrecord.importing.mapping import From, HowMany, taken
from onrecord.model import Count

_PLAIN = re.compile(r"(\d{1,3}(?:[,. '\u00a0]\d{3})+|\d+)(?:\.0+)?\Z")
_RANGE = re.compile(r"(\d[\d,. ]*?)\s*(?:-|–|—|to|/)\s*(\d[\d,. ]*)\Z")
_SIGNED = re.compile(r"(>=|≥|=>|>|<=|≤|=<|<|~|≈|c\.?a?\.?|\+)\s*(\d[\d,. ]*)\Z|(\d[\d,. ]*)\s*\+\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]")
_MOST = 10_000_000_000


def count_in(cells: Cells, told: HowMany | str | None) -> tuple[Count | None, tuple[str, ...]]:
    """How many people a row tells of, None where it does not say, and the columns that tell it. Raises BadCell."""
    how = HowMany(told=From(column=told)) if isinstance(told, str) else told
    if how is None:
        return None, ()
    if how.told is not None:
        text = cells.value(how.told)
        column = cells.column(how.told)
        return (read_count(text, column=column), (column,)) if text else (None, ())
    least, most = _whole(cells, how.min), _whole(cells, how.max)
    if least is None and most is None:
        return None, ()
    if least is not None and most is not None and least > most:
        raise BadCell(f"the least, {least}, is more than the most, {most}: change them over", column=how.min or "")
    by_convention = cells.value(taken(how.basis)) == "convention"
    text = cells.text(how.words) or ""
    count = Count(min=least, max=most, text=text, basis="convention" if by_convention else "told")
    return count, tuple(column for column in (how.min, how.max) if column)


def _whole(cells: Cells, column: str | None) -> int | None:
    text = cells.text(column)
    if text is None:
        return None
    number = _number(in_ascii_digits(text))
    if number is None:
        raise BadCell(f"`{text[:40]}` is no whole number: write it in digits", column=column or "")
    return number


def read_count(text: str, *, column: str) -> Count:
    """The least and the most that a cell tells. Raises BadCell when it tells no number."""
    plain = in_ascii_digits(" ".join(text.split()))
    if (number := _number(plain)) is not None:
        return Count(min=number, max=number, text=plain)
    found = _range(plain) or _signed(plain) or (count_of(plain) if _WORD.search(plain) else None)
    if found is None:
        raise BadCell(f"`{plain[:60]}` is no number of people: write 12, 10-15, >5, about 20 or dozens", column=column)
    return found


def _number(text: str) -> int | None:
    match = _PLAIN.match(text)
    value = int(re.sub(r"\D", "", match[1])) if match else None
    return value if value is not None and value <= _MOST else None


def _range(plain: str) -> Count | None:
    match = _RANGE.match(plain)
    low, high = (_number(match[1].strip()), _number(match[2].strip())) if match else (None, None)
    return Count(min=low, max=high, text=plain) if low is not None and high is not None and low <= high else None


def _signed(plain: str) -> Count | None:
    match = _SIGNED.match(plain)
    if match is None:
        return None
    value = _number((match[2] or match[3]).strip())
    if value is None:
        return None
    sign = (match[1] or "+").lower()
    if sign[0] in "~≈c":
        about = count_of(f"about {value} people")
        return Count(min=about.min, max=about.max, text=plain) if about else None
    ends = {
        ">": (value + 1, None),
        "<": (None, value - 1),
        "<=": (None, value),
        "≤": (None, value),
        "=<": (None, value),
    }
    least, most = ends.get(sign, (value, None))
    return Count(min=least, max=most, text=plain)
