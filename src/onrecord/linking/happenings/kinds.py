"""Types and realis of two acts: whether they can be one doing at all, and what their likeness is worth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from onrecord.linking.happenings.doing import Doing
from onrecord.linking.happenings.reasons import finding, rules
from onrecord.linking.judgement import Reason
from onrecord.model import Realis

_Told: TypeAlias = Literal["done", "coming", "attempted", "demanded", "threatened", "hypothetical"]
_TOLD: dict[Realis, _Told] = {"actual": "done", "negated": "done", "planned": "coming"}


def are_comparable(a: Doing, b: Doing) -> bool:
    """Whether two acts may be one: of one type or of two that are told as each other, and told in a like way.

    What happened and its denial are one matter, and what is planned may be what is done later; a demand never is the deed.
    """
    if a.type != b.type and {a.type, b.type} not in rules().told_as:
        return False
    told = {_told(a.realis), _told(b.realis)}
    return len(told) == 1 or told == {"done", "coming"}


def _told(realis: Realis) -> str:
    return _TOLD.get(realis, realis)


def by_kind(a: Doing, b: Doing) -> Iterator[Reason]:
    """What types, subtypes and realis say of two acts that are comparable."""
    if a.type == b.type:
        yield finding("type", "same type", a.type)
    else:
        yield finding("type", "told as each other", f"{a.type}, {b.type}")
    if a.subtype and b.subtype:
        name = "same subtype" if a.subtype == b.subtype else "another subtype"
        yield finding("type", name, " and ".join(dict.fromkeys((a.subtype, b.subtype))))
    if _told(a.realis) != _told(b.realis):
        yield finding("realis", "planned here and done there")
