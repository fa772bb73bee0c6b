"""Roles of verbs: subject and object, turned round in the passive, and what the entry's frame makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding import grammar
from onrecord.coding.roles.values import Found, Roles, found, is_authority, owner
from onrecord.coding.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.cues import Entry

_BY_OFFICES = frozenset(
    "arrest custody charge conviction sentence sentence_change search deportation dispersal".split()
)
"""Types that authorities do, mostly: of two subjects at hand, the one that is an office is the doer."""
_BY_COURTS = frozenset("conviction sentence sentence_change acquittal fine trial".split())
_SHOOT = frozenset("fire open shoot charge use".split())


def of_verb(verb: Token, entry: Entry) -> Roles:
    """The roles of a verb, by the frame of its entry; without one, the subject does it and the object suffers it."""
    passive, frame = grammar.is_passive(verb), entry.frame
    subject = grammar.subject(verb)
    if subject is not None and entry.type in _BY_OFFICES and not passive:
        subject = _office_above(verb, subject)
    told = found(grammar.joined(subject), "subject of the verb") if subject is not None else ()
    if frame == "none":
        return Roles()
    if frame == "undergoes":
        return Roles(actors=_by_force(verb), affected=told)
    if frame == "does":
        return Roles(actors=found(grammar.agents(verb), "by whom") if passive else told)
    if passive:
        suffering = [whose for one in told for whose in owner(verb.doc[one.token])]
        by_whom = found(grammar.agents(verb), "by whom") or _by_office_behind(verb) or _by_force(verb)
        if not by_whom and entry.type in _BY_COURTS:
            by_whom = _in_court(verb)
        return Roles(actors=by_whom, affected=found(suffering, "subject of the passive"))
    doers = () if entry.realis == "demanded" else told
    return Roles(actors=doers, affected=found(_suffering_objects(verb, entry), "object of the verb"))


def _in_court(verb: Token) -> tuple[Found, ...]:
    """Of "was sentenced in a court in Minsk" and "was fined at the hearing of a court", the court."""
    return found(
        [w for w in grammar.prepositional(verb, "in", "at", "before") if w.lemma_.lower() in ("court", "tribunal")],
        "in which court",
    )


def _by_office_behind(verb: Token) -> tuple[Found, ...]:
    """Of "was sentenced to life in prison by a court", the court, where the parser hung it on the words between."""
    for prep in verb.children:
        if prep.dep_ != "prep" or prep.i < verb.i:
            continue
        nouns = [w for w in prep.subtree if w.pos_ in ("NOUN", "PROPN") and grammar.up(w)[1:3].count(prep)]
        offices = [w for noun in nouns for w in grammar.prepositional(noun, "by") if is_authority(w)]
        if offices:
            return found(offices, "by whom")
    return ()


def _office_above(verb: Token, subject: Token) -> Token:
    """The doer of a verb that the parser joined to a clause within: of "police raided the flat activists rented and held ten", police."""
    clause = verb.head
    if verb.dep_ != "conj" or clause.dep_ != "relcl" or is_authority(subject):
        return subject
    above = next((w for w in grammar.up(clause.head)[1:] if w.pos_ == "VERB"), None)
    office = grammar.subject(above) if above is not None and not grammar.is_passive(above) else None
    return office if office is not None and is_authority(office) else subject


def _by_force(verb: Token) -> tuple[Found, ...]:
    """Of "died in police firing" and "was hurt when police opened fire", the police."""
    for noun in grammar.prepositional(verb, "in", "during", "to", "from", "by"):
        if noun.lemma_.lower() in word_list("force"):
            named = [c for c in noun.children if c.dep_ in ("compound", "poss", "amod", "nmod") and is_authority(c)]
            if named or (named := [w for w in grammar.prepositional(noun, "by") if is_authority(w)]):
                return found(named, f"whose {noun.lower_}")
    listed = [verb, *(c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB")]
    clauses = [c for member in listed for c in member.children if c.dep_ == "advcl" and c.i > verb.i]
    for clause in clauses:
        subject = grammar.subject(clause) if clause.lemma_ in _SHOOT else None
        if subject is not None and is_authority(subject):
            return found([subject], f"who {clause.lower_}")
    return ()


def _suffering_objects(verb: Token, entry: Entry) -> list[Token]:
    """Those whom an active verb is done to: behind the entry's preposition, else the objects or whose they are."""
    if entry.prep:
        objects = [child for child in verb.children if child.dep_ == "dobj"]
        inner = [word for child in objects for word in grammar.prepositional(child, entry.prep)]
        return grammar.prepositional(verb, entry.prep) or inner
    if indirect := grammar.indirect_objects(verb):
        return indirect
    told = grammar.objects(verb) or _small_clause(verb) or _threatened(verb)
    return [whose for word in told for whose in owner(word)]


def _threatened(verb: Token) -> list[Token]:
    """Of "threatened to shoot her", her."""
    if verb.lemma_ != "threaten":
        return []
    return [word for child in verb.children if child.dep_ == "xcomp" for word in grammar.objects(child)]


def _small_clause(verb: Token) -> list[Token]:
    """Of "found him guilty", the one of whom it is said."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "oprd") and (child.pos_ in ("ADJ", "NOUN") or child.lower_ == "go"):
            told = [word for inner in child.children if inner.dep_ == "nsubj" for word in grammar.joined(inner)]
            named = [inner for inner in child.children if inner.dep_ == "compound" and inner.pos_ == "PROPN"]
            return told or named[-1:]
    return []
