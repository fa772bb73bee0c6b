"""People brought in without a name at the head of a report, and named a little later: "A musician was arrested ... Singer X"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.coding.people.again import age_before, determiner
from onrecord.coding.people.entities import Entity, agree
from onrecord.coding.people.names import head_of
from onrecord.coding.people.scene import Scene

__all__ = ["settle_lead"]

_LEAD = 3
_SOON = 6
_NEW = frozenset({"a", "an", "one"})
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}


def settle_lead(scene: Scene) -> None:
    """Finds the name of those in the lead where exactly one person, or one group named together, fits."""
    for token, entity in list(scene.at.items()):
        if (
            entity.token != token
            or scene.words.sentence[token] >= _LEAD
            or entity.noun is None
            or entity.figure is not None
        ):
            continue
        if entity.plural:
            _several(scene, token, entity)
        elif entity.owner is None and entity.same is None and determiner(scene, token) in _NEW:
            fitting = list(_fitting(scene, token, entity))
            if len(fitting) == 1:
                entity.same = fitting[0]


def _fitting(scene: Scene, token: int, entity: Entity) -> Iterator[Entity]:
    """Figures first named soon after, of the same age or of a like occupation, who are not just quoted."""
    age = age_before(scene, token)
    like = scene.lexicon.alike.get(entity.noun or "", frozenset())
    for figure, profile in zip(scene.figures, scene.profiles, strict=True):
        if not _named_soon(scene, figure, token) or not agree(figure.gender, entity.gender):
            continue
        if None not in {age, profile.age}:
            if age == profile.age:
                yield figure
        elif entity.noun not in scene.lexicon.wide and ({entity.noun} | like) & profile.nouns:
            yield figure


def _named_soon(scene: Scene, figure: Entity, token: int) -> bool:
    words = scene.words
    after = words.sentence[figure.token] - words.sentence[token]
    if figure.token < token or after > _SOON:
        return False
    head = head_of(words, scene.name_at[figure.token])
    return not (words.dep[head] == "nsubj" and words.lemma[words.head[head]] in scene.lexicon.speak)


def _several(scene: Scene, token: int, entity: Entity) -> None:
    """Of "Two hostages ... X and Y": those first named together, where they are as many."""
    words = scene.words
    number = next((_NUMBERS[words.low[c]] for c in words.children[token] if words.low[c] in _NUMBERS), None)
    if number is None or entity.members:
        return
    together = next((s for s in scene.seen if s.entity.members and s.token > token), None)
    if together is None or len(together.entity.members) != number or together.sent - words.sentence[token] > _SOON:
        return
    if all(_named_soon(scene, m, token) and agree(m.gender, entity.gender) for m in together.entity.members):
        entity.members, entity.rule, entity.confidence = together.entity.members, "named after the lead", 0.6
