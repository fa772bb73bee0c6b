"""What is judged of two things: whether they are one and the same, how sure that is, and what speaks for and against."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp
from typing import Literal, TypeAlias

from msgspec import Struct

Verdict: TypeAlias = Literal["same", "different", "unsure", "none"]
"""`unsure` asks for a person; `none` is what too little speaks for, or what cannot be compared."""
Side: TypeAlias = Literal["for", "against"]


class Reason(Struct, frozen=True):
    """Something that speaks for or against: of which kind, how much (log-odds, never negative), and in words."""

    side: Side
    kind: str
    weight: float
    words: str
    contradicts: bool = False
    """Whether it settles that they are two, whatever else agrees."""


class Judgement(Struct, frozen=True):
    """A verdict over two things, its score from 0 to 1 (what they share and what parts them, not a likelihood), and the reasons."""

    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...] = ()


def score(reasons: Iterable[Reason], *, start: float = 0.0) -> float:
    """Reasons added up as log-odds, from `start`, to a score from 0 to 1."""
    odds = start + sum(one.weight if one.side == "for" else -one.weight for one in reasons)
    return round(1 / (1 + exp(-odds)), 3)
