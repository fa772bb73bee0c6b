"""What is judged of two things: whether they are one and the same, how sure that is, and what speaks for and against."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Verdict: TypeAlias = Literal["same", "different", "unsure", "none"]
"""`unsure` asks for a person; `none` is what nothing speaks for."""
Side: TypeAlias = Literal["for", "against"]


class Reason(Struct, frozen=True):
    """Something that speaks for or against: of which kind, how much (0..1), and in words."""

    side: Side
    kind: str
    weight: float
    words: str


class Judgement(Struct, frozen=True):
    """A verdict over two things, its score from 0 (surely not) to 1 (surely), and the reasons, the weightiest first."""

    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...] = ()
