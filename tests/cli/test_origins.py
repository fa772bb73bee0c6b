"""What `happening --origins` and `incident --origins` filter, and what they say of officials who say nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app

REPORTS = {
    "a": "SEMEI, Kazakhstan (Northern Wire) — Police arrested Aidar Beketov in Semei on March 4, 2021, his wife, Marzhan Abilova, said."
    " The Interior Ministry declined to comment.",
    "b": "SEMEI, Kazakhstan (Steppe Post) — Aidar Beketov was arrested in Semei on March 4, 2021, a witness said. Olga Berg was"
    " arrested in Almaty on May 2, 2021.",
}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the reports above."""
    folder = tmp_path_factory.mktemp("origins")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    run(folder / "c", "add", *(str(folder / f"{name}.txt") for name in REPORTS))
    return folder / "c"


def run(collection: Path, *words: str, user: str = "anna", code: int = 0) -> str:
    done = CliRunner().invoke(
        app, [*words, "-c", str(collection)], env={"COLUMNS": "200", "NO_COLOR": "1", "ONRECORD_USER": user}
    )
    assert done.exit_code == code, done.output
    return done.output


def told(collection: Path, *words: str, user: str = "anna") -> Any:
    return json.loads(run(collection, *words, "--json", user=user))


def test_the_rule_of_two_sources(collection: Path) -> None:
    """Only what two independent origins tell is left; without the rule, all of it, what most tell first."""
    found = told(collection, "happening", "--origins", "2")
    assert found["total"] == 1
    [card] = found["happenings"]
    assert {one["act"]["type"] for one in card["acts"]} == {"arrest"}
    assert card["corroboration"]["by_kind"] == {"person": 1, "witness": 1}
    every = told(collection, "happening")
    assert every["total"] == 2
    assert every["happenings"][0]["id"] == card["id"]
    assert told(collection, "happening", "--origins", "3")["total"] == 0


def test_which_happenings(collection: Path) -> None:
    """By type, place and time, as acts are searched."""
    assert told(collection, "happening", "--place", "Almaty")["total"] == 1
    assert told(collection, "happening", "--place", "Kazakhstan")["total"] == 2
    assert told(collection, "happening", "--date", "2021-05")["total"] == 1
    assert told(collection, "happening", "--type", "trial")["total"] == 0
    assert "There is no act type `arest`" in run(collection, "happening", "--type", "arest", code=2)
    assert "shown: 1" in run(collection, "happening", "--limit", "1")


def test_one_happening_under_the_rule(collection: Path) -> None:
    """One that falls short is told to."""
    [card] = told(collection, "happening", "--place", "Almaty")["happenings"]
    assert "independent origins: 1" in run(collection, "happening", card["id"], "--origins", "1")
    assert "; fewer than 2" in run(collection, "happening", card["id"], "--origins", "2")


def test_official_silence_has_its_words(collection: Path) -> None:
    """Who declined to comment has not merely been silent, and is shown in the report's words; elsewhere nobody was asked."""
    shown = run(collection, "happening", "--origins", "2")
    assert "officials: declined to comment" in shown
    assert "“The Interior Ministry declined to comment”" in shown
    assert "officials: silent" in run(collection, "happening", "--place", "Almaty")


def test_incidents_under_the_rule(collection: Path) -> None:
    """Those of which something is told by two."""
    [card] = told(collection, "incident", "--origins", "2")
    [rests] = card["corroboration"].values()
    assert len(rests["told_by"]) == 2
    assert "whole" in run(collection, "incident", "--origins", "2")
    assert "No incident rests on 3" in run(collection, "incident", "--origins", "3")
    assert len(told(collection, "incident")) == 2
    [alone] = told(collection, "happening", "--place", "Almaty")["happenings"]
    assert "fewer than 2 independent origins" in run(collection, "incident", alone["id"], "--origins", "2")


def test_what_one_may_not_see_does_not_count(collection: Path) -> None:
    """A restricted report is no second source for others."""
    [card] = told(collection, "happening", "--origins", "2")["happenings"]
    report = card["acts"][0]["report"]
    made = run(collection, "protect", report, "--reason", "other", "--because", "she asked")
    assert told(collection, "happening", "--origins", "2", user="ben")["total"] == 0
    assert told(collection, "happening", "--origins", "2")["total"] == 1
    assert made
    run(collection, "unprotect", report, "--because", "she agreed")
    assert told(collection, "happening", "--origins", "2", user="ben")["total"] == 1


def test_a_rejected_act_tells_nothing(collection: Path) -> None:
    """What was rejected since is no origin."""
    [card] = told(collection, "happening", "--origins", "2")["happenings"]
    done = run(collection, "decide", "reject", card["acts"][0]["id"], "--because", "another man")
    assert told(collection, "happening", "--origins", "2")["total"] == 0
    run(collection, "undo", done.split(":")[0], "--because", "the same man")
    assert told(collection, "happening", "--origins", "2")["total"] == 1
