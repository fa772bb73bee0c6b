"""The benchmarks' own arithmetic; the runs themselves are `make bench`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import texts
from bench.accuracy import Half
from bench.cases import as_expected
from bench.coding import accuracy_table, missed_floors, rounds_of, short_of_aims, speed_table
from bench.reading import missed as missed_reading
from bench.speed import Run, Speed

SLOTS = ("act", "date", "place", "actors", "affected", "count", "charge", "penalty", "realis", "source", "record")


def run(seconds: float, *, peak_mb: float = 400.0) -> Run:
    return {
        "cold_start_s": 1.0,
        "seconds": seconds,
        "processor_s": seconds,
        "reports": 10,
        "found": 200,
        "peak_mb": peak_mb,
    }


def half(f1: float, *, joins: int = 0) -> Half:
    slots = {slot: {"p": f1, "r": f1, "f1": f1} for slot in (*SLOTS, "chain", "unreal")}
    people = {"found": 1, "coded": 1, "gold": 1, "false_joins": joins}
    return Half({**slots, "persons": people}, dict.fromkeys(slots, (f1, f1)))


def test_figures_over_the_floors_pass() -> None:
    """Nothing is reported where every figure is good enough."""
    speed = Speed([{"onrecord": run(1), "spacy": run(2)}])
    assert not missed_floors({"work": half(0.9), "check": half(0.9)}, None, speed)


def test_each_figure_under_its_floor_is_named() -> None:
    """Accuracy, false joins, speed and memory are each held, and a miss says by how much."""
    speed = Speed([{"onrecord": run(4, peak_mb=900), "spacy": run(2)}])
    missed = " ".join(missed_floors({"work": half(0.9, joins=1), "check": half(0.5)}, None, speed))
    for words in (
        "check act is 0.500, under 0.68",
        "false joins in the work half: 1",
        "speed ratio is 0.500",
        "900 MB",
    ):
        assert words in missed


def test_what_is_short_of_its_aim_is_told() -> None:
    """A figure over its floor and under its aim is named as such, and nothing is where all are reached."""
    assert "act 0.700 of 0.78" in short_of_aims({"work": half(0.9), "check": half(0.7)})
    assert not short_of_aims({"work": half(0.9), "check": half(0.9)})


def test_own_cases_are_held_where_there_is_no_gold_set() -> None:
    """Without a gold set the share of the project's own cases takes its place."""
    speed = Speed([{"onrecord": run(1), "spacy": run(2)}])
    assert missed_floors(None, 0.5, speed) == ["cases right is 0.500, under 0.9"]


def test_ratio_is_taken_round_by_round() -> None:
    """Each round sets the coder beside spaCy on the same machine at the same time."""
    speed = Speed([{"onrecord": run(1), "spacy": run(2)}, {"onrecord": run(2), "spacy": run(2)}])
    assert speed.ratios() == [1.0, 2.0]
    assert any("1.00-2.00" in row for row in speed_table(speed))


def test_table_has_a_row_for_each_figure_of_the_scorer() -> None:
    """Every slot, the record, the persons and the false joins are shown for both halves."""
    rows = list(accuracy_table({"work": half(0.25), "check": half(0.75)}))
    assert {row.split()[0] for row in rows} >= set(SLOTS)
    assert any("false joins" in row for row in rows)


def test_rounds_already_made_are_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proof that was broken off goes on from the rounds it kept."""
    made = []

    def one_round(_: object) -> dict[str, Run]:
        made.append(1)
        return {"onrecord": run(1), "spacy": run(2)}

    monkeypatch.setattr("bench.coding.one_round", one_round)
    kept = tmp_path / "kept.tmp"
    rounds_of([], 2, kept)
    assert len(rounds_of([], 3, kept)) == 3
    assert len(made) == 3


def test_gold_set_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a scorer is no gold set; one with it is, with its halves."""
    monkeypatch.setenv(texts.GOLD, str(tmp_path))
    assert texts.gold() is None
    (tmp_path / "score.py").touch()
    (tmp_path / "split.tsv").write_text("x1\twork\nx2\tcheck\n")
    found = texts.gold()
    assert found
    assert found.halves == {"x1": "work", "x2": "check"}


def test_a_case_is_as_expected_only_if_no_act_is_left_over() -> None:
    """Slots that the case names are compared, somebody by name; an act too many is a fault."""
    arrest = {"type": "arrest", "affected": [{"name": "Aibek", "kind": "person"}], "date": "2024-03-05"}
    case = {"expected": [{"type": "arrest", "affected": ["Aibek"]}]}
    assert as_expected(case, {"acts": [arrest]})
    assert not as_expected(case, {"acts": [arrest, arrest]})
    assert not as_expected(case, {"acts": [{**arrest, "affected": []}]})


def test_reading_floors() -> None:
    """Each figure of reading that is short of its floor is named: F1, wrong days, time."""
    held = {
        "body": {"f1": 0.99, "times_trafilatura": 1.0},
        "published": {"f1": 0.99, "wrong": 6},
        "published, htmldate alone": {"f1": 0.9, "wrong": 10},
    }
    assert missed_reading(held) == []
    short = {
        "body": {"f1": 0.5, "times_trafilatura": 3.0},
        "published": {"f1": 0.5, "wrong": 9},
        "published, htmldate alone": {"f1": 0.9, "wrong": 10},
    }
    assert [line.split(":")[0].split(" times")[0] for line in missed_reading(short)] == [
        "body", "published", "wrong days", "3.0",
    ]  # fmt: skip
