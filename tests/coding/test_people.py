"""Who is in a report: names of people and bodies, kin, pronouns and descriptions; and that two people are never joined."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.coding.gazetteer import gazetteer
from onrecord.coding.parse import Parsed, parse
from onrecord.coding.people import Cast, Reference, find_people
from onrecord.coding.sentences import split
from onrecord.model import Passage

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "people.yaml").read_text("utf-8")
)


def read(text: str) -> tuple[Parsed, Cast]:
    """A text parsed, and its cast."""
    parsed = parse(text, split(text, [Passage(0, len(text), "body")]))
    return parsed, find_people(parsed, places=gazetteer().is_place_name)


def meant(parsed: Parsed, cast: Cast, words: str) -> Reference:
    """What the first place of some words in the text refers to."""
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", parsed.text)
    assert found is not None
    tokens = [n for n, at in enumerate(parsed.starts) if found.start() <= at < found.end()]
    return cast.refer(tokens[0], tokens[-1])


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"])[:60])
def test_people_told(case: dict[str, Any]) -> None:
    """The people with their forms, the bodies, the ties and the references are those of the case."""
    parsed, cast = read(case["text"].strip())
    expected = case["expected"]
    assert {f.name: sorted(f.aliases) for f in cast.people} == {n: sorted(a) for n, a in expected["people"].items()}
    kinds = {group.name: group.kind for group in cast.groups}
    assert {name: kinds.get(name) for name in expected.get("groups", {})} == expected.get("groups", {})
    ties = {f.name: [[tie.kind, tie.of] for tie in f.relations] for f in cast.people}
    for name, wanted in expected.get("relations", {}).items():
        assert [tie for tie in wanted if tie not in ties[name]] == []
    for words, wanted in expected.get("refers", {}).items():
        found = meant(parsed, cast, words)
        names = [f.name for f in found.figures] if isinstance(wanted, list) else found.name
        assert (words, names) == (words, wanted)


def test_no_two_full_names_in_one_person() -> None:
    """Neither kin phrases nor brackets nor lists make one person of two who are both named in full."""
    text = (
        "Ana Ruiz (mother of Pablo Ruiz) and Pablo Ruiz, her son, were arrested. The lawyer of Ana Ruiz, Carlos Vega, and"
        " the wife of Carlos Vega, Marta Solano, protested. Luis Vega, Carlos Vega's brother, was fined."
    )
    _, cast = read(text)
    assert sorted(f.name for f in cast.people) == ["Ana Ruiz", "Carlos Vega", "Luis Vega", "Marta Solano", "Pablo Ruiz"]


def test_age_and_description() -> None:
    """Age and occupation come from the words beside the name."""
    _, cast = read("Ivana Horvat, 33, was detained. Horvat, a freelance photographer, denies the charge.")
    (figure,) = cast.people
    assert (figure.age, figure.description) == (33, "freelance photographer")


def test_mentions_say_their_kind() -> None:
    """A person's mentions tell names from pronouns, in the order of the text."""
    _, cast = read("Ivana Horvat was detained. She denies the charge.")
    assert [mention.kind for mention in cast.people[0].mentions] == ["name", "pronoun"]


def test_speaker_of_a_quote() -> None:
    """The word "I" inside a quotation is the speaker, once the caller says who speaks; before that it stays open."""
    parsed, cast = read('Ivana Horvat left the court. "I was beaten," she said.')
    assert not meant(parsed, cast, "I was").settled
    cast.speaker_of_quote = lambda _: cast.people[0]
    token = parsed.text.index("I was")
    found = cast.refer(parsed.starts.index(token))
    assert [f.name for f in found.figures] == ["Ivana Horvat"]


def test_at_and_group_at() -> None:
    """A token of a name gives its person, or the body it names."""
    parsed, cast = read("Ivana Horvat wrote to the Harbour Times.")
    person = cast.at(parsed.starts.index(parsed.text.index("Horvat")))
    body = cast.group_at(parsed.starts.index(parsed.text.index("Times")))
    assert (person and person.name, body and body.name) == ("Ivana Horvat", "Harbour Times")


@pytest.mark.parametrize("text", ["", "x", "!!!", "‘’“”—", "A B C D E F G", "(((", "Mr. Mr. Mr.", "He he he."])
def test_odd_texts(text: str) -> None:
    """Texts without people give an empty cast or a small one, never an error."""
    _, cast = read(text)
    assert len(cast.people) < 3


@pytest.mark.parametrize(
    "unit", ["Aa Bb said so. ", "Xx of Yy for ", "Aa-", "the two men and they ", "Mr. Aa Bb, ", "He "]
)
def test_cost_grows_with_the_text_only(unit: str) -> None:
    """Ten thousand characters of the worst kind take less than two seconds beside parsing, and no deep recursion."""
    text = unit * (10_000 // len(unit))
    parsed = parse(text, split(text, [Passage(0, len(text), "body")]))
    begun = time.process_time()
    find_people(parsed, places=gazetteer().is_place_name)
    assert time.process_time() - begun < 2
