"""The word lists of attribution as looked up by the rules, read from `codebook/en/attribution/`."""

from __future__ import annotations

from functools import cache
from typing import cast

from msgspec import Struct

from onrecord.coding.attribution.values import Stance
from onrecord.coding.kinds import attribution_data


class VerbClass(Struct, frozen=True):
    """What a class of reporting verbs does, and which dependants hold its content."""

    name: str
    stance: Stance
    content: frozenset[str]
    hearer: bool
    needs_clause: bool


@cache
def verbs() -> dict[str, VerbClass]:
    """Reporting verbs by base form."""
    found: dict[str, VerbClass] = {}
    for name, row in attribution_data("verbs").items():
        made = VerbClass(name, row["stance"], frozenset(row["content"]), bool(row.get("hearer")), "needs" in row)
        found |= dict.fromkeys(row["verbs"].split(), made)
    return found


@cache
def nouns() -> dict[str, Stance]:
    """Nouns of saying, asking and fearing, singular and plural."""
    found: dict[str, Stance] = {}
    for stance, words in attribution_data("phrases")["nouns"].items():
        for word in words.split():
            found[word] = cast("Stance", stance)
    return found


@cache
def states_of_mind() -> dict[str, Stance]:
    """Adjectives after "is": afraid, worried, confident."""
    rows = attribution_data("phrases")["states"]
    return {word: cast("Stance", stance) for stance, words in rows.items() for word in words}


@cache
def unsaid() -> frozenset[str]:
    """Adverbs that tell an act on nobody's named word."""
    return frozenset(attribution_data("phrases")["unsaid"])


@cache
def courts() -> frozenset[str]:
    """Nouns for courts and what they hand down, whose findings and orders are acts."""
    return frozenset(attribution_data("phrases")["courts"].split())


@cache
def rulings() -> frozenset[str]:
    """Verbs for what a court does rather than says."""
    return frozenset(attribution_data("phrases")["rulings"].split())


@cache
def not_givers() -> frozenset[str]:
    """What something may be "according to" without being told by it."""
    return frozenset(attribution_data("phrases")["not_givers"].split())


@cache
def making() -> frozenset[str]:
    """Verbs for what is done to a document by those whose word it is."""
    return frozenset(attribution_data("phrases")["making"].split())


@cache
def remarks() -> frozenset[str]:
    """Words of the remarks that monitors of broadcasts put in brackets."""
    return frozenset(attribution_data("phrases")["remarks"].split())


@cache
def voices() -> frozenset[str]:
    """Words for the voices of a station itself, or of nobody known, in brackets."""
    return frozenset(attribution_data("phrases")["voices"].split())
