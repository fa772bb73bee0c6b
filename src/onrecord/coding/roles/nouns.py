"""Roles of nouns that tell an act: "X's arrest", "a rally by X", "the raid on X by Y", "Y made arrests"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding import grammar
from onrecord.coding.roles.values import Found, Roles, found
from onrecord.coding.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.cues import Cue

_SUPPORT_DOER = frozenset(
    "make carry conduct hold stage organize organise launch lead join begin start attend order execute perform continue"
    " issue mount plan use employ impose commit take participate announce undertake call resume end mark".split()
)
_SUPPORT_SUFFERER = frozenset(
    "face suffer undergo endure experience receive await escape avoid get fear evade survive"
    " subject submit expose sentence put place".split()
)
_CARRIED_OUT = frozenset("make carry conduct execute perform continue commit".split())
_SENT = frozenset("fire release send use deploy wield spray throw lay".split())
_HANGING = frozenset({"questioning", "trial", "search"})
"""Types told as what a verb leads to: "taken away for questioning", "sentenced at the end of a trial"."""
_CLIMB = 6


def of_noun(noun: Token, cue: Cue) -> Roles:
    """The roles of a noun, by the frame of its entry; without one, it names what is suffered."""
    if cue.entry.frame == "doing":
        return _doing(noun)
    return _attacking(noun, cue) if cue.entry.frame == "attacking" else _suffering(noun, cue)


def _suffering(noun: Token, cue: Cue) -> Roles:
    """Of "X's arrest", "the arrest of X by Y", "Y made arrests", "X faces trial"."""
    whose = found(grammar.possessors(noun), "whose")
    if of_whom := found(_of_whom(noun, cue), "of whom"):
        doers = found(_by_whom(noun), "by whom") or whose
        return Roles(actors=doers or _supported(noun, _CARRIED_OUT), affected=of_whom)
    affected = whose or _supported(noun, _SUPPORT_SUFFERER, reach_up=True)
    actors = found(grammar.prepositional(noun, "by"), "by whom") or _supported(noun, _CARRIED_OUT)
    affected = affected or _of_behind(noun)
    if affected or actors or cue.entry.type not in _HANGING:
        return Roles(actors=actors, affected=affected)
    return _of_governing_verb(noun)


def _by_whom(noun: Token) -> list[Token]:
    """Those behind "by", also where the parser hung it on those who suffer or on the verb: "condemned the beating of X by guards"."""
    above = [noun.head] if noun.dep_ == "dobj" and not grammar.is_passive(noun.head) else []
    hung = (noun, *grammar.prepositional(noun, "of"), *above)
    return next((told for word in hung if (told := grammar.prepositional(word, "by"))), [])


def _of_whom(noun: Token, cue: Cue) -> list[Token]:
    if cue.entry.kind == "phrases":
        return grammar.prepositional(noun, "of", "for", "against")
    return grammar.prepositional(noun, "of") or grammar.prepositional(noun, "against")


def _of_behind(noun: Token) -> tuple[Found, ...]:
    """Of "release on bail of X", the X that the parser hangs on the words between."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in ("on", "under", "from", "in"):
            for inner in prep.children:
                if people := [w for w in grammar.prepositional(inner, "of") if grammar.is_somebody(w)]:
                    return found(people, "of whom")
    return ()


def _of_governing_verb(noun: Token) -> Roles:
    """Of "was taken away for questioning" or "was sentenced at the end of a trial", those of the verb it hangs on."""
    word, steps = noun, 0
    while word.dep_ in ("pobj", "prep", "conj") and word.head.i != word.i and steps < _CLIMB:
        word, steps = word.head, steps + 1
    if word.pos_ != "VERB" or word.i == noun.i or word.lemma_ in word_list("speech"):
        return Roles()
    suffering = grammar.objects(word)
    if not any(grammar.is_somebody(w) for w in suffering):
        return Roles()
    subject = grammar.subject(word)
    actors = grammar.agents(word) if grammar.is_passive(word) else [subject] if subject is not None else []
    return Roles(
        actors=found(actors, "doer of the verb it hangs on"),
        affected=found(suffering, "sufferer of the verb it hangs on"),
    )


def _doing(noun: Token) -> Roles:
    """Of "a rally by X", "X's rally", "X held a rally", "X took part in a rally", "farmers' protest"."""
    people = [c for c in noun.children if c.dep_ == "compound" and c.pos_ == "NOUN" and grammar.is_somebody(c)]
    actors = (
        found(grammar.prepositional(noun, "by", "of"), "by whom")
        or found(grammar.possessors(noun), "whose")
        or _supported(noun, _SUPPORT_DOER, reach_up=True)
        or found(people, "whose")
    )
    return Roles(actors=tuple(actor for actor in actors if actor.token != noun.i))


def _attacking(noun: Token, cue: Cue) -> Roles:
    """Of "the raid on X by Y", "Y's threats against X", "X was subjected to harassment"."""
    affected = _on_whom(noun, noun.doc[cue.last])
    offices = [c for c in noun.children if c.dep_ == "compound" and c.lemma_ in word_list("authorities")]
    actors = (
        found(grammar.prepositional(noun, "by", "from") or _by_whom(noun), "by whom")
        or found(grammar.possessors(noun), "whose")
        or found(offices, "whose")
    )
    affected = affected or _supported(noun, _SUPPORT_SUFFERER, reach_up=True)
    actors = actors or _supported(noun, _SUPPORT_DOER | _SENT, reach_up=not affected)
    return Roles(actors=actors, affected=affected)


def _on_whom(noun: Token, last: Token) -> tuple[Found, ...]:
    behind = [word for child in last.children if child.dep_ == "pobj" for word in grammar.joined(child)]
    people = [word for word in grammar.prepositional(noun, "for", "to") if grammar.is_somebody(word)]
    return found(behind or grammar.prepositional(noun, "of", "on", "against", "at") or people, "on whom")


def _supported(noun: Token, verbs: frozenset[str], *, reach_up: bool = False) -> tuple[Found, ...]:
    """The subject of a support verb whose object (or, reaching up, further complement) the noun is."""
    first = noun
    while first.dep_ in ("conj", "compound") and first.head.i != first.i:
        first = first.head
    if first.dep_ == "nsubjpass" and first.head.lemma_ in verbs:
        return found(grammar.agents(first.head), "by whom")
    verb = _reached(first) if first.dep_ == "pobj" and reach_up else _governing(first)
    if verb.pos_ != "VERB" or verb.lemma_ not in verbs or verb.i == noun.i:
        return ()
    if verbs is not _SUPPORT_SUFFERER and grammar.is_passive(verb):
        return found(grammar.agents(verb), "by whom")
    subject = grammar.subject(verb)
    return found(grammar.joined(subject), f"subject of “{verb.lower_}”") if subject is not None else ()


def _governing(noun: Token) -> Token:
    """The verb that a noun is the object of, itself or behind a preposition; else the noun."""
    if noun.dep_ not in ("dobj", "pobj") or noun.head.pos_ not in ("VERB", "ADP"):
        return noun
    return noun.head if noun.head.pos_ == "VERB" else noun.head.head


def _reached(noun: Token) -> Token:
    """The verb over a noun behind a preposition, over any number of them: "took part in a week of protests"."""
    above = noun.head
    while above.dep_ in ("prep", "pobj") and above.head.i != above.i:
        above = above.head
    return above.head if above.dep_ in ("dobj", "prep") and above.head.pos_ == "VERB" else above
