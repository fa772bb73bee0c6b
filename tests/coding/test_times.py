"""Times told in reports, what they are anchored to, and that finding them takes time linear in the text."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord import dates
from onrecord.coding.times import TimeMention, anchored, find, find_times

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent.parent / "cases" / "times.yaml").read_text("utf-8"))
REPORT = date(2021, 7, 3)


def only(text: str, report: date | None = REPORT) -> TimeMention:
    """The one time told in a text."""
    (mention,) = find_times(text, report_date=report)
    return mention


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"])[:60])
def test_times_told(case: dict[str, Any]) -> None:
    """The words, type, TIMEX3 value and EDTF date of each time are those of the case."""
    found = find_times(case["text"], report_date=case["report"])
    told = [[case["text"][m.start : m.end], m.type, m.value, m.edtf] for m in found]
    assert told == [
        [words, kind, value and str(value), edtf and str(edtf)] for words, kind, value, edtf in case["expected"]
    ]


@pytest.mark.parametrize(
    ("words", "reference", "expected"),
    [
        ("two days earlier", "2021-07-01", "2021-06-29"),
        ("two days before", "2021-07-01", "2021-06-29"),
        ("a day after", "2021-07-01", "2021-07-02"),
        ("three days after", "2017-12-18~", "2017-12-21~"),
        ("the next day", "2021-07-01", "2021-07-02"),
        ("the following day", "2021-02-28", "2021-03-01"),
        ("the day before", "2021-03-01", "2021-02-28"),
        ("a week later", "2021-07-01", "2021-07-08~"),
        ("three months later", "2019-10-17", "2020-01~"),
        ("a year earlier", "2019-10-17", "2018~"),
        ("the same day", "2021-07-01", "2021-07-01"),
        ("the same month", "2021-07-01", "2021-07"),
        ("that year", "2019-10-17", "2019"),
        ("the following week", "2021-07-01", "2021-07-05/2021-07-11"),
        ("the following Monday", "2021-07-01", "2021-07-05"),
        ("the previous Friday", "2021-07-01", "2021-06-25"),
        ("at the time", "2021-07-01", "2021-07-01"),
        ("weeks later", "2021-07-01", "2021-07~"),
        ("two days later", "2021-06", "2021-07~"),
        ("two days earlier", "2021-06-21/2021-06-27", "2021-06-19~"),
        ("two days earlier", "/2021-06-27", None),
        ("years later", "2021-07-01", None),
        ("one hundred centuries earlier", "2021-07-01", None),
    ],
)
def test_anchored_to_an_act(words: str, reference: str, expected: str | None) -> None:
    """A time told from another act is counted from that act's date, and is never sharper than it."""
    assert anchored(only(f"She was freed {words}."), reference) == expected


def test_times_of_the_report_lean_on_no_act() -> None:
    """A time that is told by itself is not moved by an act's date."""
    assert anchored(only("She was freed on Thursday."), "2019-01-01") is None


def test_an_anchored_time_has_no_date_of_its_own() -> None:
    """A time that leans on an act waits for that act: its EDTF date is empty, its TIMEX3 value counts from the text."""
    mention = find_times("He was held on 1 July 2019. He had been freed two days earlier.", report_date=REPORT)[1]
    assert (mention.anchor, mention.edtf, mention.value) == ("act", None, "2019-06-29")


def test_only_between_two_offsets() -> None:
    """Times outside the stretch asked for are not found, and offsets are those of the whole text."""
    text = "On Monday it began. On Tuesday it ended."
    (mention,) = find_times(text, report_date=REPORT, start=20)
    assert text[mention.start : mention.end] == "Tuesday"


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("held since 2018", "since"),
        ("held until 2018", "until"),
        ("held before 2018", "before"),
        ("done by 2018", "until"),
        ("left after 2018", "after"),
        ("ruled throughout 2018", "throughout"),
        ("held for six months", "throughout"),
        ("born about 1998", "about"),
        ("held in 2018", "within"),
    ],
)
def test_relation_by_the_word_before(text: str, relation: str) -> None:
    """The word before a time tells how it bears on the act."""
    assert only(text).relation == relation


def test_a_narrative_leans_on_the_time_told_before() -> None:
    """In a court paper a day without a year is in the year told last, whatever the paper's own date."""
    text = "On September 19, 2021 both were held. On October 27 the arrest was approved."
    found = find_times(text, report_date=date(2023, 10, 2), narrative=True)
    assert [m.edtf for m in found] == ["2021-09-19", "2021-10-27"]


def test_every_date_is_valid() -> None:
    """Whatever is found in an odd text has an EDTF date that can be read."""
    text = (
        "31 June 2021, 30 Feb, 99/99/9999, the year 1000, 9999 years ago, two days before 0001-01-01, 00:99, 2021-13-45"
    )
    for mention in find_times(text, report_date=REPORT):
        assert mention.edtf is None or dates.is_valid(mention.edtf)


def test_times_do_not_overlap() -> None:
    """A word that ends one time is not taken as the beginning of the next."""
    first, second = find_times("They met a week later Monday.", report_date=REPORT)
    assert first.end <= second.start


@pytest.mark.parametrize("report", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_report_date_that_cannot_be(report: date) -> None:
    """A report dated outside any calendar in use is treated as undated."""
    text = "She was held two weeks ago, on Friday, and freed on 3 May 2020."
    assert find_times(text, report_date=report) == find_times(text, report_date=None)


def test_the_quick_look_misses_no_case() -> None:
    """The look for time words lets every time of the cases through, and stops a text that has none."""
    told = [str(words) for case in CASES for words, *_ in case["expected"]]
    assert [words for words in told if not find.may_tell(words, 0, len(words))] == []
    plain = "The officers took her from her home without a word."
    assert not find.may_tell(plain, 0, len(plain))


@pytest.mark.parametrize(
    "piece", ["a ", "1 ", "the ", "two and a half ", "July ", "1/", "twenty ", "early mid ", "’s "]
)
def test_slow_patterns(piece: str) -> None:
    """Ten times the text takes no more than some thirty times as long, whatever is repeated."""
    find_times("Monday", report_date=REPORT)

    def once(text: str) -> float:
        begun = time.process_time()
        find_times(text, report_date=REPORT)
        return time.process_time() - begun

    def spent(length: int) -> float:
        """The least of three: a collection of garbage may fall into any one."""
        return min(once(piece * (length // len(piece))) for _ in range(3))

    assert spent(20_000) < 0.05 + 30 * spent(2_000)
