"""What cells tell, from `cases/cells.yaml`: as exact as they tell it, or refused with what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.errors import BadCell
from onrecord.importing.counts import read_count
from onrecord.importing.dates import read_date
from onrecord.importing.penalties import penalties_in
from onrecord.model import Penalty

CASES = msgspec.yaml.decode((Path(__file__).parent.parent / "cases" / "cells.yaml").read_bytes())


def named(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda case: case["cell"])


@named("dates")
def test_dates(case: dict[str, Any]) -> None:
    """A date is as exact as its cell tells it."""
    how: dict[str, Any] = {name: case[name] for name in ("day_first", "year") if name in case}
    if "error" in case:
        with pytest.raises(BadCell, match=case["error"]) as raised:
            read_date(case["cell"], column="when", **how)
        assert raised.value.column == "when"
    else:
        assert read_date(case["cell"], column="when", **how).edtf == case["edtf"]


@named("counts")
def test_counts(case: dict[str, Any]) -> None:
    """A number of people has a least and a most."""
    if "error" in case:
        with pytest.raises(BadCell, match=case["error"]):
            read_count(case["cell"], column="how many")
    else:
        told = read_count(case["cell"], column="how many")
        assert (told.min, told.max, told.basis) == (case["min"], case["max"], case.get("basis", "told"))


@named("penalties")
def test_penalties(case: dict[str, Any]) -> None:
    """Penalties as an export writes them come back; a court's own words are read as the coder reads them."""
    assert penalties_in(case["cell"]) == msgspec.convert(tuple(case["penalties"]), tuple[Penalty, ...])
