"""Head words in a role to the people, groups and offices they stand for, named as fully as the report allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.coding import grammar
from onrecord.coding.kinds import kind_of
from onrecord.coding.telling import Party
from onrecord.coding.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.parse import Parsed
    from onrecord.coding.people import Cast, Reference
    from onrecord.coding.roles import Found

_EMPTY = frozenset(
    "it this that which what there one i we you me us itself each other everything nothing anything who whom whose".split()
)
_PLURALS = frozenset("they them themselves those both".split())


class Parties:
    """Turns head words into parties, remembering the groups named so far for "they" and "the workers"."""

    __slots__ = ("_cast", "_groups", "_parsed")

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        self._parsed = parsed
        self._cast = cast
        self._groups: list[Party] = []

    def of(self, found: Sequence[Found], *, things: bool = False) -> tuple[Party, ...]:
        """The parties of some head words; those that stand for nobody in particular are left out, and `things` unless asked for."""
        parties: list[Party] = []
        for one in found:
            for party in self._resolve(one):
                if not things and party.kind == "other" and not self._is_somebody(party):
                    continue
                if self._parsed.doc[party.head].lemma_.lower() in word_list(
                    "measures"
                ) or party.name.lower().startswith("no "):
                    continue
                if party.name and not any(_same(party, kept) for kept in parties):
                    parties.append(party)
        return tuple(party for party in parties if not self._introduces(party, parties))

    def _introduces(self, party: Party, parties: Sequence[Party]) -> bool:
        """Whether a group word only introduces the names behind it: "defendants X and Y"."""
        return (
            party.figure is None
            and party.plural
            and any(p.figure is not None and p.first <= party.last + 2 and p.head > party.head for p in parties)
        )

    def _is_somebody(self, party: Party) -> bool:
        return party.figure is not None or grammar.is_somebody(grammar.content(self._parsed.doc[party.head]))

    def _resolve(self, found: Found) -> Iterator[Party]:
        word = self._parsed.doc[found.token]
        first, last = grammar.phrase(word)
        reference = self._cast.refer(word.i)
        if reference.figures:
            for figure in reference.figures:
                yield Party(
                    name=figure.name, kind="person", figure=figure.id, head=word.i, first=first, last=last, lemma=figure.name,
                    definite=True, rule=f"{found.rule}; {reference.rule}", confidence=round(0.95 * reference.confidence, 3),
                )  # fmt: skip
            return
        if word.lower_ in _PLURALS:
            yield from self._group_before(word, found)
            return
        if word.lower_ in _EMPTY or (
            word.pos_ == "PRON"
            and word.lower_ not in ("someone", "somebody", "others", "some", "many", "several", "all")
        ):
            return
        yield self._group(word, first, last, found, reference)

    def _group(self, word: Token, first: int, last: int, found: Found, reference: Reference) -> Party:
        words = reference.name if reference.rule != "words" else self._parsed.words(first, last)
        party = Party(
            name=_tidy(words), kind=kind_of(words), head=word.i, first=first, last=last, lemma=word.lemma_.lower(),
            plural=word.tag_ in ("NNS", "NNPS") or word.pos_ == "NUM",
            definite=any(c.lower_ in ("the", "these", "those", "his", "her", "their") for c in word.children) or word.pos_ == "PROPN",
            rule=found.rule, confidence=0.8,
        )  # fmt: skip
        if party.plural and grammar.is_somebody(word):
            self._groups.append(party)
        return party

    def _group_before(self, word: Token, found: Found) -> Iterator[Party]:
        """The last group named before "they": in this sentence or the one before, and no other between."""
        here = self._parsed.sentence_of(word)
        near = [
            g
            for g in self._groups
            if g.head < word.i and here - self._parsed.sentence_of(self._parsed.doc[g.head]) <= 1
        ]
        if near:
            group = near[-1]
            yield Party(
                name=group.name, kind=group.kind, head=word.i, first=word.i, last=word.i, lemma=group.lemma, plural=True, definite=True,
                rule=f"{found.rule}; “{word.lower_}” = the group named before", confidence=0.6,
            )  # fmt: skip


def _same(a: Party, b: Party) -> bool:
    return a.figure == b.figure if a.figure is not None or b.figure is not None else a.name == b.name


def _tidy(words: str) -> str:
    words = " ".join(words.split()).strip(" \"“”'‘’,.;:()[]*").removesuffix(" of")
    first, _, rest = words.partition(" ")
    return rest if first.lower() == "the" and rest and rest[0].isupper() else words
