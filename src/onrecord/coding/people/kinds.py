"""What each name names: a person, an organisation, a place or something else, by all signs in the report together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.coding.people.cast import PlaceTest
from onrecord.coding.people.lexicon import Lexicon
from onrecord.coding.people.names import Name
from onrecord.coding.people.shapes import Kind, in_itself
from onrecord.coding.people.signs import around
from onrecord.coding.people.words import Words

__all__ = ["Kind", "kinds_of"]

_ENOUGH = 2.0


def kinds_of(
    words: Words, lexicon: Lexicon, names: Sequence[Name], places: PlaceTest | None
) -> dict[tuple[str, ...], Kind]:
    """The kind of each distinct name; signs at all its places in the report count together, each once."""
    signs: dict[tuple[str, ...], dict[str, tuple[Kind, float]]] = defaultdict(dict)
    longer = {part for name in names if len(name.parts) > 1 for part in name.parts}
    for name in names:
        told = signs[name.parts]
        if not told:
            told.update((rule, (kind, weight)) for rule, kind, weight in in_itself(words, lexicon, name, places))
            if name.parts[0] in longer and len(name.parts) == 1 and name.parts[0] not in lexicon.places:
                told.pop("place known", None)
        told.update((rule, (kind, weight)) for rule, kind, weight in around(words, lexicon, name))
    return {parts: _weighed(told.values()) for parts, told in signs.items()}


def _weighed(told: Iterable[tuple[Kind, float]]) -> Kind:
    sums: dict[Kind, float] = {"person": 0.0, "organisation": 0.0, "place": 0.0, "other": 0.0}
    for kind, weight in told:
        sums[kind] += weight
    best = max(sums, key=lambda kind: sums[kind])
    if best == "person" and sums["person"] - max(sums["organisation"], sums["place"], sums["other"]) < 1:
        return "other"
    return best if sums[best] >= _ENOUGH else "other"
