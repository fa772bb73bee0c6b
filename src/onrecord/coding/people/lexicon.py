"""The word lists of `codebook/en/people` as one frozen value, read once a process."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct

from onrecord.codebook.data import countries, read_rows, read_yaml
from onrecord.coding.inflection import plural

__all__ = ["Gender", "Kinship", "Lexicon", "Pronoun", "lexicon"]

Gender: TypeAlias = Literal["m", "f", "?"]


class Kinship(Struct, frozen=True, forbid_unknown_fields=True):
    """What a kinship word tells: "this person is the KIND of OF", and the person's sex."""

    kind: str
    gender: Gender = "?"


class Pronoun(Struct, frozen=True, forbid_unknown_fields=True):
    """Gender of a pronoun, and its number: 1, 2 for more than one, 0 for either."""

    gender: Gender
    number: int


class Lexicon(Struct, frozen=True, kw_only=True):
    """Word lists for finding people; all words in small letters."""

    courtesy: dict[str, Gender]
    rank: dict[str, Gender]
    beside_title: frozenset[str]
    after_name: frozenset[str]
    nouns: dict[str, Gender]
    singular: dict[str, str]
    """Plural noun for people to its singular."""
    ties: dict[str, str]
    """Noun to the relation it makes to whom it is of."""
    wide: frozenset[str]
    alike: dict[str, frozenset[str]]
    """Noun to others that may be said of the same person."""
    kin: dict[str, Kinship]
    kin_plural: dict[str, str]
    pronouns: dict[str, Pronoun]
    bodies: frozenset[str]
    after_body: frozenset[str]
    inside_body: frozenset[str]
    outlets: frozenset[str]
    """Nouns before the name of a body: "the daily X"."""
    neither: frozenset[str]
    dates: frozenset[str]
    particles: frozenset[str]
    surname_first: frozenset[str]
    endings: dict[str, Gender]
    given: dict[str, Gender]
    speak: frozenset[str]
    done_to: frozenset[str]
    lives: frozenset[str]
    also_named: tuple[str, ...]
    places: frozenset[str]
    """Countries and capitals: enough to tell a place where no gazetteer is given."""
    peoples: frozenset[str]


def _yaml(name: str) -> Any:
    return read_yaml("en", "people", name)


def _kin_plural(noun: str) -> str:
    if "-in-law" in noun:
        return noun.replace("-in-law", "s-in-law")
    return {"child": "children", "wife": "wives", "ex-wife": "ex-wives"}.get(noun, noun + "s")


def _alike(groups: list[list[str]]) -> dict[str, frozenset[str]]:
    return {
        word: frozenset(other for group in groups if word in group for other in group)
        for group in groups
        for word in group
    }


def _given_names() -> dict[str, Gender]:
    names: dict[str, Gender] = {}
    for name, gender in read_rows("en", "people", "given_names.tsv"):
        names[name] = "m" if gender == "m" else "f" if gender == "f" else "?"
    for gender, more in _yaml("given_names_more.yaml").items():
        names.update(dict.fromkeys(more, gender))
    return names


def _countries() -> tuple[frozenset[str], frozenset[str]]:
    """Names of countries and capitals, and words for their people."""
    places: set[str] = set()
    peoples: set[str] = set(_yaml("peoples.yaml"))
    for country in countries():
        places.update(map(str.casefold, (country.name, country.capital, *country.aliases)))
        peoples.update(map(str.casefold, country.demonyms))
    return frozenset(places - {""}), frozenset(peoples)


@cache
def lexicon() -> Lexicon:
    """All word lists for English reports."""
    titles, jobs, bodies = _yaml("titles.yaml"), _yaml("occupations.yaml"), _yaml("organisations.yaml")
    parts, cues, kin = _yaml("name_parts.yaml"), _yaml("cues.yaml"), _yaml("kin.yaml")
    places, peoples = _countries()
    kinship = {word: msgspec.convert(told, Kinship) for word, told in kin.items()}
    return Lexicon(
        courtesy=titles["courtesy"],
        rank=titles["rank"],
        beside_title=frozenset(titles["beside"]),
        after_name=frozenset(titles["after"]),
        nouns=jobs["nouns"],
        singular={plural(noun): noun for noun in jobs["nouns"]} | jobs["irregular"],
        ties={noun: kind for kind, nouns in jobs["ties"].items() for noun in nouns},
        wide=frozenset(jobs["wide"]),
        alike=_alike(jobs["alike"]),
        kin=kinship,
        kin_plural={_kin_plural(word): word for word in kin},
        pronouns={word: msgspec.convert(told, Pronoun) for word, told in _yaml("pronouns.yaml").items()},
        bodies=frozenset(bodies["head"]),
        after_body=frozenset(bodies["after"]),
        inside_body=frozenset(bodies["inside"]),
        outlets=frozenset(bodies["before"]),
        neither=frozenset(bodies["other"]),
        dates=frozenset(bodies["dates"]),
        particles=frozenset(" ".join(parts["particles"]).split()),
        surname_first=frozenset(parts["surname_first"]),
        endings=parts["endings"],
        given=_given_names(),
        speak=frozenset(cues["speak"]),
        done_to=frozenset(cues["done_to"]),
        lives=frozenset(cues["lives"]),
        also_named=tuple(cues["also_named"]),
        places=places,
        peoples=peoples,
    )
