"""The contract's JSON Schema: current, and saying yes and no where it should."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml

from onrecord.codebook.contract import (
    FILE,
    LAYERS_FILE,
    contract_schema,
    layers_schema,
    made_layers_schema,
    made_schema,
    printed,
)
from onrecord.model import (
    Act,
    Coded,
    CoderName,
    Count,
    Evidence,
    Participant,
    Particulars,
    Penalty,
    Person,
    PersonRef,
    Place,
    Relation,
    Span,
    Uncoded,
)

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "cases" / "contract.yaml").read_text("utf-8"))
TEXT = "Police in Osh detained Aibek Toktorov on Monday, his wife Nurgul said."


def sound() -> Coded:
    """A coded report that fills every kind of slot."""
    act = Act(
        id="a1",
        type="arrest",
        mentions=(Span(14, 22),),
        sentences=(Span(0, len(TEXT)),),
        date="2024-03-04",
        date_kind="within",
        date_text="Monday",
        place=Place(name="Osh", country="KG", lat=40.53, lon=72.8, geonameid=1527534, precision="town", text="Osh"),
        actors=(Participant(name="police", kind="official"),),
        affected=(Participant(name="Aibek Toktorov", kind="person", person="p1"),),
        count=Count(min=1, max=1),
        penalties=(Penalty(kind="prison", term="P15D"),),
        source=((Participant(name="Nurgul", kind="person", person="p2"),),),
        evidence={"type": (Evidence(14, 22, "cue", 0.9),)},
    )
    persons = (
        Person(id="p1", name="Aibek Toktorov", roles=("affected",), mentions=(Span(23, 37),)),
        Person(id="p2", name="Nurgul", roles=("source",), relations=(Relation("spouse", PersonRef(person="p1")),)),
    )
    return Coded(
        id="r1",
        text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        coder=CoderName("rules", "1", "1"),
        report=Particulars(language="en"),
        acts=(act,),
        persons=persons,
    )


def as_line(value: Coded | Uncoded) -> dict[str, Any]:
    line: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(value))
    return line


def at(line: Any, path: str) -> tuple[Any, Any]:
    """The container and the last key of a dotted path."""
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for step in way:
        line = line[step]
    return line, last


def refused(line: dict[str, Any]) -> bool:
    return not jsonschema.Draft202012Validator(contract_schema()).is_valid(line)


@pytest.mark.parametrize("name, made", [(FILE, made_schema), (LAYERS_FILE, made_layers_schema)])
def test_schema_is_current(name: str, made: Callable[[], dict[str, Any]]) -> None:
    """The file in the package is what the nouns make today (`make docs` writes it again)."""
    shipped = HERE.parent / "src" / "onrecord" / "codebook" / name
    assert shipped.read_text("utf-8") == printed(made())


@pytest.mark.parametrize("schema", [contract_schema, layers_schema])
def test_schema_is_a_schema(schema: Callable[[], dict[str, Any]]) -> None:
    """The file itself is sound JSON Schema, and has a title but no address."""
    jsonschema.Draft202012Validator.check_schema(schema())
    assert "$id" not in schema()


def test_coded_report_passes() -> None:
    """What the nouns write is what the contract allows."""
    assert not refused(as_line(sound()))


def test_uncoded_line_passes() -> None:
    """A line that is no report is answered by one that says why."""
    assert not refused(as_line(Uncoded(id=None, line=3, error="not JSON: column 1")))


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_contract_cases(case: dict[str, Any]) -> None:
    """Each change to a sound line is allowed or refused as its case says."""
    line = copy.deepcopy(as_line(sound()))
    for path, value in case.get("set", {}).items():
        container, last = at(line, path)
        container[last] = value
    if "drop" in case:
        container, last = at(line, case["drop"])
        del container[last]
    assert refused(line) is not case["allowed"]


@pytest.mark.parametrize("case", [c for c in CASES if c["allowed"]], ids=[c["why"] for c in CASES if c["allowed"]])
def test_readers_take_what_the_contract_allows(case: dict[str, Any]) -> None:
    """Whatever the schema allows, the nouns can read."""
    line = as_line(sound())
    for path, value in case.get("set", {}).items():
        container, last = at(line, path)
        container[last] = value
    assert msgspec.convert(line, Coded).id == "r1"
