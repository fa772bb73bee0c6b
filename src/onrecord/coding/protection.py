"""Named people to hints that they may need protection, each with the words that tell why; whether they do, a person decides.

Told too often is better here than told too seldom: a hint costs a look, a missing one may cost somebody more. Still each
rests on words about that person (`codebook/en/protection.yaml`), never on a name alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from onrecord import dates
from onrecord.codebook.data import read_yaml
from onrecord.coding import grammar
from onrecord.coding.people.lexicon import lexicon as people
from onrecord.model import KIN, Act, Evidence, Person, ProtectionHint, ProtectionReason

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.acts import Found
    from onrecord.coding.parse import Parsed
    from onrecord.coding.people import Figure

_ADULT = 18
_ENDS = frozenset({"release", "killing", "acquittal"})
_REACH = 6
"""Tokens between a name and the words that say that it is not the real one."""


class Words(Struct, frozen=True):
    """The words of `protection.yaml`; phrases as their words."""

    minor_nouns: frozenset[str]
    minor_adjectives: frozenset[str]
    sexual_verbs: frozenset[str]
    sexual_verbs_with: frozenset[str]
    sexual_beside: frozenset[str]
    sexual_nouns: frozenset[str]
    sexual_nouns_with: frozenset[str]
    sexual_adjective: frozenset[str]
    suffering_nouns: frozenset[str]
    anonymous: tuple[tuple[str, ...], ...]
    not_the_name: tuple[tuple[str, ...], ...]


@cache
def words(language: str = "en") -> Words:
    """The words of one language that tell why somebody may need protection."""
    rows: Mapping[str, str | list[str]] = read_yaml(language, "protection.yaml")
    split = {name: row.split() if isinstance(row, str) else [one.split() for one in row] for name, row in rows.items()}
    return msgspec.convert(split, Words)


def with_hints(
    persons: Sequence[Person], figures: Sequence[Figure], acts: Sequence[Act], found: Found
) -> tuple[Person, ...]:
    """`persons` with their hints, one a reason; `figures` are the same people as the report's layers know them."""
    violated = _violated(found)
    unnamed = _unnamed(found)
    affected = {p.person for act in acts for p in act.affected if p.person}
    given: list[Person] = []
    for person, figure in zip(persons, figures, strict=True):
        hints = [
            _minor(figure, found.parsed),
            violated.get(figure.id),
            _relative(person, figure, affected, found.parsed),
            unnamed.get(figure.id),
            _held(person, acts, found),
        ]
        given.append(replace(person, protection=tuple(hint for hint in hints if hint is not None)))
    return tuple(given)


def _hint(
    reason: ProtectionReason, parsed: Parsed, first: int, last: int, rule: str, confidence: float
) -> ProtectionHint:
    return ProtectionHint(reason, Evidence(*parsed.offsets(first, last), rule, confidence))


# ---------------------------------------------------------------- minor


def _minor(figure: Figure, parsed: Parsed) -> ProtectionHint | None:
    """Told to be under 18 by an age, or by a noun or adjective where no age is told."""
    if figure.age is not None:
        return _by_age(figure, figure.age, parsed) if figure.age < _ADULT else None
    for noun in (*figure.nouns, *(m.first for m in figure.mentions if m.kind == "description")):
        token = parsed.doc[noun]
        if token.lower_ in words().minor_nouns and not any(child.dep_ == "poss" for child in token.children):
            return _hint("minor", parsed, noun, noun, "a noun for a minor", 0.8)
        for child in token.children:
            if child.lower_ in words().minor_adjectives:
                return _hint("minor", parsed, child.i, noun, "a noun for a minor", 0.85)
    return None


def _by_age(figure: Figure, age: int, parsed: Parsed) -> ProtectionHint:
    """The age in figures in a sentence that names the person, else the name itself."""
    written = str(age)
    for mention in figure.mentions:
        sentence = parsed.spans[parsed.sentence_of(parsed.doc[mention.first])]
        for token in sentence:
            if token.lower_ == written:
                last = token.i + 4 if [t.lower_ for t in sentence.doc[token.i + 1 : token.i + 5]] == _OLD else token.i
                return _hint("minor", parsed, token.i, last, "an age under 18", 0.95)
    first = figure.mentions[0]
    return _hint("minor", parsed, first.first, first.last, "an age under 18", 0.9)


_OLD = ["-", "year", "-", "old"]


# ---------------------------------------------------------------- sexual violence


def _violated(found: Found) -> dict[int, ProtectionHint]:
    """A hint for each person to whom a verb or noun of sexual violence was done, however it is told (feared, denied)."""
    hints: dict[int, ProtectionHint] = {}
    low = found.parsed.text.lower()
    if not any(word in low for word in _telling()):
        return hints
    for token in found.parsed.doc:
        for head in _suffering(token):
            for figure in found.cast.refer(head.i).figures:
                told = _hint("sexual violence", found.parsed, token.i, token.i, "told as done to the person", 0.85)
                hints.setdefault(figure.id, told)
    return hints


@cache
def _telling() -> frozenset[str]:
    """Words of which one stands in every text that tells sexual violence."""
    lists = words()
    return lists.sexual_verbs | lists.sexual_nouns | lists.sexual_beside | lists.sexual_adjective


def _suffering(token: Token) -> Iterator[Token]:
    """The words for those who suffered what `token` tells, if it tells sexual violence."""
    lemma, low = token.lemma_.lower(), token.lower_
    lists = words()
    beside = {child.lower_ for child in token.children}
    if token.tag_.startswith("VB") and (
        low in lists.sexual_verbs or (lemma in lists.sexual_verbs_with and not beside.isdisjoint(lists.sexual_beside))
    ):
        subject = grammar.subject(token) if grammar.is_passive(token) else None
        yield from (subject,) if subject is not None else grammar.objects(token)
    elif token.pos_ == "NOUN" and (
        low in lists.sexual_nouns
        or (lemma in lists.sexual_nouns_with and not beside.isdisjoint(lists.sexual_adjective))
    ):
        yield from grammar.possessors(token)
        yield from grammar.prepositional(token, "of", "against")
        yield from _victims(token)


def _victims(noun: Token) -> Iterator[Token]:
    """The one called a victim or survivor of it: "rape victim X", "X, a survivor of rape"."""
    named = noun.head if noun.dep_ == "compound" else noun.head.head if noun.dep_ == "pobj" else None
    if named is None or named.lemma_.lower() not in words().suffering_nouns:
        return
    yield named
    yield from (child for child in named.children if child.dep_ == "appos")
    if named.dep_ in {"appos", "compound", "nmod"}:
        yield named.head
    elif named.dep_ == "attr" and (subject := grammar.subject(named.head)) is not None:
        yield subject


# ---------------------------------------------------------------- relatives


def _relative(person: Person, figure: Figure, affected: set[str], parsed: Parsed) -> ProtectionHint | None:
    """Kin of somebody affected; kin of somebody who is not named count too, where they only speak."""
    ties = [tie for tie in person.relations if tie.kind in KIN]
    of_affected = any(tie.of.person in affected for tie in ties if tie.of.person)
    of_unnamed = any(tie.of.person is None for tie in ties) and "affected" not in person.roles
    if not (of_affected or of_unnamed):
        return None
    noun = next((n for n in figure.nouns if _is_kin(parsed.doc[n].lower_)), None)
    kin = next((m.first for m in figure.mentions if m.kind == "kin"), None)
    at = noun if noun is not None else kin if kin is not None else figure.mentions[0].first
    return _hint("relative", parsed, at, at, "kin of somebody affected", 0.85 if of_affected else 0.6)


def _is_kin(word: str) -> bool:
    return word in people().kin or word in people().kin_plural


# ---------------------------------------------------------------- unnamed sources


def _unnamed(found: Found) -> dict[int, ProtectionHint]:
    """A hint for each person told not to want a name in the report, or to be named otherwise there."""
    hints: dict[int, ProtectionHint] = {}
    for first, last, beside in _phrases(found.parsed):
        meant = _nearest(first, last, found) if beside else _subject(first, last, found)
        if meant is not None:
            told = _hint("unnamed source", found.parsed, first, last, "does not want to be named", 0.8)
            hints.setdefault(meant, told)
    return hints


def _phrases(parsed: Parsed) -> Iterator[tuple[int, int, bool]]:
    """First and last token of each phrase of anonymity, and whether it stands beside the name it is about."""
    lists = words()
    opening: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for phrase, beside in chain(((p, False) for p in lists.anonymous), ((p, True) for p in lists.not_the_name)):
        opening.setdefault(phrase[0], []).append((phrase, beside))
    low = [token.lower_ for token in parsed.doc]
    for n, word in enumerate(low):
        for phrase, beside in opening.get(word, ()):
            if tuple(low[n : n + len(phrase)]) == phrase:
                yield n, n + len(phrase) - 1, beside


def _subject(first: int, last: int, found: Found) -> int | None:
    """Whose doing the phrase is: the subject of its verb."""
    verb = next((t for t in found.parsed.doc[first : last + 1] if t.pos_ == "VERB"), None)
    subject = grammar.subject(verb) if verb is not None else None
    figures = found.cast.refer(subject.i).figures if subject is not None else ()
    return figures[0].id if len(figures) == 1 else None


def _nearest(first: int, last: int, found: Found) -> int | None:
    """The one whose name stands nearest to the phrase in its sentence."""
    sentence = found.parsed.spans[found.parsed.sentence_of(found.parsed.doc[first])]
    near = [
        (min(abs(m.first - last), abs(first - m.last)), figure.id)
        for figure in found.cast.people
        for m in figure.mentions
        if m.kind == "name" and sentence.start <= m.first < sentence.end
    ]
    distance, figure_id = min(near, default=(_REACH + 1, -1))
    return figure_id if distance <= _REACH else None


# ---------------------------------------------------------------- custody


def _held(person: Person, acts: Sequence[Act], found: Found) -> ProtectionHint | None:
    """Told to be held, as of the report, and not told to be free or dead."""
    mine = [act for act in acts if act.realis == "actual" and any(p.person == person.id for p in act.affected)]
    held = [
        act for act in mine if act.type == "custody" and (_is_present(act, found) or _goes_on(act, found.report_date))
    ]
    if not held:
        return None
    after = held[-1].mentions[-1].start
    if any(act.type in _ENDS and (act.mentions[0].start > after or act.date == found.report_date) for act in mine):
        return None
    span = held[-1].mentions[0]
    sure = 0.8 if held[-1].date is not None else 0.6
    return ProtectionHint("in custody", Evidence(span.start, span.end, "told as being held", sure))


def _is_present(act: Act, found: Found) -> bool:
    """Whether a custody is told in the present: "is being held", "remains in jail", "has been held"."""
    span = act.mentions[0]
    tokens = found.parsed.tokens_between(span.start, span.end)
    return any(t.tag_ in {"VBZ", "VBP"} for token in tokens for t in (token, *token.children))


def _goes_on(act: Act, report_date: str | None) -> bool:
    """Whether a custody is told to last until the report, or without any time."""
    if act.date is None or act.date.endswith("/"):
        return True
    if report_date is None:
        return act.date_kind in {"since", "throughout"}
    _, last = dates.bounds(act.date)
    _, day = dates.bounds(report_date)
    return last is None or (day is not None and last >= day)
