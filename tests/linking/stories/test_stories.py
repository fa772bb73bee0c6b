"""Which reports tell one event."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bench.copying.copy_texts import stories as invented
from onrecord.linking.stories import Telling, stories, telling
from onrecord.linking.stories.clusters import clusters
from onrecord.linking.stories.likeness import likenesses

TELLINGS = {
    f"{n:02} {key}": telling(one[key], title=one["title"] if key == "text" else None)
    for n, one in enumerate(invented())
    for key in ("text", "again")
    if key in one
}


def test_reports_of_one_event_come_together() -> None:
    """Two reporters' words for one event stand in one group, and no two events do."""
    found = stories(TELLINGS)
    assert all(len({name[:2] for name in group}) == 1 for group in found)
    assert len(found) == len(invented())


def test_the_order_of_reports_does_not_matter() -> None:
    """The same reports in any order give the same groups."""
    mixed = list(TELLINGS.items())
    random.Random(7).shuffle(mixed)  # noqa: S311  # an order, no secret
    assert stories(dict(mixed)) == stories(TELLINGS)


def test_likeness_fades_with_time() -> None:
    """The same words tell one event less surely the farther apart their days are; without a day they are taken as they are."""
    terms = {"strike": 2, "bakers": 2, "harbour": 1}
    days = [date(2024, 1, 1), date(2024, 1, 1), date(2024, 1, 9), date(2025, 1, 1)]
    found = likenesses({str(n): Telling(terms, (), day) for n, day in enumerate([*days, None])})
    assert found["0", "1"] > found["0", "2"] > found["0", "3"] > found["0", "1"] / 2
    assert found["0", "1"] == found["0", "4"]


def test_none_and_one() -> None:
    """No reports give no groups; one, even without words, stands alone."""
    assert stories({}) == []
    assert stories({"a": telling("")}) == [("a",)]


def test_links_are_means() -> None:
    """One link is not enough: a group takes another in only while all of both are alike on average."""
    chain = {("a", "b"): 0.9, ("b", "c"): 0.5}
    assert clusters("abc", chain, least=0.3) == [("a", "b"), ("c",)]
    assert clusters("abc", chain, least=0.2) == [("a", "b", "c")]


pairs = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda p: p[0] < p[1]), st.floats(0, 1)
)


@given(pairs, st.floats(0.01, 1))
def test_every_report_is_in_one_group(alike: dict[tuple[str, str], float], least: float) -> None:
    """Whatever the likenesses, each name comes exactly once."""
    found = clusters("abcdef", alike, least=least)
    assert sorted(name for group in found for name in group) == list("abcdef")
