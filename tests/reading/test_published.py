"""Times of publication, by cases in tests/cases/published.yaml."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Dateline, Particulars
from onrecord.reading import report_date
from onrecord.reading.published import when

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "published.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}: {case['why']}")
def test_when(case: dict[str, Any]) -> None:
    """A time is read as exactly as it is told, with the zone it is told in."""
    assert when(case["text"], publisher=case.get("publisher")) == case["expected"]


@pytest.mark.parametrize(
    "particulars, day",
    [
        (Particulars(published="2021-07-03T23:30:00+05:30"), date(2021, 7, 3)),
        (Particulars(published="2021-07-03T00:30:00+14:00"), date(2021, 7, 3)),
        (Particulars(updated="2021-07-04", dateline=Dateline(date="2021-07-03")), date(2021, 7, 4)),
        (Particulars(dateline=Dateline(date="1988-08-25")), date(1988, 8, 25)),
        (Particulars(published="2021-07", dateline=Dateline(date="2021-07-03")), date(2021, 7, 3)),
        (Particulars(published="2021"), None),
        (Particulars(), None),
    ],
)
def test_report_date(particulars: Particulars, day: date | None) -> None:
    """The day of a report is its own day, never that of UTC; a month or a year alone is no day."""
    assert report_date(particulars) == day


@given(st.datetimes())
def test_iso_times_come_back(moment: datetime) -> None:
    """A time that this program wrote is read as itself."""
    iso = moment.replace(microsecond=0).isoformat()
    assert when(iso) == (iso if moment.year >= 1800 else None)


@given(st.text(max_size=60))
def test_any_words(words: str) -> None:
    """Whatever is told for a time, the answer is a date or nothing."""
    told = when(words)
    assert told is None or told[:4].isdigit()
