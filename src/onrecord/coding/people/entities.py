"""Those spoken of in a report, with and without names, and the places where they are."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.coding.people.lexicon import Gender

__all__ = ["Entity", "Seen", "agree"]


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody spoken of: a figure, a named body, or somebody without a name."""

    token: int
    figure: int | None = None
    group: int | None = None
    members: tuple[Entity, ...] = ()
    gender: Gender = "?"
    sure: bool = False
    plural: bool = False
    noun: str | None = None
    owner: Entity | None = None
    """Of a kin word: whose."""
    same: Entity | None = None
    """Another one that this turned out to be."""
    rule: str = "name"
    confidence: float = 1.0
    count: int = 0


@dataclass(slots=True)
class Seen:
    """One place where an entity was spoken of."""

    entity: Entity
    token: int
    sent: int
    weight: float


def agree(one: Gender, other: Gender) -> bool:
    """Whether two things told of sex can both be true."""
    return one == other or "?" in {one, other}
