"""Acts as several coders left them to units: an act and a slot, with the label that each coder gave it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from msgspec import Struct

from onrecord.dates import is_valid, overlap
from onrecord.review import coefficients
from onrecord.review.agreement import ACT, NONE, Side, side, told
from onrecord.review.coefficients import Differ, Unit
from onrecord.store.current import SLOTS, CurrentAct

FEW = 20
"""With fewer units, the figures say next to nothing."""
Units: TypeAlias = Mapping[str, Sequence[Unit]]
"""By slot."""


class Agreement(Struct, frozen=True, kw_only=True):
    """How far coders agree in a slot (`act`: whether an act is told at all), all of them or two."""

    slot: str
    coders: tuple[str, ...]
    units: int
    agree: float
    """The share of pairs of labels that are the same, 0 to 1."""
    alpha: float | None
    """Krippendorff's, of names (nominal); None where labels never vary."""
    tolerant: float | None = None
    """The same with dates that overlap, and counts that may be the same, as one; None of other slots."""
    kappa: float | None = None
    """Cohen's, of two coders."""
    few: bool
    """Whether there are too few units to say much."""


def judged(acts: Iterable[CurrentAct], coder: str | None = None) -> Iterator[tuple[str, str, Side]]:
    """Each act and slot that somebody judged, with the label; `coder` is whoever judged all acts, slot by slot or as a whole.

    Without a coder, only what was judged explicitly counts: a slot, or all slots of an act that was judged as a whole.
    """
    for one in acts:
        if not one.decisions:
            continue
        whole = told(one)
        if whole is None or (whole.who is None and coder is None):
            continue
        yield one.id, ACT, Side(whole.label, coder or whole.who)
        for slot in SLOTS if one.status != "rejected" else ():
            own = side(one, slot)
            if own and (own.who or coder):
                yield one.id, slot, Side(own.label, coder or own.who)


def agreements(units: Units) -> list[Agreement]:
    """How far all coders agree in each slot, and every two of them."""
    found = []
    for slot in (ACT, *SLOTS):
        several = [unit for unit in units.get(slot, ()) if len(unit) > 1]
        coders = sorted({coder for unit in several for coder in unit})
        groups = [tuple(coders), *combinations(coders, 2)] if len(coders) > 2 else [tuple(coders)]
        found += [one for group in groups if (one := _agreement(slot, group, several))]
    return found


def _agreement(slot: str, coders: tuple[str, ...], units: Sequence[Unit]) -> Agreement | None:
    theirs = [{who: label for who, label in unit.items() if who in coders} for unit in units]
    theirs = [unit for unit in theirs if len(unit) > 1]
    if not theirs:
        return None
    pairs = [pair for unit in theirs for pair in combinations((unit[who] for who in sorted(unit)), 2)]
    tolerant = _TOLERANT.get(slot)
    return Agreement(
        slot=slot,
        coders=coders,
        units=len(theirs),
        agree=_rounded(coefficients.share(pairs)) or 0.0,
        alpha=_rounded(coefficients.alpha(theirs)),
        tolerant=_rounded(coefficients.alpha(theirs, tolerant)) if tolerant else None,
        kappa=_rounded(coefficients.kappa(pairs)) if len(coders) == 2 else None,
        few=len(theirs) < FEW,
    )


def dates_differ(one: str, other: str) -> bool:
    """Whether two dates have no day in common, as labels; a date that is not told differs from any that is."""
    return one != other and not (is_valid(one) and is_valid(other) and overlap(one, other))


def counts_differ(one: str, other: str) -> bool:
    """Whether two counts, written `27-33`, `5-` or `-200`, have no number in common."""
    if NONE in {one, other}:
        return one != other
    (low, high), (least, most) = map(_ends, (one, other))
    return low > most or least > high


def _ends(label: str) -> tuple[float, float]:
    low, _, high = label.partition("-")
    return float(low or 0), float(high or "inf")


_TOLERANT: dict[str, Differ] = {"date": dates_differ, "count": counts_differ}


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 3)
