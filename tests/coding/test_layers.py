"""Each layer of a report, found over every sentence of it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import msgspec
import pytest

from onrecord.bulk.local import layer_lines
from onrecord.codebook.contract import layers_schema
from onrecord.coding.layers import layers
from onrecord.reading import read_line

STORY = (
    "Weather was mild in Turin, said the baker Odile Varga, 41, who had come on Monday. She likes the rain.\n\n"
    "“It is a fine town,” she added."
)


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """The layers of a story that tells no act."""
    line = json.dumps({"id": "s", "language": "en", "published": "2023-03-15", "text": STORY}).encode()
    told: dict[str, Any] = json.loads(msgspec.json.encode(layers(read_line(line, line=1))))
    return told


def words(spans: list[dict[str, Any]]) -> list[str]:
    return [STORY[span["start"] : span["end"]] for span in spans]


def test_times_have_their_timex_value(found: dict[str, Any]) -> None:
    """A time has its type and value; words of time without a value are left out."""
    assert [(t["type"], t["value"]) for t in found["times"]] == [("DATE", "2023-03-13")]
    assert words(found["times"]) == ["Monday"]


def test_places_are_told_with_their_kind(found: dict[str, Any]) -> None:
    """A place stands with what it was taken for."""
    assert [(p["kind"], p["place"]["country"]) for p in found["places"]] == [("place", "IT")]


def test_persons_have_their_chain(found: dict[str, Any]) -> None:
    """Names and pronouns of one person stand in one chain, in the order of the text."""
    (person,) = found["persons"]
    assert person["name"] == "Odile Varga"
    assert words(person["mentions"])[:4] == ["baker", "Odile Varga", "who", "She"]
    assert [m["kind"] for m in person["mentions"]][:4] == ["description", "name", "pronoun", "pronoun"]


def test_attributions_have_source_cue_and_content(found: dict[str, Any]) -> None:
    """Who is given the word, by which words, about what; also where no act is told."""
    first, second = found["attributions"]
    assert words([first["cue"], second["cue"]]) == ["said", "added"]
    assert words([second["source"]]) == ["she"]
    assert "Weather was mild in Turin" in words(first["content"])[0]
    assert (first["stance"], second["stance"]) == ("says", "says")


def test_line_fits_its_schema(found: dict[str, Any]) -> None:
    """What is written is what the schema allows; an attribution without its cue is refused."""
    schema = jsonschema.Draft202012Validator(layers_schema())
    assert schema.is_valid(found)
    del found["attributions"][0]["cue"]
    assert not schema.is_valid(found)


def test_every_line_has_its_line() -> None:
    """A line that is no report has its error, in its place; a report in another language has no layers and says why."""
    russian = "Полиция задержала троих участников митинга на площади. Они были отпущены вечером того же дня."
    given = [b"{}", json.dumps({"id": "r", "text": russian}).encode(), b"garbage"]
    told = [json.loads(one.line) for one in layer_lines(given)]
    schema = jsonschema.Draft202012Validator(layers_schema())
    assert all(schema.is_valid(line) for line in told)
    assert ["error" in line for line in told] == [True, False, True]
    assert told[1]["persons"] == []
    assert "Russian" in told[1]["flags"][0]
