"""One case against the same people: the charge and the court that its other acts tell, carried over.

A charge told with an arrest, a trial or a sentence holds for the other acts of the case. It is carried over only
where the report tells of one charge against those people, or tells it right beside the act.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord import dates
from onrecord.coding.families import PROCEEDINGS, RULINGS

if TYPE_CHECKING:
    from onrecord.coding.charge_words import Charge
    from onrecord.coding.choosing import Chosen
    from onrecord.coding.parse import Parsed

_GIVES = PROCEEDINGS | {"arrest", "custody"}
_TAKES = _GIVES | {"warrant"}
_BESIDE = 2
"""Sentences over which a charge told next carries over though another is told elsewhere."""
_BESIDE_ARREST = 1
"""An arrest need not be for what is charged later: only a charge told in the same breath or right after is its own."""
_AFAR = 3
_SITTING_REACH = 2
_COURTS = frozenset({"court", "judge", "tribunal", "jury", "magistrate"})
_ACCUSED = frozenset({"defendant", "accused"})
_UNREAL = frozenset({"negated", "demanded"})
_UNSURE = frozenset({"hypothetical", "threatened", "planned"})


def with_shared_charges(acts: Sequence[Chosen], parsed: Parsed) -> tuple[Chosen, ...]:
    """The acts, those without a charge given the one that the report tells of the same people's case."""
    return tuple(_charged(_tried(act, acts), acts, parsed) for act in acts)


def _tried(act: Chosen, acts: Sequence[Chosen]) -> Chosen:
    """An act of a court that names none, given the court of the same sitting: same case, close by, no other time."""
    if act.actors or act.type not in RULINGS or act.lead.told.realis != "actual":
        return act
    near = [
        o
        for o in acts
        if o is not act
        and o.actors
        and o.type in RULINGS
        and o.lead.told.realis == "actual"
        and _distance(act, o) <= _SITTING_REACH
        and not _apart(act, o)
        and (_same_people(act, o) or _of_one_court(act, o))
        and any(p.lemma in _COURTS for p in o.actors)
    ]
    best = min(near, key=lambda o: _distance(act, o), default=None)
    if best is None:
        return act
    told = tuple(replace(p, rule=f"{p.rule}; the court of the same sitting", confidence=0.5) for p in best.actors)
    return replace(act, actors=told)


def _charged(act: Chosen, acts: Sequence[Chosen], parsed: Parsed) -> Chosen:
    if act.charge is not None or act.type not in _TAKES or act.lead.told.realis in _UNREAL:
        return act
    told = [o for o in acts if o.charge is not None and o.type in _GIVES and _same_case(act, o)]
    best = min(told, key=lambda o: _distance(act, o), default=None)
    if best is None or best.charge is None:
        return act
    one = all(o.charge is not None and _same_words(best.charge, o.charge, parsed) for o in told)
    if _distance(act, best) > (_AFAR if one else _BESIDE):
        return act
    shared = replace(best.charge, rule=f"{best.charge.rule}; told of the same case", confidence=0.5)
    return replace(act, charge=shared)


def _distance(a: Chosen, b: Chosen) -> int:
    """Sentences between the nearest tellings of two acts."""
    return min(abs(mine.sentence - theirs.sentence) for mine in a.tellings for theirs in b.tellings)


def _same_case(a: Chosen, b: Chosen) -> bool:
    """Whether an act may be of the case that another tells the charge of: the same people, no time that speaks against it."""
    gap = _distance(a, b)
    if not _same_people(a, b) and not (gap <= _SITTING_REACH and _of_one_court(a, b)):
        return False
    if _is_unsure(b) and not _is_unsure(a) and a.type != "custody":
        return False
    if a.type == "arrest" and not 0 <= b.lead.sentence - a.lead.sentence <= _BESIDE_ARREST:
        return False
    return not (a.type == b.type and _apart(a, b))


def _is_unsure(act: Chosen) -> bool:
    return act.lead.told.realis in _UNSURE


def _apart(a: Chosen, b: Chosen) -> bool:
    return a.when is not None and b.when is not None and not dates.overlap(a.when.edtf, b.when.edtf)


def _of_one_court(a: Chosen, b: Chosen) -> bool:
    """Whether a court's act speaks of "the defendants" or names nobody, and so is of the case told beside it."""
    if not {a.type, b.type} <= PROCEEDINGS or _apart(a, b):
        return False
    return any(not act.affected or any(p.lemma in _ACCUSED for p in act.affected) for act in (a, b))


def _same_people(a: Chosen, b: Chosen) -> bool:
    """Whether two acts have a person in common, or a group or an unnamed person told in the same words."""
    mine = {p.figure for p in a.affected if p.figure is not None}
    if mine:
        return any(p.figure in mine for p in b.affected)
    told = {p.name.casefold() for t in a.tellings for p in t.affected if p.figure is None}
    heads = {p.lemma for p in a.affected if p.definite}
    theirs = [p for t in b.tellings for p in t.affected if p.figure is None]
    return any(p.name.casefold() in told or p.lemma in heads for p in theirs)


def _same_words(a: Charge, b: Charge, parsed: Parsed) -> bool:
    mine = {t.lemma_.lower() for t in parsed.doc[a.first : a.last + 1] if t.is_alpha and not t.is_stop}
    theirs = {t.lemma_.lower() for t in parsed.doc[b.first : b.last + 1] if t.is_alpha and not t.is_stop}
    return bool(mine and theirs) and len(mine & theirs) * 2 >= min(len(mine), len(theirs))
