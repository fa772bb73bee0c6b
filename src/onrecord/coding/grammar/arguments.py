"""A verb to who does what it tells, and to whom: told, or understood from the clauses around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding.grammar.heads import is_somebody, joined, possessors, prepositional
from onrecord.coding.grammar.verbs import (
    SUBJECTS,
    doer_before_day,
    first_of_list,
    has_object,
    is_misread_verb,
    is_passive,
    misread_object,
    own_subject,
)
from onrecord.coding.grammar.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token


_DEPTH = 6


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The head word of the subject, told or understood from the clause around; a relative pronoun gives its noun."""
    own = own_subject(verb)
    if own is not None:
        return _antecedent(_not_a_year(own), verb)
    if depth > _DEPTH:
        return None
    if verb.dep_ == "conj":
        return (
            subject(_verb_above(verb), depth + 1) if verb.tag_ != "VBN" or verb.head.pos_ in ("VERB", "AUX") else None
        )
    if verb.dep_ == "acl" and (first := first_of_list(verb)) is not None:
        return subject(first, depth + 1)
    if verb.dep_ == "acl" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return _whose_plan(verb.head, depth)
    if verb.dep_ in ("acl", "relcl"):
        return verb.head if verb.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM") else None
    if verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and verb.head.lemma_ in words().calls):
        return _controller(verb, depth)
    if verb.dep_ in ("advcl", "acomp", "attr", "oprd"):
        return subject(verb.head, depth + 1)
    if verb.dep_ == "pcomp":
        return _around_preposition(verb.head, depth)
    return doer_before_day(verb) if is_misread_verb(verb) else None


def _whose_plan(noun: Token, depth: int) -> Token | None:
    """The subject of "to ..." behind a noun: of "police plans to search", "his bid to flee" and "they made an attempt to" whose it is."""
    if is_somebody(noun) and noun.pos_ != "PROPN":
        return noun
    if owners := possessors(noun):
        return owners[0]
    above = _verb_above(noun) if noun.dep_ == "conj" else noun.head
    return subject(above, depth + 1) if above.pos_ == "VERB" and noun.dep_ == "dobj" else None


def _not_a_year(word: Token) -> Token:
    """The subject itself; where the parser took a year for it ("men held since 2016 were freed"), the sentence's first people."""
    if not (word.text.isdigit() and len(word.text) == 4):
        return word
    before = [t for t in word.sent if t.i < word.i and t.dep_ in ("ROOT", "nsubj", "nsubjpass", "dep", "npadvmod")]
    return next((t for t in before if t.pos_ in ("NOUN", "PROPN") and is_somebody(t)), word)


def _verb_above(verb: Token) -> Token:
    """The verb that a joined one goes on from, also where the parser joined it to a noun: "filmed at home, kicking"."""
    word, steps = verb.head, 0
    while word.pos_ not in ("VERB", "AUX") and word.head.i != word.i and steps < _DEPTH:
        word, steps = word.head, steps + 1
    return word


def _controller(verb: Token, depth: int) -> Token | None:
    governor = verb.head
    if governor.lemma_ in words().object_control:
        told = [c for c in governor.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
        if told := told or prepositional(governor, "on", "upon", "to"):
            return told[0]
    return subject(governor, depth + 1)


def _around_preposition(preposition: Token, depth: int) -> Token | None:
    """The subject of "after being held", "for taking part": whose the noun before is, or the subject of the verb above."""
    above, steps = preposition.head, 0
    if preposition.lower_ in words().blames and (blamed := _blamed(above)) is not None:
        return blamed
    while above.pos_ not in ("VERB", "AUX") and above.head.i != above.i and steps < _DEPTH:
        if owners := possessors(above):
            return owners[0]
        above, steps = above.head, steps + 1
    if above.pos_ not in ("VERB", "AUX"):
        return None
    return subject(above, depth + 1)


def _blamed(word: Token) -> Token | None:
    """Of "accused X of beating her" and "the arrest of X for beating her", the X."""
    if word.dep_ in ("npadvmod", "appos", "dep"):
        word = word.head
    if word.pos_ == "NOUN" and is_somebody(word):
        return word
    told = objects(word) if word.pos_ == "VERB" else prepositional(word, "of")
    return next((w for w in told if is_somebody(w) or word.lemma_ == "accuse"), None)


def _antecedent(word: Token, verb: Token) -> Token:
    clause = verb.head if verb.dep_ == "conj" and verb.head.dep_ == "relcl" else verb
    if word.lower_ not in ("who", "that", "which") or clause.dep_ != "relcl":
        return word
    return _agreeing(_somebody_before(clause.head), verb) if word.lower_ == "who" else clause.head


def _first_joined(word: Token) -> Token:
    """The first of those joined by "and" to a word, of which all hang."""
    while word.dep_ == "conj" and word.head.i != word.i:
        word = word.head
    return word


def _agreeing(noun: Token, verb: Token) -> Token:
    """The noun that "who" with a plural verb means: of "supporters of X, who were marching", the supporters."""
    many = any(w.lower_ in ("were", "are", "have") for w in (verb, *verb.children) if w.pos_ == "AUX")
    above = noun.head.head if noun.dep_ == "pobj" else noun
    told = above.tag_ == "NNS" and is_somebody(above)
    one = noun.tag_ in ("NN", "NNP") and len(joined(noun)) == 1
    if many and one and noun.dep_ == "conj" and is_somebody(first := _first_joined(noun)):
        return first
    return above if many and one and told else noun


def _somebody_before(noun: Token) -> Token:
    """Whom "who" means where the parser hung it on a thing: the person that the thing describes."""
    word, steps = noun, 0
    while (
        not is_somebody(word) and word.dep_ in ("pobj", "prep", "nmod", "appos") and word.head.i != word.i and steps < 4
    ):
        word, steps = word.head, steps + 1
    return word if is_somebody(word) and word.pos_ in ("NOUN", "PROPN", "PRON") else noun


def objects(verb: Token) -> list[Token]:
    """Head words of the direct object, with what is joined to it; of a passive verb, its subject."""
    if is_passive(verb):
        found = subject(verb)
        return joined(found) if found is not None else []
    if is_misread_verb(verb):
        return joined(misread_object(verb))
    told = [child for child in verb.children if child.dep_ in ("dobj", "obj")]
    if told:
        return [word for child in told for word in joined(_antecedent_object(child, verb))]
    if verb.dep_ == "relcl" and any(
        child.dep_ in SUBJECTS and child.lower_ not in ("who", "that", "which") for child in verb.children
    ):
        return [verb.head]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.i > verb.head.i:
        return []
    if any(c.dep_ == "prep" for c in verb.children):
        return []
    shared = next((c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and has_object(c)), None)
    return objects(shared) if shared is not None and not own_subject(shared) else []


def _antecedent_object(word: Token, verb: Token) -> Token:
    if word.lower_ in ("whom", "who", "that", "which") and verb.dep_ == "relcl":
        return verb.head
    return word


def indirect_objects(verb: Token) -> list[Token]:
    """Those to whom something is given: "handed him a sentence"."""
    return [word for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP" for word in joined(child)]


def agents(verb: Token) -> list[Token]:
    """The doers that a passive names with "by"."""
    found = [
        word
        for by in verb.children
        if by.dep_ in ("agent", "prep") and by.lower_ == "by"
        for child in by.children
        if child.dep_ == "pobj" and not _is_measure(child)
        for word in joined(child)
    ]
    if not found:
        found = _agents_behind(verb)
    return found


def _agents_behind(verb: Token) -> list[Token]:
    """Of "were beaten, tortured and detained by X", the X of the last for all of them."""
    for child in verb.children:
        if child.dep_ != "conj" or child.tag_ not in ("VBN", "VBD") or own_subject(child):
            continue
        if found := agents(child) or _agents_behind(child):
            return found
    return []


def _is_measure(word: Token) -> bool:
    return word.ent_type_ in ("DATE", "TIME") or word.lower_ in words().by_measure
