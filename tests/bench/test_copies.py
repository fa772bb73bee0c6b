"""The set of copies of which it is known what was taken from where, and the scores taken on it."""

from __future__ import annotations

import pytest

from bench import copies
from bench.copies import Article, b_cubed, scores
from bench.copying.copy_texts import Text, are_copies, texts
from bench.proof import Figures


@pytest.mark.parametrize("half", [0, 1])
def test_the_set_is_the_same_each_time(half: int) -> None:
    """A half has 200 texts, the same in each run, and the two halves share no story."""
    made = texts(half)
    assert len(made) == 200
    assert texts(half) == made
    other = {story for one in texts(1 - half) for story, _ in one.sources if not story.startswith("form")}
    assert not other & {story for one in made for story, _ in one.sources}


def test_what_was_taken_from_where_decides() -> None:
    """Half of the shorter text from the same sentences makes a copy; words alone do not."""
    whole = Text("as sent", "", "", {("one", n): 10 for n in range(10)}, 100)
    cut = Text("cut", "", "", {("one", 0): 10, ("two", 0): 10}, 20)
    less = Text("cut", "", "", {("one", 0): 9, ("two", 0): 11}, 20)
    assert are_copies(whole, cut)
    assert not are_copies(whole, less)


def test_pairs_are_scored() -> None:
    """One of two found is right, one of four right ones is found."""
    right = {(0, 1), (0, 2), (0, 3), (0, 4)}
    assert scores({(0, 1), (1, 2)}, right) == {"precision": 0.5, "recall": 0.25, "f1": 0.333}
    assert scores(set(), right)["f1"] == 0


def test_groups_are_scored() -> None:
    """B-cubed: each report counts the share of its group that is of its event, and of its event that is in its group."""
    told = [Article("", "", event, None) for event in (1, 1, 2)]
    assert b_cubed(told, [("0", "1"), ("2",)])["f1"] == 1
    assert b_cubed(told, [("0", "1", "2")]) == {"precision": 0.556, "recall": 1.0, "f1": 0.714}
    assert b_cubed(told, [("0",), ("1",), ("2",)]) == {"precision": 1.0, "recall": 0.667, "f1": 0.8}


def figures(value: float, *, milliseconds: float) -> dict[str, Figures]:
    one = {"precision": value, "recall": value, "f1": value}
    named = ("copies, work", "copies, check", "stories, check", "stories, all")
    plain = {"copies, check, by plain shingles": scores(set(), {(0, 1)})}
    return {**dict.fromkeys(named, one), **plain, "speed": {"compare_10000_words_ms": milliseconds}}


def test_each_figure_under_its_floor_is_named() -> None:
    """Precision, F1 and time are held on what the rules were not set by; plain methods are only shown."""
    assert not copies.missed(figures(1.0, milliseconds=100))
    missed = copies.missed(figures(0.5, milliseconds=900))
    assert len(missed) == 5
    assert "copies, check: precision 0.5, under 0.99" in missed
    assert "comparing 10,000 words took 900 ms" in missed
