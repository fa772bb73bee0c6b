"""What a report tells of each named person: sex, age, occupation in its own words, whose leader, member or lawyer they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.coding.people.bearers import age_told, person_noun
from onrecord.coding.people.forms import Chain
from onrecord.coding.people.lexicon import Gender, Lexicon
from onrecord.coding.people.names import Name
from onrecord.coding.people.shapes import ending_gender
from onrecord.coding.people.words import Words

__all__ = ["Profile", "profiles"]

_LONGEST = 12


@dataclass(slots=True)
class Profile:
    """What is told of one person."""

    chain: Chain
    gender: Gender = "?"
    sure: bool = False
    """Whether the report itself tells the sex, and not only the name."""
    age: int | None = None
    nouns: set[str] = field(default_factory=set)
    phrases: list[str] = field(default_factory=list)
    borne: list[int] = field(default_factory=list)
    """Tokens of nouns the person bears."""


def profiles(
    words: Words, lexicon: Lexicon, chains: Sequence[Chain], borne: Mapping[int, tuple[Name, ...]]
) -> list[Profile]:
    """One profile a chain, in the same order."""
    told = [Profile(chain) for chain in chains]
    of = {id(name): profile for profile in told for name in profile.chain.names}
    for profile in told:
        for name in profile.chain.names:
            _from_name(words, profile, name)
    for token, names in borne.items():
        for name in names:
            if id(name) in of:
                _from_noun(words, lexicon, of[id(name)], token, name)
    for profile in told:
        if profile.gender == "?":
            profile.gender = _by_name(lexicon, profile.chain)
    return told


def _from_name(words: Words, profile: Profile, name: Name) -> None:
    if name.gender != "?":
        profile.gender, profile.sure = name.gender, True
    if name.title is not None:
        profile.nouns.add(words.lemma[name.title[1]])
        profile.phrases.append(_title_phrase(words, name.title))
    age = _age_after(words, name.last)
    if age is not None and profile.age is None:
        profile.age = age


def _title_phrase(words: Words, title: tuple[int, int]) -> str:
    first = title[0]
    begin = words.begins(first)
    while first > begin and words.pos[first - 1] in {"ADJ", "NOUN", "PROPN"} and title[1] - first < 5:
        first -= 1
    return words.words(first, title[1])


def _age_after(words: Words, last: int) -> int | None:
    end = words.ends(last)
    if last + 2 <= end and words.text[last + 1] in {",", "("} and words.low[last + 2].isdigit():
        age = int(words.low[last + 2])
        closed = last + 3 > end or words.text[last + 3] in {",", ")", ".", ";"}
        return age if closed and 0 < age < 110 else None
    return None


def _from_noun(words: Words, lexicon: Lexicon, profile: Profile, token: int, name: Name) -> None:
    noun = person_noun(words, lexicon, token) or words.low[token]
    profile.borne.append(token)
    profile.nouns.add(noun)
    kin = lexicon.kin.get(noun)
    gender = kin.gender if kin is not None else lexicon.nouns.get(noun, "?")
    if gender != "?":
        profile.gender, profile.sure = gender, True
    first = token
    while (
        first > words.begins(token)
        and (words.pos[first - 1] in {"ADJ", "NOUN", "PROPN", "NUM", "PART"} or words.text[first - 1] == "-")
        and token - first < 8
    ):
        first -= 1
    profile.phrases.append(words.words(first, _phrase_end(words, token, name)))
    for step in range(first, token + 1):
        profile.age = profile.age or age_told(words, step)


def _phrase_end(words: Words, token: int, name: Name) -> int:
    """The end of "head of the X party", before a comma or verb."""
    last = token
    limit = min(words.ends(token), token + _LONGEST, name.first - 1 if name.first > token else len(words))
    while (
        last < limit
        and words.pos[last + 1] in {"ADP", "DET", "NOUN", "PROPN", "ADJ", "PART", "PRON"}
        and words.low[last + 1] not in {"to", "who", "whose"}
    ):
        last += 1
    while last > token and words.pos[last] in {"ADP", "DET", "PART"}:
        last -= 1
    return last


def _by_name(lexicon: Lexicon, chain: Chain) -> Gender:
    full = max(chain.forms, key=len)
    family_first = full[0] in lexicon.surname_first and full[0] not in lexicon.given
    if family_first:
        return "?"
    for part in full:
        told = ending_gender(lexicon, part) if len(full) > 1 and part != full[0] else None
        if told in {"m", "f"}:
            return "m" if told == "m" else "f"
    return lexicon.given.get(full[0], "?")
