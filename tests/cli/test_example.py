"""The bundled example, from its bytes to records, with the coder as it ships and without a network."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.examples import EXAMPLES

PROGRAM = "from onrecord.cli import main; main()"


class Example:
    """A collection with the bundled story in it, asked through the program."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder = folder
        self.env = env

    def __call__(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *words, "--collection", str(self.folder)],
            env=self.env, capture_output=True, check=True,
        )  # fmt: skip
        return done.stdout.decode()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, offline_env: dict[str, str]) -> Example:
    made = Example(tmp_path_factory.mktemp("example") / "c", offline_env)
    assert "1 item: 1 kept" in made("add", "example")
    return made


@pytest.fixture(scope="module")
def told(example: Example) -> Any:
    return json.loads(example("show", "--json"))


def acts(told: Any, type: str) -> list[Any]:
    return [one["act"] for one in told["acts"] if one["act"]["type"] == type]


def names(people: list[Any]) -> set[str]:
    return {one["name"] for one in people}


def test_the_story_gives_records(told: Any) -> None:
    """A newcomer sees a dozen acts and more from one story."""
    assert len(told["acts"]) >= 15


def test_relative_words_become_dates(told: Any) -> None:
    """Thursday, "two days earlier" and "last week" are counted from the right day."""
    dates = {(one["act"]["type"], one["act"]["date"]) for one in told["acts"]}
    assert {("arrest", "2024-03-14"), ("release", "2024-03-12"), ("fine", "2024-03-04/2024-03-10")} <= dates


def test_her_husband_has_the_name_told_a_sentence_later(told: Any) -> None:
    """The wife says it to an outlet, whom the agency relays; the man she speaks of is named only afterwards."""
    [arrest] = [
        act
        for act in acts(told, "arrest")
        if "Marat Dosjanov" in names(act["affected"]) and act["date"] == "2024-03-14"
    ]
    assert [sorted(names(step)) for step in arrest["source"]] == [["Radio Shagala"], ["Ainur Seitkali"]]


def test_what_is_demanded_and_denied_is_not_told_as_done(told: Any) -> None:
    """A call for a release and the denial of a beating keep what they are."""
    assert "demanded" in {act["realis"] for act in acts(told, "release")}
    assert {act["realis"] for act in acts(told, "torture")} == {"negated"}


def test_a_fine_has_its_amount(told: Any) -> None:
    """Money is kept with its currency."""
    [fine] = acts(told, "fine")
    assert (fine["penalties"][0]["amount"], fine["penalties"][0]["currency"]) == (120_000, "KZT")


def test_nobody_is_joined_with_somebody_else(told: Any) -> None:
    """Each named person is one, under the fullest name, with their ties."""
    people = {one["person"]["name"]: one["person"] for one in told["persons"]}
    assert len(people) == len(told["persons"])
    assert {"Ainur Seitkali", "Marat Dosjanov", "Gulnara Tolegen", "Yerlan Abishev"} <= set(people)
    assert not any("Tolegen" in alias for alias in people["Yerlan Abishev"]["aliases"])


def test_captions_are_left_aside(told: Any) -> None:
    """No act rests on a caption or on the words around the story."""
    text = EXAMPLES["example"].read_text("utf-8")
    outside = text.index("File photo"), text.index("Gulnara Tolegen")
    for one in told["acts"]:
        assert not any(outside[0] <= mention["start"] < outside[1] for mention in one["act"]["mentions"])


def test_every_act_can_be_asked_why(example: Example, told: Any) -> None:
    """The words that an act rests on stand in the story as they are shown."""
    text = " ".join(EXAMPLES["example"].read_text("utf-8").split())
    asked = json.loads(example("why", told["acts"][0]["id"], "--json"))
    quoted = [one for slot in asked["slots"] for one in slot["quoted"]]
    assert quoted
    for one in quoted:
        assert " ".join(one["sentence"].split()) in text


def test_the_tables_hold_all_of_it(example: Example, told: Any) -> None:
    """What is shown and what is exported are the same acts."""
    shown = example("show")
    exported = list(
        csv.DictReader(io.StringIO(example("export", "--csv", "-o", "-").removeprefix("\ufeff"), newline=""))
    )
    assert {row["act"] for row in exported} == {one["id"] for one in told["acts"]}
    assert all(one["id"] in shown for one in (*told["acts"], *told["persons"]))


def test_the_statements_are_reports_too(example: Example) -> None:
    """The second example is a list of reports; with it the same people come under other spellings."""
    assert "2 kept" in example("add", "example-statements")
    assert len(json.loads(example("show", "persons", "--person", "abishev", "--json"))["persons"]) >= 2
