"""Kinship words and ties: whose wife, son, lawyer or leader each named person is, and who "her husband" is."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.coding.people.entities import Entity
from onrecord.coding.people.lexicon import Kinship
from onrecord.coding.people.scene import Scene

__all__ = ["Bond", "bonds", "settle_kin"]

_BY_TIE = frozenset({"lawyer", "attorney", "spokesman", "spokeswoman"})
_TOLD_FROM = {
    "spouse": "spouse",
    "sibling": "sibling",
    "parent": "child",
    "child": "parent",
    "relative": "relative",
    "colleague": "colleague",
}


class Bond(Struct, frozen=True):
    """A named person is the KIND of somebody, or of something in the report's words."""

    kind: str
    bearer: int
    of: Entity | None
    token: int
    """The noun that tells it."""


def bonds(scene: Scene) -> list[Bond]:
    """All ties told by nouns that named people bear."""
    found: list[Bond] = []
    for token, names in scene.borne.items():
        noun = (
            scene.lexicon.kin_plural.get(scene.words.low[token])
            or scene.lexicon.singular.get(scene.words.low[token])
            or scene.words.low[token]
        )
        kin = scene.lexicon.kin.get(noun)
        kind = kin.kind if kin is not None else scene.lexicon.ties.get(noun)
        if kind is None:
            continue
        for owner in _owners(scene, token):
            found.extend(
                Bond(kind, scene.figure_of[id(name)], owner, token) for name in names if id(name) in scene.figure_of
            )
    return found


def _owners(scene: Scene, token: int) -> Iterator[Entity]:
    """Whose: the possessive before the noun, or what stands after "of", "for", "at"."""
    words = scene.words
    for child in words.children[token]:
        if words.dep[child] == "poss" and child in scene.at:
            yield scene.at[child]
        elif words.dep[child] == "prep" and words.low[child] in {"of", "for", "at", "with", "to"}:
            for noun in words.children[child]:
                if words.dep[noun] == "pobj":
                    entity = _deep(scene, noun)
                    if entity is not None:
                        yield entity
                    for other in words.children[noun]:
                        if words.dep[other] == "conj" and other in scene.at:
                            yield scene.at[other]


def _deep(scene: Scene, noun: int) -> Entity | None:
    """The entity at a noun; of "one of the protesters" a new one."""
    if noun in scene.at:
        return scene.at[noun]
    if scene.words.low[noun] == "one":
        entity = Entity(noun, noun="one", rule="words", confidence=0.0)
        scene.at[noun] = entity
        return entity
    return None


def root(entity: Entity) -> Entity:
    """What an entity turned out to be."""
    while entity.same is not None:
        entity = entity.same
    return entity


def settle_kin(scene: Scene, told: list[Bond]) -> None:
    """Finds who unnamed kin are: "her husband" is the one told to be her husband, wherever that is said."""
    for _ in range(2):
        for entity in map(root, list(scene.at.values())):
            if (
                entity.figure is None
                and (entity.noun in scene.lexicon.kin or entity.noun in _BY_TIE)
                and entity.owner is not None
                and not entity.plural
            ):
                _by_bond(scene, entity, told)
        for bond in told:
            if (
                bond.of is not None
                and root(bond.of).figure is None
                and bond.kind == "spouse"
                and not root(bond.of).plural
            ):
                _by_spouse(scene, bond, told)


def _by_bond(scene: Scene, entity: Entity, told: list[Bond]) -> None:
    owner = root(entity.owner) if entity.owner is not None else None
    if owner is None or owner.figure is None or entity.noun is None:
        return
    kin = scene.lexicon.kin.get(entity.noun) or Kinship(scene.lexicon.ties[entity.noun])
    people = {b.bearer for b in told if b.kind == kin.kind and b.of is not None and root(b.of).figure == owner.figure}
    people |= {
        of.figure
        for b in told
        if b.bearer == owner.figure
        and _TOLD_FROM.get(b.kind) == kin.kind
        and b.of is not None
        and (of := root(b.of)).figure is not None
    }
    fitting = [
        p for p in people if p != owner.figure and (kin.gender == "?" or scene.figures[p].gender in {"?", kin.gender})
    ]
    if len(fitting) == 1:
        entity.same = scene.figures[fitting[0]]


def _by_spouse(scene: Scene, bond: Bond, told: list[Bond]) -> None:
    """Of "X, the wife of one of the protesters ... Y, X's husband": that the protester is Y."""
    people = {b.bearer for b in told if b.kind == "spouse" and b.of is not None and root(b.of).figure == bond.bearer}
    if len(people) == 1 and bond.of is not None and root(bond.of) is not scene.figures[bond.bearer]:
        root(bond.of).same = scene.figures[people.pop()]
