"""Two names to a judgement: same, different or unsure, a score from 0 to 1, and the parts that speak for and against.

"Same" asks for much, since two people told as one is the worst fault: at least two whole parts that are spellings of one
name, and nothing that speaks against it. A name alone never tells that two people are one: others may bear it.
"""

from __future__ import annotations

from functools import cache
from math import exp

from msgspec import Struct
from msgspec.structs import asdict

from onrecord.codebook.data import read_rows
from onrecord.linking.judgement import Verdict
from onrecord.linking.names.align import Pairing, paired
from onrecord.linking.names.name import Name
from onrecord.linking.names.parse import parse
from onrecord.linking.names.reasons import against, in_favour
from onrecord.linking.names.signs import Signs, is_spelling, signs

__all__ = ["DIFFERENT_UNDER", "SAME_FROM", "YES_FROM", "Comparison", "compare", "compare_parsed", "verdict"]

SAME_FROM = 0.85
YES_FROM = 0.5
"""From here on two names are worth a look: more likely one than two, or one with a slip."""
DIFFERENT_UNDER = 0.35
_TWO_PARTS = 2


class Comparison(Struct, frozen=True, kw_only=True):
    """What two names are to each other. Reasons are words to be read: `Қасым = Kassym: one spelling`."""

    verdict: Verdict
    """Never `none`: two names can always be compared."""
    score: float
    """From 0, two names, to 1, one; not the likelihood that two people are one."""
    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()


def compare(one: str, other: str) -> Comparison:
    """The judgement on two names as written, of persons or of bodies, in any scripts."""
    return compare_parsed(*_parsed(one, other))


def verdict(one: str, other: str) -> Verdict:
    """The verdict alone, in less time."""
    return compare_parsed(*_parsed(one, other), reasons=False).verdict


def _parsed(one: str, other: str) -> tuple[Name, Name]:
    mine, its = parse(one), parse(other)
    if mine.of != its.of:
        return parse(one, "body"), parse(other, "body")
    return mine, its


def compare_parsed(mine: Name, its: Name, *, reasons: bool = True) -> Comparison:
    """The same of two names in parts; without `reasons` in less time. Both names are of persons, or both of bodies."""
    if not mine.parts or not its.parts:
        return Comparison(verdict="unsure", score=0.0, speaks_against=("one of the names has no letters",))
    pairing = paired(mine.parts, its.parts)
    found = signs(mine, its, pairing)
    score = _score(found)
    return Comparison(
        verdict=_judged(mine, its, pairing, found, score),
        score=round(score, 6),
        speaks_for=tuple(in_favour(mine, its, pairing)) if reasons else (),
        speaks_against=tuple(against(mine, its, pairing, found)) if reasons else (),
    )


@cache
def _weights() -> tuple[float, dict[str, float]]:
    table = {row[0]: float(row[1]) for row in read_rows("names", "weights.tsv")}
    return table.pop("start"), table


def _score(found: Signs) -> float:
    start, weights = _weights()
    told = asdict(found)
    return 1.0 / (1.0 + exp(-start - sum(weight * told[sign] for sign, weight in weights.items())))


def _judged(mine: Name, its: Name, pairing: Pairing, found: Signs, score: float) -> Verdict:
    if score < DIFFERENT_UNDER:
        return "different"
    if score < SAME_FROM or _contradicted(found) or (pairing.mine_left and pairing.its_left):
        return "unsure"
    whole = [pair for pair in pairing.pairs if not pair.initial]
    if not all(is_spelling(mine, its, pair) for pair in whole):
        return "unsure"
    if mine.of == "body":
        return "unsure" if pairing.mine_left or pairing.its_left else "same"
    left = [name.parts[n] for name, places in ((mine, pairing.mine_left), (its, pairing.its_left)) for n in places]
    if any(part.kind == "name" for part in left) and len(whole) <= _TWO_PARTS:
        return "unsure"
    return "same" if len(whole) >= _TWO_PARTS else "unsure"


def _contradicted(found: Signs) -> bool:
    """Whether a sign speaks against one name that no likeness of the rest makes good."""
    between_persons = found.two_given or found.fathers or found.turned or found.roles or found.sexes
    return bool(between_persons or found.forms or found.numbers)
