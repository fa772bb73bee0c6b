"""The word lists of `codebook/names` as one frozen value, read once a process."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from onrecord.codebook.data import file_at, read_rows, read_yaml
from onrecord.coding.people.lexicon import lexicon as coder_words
from onrecord.letters import plain
from onrecord.linking.names.sounds import sounds

__all__ = ["Lexicon", "lexicon"]


class Lexicon(Struct, frozen=True, kw_only=True):
    """Small words and endings in names; all in small letters."""

    articles: frozenset[str]
    sons: frozenset[str]
    daughters: frozenset[str]
    sons_after: frozenset[str]
    daughters_after: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    """Endings that make a father's name, with the sex of who bears it, the longest first."""
    before_name: frozenset[str]
    titles: frozenset[str]
    """Words before a name that are no part of it."""
    anywhere: frozenset[str]
    after: frozenset[str]
    frequent: frozenset[str]
    given: frozenset[str]
    """The sounds of given names."""
    double_surnames: frozenset[str]
    surname_readings: dict[str, str]
    nicknames: dict[str, frozenset[int]]
    """Given name to the rows of `nicknames.tsv` it stands in."""
    first_forms: frozenset[tuple[str, int]]
    """The first form of each row with the row."""


@cache
def lexicon() -> Lexicon:
    """The word lists."""
    told = read_yaml("names", "parts.yaml")
    coder = coder_words()
    rows = [[plain(form) for form in row] for row in read_rows("names", "nicknames.tsv")]
    nicknames: dict[str, set[int]] = {}
    for n, row in enumerate(rows):
        for form in row:
            nicknames.setdefault(form, set()).add(n)
    lines = file_at("names", "turkic_given.txt").read_text("utf-8").splitlines()
    turkic = " ".join(line for line in lines if not line.startswith("#"))
    endings = [(ending, sex) for sex, group in told["endings"].items() for ending in group]
    return Lexicon(
        **{
            key: frozenset(map(str, told[key]))
            for key in ("articles", "sons", "daughters", "sons_after", "daughters_after", "before_name", "anywhere")
        },
        after=frozenset(told["after"]),
        frequent=frozenset(told["frequent"]),
        double_surnames=frozenset(told["double_surnames"]),
        surname_readings=told["surname_readings"],
        endings=tuple(sorted(endings, key=lambda pair: -len(pair[0]))),
        titles=frozenset({*coder.courtesy, *coder.rank, *told["before"]}),
        given=frozenset(sounds(name) for name in (*coder.given, *turkic.split())),
        nicknames={form: frozenset(found) for form, found in nicknames.items()},
        first_forms=frozenset((row[0], n) for n, row in enumerate(rows)),
    )
