"""The word lists of attribution as looked up by the rules, read from `codebook/en/attribution/`."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeAlias, cast

from msgspec import Struct

from onrecord.coding.attribution.values import Stance
from onrecord.coding.kinds import attribution_data

Listed: TypeAlias = Literal["courts", "making", "not_givers", "reached", "remarks", "rulings", "unsaid", "voices"]


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
def listed(name: Listed) -> frozenset[str]:
    """The words of one of the plain lists of `phrases.yaml`; the remarks there say what each is for."""
    return frozenset(attribution_data("phrases")[name].split())
