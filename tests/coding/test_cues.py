"""Cue words as data: every key that counts is explained, and a mistake in a line is told with the line."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

import onrecord.coding
from onrecord.codebook.data import file_at
from onrecord.coding.cues import Entry, _entry, lexicon

CODING = Path(onrecord.coding.__file__ or "").parent
KEYS = {field.encode_name for field in msgspec.structs.fields(Entry)} - {"type", "kind", "word"}


def test_the_readme_explains_every_key() -> None:
    """Whoever adds a word finds each condition that the coder knows, and none that it does not."""
    readme = file_at("en", "acts", "README.md").read_text("utf-8")
    heads = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| `")]
    assert {key for head in heads for key in re.findall(r"`(\w+)`", head)} == KEYS


def test_every_key_is_read() -> None:
    """No condition is written in the data and asked nowhere."""
    code = "".join(path.read_text("utf-8") for path in CODING.rglob("*.py"))
    names = {field.name for field in msgspec.structs.fields(Entry)} - {"type", "kind", "word"}
    assert {name for name in names if not re.search(rf"(?:entry|self)\.{name}\b", code)} == set()


def test_every_line_of_the_data_is_an_entry() -> None:
    """All files are read, whatever their number."""
    assert len(lexicon().words) > 500


@pytest.mark.parametrize(
    "conditions",
    [{"object": "humann"}, {"verbonly": True}, {"frame": "suffers"}, {"tense": "past"}],
    ids=lambda c: next(iter(c)),
)
def test_a_mistake_in_a_line_is_told_with_the_line(conditions: dict[str, object]) -> None:
    """The file, the word and the key that is wrong stand in the message."""
    with pytest.raises(ValueError, match=r"acts/arrest.yaml, `nick` under verbs: "):
        _entry("arrest", "verbs", "nick", conditions)
