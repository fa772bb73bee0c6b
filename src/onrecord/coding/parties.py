"""Head words in a role to the people, groups and offices they stand for, named as fully as the report allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.coding import grammar
from onrecord.coding.counts import count_of
from onrecord.coding.kinds import kind_of
from onrecord.coding.listed import companions, listed, members, tail
from onrecord.coding.party_words import as_known, is_any, is_narrowed, is_taken_up, is_told, same, tidy
from onrecord.coding.roles import is_authority
from onrecord.coding.telling import Party
from onrecord.coding.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.parse import Parsed
    from onrecord.coding.people import Cast, Reference
    from onrecord.coding.roles import Found

_OUT_OF = frozenset("them those".split())
_SUBJECT = frozenset({"nsubj", "nsubjpass", "dobj"})
_PARTS = frozenset({"some", "most", "many", "several"})
"""Words for part of a group named before, where they stand alone."""
_COINS = frozenset({"rs", "rs.", "$", "usd", "inr"})
_AMONG = "named out of the group"
_FORCES = frozenset(
    "the a an riot armed military secret security state local special border traffic religious plainclothes undercover some"
    " two three four five several senior other more federal national high supreme".split()
)
_REACH = 1
_REACH_OFFICE = 3
_PLURALS = frozenset("they them themselves those both".split())


class Parties:
    """Turns head words into parties, remembering the groups named so far for "they" and "16 of them"."""

    __slots__ = ("_cast", "_doers", "_groups", "_offices", "_parsed")

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        self._parsed = parsed
        self._cast = cast
        self._groups: list[tuple[Party, ...]] = []
        self._doers: list[tuple[Party, ...]] = []
        self._offices: dict[str, tuple[str, int]] = {}

    def of(self, found: Sequence[Found], *, things: bool = False, doers: bool = False) -> tuple[Party, ...]:
        """The parties of some head words; those that stand for nobody in particular are left out, and `things` unless asked for.

        Among `doers`, "they" are the doers named last, else the last group.
        """
        told = self._doers if doers else self._groups
        parties: list[Party] = []
        for party in (party for one in self._with_others(found) for party in self._resolve(one, told)):
            if not things and party.kind == "other" and not self._is_somebody(party):
                continue
            if self._is_measure(party) or not party.name:
                continue
            if not any(same(party, kept) for kept in parties):
                parties.append(party)
        kept = tuple(party for party in parties if not self._introduces(party, parties))
        if kept and (doers or len(kept) > 1 or any(p.plural and self._is_somebody(p) for p in kept)):
            told.append(kept)
        return kept

    def _with_others(self, found: Sequence[Found]) -> Iterator[Found]:
        """The head words with those that stand with them in a list, as companions or by name out of a group."""
        seen = {one.token for one in found}
        for one in found:
            yield one
            word = self._parsed.doc[one.token]
            for rule, words in (("and", listed(word)), ("with", companions(word)), (_AMONG, members(word))):
                for other in words:
                    if other.i not in seen and (rule != _AMONG or self._may_be_among(word, other)):
                        seen.add(other.i)
                        yield replace(one, token=other.i, rule=f"{one.rule}; {rule}")

    def _set_off(self, word: Token) -> Reference | None:
        """Of "the proctor, Golam Rabbi,", the person whose name stands right behind the noun."""
        if (
            word.tag_ != "NN"
            or grammar.possessors(word)
            or not grammar.is_somebody(word)
            or self._cast.refer(word.i).figures
        ):
            return None
        name = next((c for c in word.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        if name is None or name.left_edge.i != word.i + 2 or word.doc[word.i + 1].text != ",":
            return None
        reference = self._cast.refer(name.i)
        return reference if len(reference.figures) == 1 else None

    def _may_be_among(self, group: Token, word: Token) -> bool:
        """Whether somebody told to be of a group is kept beside it: by name, or where the group is only "those held"."""
        return bool(self._cast.refer(word.i).figures) or (is_narrowed(group) and grammar.is_somebody(word))

    def _is_measure(self, party: Party) -> bool:
        word = self._parsed.doc[party.head]
        if word.lower_ in _COINS and party.figure is None:
            return True
        return word.lemma_.lower() in word_list("measures") or party.name.lower().startswith("no ")

    def _introduces(self, party: Party, parties: Sequence[Party]) -> bool:
        """Whether a group word only introduces the names behind it: "defendants X and Y"."""
        return (
            party.figure is None
            and party.plural
            and any(
                p.figure is not None and not p.among and p.first <= party.last + 2 and p.head > party.head
                for p in parties
            )
        )

    def _is_somebody(self, party: Party) -> bool:
        return party.figure is not None or grammar.is_somebody(grammar.content(self._parsed.doc[party.head]))

    def _resolve(self, found: Found, told: Sequence[tuple[Party, ...]]) -> Iterator[Party]:
        word = self._parsed.doc[found.token]
        first, last = grammar.phrase(word)
        reference = self._set_off(word) or self._cast.refer(word.i)
        if reference.figures and not is_any(word) and not self._are_more(first, last, reference):
            yield from self._people(word, first, last, found, reference)
        elif word.lower_ in _PLURALS and not is_narrowed(word):
            yield from self._speakers(word, found, doers=told is self._doers) or self._group_before(word, found, told)
        elif word.lower_ == "it":
            yield from self._speakers(word, found, doers=told is self._doers)
        elif is_told(word) or (told is self._groups and is_taken_up(word, reference)):
            yield self._group(word, first, last, found, reference)

    def _are_more(self, first: int, last: int, reference: Reference) -> bool:
        """Whether a phrase counts more people than are named for it: "12 people, among them X"."""
        if first == last:
            return False
        counted = count_of(self._parsed.words(first, last))
        return counted is not None and (counted.min or 0) > len(reference.figures)

    def _people(self, word: Token, first: int, last: int, found: Found, reference: Reference) -> Iterator[Party]:
        for figure in reference.figures:
            yield Party(
                name=figure.name, kind="person", figure=figure.id, head=word.i, first=first, last=last, lemma=figure.name,
                definite=True, among=found.rule.endswith(_AMONG), rule=f"{found.rule}; {reference.rule}",
                confidence=round(0.95 * reference.confidence, 3),
            )  # fmt: skip

    def _group(self, word: Token, first: int, last: int, found: Found, reference: Reference) -> Party:
        last = word.i if word.lemma_.lower() == "other" else last
        told = self._parsed.words(first, last)
        name = reference.name if reference.rule != "words" and not is_any(word) else told
        if name == word.text and word.lemma_.lower() in word_list("authorities"):
            name = told
        if name == told:
            name = (
                self._out_of_group(word, first)
                or self._owned(word, first, last)
                or self._office(word, first, last)
                or self._fuller(word, first, last)
            )
        return Party(
            name=tidy(name), kind=kind_of(name), head=word.i, first=first, last=last, lemma=word.lemma_.lower(),
            plural=word.tag_ in ("NNS", "NNPS") or word.pos_ == "NUM",
            definite=any(c.lower_ in ("the", "these", "those", "his", "her", "their") for c in word.children) or word.pos_ == "PROPN",
            rule=found.rule, confidence=0.8,
        )  # fmt: skip

    def _fuller(self, word: Token, first: int, last: int) -> str:
        """The words of a group with what tells it from others: "workers at the plant"."""
        if word.pos_ == "NOUN" and grammar.is_somebody(word):
            last = tail(word, last)
        return self._parsed.words(first, last)

    def _office(self, word: Token, first: int, last: int) -> str | None:
        """Of "police" alone, the fuller name under which the sentences just before have them: "Brno police"."""
        lemma = word.lemma_.lower()
        if word.pos_ not in ("NOUN", "PROPN") or lemma not in word_list("authorities"):
            return None
        here = self._parsed.sentence_of(word)
        if any(
            t.text[0].isupper() and t.lower_ not in _FORCES for t in self._parsed.doc[first : last + 1] if t.i != word.i
        ):
            self._offices[lemma] = (self._parsed.words(first, last), here)
            return None
        name, told = self._offices.get(lemma, ("", -9))
        bare = all(t.dep_ == "det" for t in self._parsed.doc[first : last + 1] if t.i != word.i)
        return name if name and bare and here - told <= _REACH_OFFICE else None

    def _owned(self, word: Token, first: int, last: int) -> str | None:
        """Of "her cousin", the cousin with the owner's name."""
        owner = self._parsed.doc[first]
        if owner.dep_ != "poss" or owner.pos_ not in ("PRON", "DET") or owner.head.i != word.i:
            return None
        if owner.lower_ == "whose":
            return self._of_whom(word, first, last)
        figures = self._cast.refer(owner.i).figures
        return f"{figures[0].name}'s {self._parsed.words(first + 1, last)}" if len(figures) == 1 else None

    def _of_whom(self, word: Token, first: int, last: int) -> str:
        """Of "women whose sons were held", the sons with those whose they are."""
        clause, own = word, self._parsed.words(first + 1, last)
        while clause.dep_ != "relcl" and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ != "relcl":
            return own
        figures = self._cast.refer(clause.head.i).figures
        owner = figures[0].name if len(figures) == 1 else self._parsed.words(*grammar.phrase(clause.head))
        return f"{own} of {owner}" if len(figures) != 1 else f"{owner}'s {own}"

    def _out_of_group(self, word: Token, first: int) -> str | None:
        """Of "16 of them" and a bare "14", the number with the group that it is out of."""
        of = next((c for c in word.children if c.dep_ == "prep" and c.lower_ in ("of", "out")), None)
        if of is not None and of.lower_ == "out":
            return self._parsed.words(first, of.right_edge.i)
        inner = next((c for c in of.children if c.lower_ in _OUT_OF), None) if of is not None else None
        alone = word.pos_ == "NUM" or word.lower_ in _PARTS
        if inner is None and not (alone and word.dep_ in _SUBJECT and word.i == word.right_edge.i):
            return None
        group = self._last_group(word, self._groups, _REACH if inner is not None else 2 * _REACH, whole=True)
        if not group and inner is not None and (known := self._of_those_before(inner)):
            return f"{self._parsed.words(first, word.i)} of {known}"
        if (
            len(group) != 1
            or group[0].figure is not None
            or (inner is None and not self._may_be_out_of(word, group[0]))
        ):
            return None
        return f"{self._parsed.words(first, word.i)} of {as_known(group[0])}"

    def _of_those_before(self, pronoun: Token) -> str | None:
        """The group that "them" takes up, where the report's people tell: of "students ... 30 of them", "the students"."""
        reference = self._cast.refer(pronoun.i)
        words = reference.name.lower().split()
        if reference.rule != "pronoun" or reference.figures or words[-1] == pronoun.lower_:
            return None
        if words[-1] in word_list("authorities") or words[-1].removesuffix("s") in word_list("authorities"):
            return None
        return reference.name if len(words) > 1 else f"the {words[0]}"

    def _may_be_out_of(self, number: Token, group: Party) -> bool:
        """Whether a bare number takes up a group of a sentence before, and no more than it has."""
        if self._parsed.sentence_of(number) == self._parsed.sentence_of(self._parsed.doc[group.head]):
            return False
        part, whole = count_of(number.text), count_of(group.name)
        return part is None or whole is None or whole.max is None or (part.min or 0) <= whole.max

    def _last_group(
        self, word: Token, told: Sequence[tuple[Party, ...]], reach: int, *, whole: bool = False
    ) -> tuple[Party, ...]:
        """The last group, or list of people, told before a word within some sentences; a `whole` one, no part of another."""
        here = self._parsed.sentence_of(word)
        for group in reversed(told):
            head = self._parsed.doc[group[-1].head]
            if head.i < word.i and not (whole and head.pos_ == "NUM"):
                return group if here - self._parsed.sentence_of(head) <= reach else ()
        return ()

    def _subjects_before(self, word: Token, found: Found) -> tuple[Party, ...]:
        """The people whom the sentence before is about: the plural subject of its main verb."""
        here = self._parsed.sentence_of(word)
        if here == 0 or self._parsed.sentences[here].passage != self._parsed.sentences[here - 1].passage:
            return ()
        root = next((t for t in self._parsed.spans[here - 1] if t.dep_ == "ROOT"), None)
        subject = grammar.subject(root) if root is not None else None
        if subject is None or subject.pos_ != "NOUN" or subject.tag_ != "NNS" or not grammar.is_somebody(subject):
            return ()
        heads = grammar.joined(subject)
        return tuple(
            self._group(head, *grammar.phrase(head), replace(found, token=head.i), self._cast.refer(head.i))
            for head in heads
        )

    def _speakers(self, word: Token, found: Found, *, doers: bool) -> tuple[Party, ...]:
        """Of "four detainees said they were beaten", the detainees; an office speaks of itself as a doer only."""
        clause = word
        while clause.dep_ not in ("ccomp", "ROOT") and clause.head.i != clause.i:
            clause = clause.head
        verb = clause.head
        if clause.dep_ != "ccomp" or verb.lemma_ not in word_list("speech") or verb.i > word.i:
            return ()
        subject = grammar.subject(verb)
        if subject is None or (is_authority(subject) and not doers):
            return ()
        if word.lower_ == "it":
            body = doers and (is_authority(subject) or self._cast.refer(subject.i).group is not None)
            return (self._named(subject, found),) if body else ()
        if not is_authority(subject) and (subject.tag_ not in ("NNS", "NNPS") or not grammar.is_somebody(subject)):
            return ()
        return (self._taken_up(self._named(subject, found), word, found),)

    def _named(self, word: Token, found: Found) -> Party:
        """The group or body that a noun names."""
        return self._group(word, *grammar.phrase(word), found, self._cast.refer(word.i))

    def _taken_up(self, party: Party, word: Token, found: Found) -> Party:
        """A party that a pronoun stands for."""
        return replace(
            party, head=word.i, first=word.i, last=word.i, plural=True, definite=True, confidence=0.6, among=False,
            told=party.told or (party.first, party.last), rule=f"{found.rule}; “{word.lower_}” = those named before",
        )  # fmt: skip

    def _group_before(self, word: Token, found: Found, told: Sequence[tuple[Party, ...]]) -> Iterator[Party]:
        """Those named before "they": in this sentence or the one before, and no other between."""
        for party in self._last_group(word, told, _REACH) or self._subjects_before(word, found):
            yield self._taken_up(party, word, found)
