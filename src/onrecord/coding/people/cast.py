"""Who is in a report: the people and groups named in it, and what each word for somebody refers to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from onrecord.coding.people.lexicon import Gender

if TYPE_CHECKING:
    from onrecord.coding.people.words import Words

__all__ = ["Cast", "Figure", "Group", "GroupKind", "Mention", "MentionKind", "PlaceTest", "Reference", "Tie"]

MentionKind: TypeAlias = Literal["name", "pronoun", "kin", "description"]
GroupKind: TypeAlias = Literal["organisation", "place", "other"]
PlaceTest: TypeAlias = Callable[[str], bool]
"""Whether the words are known as the name of a place."""


class Mention(Struct, frozen=True):
    """Words that refer to somebody: first and last token, both included."""

    first: int
    last: int
    kind: MentionKind


class Tie(Struct, frozen=True):
    """The one who has it is the KIND of `of`; `person` is that one's place in `Cast.people`, if a named person."""

    kind: str
    of: str
    person: int | None = None


class Figure(Struct, frozen=True, kw_only=True):
    """A named person as this report tells of them."""

    id: int
    """Its place in `Cast.people`."""
    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender = "?"
    age: int | None = None
    description: str | None = None
    relations: tuple[Tie, ...] = ()
    mentions: tuple[Mention, ...] = ()
    nouns: tuple[int, ...] = ()
    """Tokens of the nouns that are said of the person beside the name: "a lawyer", "the wife of"."""


class Group(Struct, frozen=True, kw_only=True):
    """A body, place or other thing that is named, with its other names."""

    id: int
    """Its place in `Cast.groups`."""
    name: str
    kind: GroupKind
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Reference(Struct, frozen=True, kw_only=True):
    """What a noun phrase refers to.

    `figures` are the named people meant; `group` the named body or place. Where neither is settled, `name`
    is the phrase's own words, or words with an owner's name in place of a pronoun ("X's mother").
    """

    name: str
    figures: tuple[Figure, ...] = ()
    group: Group | None = None
    rule: str = "words"
    confidence: float = 0.0
    evidence: tuple[tuple[int, int], ...] = ()
    """First and last token of the words it rests on."""

    @property
    def settled(self) -> bool:
        """Whether a named person or body is known to be meant."""
        return bool(self.figures) or self.group is not None


class Resolved(Struct, frozen=True, kw_only=True):
    """What one head token refers to, by ids; the form in which the rules keep it."""

    people: tuple[int, ...] = ()
    group: int | None = None
    name: str | None = None
    rule: str
    confidence: float
    evidence: tuple[int, ...] = ()


class Cast:
    """The people and groups of one report.

    `speaker_of_quote` may be set to a function that gives, for a token inside a quotation, the figure who
    speaks; "I", "me" and "my" are then resolved.
    """

    __slots__ = ("_asking", "_at", "_group_at", "_resolved", "_words", "groups", "people", "speaker_of_quote")

    def __init__(
        self, words: Words, people: tuple[Figure, ...], groups: tuple[Group, ...], resolved: Mapping[int, Resolved]
    ) -> None:
        self._words = words
        self.people = people
        self.groups = groups
        self._resolved = resolved
        self._at = {t: f for f in people for m in f.mentions if m.kind == "name" for t in range(m.first, m.last + 1)}
        self._group_at = {t: g for g in groups for m in g.mentions for t in range(m.first, m.last + 1)}
        self._asking = False
        self.speaker_of_quote: Callable[[int], Figure | None] | None = None

    def at(self, token: int) -> Figure | None:
        """The person that a token names or stands for."""
        figure = self._at.get(token)
        if figure is not None:
            return figure
        told = self._resolved.get(token)
        return self.people[told.people[0]] if told is not None and len(told.people) == 1 else None

    def group_at(self, token: int) -> Group | None:
        """The named body, place or other thing that a token is part of."""
        return self._group_at.get(token)

    def refer(self, first: int, last: int | None = None) -> Reference:
        """Who is meant by the phrase from token `first` to `last`, both included, or by the phrase whose head is `first`."""
        from onrecord.coding.people.phrases import refer

        return refer(self, self._words, first, first if last is None else last)

    def speaker(self, token: int) -> Figure | None:
        """Who speaks at a token, by `speaker_of_quote`; None while that function itself asks who somebody is."""
        if self.speaker_of_quote is None or self._asking:
            return None
        self._asking = True
        try:
            return self.speaker_of_quote(token)
        finally:
            self._asking = False

    def told(self, token: int) -> Resolved | None:
        """What the rules found for a head token that is no name."""
        return self._resolved.get(token)
