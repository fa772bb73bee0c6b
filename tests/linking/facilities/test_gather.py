"""Which facilities a text names, where they lie, and who was there."""

from __future__ import annotations

import pytest

from onrecord.linking.facilities import Mention, mentions
from onrecord.model import Act, Evidence, Participant, Span


def named(text: str, *acts: Act) -> list[Mention]:
    return mentions("R-2222222", text, acts)


def act(text: str, words: str, type: str, who: str = "Ivan Petrov") -> Act:
    """An act that `words` of the text tell, in the sentence that they stand in."""
    start = text.index(words)
    sentence = Span(text.rfind(". ", 0, start) + 1, (text + ". ").index(". ", start) + 1)
    affected = (Participant(name=who, kind="person", person="P-1"),)
    return Act(
        id=f"A-{type}", type=type, mentions=(Span(start, start + len(words)),), sentences=(sentence,), affected=affected
    )


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("He is in Evrin prison.", "prison", "Evrin prison"),
        ("He is in the notorious Evrin Prison.", "prison", "Evrin Prison"),
        ("Brought to the Medru district police station.", "police station", "Medru district police station"),
        ("It is the Tavra pre-trial detention center.", "detention centre", "Tavra pre-trial detention center"),
        ("He is in SIZO-1.", "detention centre", "SIZO-1"),
        ("He is in the No. 3 Prison.", "prison", "No. 3 Prison"),
        ("He is at Camp 22.", "camp", "Camp 22"),
        ("The Osh City Court ruled.", "court", "Osh City Court"),
    ],
)
def test_what_is_named(text: str, kind: str, name: str) -> None:
    """A name or a number of its own makes a facility."""
    [one] = named(text)
    assert (one.kind, one.names) == (kind, (name,))


@pytest.mark.parametrize(
    "text",
    [
        "A court in Semei fined him.",
        "He was in prison for six years.",
        "An Almaty jail held him.",
        "The Kazakh prison is full.",
        "The Evrin Prison Service said so.",
        "Two police stations were burnt.",
        "He was sentenced to prison 20 times.",
        "The refugee camp lies in Turkey.",
        "The former colony of France.",
        "He works for the UK 24 hours a day.",
        "Two federal prison guards were charged.",
        "See news.example/Leader-sentenced-three-years-prison for more.",
    ],
)
def test_what_names_none(text: str) -> None:
    """What could be any, or is a body or a thing, is no facility."""
    assert named(text) == []


def test_names_of_one_report_are_gathered() -> None:
    """Each facility once, with the names it has, and where the report says it lies."""
    text = "He died in IK-6 in Semei. Penal Colony No. 6 said nothing. Penal Colony No. 7 did."
    six, seven = named(text)
    assert set(six.names) == {"IK-6", "Penal Colony No. 6"}
    assert [place.name for place in six.towns] == ["Semei"]
    assert seven.names == ("Penal Colony No. 7",)
    assert seven.towns == ()


def test_one_name_in_two_towns_is_two() -> None:
    """Although the report calls them alike."""
    found = named("The Kirov District Court of Semei and the Kirov District Court of Aktau ruled.")
    assert [[place.name for place in one.towns] for one in found] == [["Aktau"], ["Semei"]]


@pytest.mark.parametrize(
    ("text", "words", "type", "there"),
    [
        ("Petrov is held in Evrin Prison.", "held", "custody", True),
        ("Petrov was arrested and taken to the Medru police station.", "arrested", "arrest", True),
        ("Petrov was arrested outside Evrin Prison.", "arrested", "arrest", False),
        ("Petrov was arrested in front of Evrin Prison.", "arrested", "arrest", False),
        ("Evrin Prison, where Petrov is held, is full.", "held", "custody", True),
        ("Petrov was arrested. His friends wrote to Evrin Prison.", "arrested", "arrest", False),
        ("Petrov was released from Evrin Prison.", "released", "release", True),
        ("Petrov was tried at the Semei City Court.", "tried", "trial", True),
        ("Petrov was arrested at the Semei City Court.", "arrested", "arrest", False),
        ("Petrov protested in Evrin Prison.", "protested", "protest", False),
    ],
)
def test_who_was_there(text: str, words: str, type: str, there: bool) -> None:  # noqa: FBT001  # a case's answer
    """An act that is told to be done in it, and no other of the sentence."""
    [one] = named(text, act(text, words, type))
    assert [stay.act for stay in one.stays] == ([f"A-{type}"] if there else [])
    assert set(one.people.values()) == ({"Ivan Petrov"} if there else set())


def test_only_the_act_that_is_told_last_was_done_there() -> None:
    """An arrest in one place and a custody in another are two."""
    text = "Petrov was arrested on Monday and Lund is held in Evrin Prison."
    [one] = named(text, act(text, "arrested", "arrest"), act(text, "held", "custody", "Ida Lund"))
    assert [stay.act for stay in one.stays] == ["A-custody"]


def test_a_court_tried_whom_it_sentenced() -> None:
    """A court that is told as the doer is where it was done."""
    text = "The Semei City Court sentenced Petrov."
    told = act(text, "sentenced", "sentence")
    told = Act(
        **{
            **{name: getattr(told, name) for name in told.__struct_fields__},
            "evidence": {"actors": (Evidence(0, 20, "x", 1.0),)},
        }
    )
    [one] = named(text, told)
    assert [(stay.act, stay.how) for stay in one.stays] == [("A-sentence", "tried")]
