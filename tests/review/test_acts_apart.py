"""Which of many acts that hang together contradict each other."""

from __future__ import annotations

from itertools import combinations

from onrecord.linking.happenings import Doing, judge
from onrecord.verbs.linking.acts import ACTS
from tests.linking.doings import doing

_PERSON = {"type": "arrest", "who": ["Marat Ospanov"], "place": "Almaty"}


def _told(rows: list[dict[str, str]], times: int) -> dict[str, Doing]:
    """Each row by so many reports."""
    acts = [doing(_PERSON | row, f"a{n}-{time}", f"r{n}-{time}") for time in range(times) for n, row in enumerate(rows)]
    return {one.act: one for one in acts}


def test_however_many_tell_it() -> None:
    """Two arrests that 200 reports each tell are kept apart, every act of one from every act of the other."""
    acts = _told([{"date": "2021-06-29"}, {"date": "2021-09-02"}], 200)
    found = set(ACTS.apart(acts))
    assert found == {(f"a0-{n}", f"a1-{m}") for n in range(200) for m in range(200)}


def test_as_every_two_compared() -> None:
    """Comparing what is told alike once finds the same pairs as comparing every two acts."""
    rows = [
        {"date": "2021-06-29", "published": "2021-06-30"},
        {"date": "2021-06-29", "published": "2021-07-20", "place": "KZ"},
        {"date": "2021-06-29", "place": "Bishkek"},
        {"published": "2021-05-02"},
        {"published": "2021-07-02"},
        {"date": "2021"},
    ]
    acts = _told(rows, 2)
    pairs = {
        (one, other)
        for one, other in combinations(sorted(acts), 2)
        if any(reason.contradicts for reason in judge(acts[one], acts[other]).reasons)
    }
    assert pairs
    assert set(ACTS.apart(acts)) == pairs
