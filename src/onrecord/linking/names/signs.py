"""What two names in parts have in common and what sets them apart, as numbers that are weighed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from rapidfuzz.distance import OSA

from onrecord.linking.names.align import Pair, Pairing
from onrecord.linking.names.lexicon import lexicon
from onrecord.linking.names.likeness import latin, sounded
from onrecord.linking.names.name import Name, Part

__all__ = ["CLEAR", "Signs", "differing_sexes", "is_spelling", "signs", "two_given_names"]

CLEAR = 0.88
"""Parts at least so alike are two spellings of one name, where nothing else speaks against it."""
_ONE_SOUND = 0.55
"""What may set two spellings of one name apart at most: a vowel, an h; not a whole consonant."""
_TWO_NAMES = 0.92
_OTHER_FATHER = 0.85
_UNLIKE = 0.2
_ONLY_INITIALS = 0.4
_HIGH = 0.8
_MOST_APART = 4.0
_EDITS_A_NAME = 12.0


class Signs(Struct, frozen=True, kw_only=True):
    """The signs, each a number; what they weigh stands in `codebook/names/weights.tsv`."""

    covered: float
    """How much of the longer name is found in the other."""
    least: float
    """How alike the two parts are that are least alike."""
    least_high: float
    """The same again above 0.8, from 0 to 1."""
    apart: float
    """Sounds in which the names differ, up to 4."""
    edits: float
    """Letters in which the two parts differ that differ most, up to 4."""
    two_given: float
    """Whether two known given names stand against each other."""
    fathers: float
    """Whether two fathers' names stand against each other."""
    turned: float
    """Whether the order is turned of names that may be father's and child's."""
    roles: float
    """Whether the given name of one is only the father's name of the other."""
    sexes: float
    single: float
    """Whether one of the names has one part."""
    forms: float
    """Whether both bodies have legal forms, of two kinds."""
    numbers: float
    """Whether the numbers in the names of two bodies differ; not weighed, since then they are two whatever else is alike."""


def signs(mine: Name, its: Name, pairing: Pairing) -> Signs:
    """The signs of two names and the pairs of their parts."""
    pairs = [pair for pair in pairing.pairs if not pair.initial]
    least = min((pair.likeness for pair in pairs), default=_ONLY_INITIALS)
    lengths = [_length(mine, its, pair) for pair in pairs]
    apart = sum((1.0 - pair.likeness) * length for pair, length in zip(pairs, lengths, strict=True))
    if pairing.mine_left and pairing.its_left:
        least = min(least, _UNLIKE)
        apart += _left_apart(mine, its, pairing)
    ones = [(mine.parts[pair.mine[0]], its.parts[pair.its[0]], pair) for pair in pairs if _is_single(pair)]
    return Signs(
        covered=_covered(mine, its, pairing),
        least=least,
        least_high=max(least - _HIGH, 0.0) / (1.0 - _HIGH),
        apart=min(apart, _MOST_APART),
        edits=min(max((_edits(mine, its, pair) for pair in pairs), default=0.0), _MOST_APART),
        two_given=any(two_given_names(a, b, pair.likeness) for a, b, pair in ones),
        fathers=_fathers_left(mine, its, pairing)
        or any(a.kind == b.kind == "father" and pair.likeness < _OTHER_FATHER for a, b, pair in ones),
        turned=_turned(mine, its, pairs),
        roles=_roles(mine, its, pairing),
        sexes=any(differing_sexes(a, b) for a, b, _ in ones),
        single=min(len(mine.parts), len(its.parts)) == 1,
        forms=_other_form(mine.form, its.form),
        numbers=_numbers(mine) != _numbers(its),
    )


def is_spelling(mine: Name, its: Name, pair: Pair) -> bool:
    """Whether two parts are no more apart than spellings of one name are."""
    if pair.likeness < CLEAR:
        return False
    return (1.0 - pair.likeness) * _length(mine, its, pair) <= _ONE_SOUND


def two_given_names(one: Part, other: Part, alike: float) -> bool:
    """Whether both are known given names, and two: Nurlan, Nurzhan. Arabic letters leave too much unsaid to tell."""
    if alike >= _TWO_NAMES or "arabic" in {one.script, other.script}:
        return False
    known = lexicon().given
    return sounded(one.letters) in known and sounded(other.letters) in known


def differing_sexes(one: Part, other: Part) -> bool:
    """Whether the endings tell a man and a woman: Karimov, Karimova."""
    return one.sex != other.sex and "?" not in {one.sex, other.sex}


def _fathers_left(mine: Name, its: Name, pairing: Pairing) -> bool:
    sides = ((mine, pairing.mine_left), (its, pairing.its_left))
    return all(any(name.parts[n].kind == "father" for n in places) for name, places in sides)


def _is_single(pair: Pair) -> bool:
    return len(pair.mine) == len(pair.its) == 1


def _length(mine: Name, its: Name, pair: Pair) -> int:
    """Sounds of the longer side; of the shorter where the scripts differ, since one may leave vowels out."""
    lengths = (_letters(mine, pair.mine), _letters(its, pair.its))
    return max(lengths) if mine.parts[pair.mine[0]].script == its.parts[pair.its[0]].script else min(lengths)


def _letters(name: Name, places: tuple[int, ...]) -> int:
    return sum(len(sounded(name.parts[n].letters)) for n in places)


def _covered(mine: Name, its: Name, pairing: Pairing) -> float:
    longer = max(sum(part.weight for part in name.parts) for name in (mine, its))
    found = sum(pair.likeness * (_weight(mine, pair.mine) + _weight(its, pair.its)) for pair in pairing.pairs)
    return found / 2 / longer if longer else 0.0


def _left_apart(mine: Name, its: Name, pairing: Pairing) -> int:
    """Sounds of what is left over on both sides; an initial that fits nothing is a whole name that differs."""
    left = [mine.parts[n] for n in pairing.mine_left] + [its.parts[n] for n in pairing.its_left]
    lengths = (_letters(mine, pairing.mine_left), _letters(its, pairing.its_left))
    return max(lengths) if any(part.kind == "initial" for part in left) else min(lengths)


def _weight(name: Name, places: tuple[int, ...]) -> float:
    return sum(name.parts[n].weight for n in places)


def _edits(mine: Name, its: Name, pair: Pair) -> float:
    one = "".join(latin(mine.parts[n].letters) for n in pair.mine)
    other = "".join(latin(its.parts[n].letters) for n in pair.its)
    return min(float(OSA.distance(one, other)), (1.0 - pair.likeness) * _EDITS_A_NAME)


def _turned(mine: Name, its: Name, pairs: list[Pair]) -> bool:
    """Ghulam Osman and Osman Ghulam may be son and father; Karimov Rustam is Rustam Karimov, since a family name shows."""
    places = [(pair.mine[0], pair.its[0]) for pair in pairs if pair.likeness > _HIGH]
    if not any(a < c and b > d for a, b in places for c, d in places):
        return False
    parts = [(mine.parts[a], its.parts[b]) for a, b in places]
    if any(one.kind != other.kind for one, other in parts):
        return True
    return not any(one.kind == "father" for one, _ in parts) and all(_may_be_given(one) for one, _ in parts)


def _may_be_given(part: Part) -> bool:
    return part.script == "arabic" or sounded(part.letters) in lexicon().given


def _roles(mine: Name, its: Name, pairing: Pairing) -> bool:
    for pair in pairing.pairs:
        one, other = mine.parts[pair.mine[0]], its.parts[pair.its[0]]
        if one.kind == "father" != other.kind and _has_name(mine, pairing.mine_left):
            return True
        if other.kind == "father" != one.kind and _has_name(its, pairing.its_left):
            return True
    return False


def _has_name(name: Name, places: tuple[int, ...]) -> bool:
    return any(name.parts[n].kind == "name" for n in places)


def _other_form(one: str, other: str) -> bool:
    return bool(one and other) and one != other and "company" not in {one, other}


def _numbers(name: Name) -> set[str]:
    return set(_numbers_in(name))


def _numbers_in(name: Name) -> Iterator[str]:
    return (part.letters for part in name.parts if part.kind == "number")
