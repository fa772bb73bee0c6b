"""The layout of wire texts, by cases that a field person can extend in tests/cases/layout.yaml and datelines.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Dateline
from onrecord.reading import lay_out

CASES = Path(__file__).parent.parent / "cases"
LAYOUTS: list[dict[str, Any]] = yaml.safe_load((CASES / "layout.yaml").read_text("utf-8"))
DATELINES: list[dict[str, Any]] = yaml.safe_load((CASES / "datelines.yaml").read_text("utf-8"))
STORY = "Police took Ada Quill from a flat in the north of Port Carrow at three in the afternoon, two neighbours said."


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case["why"])
def test_kinds_of_paragraphs(case: dict[str, Any]) -> None:
    """Each paragraph of a text is told for what it is."""
    layout = lay_out(case["text"], title=case.get("title"))
    assert [p.kind for p in layout.passages] == case["expected"]


@pytest.mark.parametrize("case", DATELINES, ids=lambda case: case["why"])
def test_datelines(case: dict[str, Any]) -> None:
    """Place, day and agency are read off the head of a story, and nothing else is taken for them."""
    layout = lay_out(case["text"], published=case.get("published"))
    expected = case.get("expected")
    if expected is None:
        assert layout.dateline_span is None
        return
    assert layout.dateline == Dateline(expected.get("place"), expected.get("date"))
    assert layout.agency == expected.get("agency")
    assert layout.dateline_span is not None
    assert case["text"][layout.dateline_span.end :].startswith(expected["rest"])


@pytest.mark.parametrize(
    "text, agency",
    [
        (f"{STORY} (ANI)", "ANI"),
        (f"{STORY} PTI", "PTI"),
        (f"{STORY}\n\n(AFP)", "AFP"),
        (f"{STORY}\n\nReporting by Tessa Brandt; Editing by Ron Vale", "Reuters"),
        (f"By Tessa Brandt | AP\n\n{STORY}", "AP"),
        (f"{STORY}\n\nCopyright 2018 The Associated Press. All rights reserved.", "AP"),
        (f"{STORY}\n\nReported by Tessa Brandt for the Coast Service.", None),
        (f"{STORY} They work for AP", None),
        (f"{STORY} Most of them were seen by a reporter of the agency. UNICEF", None),
    ],
)
def test_agency_credits(text: str, agency: str | None) -> None:
    """The wire service is taken from the end, the foot or the byline, wherever it is credited."""
    assert lay_out(text).agency == agency


def test_byline_and_stamps() -> None:
    """Who wrote a story and when it was put out are read off their own lines, the zone by the publisher."""
    layout = lay_out(f"By Javier C. Brandt\nNWA | Updated: Mar 04, 2023 18:20 IST\n\n{STORY}", publisher="NDTV")
    assert (layout.byline, layout.updated, layout.published) == ("Javier C. Brandt", "2023-03-04T18:20:00+05:30", None)


def test_old_stories_tell_their_day() -> None:
    """A reprint from an archive says from when it is."""
    assert lay_out(f"This story is from March 4, 2002\n\n{STORY}").published == "2002-03-04"


def test_dateline_stays_in_its_passage() -> None:
    """The passage begins with the dateline, and the span of the dateline lies in it: offsets never move."""
    layout = lay_out(f"DELL (AP) - {STORY}")
    assert layout.dateline_span is not None
    assert layout.passages[0].start == layout.dateline_span.start == 0


@given(st.text(alphabet=st.sampled_from("Aa .\n\t-#{}%<>()[]\"'|:/1\u2028\ufeffé"), max_size=400))
def test_any_text_is_laid_out(text: str) -> None:
    """Passages of any text are in order, apart, within it, without blanks at their ends, and cover all that is no blank."""
    at, covered = 0, ""
    for passage in lay_out(text).passages:
        assert at <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end].strip(" \t") == text[passage.start : passage.end]
        covered += text[passage.start : passage.end]
        at = passage.end
    blanks = dict.fromkeys(map(ord, " \n\t\u2028\ufeff"))
    assert covered.translate(blanks) == text.translate(blanks)
