"""Reading a report from left to right: each word for somebody to the one it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.coding.people.bearers import age_told, is_plural_noun, person_noun
from onrecord.coding.people.lexicon import Gender, Lexicon
from onrecord.coding.people.names import Name
from onrecord.coding.people.profiles import Profile
from onrecord.coding.people.words import Words

__all__ = ["Entity", "Scene", "Seen"]

_COLLECTIVE = frozenset(
    {
        "police",
        "authorities",
        "family",
        "couple",
        "pair",
        "duo",
        "trio",
        "crowd",
        "group",
        "government",
        "army",
        "troops",
        "forces",
        "team",
        "gang",
        "rebels",
        "officials",
        "party",
    }
)
_FEW = {"pair": 2, "duo": 2, "couple": 2, "two": 2, "both": 2, "trio": 3, "three": 3, "four": 4}
_INDEFINITE = frozenset(
    {
        "a",
        "an",
        "another",
        "some",
        "any",
        "no",
        "one",
        "every",
        "each",
        "several",
        "many",
        "few",
        "other",
        "dozens",
        "hundreds",
    }
)


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
        self.seen.append(Seen(entity, token, self.words.sent[token], self._weight(token) if weight is None else weight))

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
        head = self.head_of(name)
        self.note(self.figures[self.figure_of[id(name)]], head)
        if head != token:
            self.at[token] = self.at[head]
        self._joined(head)

    def head_of(self, name: Name) -> int:
        """The token of a name that hangs on the rest of its sentence."""
        for token in range(name.first, name.last + 1):
            if not name.first <= self.words.head[token] <= name.last or self.words.head[token] == token:
                return token
        return name.last

    def _joined(self, head: int) -> None:
        """Makes one plural of "X and Y" once its last name is read."""
        words = self.words
        if words.dep[head] != "conj":
            return
        members = [self.at[head]]
        step = head
        while words.dep[step] == "conj" and words.head[step] in self.at:
            step = words.head[step]
            members.insert(0, self.at[step])
        people = tuple(m for m in members if not m.plural)
        if len(people) > 1 and len(set(map(id, people))) == len(people):
            both = Entity(step, members=people, plural=True, rule="joined names", confidence=0.9)
            self.seen.append(Seen(both, step, words.sent[head], self._weight(step)))

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
        if noun is None or (words.dep[token] in {"compound", "amod", "nmod"} and noun != "year-old"):
            return
        plural = is_plural_noun(words, self.lexicon, token)
        entity = self._few(token) if plural else None
        entity = entity or (None if plural else self._known(token, noun))
        if entity is None:
            gender = self._gender(noun)
            entity = Entity(
                token, gender=gender, sure=gender != "?", plural=plural, noun=noun, rule="words", confidence=0.0
            )
            entity.owner = self._owner(token) if noun in self.lexicon.kin else None
        self.note(entity, token, weight=self._weight(token) - (0.3 if entity.figure is None else 0.0))

    def _borne(self, token: int, names: tuple[Name, ...]) -> None:
        people = tuple(self.figures[self.figure_of[id(name)]] for name in names if id(name) in self.figure_of)
        if len(people) == 1:
            self.at[token] = people[0]
        elif people:
            self.at[token] = Entity(token, members=people, plural=True, rule="apposed", confidence=0.9)

    def _gender(self, noun: str) -> Gender:
        kin = self.lexicon.kin.get(noun)
        return kin.gender if kin is not None else self.lexicon.nouns.get(noun, "?")

    def determiner(self, token: int) -> str | None:
        """The article, demonstrative, possessive or number word of a noun, in small letters."""
        for child in self.words.children[token]:
            if child < token and self.words.dep[child] in {"det", "poss", "predet", "nummod"}:
                return self.words.low[child]
        return None

    def _owner(self, token: int) -> Entity | None:
        """Whose kin a word at `token` means, by the possessive before it."""
        for child in self.words.children[token]:
            if self.words.dep[child] == "poss":
                return self.at.get(child)
        return None

    def few(self, token: int) -> Entity | None:
        """The two or three named people meant by "the pair", "both" or "the two" at `token`."""
        return self._few(token)

    def _few(self, token: int) -> Entity | None:
        words = self.words
        around = {words.low[token]} | {words.low[c] for c in words.children[token] if c < token}
        number = next(
            (_FEW[w] for w in ("both", "two", "pair", "duo", "couple", "trio", "three", "four") if w in around), None
        )
        definite = bool(around & {"the", "both", "these", "those", "all"})
        if not definite or (number is None and words.low[token] not in {"men", "women", "activists", "journalists"}):
            return None
        sent = words.sent[token]
        noun_gender = self._gender(person_noun(words, self.lexicon, token) or "")
        for seen in reversed(self.seen):
            if sent - seen.sent > 6:
                break
            entity = seen.entity
            if (
                entity.members
                and (number is None or len(entity.members) == number)
                and all(_agree(m.gender, noun_gender) for m in entity.members)
            ):
                return Entity(token, members=entity.members, plural=True, rule="the pair", confidence=0.75)
        return None

    def _known(self, token: int, noun: str) -> Entity | None:
        """The figure or unnamed one that a definite singular noun takes up again."""
        determiner = self.determiner(token)
        if determiner not in {"the", "this", "that"} or noun in self.lexicon.kin:
            return None
        gender = self._gender(noun)
        age = self._age(token)
        fitting = [
            entity
            for entity, profile in zip(self.figures, self.profiles, strict=True)
            if entity.count
            and _agree(entity.gender, gender)
            and ((profile.age == age) if age is not None else noun in profile.nouns and noun != "year-old")
        ]
        if len(fitting) == 1 and not self._narrowed(token):
            return fitting[0]
        if fitting:
            return None
        for seen in reversed(self.seen):
            if seen.entity.noun == noun and not seen.entity.plural and self.words.sent[token] - seen.sent < 6:
                return seen.entity
        return None

    def _age(self, token: int) -> int | None:
        """The age told before a noun: "the 34-year-old activist"."""
        steps = range(token, max(self.words.begins(token), token - 3) - 1, -1)
        return next((age for step in steps if (age := age_told(self.words, step)) is not None), None)

    def _narrowed(self, token: int) -> bool:
        """Whether "the lawyer for Y" or "the activist who ..." says which one is meant, so that it may be another."""
        return any(
            child > token and self.words.dep[child] in {"prep", "relcl", "acl"} for child in self.words.children[token]
        )


def _agree(one: Gender, other: Gender) -> bool:
    return one == other or "?" in {one, other}
