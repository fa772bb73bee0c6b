"""Pronouns to whom they stand for: by sex and number, place in the sentence, nearness and grammar."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.coding.people.entities import Entity, Seen
from onrecord.coding.people.lexicon import Pronoun
from onrecord.coding.people.scene import Scene

__all__ = ["resolve_as", "resolve_pronoun"]

_WINDOW = 3
_LEAST = 1.0
_LEAST_PLURAL = -0.2
_MARGIN = 0.15
_SENTENCE = 0.9
_TOKEN = 0.02
_OFTEN = 0.05
_SEX_TOLD = 1.0
_SEX_BY_NAME = 0.7
_OTHER_SEX_BY_NAME = -3.0
_NAMED = 0.3
_BOTH_SUBJECTS = 0.4
_OWNER_IN_CLAUSE = 1.0
_AHEAD = 2.0
_JOINED_VERBS = 4
_SENTENCE_PLURAL = 1.4
_BOTH_SUFFER = 0.8
_DO_NOT_SUFFER = 1.4
_SUFFERS = frozenset({"nsubjpass", "dobj"})
_OFFICIAL = frozenset(
    "police authority friend relative supporter colleague lawyer witness source officer official policeman soldier"
    " judge prosecutor".split()
)
_REFLEXIVE = ("himself", "herself", "themselves")
_FORWARD = frozenset({"advcl", "prep", "pcomp", "acl"})


def resolve_pronoun(scene: Scene, token: int) -> tuple[Entity, float] | None:
    """The one that a pronoun at `token` stands for and how sure that is; None where it is not settled."""
    low = scene.words.low[token]
    told = scene.lexicon.pronouns[low]
    if told.number == 0:
        return _relative(scene, token)
    if low in _REFLEXIVE:
        found = _subject_of(scene, token)
        if found is not None and _fits(found, told):
            return found, 0.95
    return resolve_as(scene, token, told)


def resolve_as(scene: Scene, token: int, told: Pronoun) -> tuple[Entity, float] | None:
    """The one that a word of a sex and number stands for, by the weights alone."""
    ranked = sorted(_ranked(scene, token, told), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < (_LEAST if told.gender != "?" else _LEAST_PLURAL):
        return None
    best, entity = ranked[0]
    second = next((score for score, other in ranked[1:] if other is not entity), 0.0)
    if best - second < _MARGIN:
        return None
    return entity, min(0.95, 0.5 + 0.15 * (best - second))


def _relative(scene: Scene, token: int) -> tuple[Entity, float] | None:
    """Whom "who", "whom" or "whose" takes up: the noun that its clause hangs on."""
    words = scene.words
    for above in words.above(token):
        if words.dep[above] == "relcl":
            head = words.head[above]
            entity = scene.at.get(head)
            return (entity, 0.9) if entity is not None else None
    return None


def _subject_of(scene: Scene, token: int) -> Entity | None:
    """The subject of the verb that a token belongs to; of a joined verb without one, that of the verb before."""
    words = scene.words
    verb = words.verb_of(token)
    for _ in range(_JOINED_VERBS):
        if verb is None:
            return None
        for child in words.children[verb]:
            if words.is_subject(child):
                return scene.at.get(child)
        if words.dep[verb] not in {"conj", "xcomp"}:
            return None
        verb = words.verb_of(verb)
    return None


def _fits(entity: Entity, told: Pronoun) -> bool:
    if told.number == 2:
        return entity.plural
    return not entity.plural and (entity.gender in {"?", told.gender} or not entity.sure)


def _ranked(scene: Scene, token: int, told: Pronoun) -> list[tuple[float, Entity]]:
    """Candidates with their best score, each once."""
    barred = _barred(scene, token)
    best: dict[int, tuple[float, Entity]] = {}
    for seen in _near(scene, token):
        entity = seen.entity
        if id(entity) in barred or not _fits(entity, told):
            continue
        score = _score(scene, seen, token, told)
        if id(entity) not in best or best[id(entity)][0] < score:
            best[id(entity)] = (score, entity)
    for score, entity in _ahead(scene, token, told):
        if id(entity) not in best or best[id(entity)][0] < score:
            best[id(entity)] = (score, entity)
    return list(best.values())


def _near(scene: Scene, token: int) -> Iterator[Seen]:
    sent = scene.words.sentence[token]
    for seen in reversed(scene.seen):
        if sent - seen.sent > _WINDOW:
            return
        if seen.token != token:
            yield seen


def _score(scene: Scene, seen: Seen, token: int, told: Pronoun) -> float:
    words, entity = scene.words, seen.entity
    apart = words.sentence[token] - seen.sent
    score = seen.weight - (
        (_SENTENCE_PLURAL if told.number == 2 else _SENTENCE) * apart + _TOKEN * (token - seen.token) / (apart + 1)
    )
    score += _OFTEN * min(entity.count, 6) + _by_sex(entity, told, _SEX_TOLD if entity.sure else _SEX_BY_NAME)
    if entity.figure is not None or entity.members:
        score += _NAMED
    if words.dep[token] in _SUFFERS:
        if words.dep[seen.token] in _SUFFERS:
            score += _BOTH_SUFFER
        elif entity.group is not None or entity.noun in _OFFICIAL:
            score -= _DO_NOT_SUFFER
    if words.is_subject(token) and words.is_subject(seen.token):
        score += _BOTH_SUBJECTS
    if words.dep[token] == "poss" and not apart and _same_clause(scene, seen.token, token):
        score += _OWNER_IN_CLAUSE
    return score


def _by_sex(entity: Entity, told: Pronoun, same: float) -> float:
    """What speaks for somebody by sex: `same` where it is the pronoun's, much against where it is the other."""
    if "?" in {entity.gender, told.gender}:
        return 0.0
    return same if entity.gender == told.gender else _OTHER_SEX_BY_NAME


def _same_clause(scene: Scene, one: int, other: int) -> bool:
    return scene.words.verb_of(one) == scene.words.verb_of(other)


def _barred(scene: Scene, token: int) -> set[int]:
    """Entities that grammar rules out: the subject for an object of its verb, a kin word for its own owner."""
    words = scene.words
    out: set[int] = set()
    if words.dep[token] in {"dobj", "dative", "nsubjpass"} or (
        words.dep[token] == "pobj" and words.dep[words.head[token]] in {"dative", "agent"}
    ):
        subject = _subject_of(scene, token)
        if subject is not None:
            out.add(id(subject))
    if words.dep[token] == "poss":
        for name in scene.borne.get(words.head[token], ()):
            figure = scene.figure_of.get(id(name))
            if figure is not None:
                out.add(id(scene.figures[figure]))
    return out


def _ahead(scene: Scene, token: int, told: Pronoun) -> Iterator[tuple[float, Entity]]:
    """The subject of the main clause, where the pronoun stands in a clause or phrase before it."""
    words = scene.words
    sent = words.sentence[token]
    for above in words.above(token):
        if words.dep[above] in _FORWARD and words.head[above] > above:
            for child in words.children[words.head[above]]:
                name = scene.name_at.get(child)
                if child > token and words.is_subject(child) and name is not None and words.sentence[child] == sent:
                    entity = scene.figures[scene.figure_of[id(name)]]
                    if _fits(entity, told):
                        yield _AHEAD + _by_sex(entity, told, _SEX_BY_NAME), entity
