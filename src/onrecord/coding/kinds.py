"""Words for somebody to what kind of participant, and what kind of word-giver, they are.

The words come from data: `codebook/en/attribution/outlets.yaml` (news outlets by name),
`outlet_words.yaml`, `givers.yaml` (what people and bodies are called) and `persons.yaml` (titles, seats of
governments). Names of states are those of the table of countries.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from onrecord.codebook.data import countries, read_yaml
from onrecord.coding.people.lexicon import lexicon
from onrecord.model import ParticipantKind

GiverKind: TypeAlias = Literal[
    "anonymous",
    "document",
    "expert",
    "family",
    "journalist",
    "lawyer",
    "medical",
    "official",
    "organisation",
    "other",
    "outlet",
    "people",
    "person",
    "protester",
    "rights group",
    "state",
    "witness",
]
_WORD = re.compile(r"[^\W_]+(?:[.&'’/-][^\W_]+)*")
_BRACKETS = re.compile(r" ?\([^()]*\)")
_DOMAIN = re.compile(r"^(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})$")
_SERVICE = re.compile(
    r"^(.+?)['’]s?\s+(?:\w+\s+){0,2}(?:service|bureau|desk|correspondents?|reporters?)$", re.IGNORECASE
)


class _Giver(Struct, frozen=True):
    name: GiverKind
    kind: ParticipantKind
    words: frozenset[str]
    phrases: tuple[str, ...]


class _Outlets(Struct, frozen=True):
    known: dict[str, str]
    last: frozenset[str]
    inside: frozenset[str]
    generic: frozenset[str]
    phrases: tuple[str, ...]


@cache
def attribution_data(name: str) -> Any:
    """One table of `codebook/en/attribution/`, read once a process."""
    return read_yaml("en", "attribution", f"{name}.yaml")


@cache
def _givers() -> tuple[_Giver, ...]:
    return tuple(
        _Giver(name, row["kind"], frozenset(row["words"].split()), tuple(row.get("phrases", ())))
        for name, row in attribution_data("givers").items()
    )


@cache
def _outlets() -> _Outlets:
    known = {}
    for name, others in attribution_data("outlets").items():
        for form in (*others, name):
            known[_folded(form)] = name
    words = attribution_data("outlet_words")
    last, inside, generic = (frozenset(words[kind].split()) for kind in ("last", "any", "generic"))
    return _Outlets(known, last, inside, generic, tuple(words["phrases"]))


@cache
def _states() -> frozenset[str]:
    """Names of countries, and of seats that stand for a government, folded."""
    named = (name for country in countries() for name in (country.name, *country.aliases))
    return frozenset(map(_folded, (*named, *attribution_data("persons")["seats"].split())))


def _folded(words: str) -> str:
    """A name without case, article, points and marks, so that forms of it compare equal."""
    found = [w.casefold().replace(".", "").replace("’", "'") for w in _WORD.findall(words)]
    if len(found) > 1 and found[0] == "the":
        found = found[1:]
    return " ".join(found)


def _without_brackets(words: str) -> str:
    return _BRACKETS.sub("", words).strip()


def outlet_name(words: str) -> str | None:
    """The best known name of a news outlet that `words` name ("Voice of America (VOA)" gives "VOA"), else None."""
    known = _outlets().known
    domain = _DOMAIN.match(words.strip().casefold())
    if domain:
        return known.get(_folded(words)) or known.get(_folded(domain.group(1).removeprefix("www.")))
    whole = known.get(_folded(words)) or known.get(_folded(_without_brackets(words)))
    if whole:
        return whole
    service = _SERVICE.match(words)
    return known.get(_folded(service.group(1))) if service else None


def is_outlet(words: str) -> bool:
    """Whether `words` name a news outlet, by the list of outlets or by a word such as "Herald" or "Radio"."""
    if outlet_name(words):
        return True
    folded = _folded(_without_brackets(words))
    found = folded.split()
    if not found:
        return False
    outlets = _outlets()
    if any(phrase in folded for phrase in outlets.phrases) or found[-1] in outlets.generic:
        return True
    if not any(w[:1].isupper() for w in words.split()):
        return False
    return len(found) > 1 and (found[-1] in outlets.last or bool(outlets.inside.intersection(found)))


def same_outlet(one: str, other: str) -> bool:
    """Whether two names are the same outlet's: by the list, or because one is the end of the other ("the Post")."""
    a, b = outlet_name(one) or one, outlet_name(other) or other
    x, y = _folded(a).split(), _folded(b).split()
    if not x or not y:
        return False
    if x == y:
        return True
    shorter, longer = sorted((_folded(one).split(), _folded(other).split()), key=len)
    return bool(shorter) and longer[-len(shorter) :] == shorter


def _giver(words: str) -> _Giver | None:
    folded = _folded(words)
    found = [w.removesuffix("'s") for w in folded.split()]
    if not found:
        return None
    for giver in _givers():
        if any(phrase in folded for phrase in giver.phrases):
            return giver
    head = _head(found)
    for giver in _givers():
        if found[head - 1] in giver.words:
            return giver
    inside = set(found[: head - 1])
    return next((g for g in _givers() if g.name != "document" and not inside.isdisjoint(g.words)), None)


def _head(found: list[str]) -> int:
    """The number of words up to the head of a description; of "one of the guards", up to "guards"."""
    head = next((n for n, w in enumerate(found) if n and w in _LINKS), len(found))
    if found[head - 1] in PARTS and found[head : head + 1] == ["of"]:
        return next((n for n, w in enumerate(found) if n > head + 1 and w in _LINKS), len(found))
    return head


PARTS = frozenset(
    "one two three some several many most both dozens cohort number handful pair couple member members".split()
)
"""Words for some of those named after "of": "one of the guards"."""
_LINKS = frozenset("of in at for from with to on by who that which close familiar".split())


def is_state(words: str) -> bool:
    """Whether `words` are the name or capital of a state, used for its government."""
    return _folded(words) in _states()


def _outlet_or_state(words: str) -> Literal["outlet", "state"] | None:
    return "outlet" if is_outlet(words) else "state" if is_state(words) else None


def kind_of(words: str, *, is_person: bool = False) -> ParticipantKind:
    """What kind of participant `words` name; `is_person` says that they are known to be a person's name."""
    if is_person:
        return "person"
    if (body := _outlet_or_state(words)) is not None:
        return body
    giver = _giver(words)
    if giver is not None:
        return _person_or(giver, words)
    if is_acronym(words):
        return "organisation"
    return "person" if _looks_like_a_person(words) else "other"


def _person_or(giver: _Giver, words: str) -> ParticipantKind:
    if giver.kind not in ("people", "person"):
        return giver.kind
    return "people" if _plural(words) else "person"


def _plural(words: str) -> bool:
    found = _folded(words).split()
    if found[0] == "one":
        return False
    last = found[_head(found) - 1]
    return (last.endswith("s") and not last.endswith(("ss", "'s")) and last != "witness") or last in _GROUPS


_GROUPS = frozenset("people men women family police counsel some many several both they others kin".split())


def is_acronym(words: str) -> bool:
    """Whether `words` are one word of capitals, as bodies are called for short ("CPJ")."""
    return words.isupper() and len(words) > 1 and words.replace("-", "").isalpha()


def _looks_like_a_person(words: str) -> bool:
    found = words.split()
    return (
        0 < len(found) < 5
        and found[0][:1].isupper()
        and all(w[:1].isupper() or w in lexicon().particles for w in found)
    )


def word_giver_kind(words: str, *, is_person: bool = False) -> GiverKind:
    """What kind of word-giver `words` are: official, family, lawyer, witness, outlet, anonymous, ..."""
    if not is_person and (body := _outlet_or_state(words)) is not None:
        return body
    giver = _giver(words)
    if giver is not None:
        return giver.name
    if is_acronym(words) and not is_person:
        return "organisation"
    return "person" if is_person or _looks_like_a_person(words) else "other"
