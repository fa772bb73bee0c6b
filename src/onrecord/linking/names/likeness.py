"""How alike two words of names are, whatever script each is in: 1 is one spelling, 0 nothing in common."""

from __future__ import annotations

from functools import lru_cache

from anyascii import anyascii

from onrecord.letters import plain
from onrecord.linking.names import letterwise
from onrecord.linking.names.lexicon import lexicon
from onrecord.linking.names.pinyin import carried
from onrecord.linking.names.romanise import romanised
from onrecord.linking.names.scripts import Script, script_of, spelling_of
from onrecord.linking.names.sounds import distance, sounds

__all__ = ["are_pet_forms", "latin", "likeness", "sounded"]

_CARRIED_MOST = 0.93
"""A name that went through Chinese characters has lost too much to be as sure as one that did not."""
_SAME_READING = 0.7
_PET = 0.9


@lru_cache(maxsize=1 << 16)
def latin(letters: str) -> str:
    """A word in plain Latin letters; Chinese ones in pinyin, a family name as it is read as one."""
    if script_of(letters) == "han":
        return lexicon().surname_readings.get(letters) or anyascii(letters).lower()
    return "".join(letter for letter in plain(romanised(letters)) if "a" <= letter <= "z" or letter.isdigit())


@lru_cache(maxsize=1 << 16)
def sounded(letters: str) -> str:
    """The sounds of a word of any script."""
    return sounds(latin(letters) if script_of(letters) == "han" else romanised(letters))


@lru_cache(maxsize=1 << 18)
def likeness(one: str, other: str) -> float:
    """How alike two words are."""
    if one == other:
        return 1.0
    scripts = (script_of(one), script_of(other))
    if scripts == ("han", "han"):
        return _characters(one, other)
    heard = _heard(one, other)
    best = (
        0.0 if {"arabic", "latin"} == set(scripts) and "uyghur" not in {spelling_of(one), spelling_of(other)} else heard
    )
    for mine, its, (script, against) in ((one, other, scripts), (other, one, scripts[::-1])):
        if script in letterwise.TABLES and against != script and spelling_of(mine) != "uyghur":
            best = max(best, letterwise.likeness(mine, latin(its), script, heard))
        if script in {"latin", "han"}:
            best = max(best, _through_chinese(mine, its, script))
    return max(best, _PET) if best < _PET and are_pet_forms(one, other) else best


def _heard(one: str, other: str) -> float:
    mine, its = sounded(one), sounded(other)
    longest = max(len(mine), len(its))
    return max(1.0 - distance(mine, its) / longest, 0.0) if longest else 0.0


def _characters(one: str, other: str) -> float:
    if latin(one) == latin(other):
        return _SAME_READING
    same = sum(a == b for a, b in zip(one, other, strict=False))
    return 0.8 * same / max(len(one), len(other))


def _through_chinese(one: str, other: str, script: Script) -> float:
    heard = sounded(other)
    if not heard or script_of(other) == "han":
        return 0.0
    return min(1.0 - carried(latin(one), heard) / len(heard), _CARRIED_MOST if script == "latin" else 1.0)


def are_pet_forms(one: str, other: str) -> bool:
    """Whether one word is a short form of the other: Sasha, Aleksandr."""
    known = lexicon()
    mine, its = latin(one), latin(other)
    rows = known.nicknames.get(mine, frozenset()) & known.nicknames.get(its, frozenset())
    return any((mine, row) in known.first_forms or (its, row) in known.first_forms for row in rows)
