"""What speaks for and against two acts being one doing: the findings, their weights, and words for a reader."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from onrecord.codebook.data import file_at
from onrecord.linking.judgement import Reason, Side

Slot: TypeAlias = Literal["type", "realis", "date", "place", "people", "actors", "count", "words", "charge", "penalty"]


class Rules(Struct, frozen=True):
    """`codebook/happenings/weights.yaml`."""

    weights: dict[str, float]
    told_as: frozenset[frozenset[str]]
    sets: dict[str, frozenset[str]]
    limits: dict[str, float]


@cache
def rules() -> Rules:
    """Weights, kinds of acts and limits, read once a process."""
    table = msgspec.yaml.decode(file_at("happenings", "weights.yaml").read_bytes())
    limits = (
        "same_from",
        "unsure_from",
        "kilometres_same",
        "kilometres_near",
        "days_near",
        "days_rival",
        "days_once",
        "count_ratio",
        "count_telling",
        "count_narrow",
        "words_least",
        "words_share",
    )
    return Rules(
        told_as=frozenset(map(frozenset, table.pop("told_as"))),
        sets={name: frozenset(table.pop(name)) for name in ("once", "many_places", "lasting")},
        limits={name: table.pop(name) for name in limits},
        weights=table,
    )


def finding(slot: Slot, name: str, words: str = "", *, share: float = 1.0) -> Reason:
    """A finding of the table with its weight, times `share`; the sign of the weight says for which side it speaks."""
    weight = rules().weights[name] * share
    side: Side = "for" if weight > 0 else "against"
    return Reason(side, slot, round(abs(weight), 3), f"{name}: {words}" if words else name)


def contradiction(slot: Slot, words: str) -> Reason:
    """What cannot be of one doing."""
    return Reason("against", slot, 0.0, words, contradicts=True)
