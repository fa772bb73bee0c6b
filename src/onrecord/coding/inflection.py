"""Regular forms of English nouns and verbs."""

from __future__ import annotations

import re

_CONSONANT_AND_Y = re.compile(r"[^aeiou]y$")
_DOUBLING = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")


def plural(noun: str) -> str:
    """The plural of a noun; of a verb, its form with "he" or "she"."""
    if _CONSONANT_AND_Y.search(noun):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def verb_forms(verb: str) -> set[str]:
    """All forms that a verb can have by rule, among them some that it has not ("refering" beside "referring")."""
    return {verb, plural(verb), *_past(verb), *_progressive(verb)}


def _past(verb: str) -> set[str]:
    if verb.endswith("e"):
        return {verb + "d"}
    if _CONSONANT_AND_Y.search(verb):
        return {verb[:-1] + "ied"}
    return {verb + "ed", *(stem + "ed" for stem in _doubled(verb))}


def _progressive(verb: str) -> set[str]:
    if verb.endswith("e") and not verb.endswith("ee"):
        return {verb[:-1] + "ing"}
    return {verb + "ing", *(stem + "ing" for stem in _doubled(verb))}


def _doubled(verb: str) -> set[str]:
    return {verb + verb[-1]} if _DOUBLING.search(verb) else set()
