"""Whether two persons may bear one name, as far as their names tell."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from msgspec import Struct

from onrecord.linking.judgement import Reason
from onrecord.linking.names import compare_parsed, parse
from onrecord.linking.people.weights import weights

__all__ = ["SameName", "differ", "full_names", "same_name"]


class SameName(Struct, frozen=True):
    """How much the names speak for one person, and whether they may just as well be two names."""

    reason: Reason
    unsure: bool


def full_names(told: tuple[str, ...]) -> tuple[str, ...]:
    """Of what a report calls somebody, the names that are compared: those of several words, else what there is."""
    whole = tuple(name for name in told if len(name.split()) > 1)
    return whole or told[:1]


@lru_cache(maxsize=1 << 18)
def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> SameName | None:
    """What the names that come nearest tell; None where no two of them may be one."""
    compared = _nearest(one, other)
    if compared is None or compared.verdict == "different":
        return None
    known, unsure = weights().name, compared.verdict == "unsure"
    words = min(len(compared.one.split()), len(compared.other.split()))
    weight = known["one_word"] if words < 2 else known["two_words"] if words == 2 else known["more_words"]
    weight = min(weight, known["not_quite"]) if unsure else weight
    told = compared.one if compared.one == compared.other else f"{compared.one} = {compared.other}"
    return SameName(Reason("for" if weight >= 0 else "against", "name", abs(weight), told), unsure)


@lru_cache(maxsize=1 << 16)
def differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether no two of the names may be one."""
    compared = _nearest(one, other)
    return compared is not None and compared.verdict == "different"


class _Compared(Struct, frozen=True):
    one: str
    other: str
    verdict: str
    score: float


def _nearest(one: tuple[str, ...], other: tuple[str, ...]) -> _Compared | None:
    """Of all pairs of full names the one that comes nearest."""
    told = [_Compared(name, name, "same", 1.0) for name in full_names(one) if " " in name and name in full_names(other)]
    if told:
        return told[0]
    for left, right in product(full_names(one), full_names(other)):
        found = compare_parsed(parse(left, "person"), parse(right, "person"), reasons=False)
        told.append(_Compared(left, right, found.verdict, found.score))
    return max(told, key=lambda each: each.score, default=None)
