"""The parts of two names that speak for one name and for two, in words."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.linking.names.align import Pair, Pairing
from onrecord.linking.names.likeness import are_pet_forms
from onrecord.linking.names.name import Name, Part
from onrecord.linking.names.signs import CLEAR, Signs, differing_sexes, is_spelling, two_given_names

__all__ = ["against", "in_favour"]

_FATHERS = "fathers' names that differ"


def in_favour(mine: Name, its: Name, pairing: Pairing) -> Iterator[str]:
    """What speaks for one name."""
    for pair in pairing.pairs:
        one, other = _single(mine, its, pair)
        if pair.initial:
            yield f"{_told(mine, its, pair)}: the same first letter"
        elif one and other and one.letters == other.letters:
            yield f"{_told(mine, its, pair)}: the same{_as_father(one, other)}"
        elif one and other and are_pet_forms(one.letters, other.letters):
            yield f"{_told(mine, its, pair)}: a short form of one name"
        elif is_spelling(mine, its, pair):
            yield f"{_told(mine, its, pair)}: spellings of one name{_as_father(one, other)}"
        elif pair.likeness >= CLEAR:
            yield f"{_told(mine, its, pair)}: nearly alike"
    if mine.form and mine.form == its.form:
        yield "legal forms of one kind"


def against(mine: Name, its: Name, pairing: Pairing, found: Signs) -> Iterator[str]:
    """What speaks for two names."""
    for pair in pairing.pairs:
        yield from _differing(mine, its, pair)
    if found.turned:
        yield "the order is turned, and either part may be the given name: perhaps father and child"
    if found.roles:
        yield "the given name of one is the father's name of the other"
    if found.forms:
        yield "legal forms of two kinds"
    if found.numbers:
        yield "the numbers differ"
    yield from _left(mine, its, pairing)
    if found.single and mine.of == "person":
        yield "a single name: many may bear it"


def _differing(mine: Name, its: Name, pair: Pair) -> Iterator[str]:
    one, other = _single(mine, its, pair)
    if one and other and differing_sexes(one, other):
        yield f"{_told(mine, its, pair)}: endings for a man and a woman"
    if pair.initial or pair.likeness >= CLEAR or (one and other and are_pet_forms(one.letters, other.letters)):
        return
    if one and other and one.kind == other.kind == "father":
        yield f"{_told(mine, its, pair)}: {_FATHERS}"
    elif one and other and two_given_names(one, other, pair.likeness):
        yield f"{_told(mine, its, pair)}: two given names"
    else:
        yield f"{_told(mine, its, pair)}: differ"


def _left(mine: Name, its: Name, pairing: Pairing) -> Iterator[str]:
    one = " ".join(mine.parts[n].text for n in pairing.mine_left)
    other = " ".join(its.parts[n].text for n in pairing.its_left)
    if one and other:
        left = [*(mine.parts[n] for n in pairing.mine_left), *(its.parts[n] for n in pairing.its_left)]
        fathers = all(part.kind == "father" for part in left)
        yield f"{one} / {other}: {_FATHERS if fathers else 'differ'}"
    elif one or other:
        yield f"{one or other}: only in one of the names"


def _single(mine: Name, its: Name, pair: Pair) -> tuple[Part | None, Part | None]:
    if len(pair.mine) == len(pair.its) == 1:
        return mine.parts[pair.mine[0]], its.parts[pair.its[0]]
    return None, None


def _as_father(one: Part | None, other: Part | None) -> str:
    return " (father's name)" if one and other and one.kind == other.kind == "father" else ""


def _told(mine: Name, its: Name, pair: Pair) -> str:
    one = " ".join(mine.parts[n].text for n in pair.mine)
    other = " ".join(its.parts[n].text for n in pair.its)
    sign = "=" if pair.initial or pair.likeness >= CLEAR else "/"
    return f"{one} {sign} {other}"
