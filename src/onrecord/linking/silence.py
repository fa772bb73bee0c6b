"""A report's text to the officials who it says were asked and told nothing, each with the acts that it was about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.codebook.data import read_yaml
from onrecord.coding.kinds import GiverKind, word_giver_kind
from onrecord.model import Act

__all__ = ["OFFICIAL", "Silence", "Silent", "silences"]

Silence: TypeAlias = Literal["declined", "unanswered", "silent"]
"""Asked and declined to comment; asked and gave no answer; made no comment, whether asked or not."""
OFFICIAL: frozenset[GiverKind] = frozenset({"official", "state"})
_CLAUSE = re.compile(r"[,;:()]| (?:and|but|while|although|though) ")
_SPOKESMAN = re.compile(r"\b[Ss]pokes(?:man|woman|person|people)\b(?: (?:for|of|at)\b)?")
"""Whoever speaks for somebody is as official as they are."""
_SENTENCE = re.compile(r"[.!?]['”\"]?\s+(?=[A-Z“\"])|\n+")
_LEFT, _FAR = 200, 600
"""How far before its words who says nothing may stand, and how far behind an act what is said of it."""


class Silent(Struct, frozen=True):
    """That a report says of officials that they said nothing, in which words, and after which acts of it."""

    who: str
    how: Silence
    words: str
    start: int
    end: int
    acts: tuple[str, ...]


def silences(text: str, acts: Sequence[Act]) -> Iterator[Silent]:
    """Each such statement, in order; it is about the acts that are told last before it, or in its sentence, and about no other."""
    for found in _phrases().finditer(text):
        who, about = _who(text, found.start()), _about(acts, found.start())
        if who and about:
            start = found.start() - len(who) - 1 if text[: found.start()].rstrip().endswith(who) else found.start()
            yield Silent(who, _how(found.group()), text[start : found.end()], start, found.end(), about)


@cache
def _table() -> dict[Silence, frozenset[str]]:
    told = read_yaml("en", "attribution", "silence.yaml")
    return {
        "declined": frozenset(told["declined"]),
        "unanswered": frozenset(told["unanswered"]),
        "silent": frozenset(told["silent"]),
    }


@cache
def _phrases() -> re.Pattern[str]:
    every = sorted((phrase for some in _table().values() for phrase in some), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, every))})\b")


def _how(phrase: str) -> Silence:
    return next(how for how, some in _table().items() if phrase in some)


def _who(text: str, at: int) -> str | None:
    """The officials who stand before, in the nearest part of the sentence that says who; None where those are others, or nobody is."""
    before = _SENTENCE.split(text[max(0, at - _LEFT) : at])[-1]
    for part in reversed(_CLAUSE.split(before)):
        words = part.strip()
        kind = word_giver_kind(_SPOKESMAN.sub(" ", words).strip()) if words else "other"
        if kind in OFFICIAL:
            return words
        if kind not in {"other", "person"}:
            return None
    return None


def _about(acts: Sequence[Act], at: int) -> tuple[str, ...]:
    """The acts whose sentence is the last that begins before."""
    begun = [(one.start, act.id) for act in acts for one in act.sentences if one.start <= at <= one.end + _FAR]
    last = max((start for start, _ in begun), default=-1)
    return tuple(dict.fromkeys(id for start, id in begun if start == last))
