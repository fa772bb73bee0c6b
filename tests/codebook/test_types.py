"""The act types as data."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from onrecord.codebook import VERSION, ActType, Codebook, act_types, codebook

WORDS = Path(__file__).parents[2] / "src" / "onrecord" / "codebook"
TYPES = list(act_types().items())


def test_version_is_one() -> None:
    """The version an act names is the one the file tells."""
    assert codebook().version == VERSION


def test_victims_are_told_for_harm_only() -> None:
    """Only those harmed may be shown as victims: an accused, a fined or a dismissed person is affected, no more."""
    assert {name for name, t in TYPES if t.victims} == {
        "abduction",
        "torture",
        "killing",
        "assault",
        "dispersal",
        "harassment",
        "surveillance",
    }


@pytest.mark.parametrize(("name", "kind"), TYPES, ids=[name for name, _ in TYPES])
def test_each_type_is_told(name: str, kind: ActType) -> None:
    """A type has a name fit for a column, words for people, and codes in the event schemes."""
    assert name.isidentifier()
    assert name == name.lower()
    assert kind.description.endswith(".")
    assert kind.crosswalk.plover
    assert kind.crosswalk.cameo


@pytest.mark.parametrize(("name", "kind"), TYPES, ids=[name for name, _ in TYPES])
def test_notes_point_to_types_that_are_there(name: str, kind: ActType) -> None:
    """What a type is not is told by types of this codebook, and slots and realis that exist."""
    words = {w for note in kind.not_this for w in note.split("`")[1::2]}
    slots = {"charge", "realis", "demanded", "hypothetical", "attempted", "threatened"}
    assert words <= act_types().keys() | slots
    assert kind.deprecated is None or kind.deprecated in act_types()


def test_subtypes_of_the_word_lists_are_known() -> None:
    """A cue that tells a subtype names one of its type, so that the list in the manual is whole."""
    unknown = [
        f"{path.stem}: {subtype}"
        for path in sorted(WORDS.glob("*/acts/*.yaml"))
        for subtype in re.findall(r"\bsubtype: *([^,}\n#]+)", path.read_text("utf-8"))
        if path.stem not in act_types() or subtype.strip() not in act_types()[path.stem].subtypes
    ]
    assert not unknown


def test_a_mistake_in_the_file_names_the_field() -> None:
    """Whoever edits the file is told where it went wrong."""
    broken = b"version: '1'\nschemes: {}\ntypes: {arrest: {label: a, descripton: b, crosswalk: {}}}"
    with pytest.raises(msgspec.ValidationError, match=r"descripton|description"):
        msgspec.yaml.decode(broken, type=Codebook)
