"""The words that decide how a sentence is put together, from the language's `grammar.yaml`."""

from __future__ import annotations

from functools import cache

import msgspec
from msgspec import Struct

from onrecord.codebook.data import file_at, read_yaml


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of words in small letters; the file tells what each is for."""

    somebody: frozenset[str]
    human_endings: tuple[str, ...]
    object_control: frozenset[str]
    seen: frozenset[str]
    calls: frozenset[str]
    blames: frozenset[str]
    coins: frozenset[str]
    days: frozenset[str]
    two_objects: frozenset[str]
    seated: frozenset[str]
    by_measure: frozenset[str]
    measures: frozenset[str]


@cache
def words() -> Words:
    """The lists of English."""
    return msgspec.convert(read_yaml("en", "grammar.yaml"), Words)


@cache
def people_nouns() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns that name people, and nouns that look as if they did and do not."""
    somebody: set[str] = set()
    nobody: set[str] = set()
    for line in file_at("en", "people_nouns.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        (nobody if line.startswith("!") else somebody).update(line.removeprefix("!").split())
    return frozenset(somebody), frozenset(nobody)
