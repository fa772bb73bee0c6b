"""Nouns that take up somebody again: "the activist", "the 34-year-old", "both men", "the pair"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.coding.people.bearers import age_told, person_noun
from onrecord.coding.people.entities import Entity, agree

if TYPE_CHECKING:
    from onrecord.coding.people.scene import Scene

__all__ = ["age_before", "determiner", "few", "known", "known_plural"]

_FEW = {"both": 2, "two": 2, "pair": 2, "duo": 2, "couple": 2, "trio": 3, "three": 3, "four": 4}
_DEFINITE = frozenset({"the", "both", "these", "those", "all"})
_PLAIN_PLURALS = frozenset({"men", "women", "activists", "journalists"})
_NEAR = 6


def determiner(scene: Scene, token: int) -> str | None:
    """The article, demonstrative, possessive or number word of a noun, in small letters."""
    words = scene.words
    for child in words.children[token]:
        if child < token and words.dep[child] in {"det", "poss", "predet", "nummod"}:
            return words.low[child]
    return None


def few(scene: Scene, token: int) -> Entity | None:
    """The two or three named people meant by "the pair", "both" or "the two" at `token`."""
    words = scene.words
    around = {words.low[token]} | {words.low[c] for c in words.children[token] if c < token}
    number = next((count for word, count in _FEW.items() if word in around), None)
    if not around & _DEFINITE or (number is None and words.low[token] not in _PLAIN_PLURALS):
        return None
    gender = scene.gender_of(person_noun(words, scene.lexicon, token) or "")
    for members in _joined(scene, token, number):
        if all(agree(member.gender, gender) for member in members):
            return Entity(token, members=members, plural=True, rule="the pair", confidence=0.75)
    return None


def _joined(scene: Scene, token: int, number: int | None) -> Iterator[tuple[Entity, ...]]:
    """People named together, the latest first; long ago only where there are no others of that number."""
    fitting = [seen for seen in scene.seen if seen.entity.members and number in {None, len(seen.entity.members)}]
    only_ones = len({frozenset(map(id, seen.entity.members)) for seen in fitting}) == 1 and number is not None
    for seen in reversed(fitting):
        if only_ones or scene.words.sentence[token] - seen.sent <= _NEAR:
            yield seen.entity.members


def known(scene: Scene, token: int, noun: str) -> Entity | None:
    """The figure or unnamed one that a definite singular noun takes up again."""
    if determiner(scene, token) not in {"the", "this", "that"} or noun in scene.lexicon.kin:
        return None
    fitting = list(_fitting(scene, token, noun))
    if len(fitting) == 1 and not _narrowed(scene, token):
        return fitting[0]
    if fitting:
        return None
    alike = list(_alike(scene, token, noun))
    if len(alike) == 1 and not _narrowed(scene, token):
        return alike[0]
    for seen in reversed(scene.seen):
        if scene.words.sentence[token] - seen.sent >= _NEAR:
            return None
        if seen.entity.noun == noun and not seen.entity.plural:
            return seen.entity
    return None


def known_plural(scene: Scene, token: int, noun: str) -> Entity | None:
    """The several people without names that "the activists" takes up: the only ones called so until then."""
    if determiner(scene, token) not in {"the", "these", "those"} or _narrowed(scene, token) or _modified(scene, token):
        return None
    before = {id(seen.entity): seen.entity for seen in scene.seen if seen.entity.noun == noun and seen.entity.plural}
    return next(iter(before.values())) if len(before) == 1 else None


def _modified(scene: Scene, token: int) -> bool:
    """Whether an adjective or noun before it tells more: "the freed militants"."""
    words = scene.words
    return any(
        child < token and words.dep[child] in {"amod", "compound", "nummod", "poss"} for child in words.children[token]
    )


def _fitting(scene: Scene, token: int, noun: str) -> Iterator[Entity]:
    """Figures named before who are of that age or bear that noun anywhere in the report."""
    gender, age = scene.gender_of(noun), age_before(scene, token)
    for entity, profile in zip(scene.figures, scene.profiles, strict=True):
        if not entity.count or not agree(entity.gender, gender):
            continue
        if profile.age == age if age is not None else noun in profile.nouns:
            yield entity


def _alike(scene: Scene, token: int, noun: str) -> Iterator[Entity]:
    """Figures named before whose noun may be said of the same person: "the campaigner" of activist X."""
    gender, like = scene.gender_of(noun), scene.lexicon.alike.get(noun, frozenset())
    if age_before(scene, token) is not None or any(seen.entity.noun == noun for seen in scene.seen):
        return
    for entity, profile in zip(scene.figures, scene.profiles, strict=True):
        if entity.count and agree(entity.gender, gender) and like & profile.nouns:
            yield entity


def age_before(scene: Scene, token: int) -> int | None:
    """The age told before a noun: "the 34-year-old activist"."""
    steps = range(token, max(scene.words.begins(token), token - 3) - 1, -1)
    return next((age for step in steps if (age := age_told(scene.words, step)) is not None), None)


def _narrowed(scene: Scene, token: int) -> bool:
    """Whether "the lawyer for Y" or "the activist who ..." says which one is meant, so that it may be another."""
    words = scene.words
    return any(child > token and words.dep[child] in {"prep", "relcl", "acl"} for child in words.children[token])
