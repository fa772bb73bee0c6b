"""The one pass over a report's words, in order, that says whom each word for somebody means."""

from __future__ import annotations

from onrecord.coding.people.again import determiner
from onrecord.coding.people.again import few as few_meant
from onrecord.coding.people.bearers import age_told, person_noun
from onrecord.coding.people.entities import Entity
from onrecord.coding.people.lexicon import Pronoun
from onrecord.coding.people.pronouns import resolve_as, resolve_pronoun
from onrecord.coding.people.scene import Scene

__all__ = ["read_through"]

_PLAIN = 0.6
_NUMBERS = frozenset({"pair", "duo", "couple", "trio", "two", "both", "three"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss"})


def read_through(scene: Scene, others: frozenset[int]) -> None:
    """Fills a scene token by token; `others` are tokens of names that are not people's."""
    for token in range(len(scene.words)):
        name = scene.name_at.get(token)
        if name is not None:
            if name.last == token:
                scene.name(token)
        elif token in scene.group_at:
            scene.group(token)
        elif token not in others:
            _word(scene, token)


def _word(scene: Scene, token: int) -> None:
    words = scene.words
    low = words.low[token]
    if low in scene.lexicon.pronouns and words.pos[token] in {"PRON", "DET"}:
        _pronoun(scene, token)
    elif person_noun(words, scene.lexicon, token) is not None:
        if not _by_age_alone(scene, token):
            scene.noun(token)
    elif low in _NUMBERS and words.dep[token] in _ARGUMENTS:
        few = few_meant(scene, token)
        if few is not None:
            scene.note(few, token)
    else:
        scene.things(token)


def _by_age_alone(scene: Scene, token: int) -> bool:
    """Takes "the 33-year-old" for the one the report speaks of, where nobody's age is told otherwise."""
    aged = age_told(scene.words, token)
    if aged is None or scene.words.dep[token] not in _ARGUMENTS or any(p.age is not None for p in scene.profiles):
        return False
    if determiner(scene, token) != "the":
        return False
    found = resolve_as(scene, token, Pronoun("?", 1))
    if found is None or found[0].figure is None:
        return False
    scene.note(found[0], token)
    return True


def _pronoun(scene: Scene, token: int) -> None:
    found = resolve_pronoun(scene, token)
    if found is None:
        return
    entity, confidence = found
    _learn_sex(scene, token, entity, confidence)
    scene.note(entity, token)
    scene.sure[token] = confidence


def _learn_sex(scene: Scene, token: int, entity: Entity, confidence: float) -> None:
    """A pronoun that is plainly somebody's tells that one's sex to the pronouns after it."""
    told = scene.lexicon.pronouns[scene.words.low[token]].gender
    if told == "?" or entity.plural or confidence < _PLAIN:
        return
    entity.sure = entity.sure or entity.gender == told or entity.figure is None
    if entity.gender == "?":
        entity.gender = told
