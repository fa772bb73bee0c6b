"""Reading a report from left to right: each word for somebody to the one it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.coding.people.again import determiner, few, known, known_plural
from onrecord.coding.people.bearers import is_plural_noun, person_noun
from onrecord.coding.people.entities import Entity, Seen
from onrecord.coding.people.lexicon import Gender, Lexicon
from onrecord.coding.people.names import Name, head_of
from onrecord.coding.people.profiles import Profile
from onrecord.coding.people.words import Words

__all__ = ["Scene"]

_LONGEST_LIST = 30


@dataclass(slots=True)
class Scene:
    """What has been read so far."""

    words: Words
    lexicon: Lexicon
    profiles: Sequence[Profile]
    name_at: Mapping[int, Name]
    figure_of: Mapping[int, int]
    """By `id` of a name, the place of its person."""
    group_at: Mapping[int, int]
    borne: Mapping[int, tuple[Name, ...]]
    figures: list[Entity] = field(default_factory=list)
    groups: dict[int, Entity] = field(default_factory=dict)
    at: dict[int, Entity] = field(default_factory=dict)
    """By head token."""
    sure: dict[int, float] = field(default_factory=dict)
    """By token, how sure its pronoun is."""
    seen: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.figures = [
            Entity(profile.chain.first, figure=n, gender=profile.gender, sure=profile.sure)
            for n, profile in enumerate(self.profiles)
        ]

    def note(self, entity: Entity, token: int, *, weight: float | None = None) -> None:
        """Keeps that `entity` was spoken of at `token`."""
        entity.count += 1
        self.at[token] = entity
        self.seen.append(
            Seen(entity, token, self.words.sentence[token], self._weight(token) if weight is None else weight)
        )

    def _weight(self, token: int) -> float:
        """How prominent a place in a sentence is."""
        words = self.words
        dep = words.dep[token]
        if dep in {"nsubj", "nsubjpass"}:
            return 2.0 if words.dep[words.head[token]] == "ROOT" else 1.6
        if dep == "conj" and words.dep[words.head[token]] in {"nsubj", "nsubjpass"}:
            return 1.3
        return {"dobj": 0.9, "dative": 0.9, "agent": 0.7, "poss": 0.8, "ROOT": 1.4, "appos": 0.5, "attr": 0.6}.get(
            dep, 0.4
        )

    def name(self, token: int) -> None:
        """A person's name whose last token is `token`."""
        name = self.name_at[token]
        head = head_of(self.words, name)
        self.note(self.figures[self.figure_of[id(name)]], head)
        if head != token:
            self.at[token] = self.at[head]
        self._joined(head)

    def _joined(self, head: int) -> None:
        """Makes one plural of "X and Y" once its last name is read."""
        words = self.words
        if words.dep[head] != "conj":
            return
        members = [self.at[head]]
        step = head
        while words.dep[step] == "conj" and words.head[step] in self.at and len(members) < _LONGEST_LIST:
            step = words.head[step]
            members.insert(0, self.at[step])
        people = tuple(m for m in members if not m.plural)
        if len(people) > 1 and len(set(map(id, people))) == len(people):
            both = Entity(step, members=people, plural=True, rule="joined names", confidence=0.9)
            self.seen.append(Seen(both, step, words.sentence[head], self._weight(step)))

    def group(self, token: int) -> None:
        """A named body at `token`."""
        number = self.group_at[token]
        entity = self.groups.setdefault(number, Entity(token, group=number, plural=True))
        self.note(entity, token, weight=self._weight(token) - 0.8)

    def noun(self, token: int) -> None:
        """A noun for people at `token`."""
        words = self.words
        names = self.borne.get(token)
        if names:
            self._borne(token, names)
            return
        noun = person_noun(words, self.lexicon, token)
        if noun is None or words.dep[token] in {"compound", "amod", "nmod"} or self._body_part(token, noun):
            return
        plural = is_plural_noun(words, self.lexicon, token)
        entity = few(self, token) or known_plural(self, token, noun) if plural else known(self, token, noun)
        if entity is None:
            gender = self.gender_of(noun)
            entity = Entity(
                token, gender=gender, sure=gender != "?", plural=plural, noun=noun, rule="words", confidence=0.0
            )
            entity.owner = self.owner(token)
        self.note(entity, token, weight=self._weight(token) - self._unnamed(entity, token))

    def _unnamed(self, entity: Entity, token: int) -> float:
        """How much less likely somebody without a name, and one just brought in, is to be taken up."""
        if entity.figure is not None or entity.members:
            return 0.0
        return 0.6 if determiner(self, token) in {"a", "an", "one", "another"} else 0.3

    def _body_part(self, token: int, noun: str) -> bool:
        """Whether "head" is a part of a body: "at his head"."""
        return noun == "head" and not any(self.words.low[c] in {"of", "for"} for c in self.words.children[token])

    def things(self, token: int) -> None:
        """A plural that is no person, which "they" may stand for too."""
        if self.words.tag[token] in {"NNS", "NNPS"} and self.words.is_subject(token):
            thing = Entity(token, plural=True, noun=self.words.lemma[token], rule="words", confidence=0.0)
            self.note(thing, token, weight=self._weight(token) - 0.8)

    def _borne(self, token: int, names: tuple[Name, ...]) -> None:
        people = tuple(self.figures[self.figure_of[id(name)]] for name in names if id(name) in self.figure_of)
        if len(people) == 1:
            self.note(people[0], token)
        elif people:
            self.at[token] = Entity(token, members=people, plural=True, rule="apposed", confidence=0.9)

    def gender_of(self, noun: str) -> Gender:
        kin = self.lexicon.kin.get(noun)
        return kin.gender if kin is not None else self.lexicon.nouns.get(noun, "?")

    def owner(self, token: int) -> Entity | None:
        """Whose kin or lawyer a word at `token` means, by the possessive before it or before what it is joined to."""
        words = self.words
        for child in words.children[token]:
            if words.dep[child] == "poss":
                return self.at.get(child)
        own = {words.dep[child] for child in words.children[token]} & {"prep", "det"}
        joined = words.dep[token] == "conj" and words.low[words.head[token]] in self.lexicon.kin
        return self.owner(words.head[token]) if joined and "prep" not in own else None
