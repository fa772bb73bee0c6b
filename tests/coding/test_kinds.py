"""What kind of participant and word-giver words name."""

from __future__ import annotations

import pytest

from onrecord.coding.kinds import is_outlet, kind_of, outlet_name, same_outlet, word_giver_kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Radio Free Europe/Radio Liberty", "outlet"),
        ("the Harbour Herald", "outlet"),
        ("state media", "outlet"),
        ("Beijing", "state"),
        ("the United States", "state"),
        ("Saudi Arabia", "state"),
        ("Senegal", "state"),
        ("police", "official"),
        ("the Interior Ministry", "official"),
        ("the Lantern Society", "organisation"),
        ("UCC", "organisation"),
        ("several activists", "people"),
        ("her husband", "person"),
        ("Mira Sool", "person"),
        ("court documents", "other"),
    ],
)
def test_kind_of(words: str, kind: str) -> None:
    """Outlets by list and by word, bodies and people by what they are called, else a name is a person's."""
    assert kind_of(words) == kind


def test_known_person_is_a_person() -> None:
    """A caller that knows the words to be somebody's name is believed, whatever the words are."""
    assert kind_of("Herald Times", is_person=True) == "person"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a source close to the family", "anonymous"),
        ("his lawyer", "lawyer"),
        ("her mother", "family"),
        ("witnesses", "witness"),
        ("Amnesty International", "rights group"),
        ("the indictment", "document"),
        ("a police source", "anonymous"),
        ("RFA", "outlet"),
    ],
)
def test_word_giver_kind(words: str, kind: str) -> None:
    """The head of a description tells what kind of word-giver it is, before the words around it."""
    assert word_giver_kind(words) == kind


def test_outlet_forms() -> None:
    """An outlet is known by its long name, its bracketed short form, its domain and one of its services."""
    assert outlet_name("Voice of America (VOA)") == "VOA"
    assert outlet_name("indiatimes.com") == "Times of India"
    assert outlet_name("RFE/RL's Uzbek Service") == "RFE/RL"
    assert not is_outlet("a group of activists")


def test_same_outlet() -> None:
    """An outlet's short name in its own text is that outlet's, another outlet's is not."""
    assert same_outlet("the Post", "South China Morning Post")
    assert same_outlet("Reuters", "reuters.com")
    assert not same_outlet("RFA", "VOA")
