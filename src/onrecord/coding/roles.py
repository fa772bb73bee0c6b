"""Who does an act and to whom it is done: cue and grammar to head words of the doers and of those affected.

A role that the text does not tell stays empty. Each rule has a short name that `onrecord why` shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.coding import grammar
from onrecord.coding.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.coding.cues import Cue, Entry

_SUPPORT_DOER = frozenset(
    "make carry conduct hold stage organize organise launch lead join begin start attend order execute perform continue"
    " issue mount plan use employ impose commit take participate announce undertake call resume end mark".split()
)
_SUPPORT_SUFFERER = frozenset(
    "face suffer undergo endure experience receive await escape avoid receive get fear evade survive".split()
)
_CARRIED_OUT = frozenset("make carry conduct execute perform continue commit".split())
_SENT = frozenset("fire release send use deploy wield spray throw lay".split())
_HANGING = frozenset({"questioning", "trial", "search"})
"""Types told as what a verb leads to: "taken away for questioning", "sentenced at the end of a trial"."""
_SHOOT = frozenset("fire open shoot charge use".split())
_SUBJECTED = frozenset("subject submit expose sentence put place".split())


class Found(Struct, frozen=True):
    """A head word (its token index) in a role, and the rule that took it."""

    token: int
    rule: str


class Roles(Struct, frozen=True):
    """The doers and those affected that one cue tells of."""

    actors: tuple[Found, ...] = ()
    affected: tuple[Found, ...] = ()


def roles(cue: Cue, doc: Doc) -> Roles:
    """The roles of the act that `cue` tells, by its frame."""
    head = doc[cue.head]
    kind, frame = cue.entry.kind, cue.entry.frame
    if kind == "verbs":
        return _of_verb(head, frame or "transitive", cue.entry)
    if kind == "modifiers":
        return Roles(affected=_found(grammar.joined(head.head)[:1], "the noun it describes"))
    if frame.startswith("state"):
        return _of_state(cue, doc)
    return _of_noun(head, cue, frame or "suffering")


def _found(tokens: Sequence[Token], rule: str) -> tuple[Found, ...]:
    return tuple(Found(owner.i, rule) for token in tokens for owner in _who_is_meant(token))


def _who_is_meant(word: Token) -> list[Token]:
    """Of a matter of court in a role ("the charges against X relate to ..."), the one it is about."""
    return _beside_matter(word) or [word] if word.lemma_.lower() in word_list("matters") else [word]


def _of_verb(verb: Token, frame: str, entry: Entry) -> Roles:
    passive = grammar.is_passive(verb)
    subject = grammar.subject(verb)
    told = _found(grammar.joined(subject), "subject of the verb") if subject is not None else ()
    if frame == "none":
        return Roles()
    if frame == "undergoes":
        return Roles(actors=_by_force(verb), affected=told)
    if frame == "does":
        return Roles(actors=_found(grammar.agents(verb), "by whom") if passive else told)
    if passive:
        suffering = [owner for found in told for owner in _owner(verb.doc[found.token])]
        by_whom = _found(grammar.agents(verb), "by whom") or _by_force(verb)
        return Roles(actors=by_whom, affected=_found(suffering, "subject of the passive"))
    doers = () if entry.realis == "demanded" else told
    return Roles(actors=doers, affected=_found(_suffering_objects(verb, entry), "object of the verb"))


def _by_force(verb: Token) -> tuple[Found, ...]:
    """Of "died in police firing" and "was hurt when police opened fire", the police."""
    for noun in grammar.prepositional(verb, "in", "during", "to", "from", "by"):
        if noun.lemma_.lower() in word_list("force"):
            named = [c for c in noun.children if c.dep_ in ("compound", "poss", "amod", "nmod") and is_authority(c)]
            if named or (named := [w for w in grammar.prepositional(noun, "by") if is_authority(w)]):
                return _found(named, f"whose {noun.lower_}")
    listed = [verb, *(c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB")]
    for clause in (c for member in listed for c in member.children if c.dep_ == "advcl" and c.i > verb.i):
        subject = grammar.subject(clause) if clause.lemma_ in _SHOOT else None
        if subject is not None and is_authority(subject):
            return _found([subject], f"who {clause.lower_}")
    return ()


def _suffering_objects(verb: Token, entry: Entry) -> list[Token]:
    if entry.prep:
        return grammar.prepositional(verb, entry.prep) or [
            word for child in verb.children if child.dep_ == "dobj" for word in grammar.prepositional(child, entry.prep)
        ]
    if indirect := grammar.indirect_objects(verb):
        return indirect
    found = grammar.objects(verb) or _small_clause(verb) or _threatened(verb)
    return [owner for word in found for owner in _owner(word)]


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
            return (
                told or [inner for inner in child.children if inner.dep_ == "compound" and inner.pos_ == "PROPN"][-1:]
            )
    return []


def _owner(word: Token) -> list[Token]:
    """Who is affected when it is done to what is theirs: "bit a soldier's hand", "reduced his sentence"."""
    told = {word.lower_, word.lemma_.lower()}
    if told & word_list("matters"):
        return _beside_matter(word)
    if told & (word_list("belongings") | word_list("body")):
        return (
            grammar.possessors(word)
            or [w for w in grammar.prepositional(word, "of") if grammar.is_somebody(w)]
            or [word]
        )
    return [word]


def _beside_matter(word: Token) -> list[Token]:
    """Who a case, a sentence or a fine is about: "against X", "X's", "imposed on X"."""
    beside = [grammar.possessors(word)]
    beside += [grammar.prepositional(word, prep) for prep in ("against", "on", "for", "of", "to")]
    if word.head.pos_ == "VERB":
        beside += [grammar.prepositional(word.head, prep) for prep in ("against", "on", "to")]
    for found in beside:
        if people := [w for w in found if grammar.is_somebody(w) and w.lemma_.lower() not in word_list("measures")]:
            return people
    return []


def _of_state(cue: Cue, doc: Doc) -> Roles:
    """Of words such as "in custody": the one said to be so, or the noun they stand behind."""
    head = doc[cue.head]
    holder = head
    while holder.head.i != holder.i and holder.dep_ in (
        "pobj",
        "prep",
        "amod",
        "compound",
        "advmod",
        "acomp",
        "attr",
        "pcomp",
    ):
        holder = holder.head
        if holder.pos_ in ("VERB", "AUX"):
            passive = grammar.is_passive(holder)
            subject = grammar.subject(holder)
            found = grammar.joined(subject) if subject is not None else []
            if (
                not passive
                and holder.pos_ == "VERB"
                and (objects := grammar.objects(holder))
                and holder.lemma_ != "have"
            ):
                found = [o for o in objects if o.i < cue.first] or found
            rule = "said to be so"
            if cue.entry.frame == "state_doer":
                return Roles(actors=_found(found, rule))
            doers = grammar.agents(holder) or grammar.prepositional(doc[cue.last], "by")
            return Roles(actors=_found(doers, "by whom"), affected=_found(found, rule))
        if holder.pos_ in ("NOUN", "PROPN") and holder.i < cue.first and grammar.is_somebody(holder):
            return Roles(affected=_found([holder], "the noun it describes"))
    if head.pos_ in ("VERB", "AUX", "ADJ") and (subject := grammar.subject(head)) is not None:
        return Roles(
            affected=_found(grammar.joined(subject), "said to be so"),
            actors=_found(grammar.agents(head), "by whom"),
        )
    return Roles()


def _of_noun(noun: Token, cue: Cue, frame: str) -> Roles:
    frames: dict[str, Callable[[Token, Cue], Roles]] = {
        "suffering": _suffering,
        "doing": _doing,
        "attacking": _attacking,
    }
    return frames[frame](noun, cue)


def _suffering(noun: Token, cue: Cue) -> Roles:
    """Of "X's arrest", "the arrest of X by Y", "Y made arrests", "X faces trial"."""
    affected = _found(
        grammar.prepositional(noun, "of", "for", "against")
        if cue.entry.kind == "phrases"
        else grammar.prepositional(noun, "of") or grammar.prepositional(noun, "against"),
        "of whom",
    )
    affected = affected or _found(grammar.possessors(noun), "whose")
    affected = affected or _supported(noun, _SUPPORT_SUFFERER | _SUBJECTED, reach_up=True)
    actors = _found(grammar.prepositional(noun, "by"), "by whom") or _supported(noun, _CARRIED_OUT)
    affected = affected or _of_behind(noun)
    if affected or actors or cue.entry.type not in _HANGING:
        return Roles(actors=actors, affected=affected)
    return _of_governing_verb(noun)


def _of_behind(noun: Token) -> tuple[Found, ...]:
    """Of "release on bail of X", the X that the parser hangs on the words between."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in ("on", "under", "from", "in"):
            for inner in prep.children:
                if found := [w for w in grammar.prepositional(inner, "of") if grammar.is_somebody(w)]:
                    return _found(found, "of whom")
    return ()


def _of_governing_verb(noun: Token) -> Roles:
    """Of "was taken away for questioning" or "was sentenced at the end of a trial", those of the verb it hangs on."""
    word, steps = noun, 0
    while word.dep_ in ("pobj", "prep", "conj") and word.head.i != word.i and steps < 6:
        word, steps = word.head, steps + 1
    if word.pos_ != "VERB" or word.i == noun.i or word.lemma_ in word_list("speech"):
        return Roles()
    passive = grammar.is_passive(word)
    suffering = grammar.objects(word)
    if not any(grammar.is_somebody(w) for w in suffering):
        return Roles()
    actors = grammar.agents(word) if passive else [s for s in [grammar.subject(word)] if s is not None]
    return Roles(
        actors=_found(actors, "doer of the verb it hangs on"),
        affected=_found(suffering, "sufferer of the verb it hangs on"),
    )


def _doing(noun: Token, _cue: Cue) -> Roles:
    """Of "a rally by X", "X's rally", "X held a rally", "X took part in a rally", "farmers' protest"."""
    actors = _found(grammar.prepositional(noun, "by", "of"), "by whom") or _found(grammar.possessors(noun), "whose")
    actors = actors or _supported(noun, _SUPPORT_DOER, reach_up=True)
    actors = actors or _found(
        [c for c in noun.children if c.dep_ == "compound" and c.pos_ == "NOUN" and grammar.is_somebody(c)], "whose"
    )
    return Roles(actors=tuple(a for a in actors if a.token != noun.i))


def _attacking(noun: Token, cue: Cue) -> Roles:
    """Of "the raid on X by Y", "Y's threats against X", "X was subjected to harassment"."""
    anchor = noun
    last = noun.doc[cue.last]
    affected = (
        _found([w for c in last.children if c.dep_ == "pobj" for w in grammar.joined(c)], "on whom")
        or _found(grammar.prepositional(anchor, "of", "on", "against", "at"), "on whom")
        or _found([w for w in grammar.prepositional(anchor, "for", "to") if grammar.is_somebody(w)], "on whom")
    )
    actors = _found(grammar.prepositional(anchor, "by", "from"), "by whom") or _found(
        grammar.possessors(anchor), "whose"
    )
    actors = actors or _found(
        [c for c in anchor.children if c.dep_ == "compound" and c.lemma_ in word_list("authorities")], "whose"
    )
    if not affected:
        affected = _supported(anchor, _SUPPORT_SUFFERER | _SUBJECTED, reach_up=True)
    if not actors:
        actors = _supported(anchor, _SUPPORT_DOER | _SENT, reach_up=not affected)
    return Roles(actors=actors, affected=affected)


def _supported(noun: Token, verbs: frozenset[str], *, reach_up: bool = False) -> tuple[Found, ...]:
    """The subject of a support verb whose object (or, reaching up, further complement) the noun is."""
    above = noun
    while above.dep_ in ("conj", "compound") and above.head.i != above.i:
        above = above.head
    if above.dep_ == "nsubjpass" and above.head.lemma_ in verbs:
        return _found(grammar.agents(above.head), "by whom")
    if above.dep_ == "pobj" and reach_up:
        above = above.head
        while above.dep_ in ("prep", "pobj") and above.head.i != above.i:
            above = above.head
        if above.dep_ in ("dobj", "prep") and above.head.pos_ == "VERB":
            above = above.head
    elif above.dep_ in ("dobj", "pobj") and above.head.pos_ in ("VERB", "ADP"):
        above = above.head if above.head.pos_ == "VERB" else above.head.head
    if above.pos_ != "VERB" or above.lemma_ not in verbs or above.i == noun.i:
        return ()
    subject = grammar.subject(above)
    return _found(grammar.joined(subject), f"subject of “{above.lower_}”") if subject is not None else ()


def fits(cue: Cue, told: Roles, doc: Doc) -> bool:
    """Whether those found in the roles fit the conditions of the cue's entry."""
    entry = cue.entry
    head = doc[cue.head]
    passive = entry.kind == "verbs" and grammar.is_passive(head)
    if entry.voice and passive != (entry.voice == "passive"):
        return False
    if entry.kind == "nouns" and head.dep_ == "compound" and head.head.i != head.i:
        return False
    if entry.kind == "verbs" and any(c.dep_ == "dobj" and c.lower_.endswith(("self", "selves")) for c in head.children):
        return False
    if not _fits_objects(entry, told, head, doc) or not _fits_subject(entry, told, head, doc):
        return False
    return _fits_sense(entry, told, head, doc)


def _fits_objects(entry: Entry, told: Roles, head: Token, doc: Doc) -> bool:
    if entry.object_in:
        heads = [grammar.content(word) for word in _direct(head)]
        return any(h.lemma_.lower() in entry.object_in or h.lower_ in entry.object_in for h in heads)
    if entry.object == "none":
        return not any(c.dep_ in ("dobj", "obj") for c in head.children)
    suffering = [grammar.content(doc[found.token]) for found in told.affected]
    if entry.not_object and any(h.lemma_.lower() in entry.not_object for h in suffering):
        return False
    if entry.object == "human" and entry.kind == "verbs" and not entry.prep and entry.frame != "undergoes":
        return any(_is_body(h) for h in _direct(head)) or any(_is_whole(h, head) for h in suffering)
    if entry.object == "human" or entry.object_human:
        return any(grammar.is_somebody(h) for h in suffering)
    if entry.object == "thing":
        return not any(grammar.is_somebody(h) and h.pos_ != "PROPN" for h in _direct(head))
    return True


def _is_body(word: Token) -> bool:
    return word.lower_ in word_list("body")


def _is_whole(sufferer: Token, verb: Token) -> bool:
    """Whether it is done to somebody, not to what is theirs: "seized him", not "seized his phone"."""
    owned = [d for d in _direct(verb) if d.lower_ in word_list("belongings") and sufferer in list(d.subtree)]
    return grammar.is_somebody(sufferer) and not owned


def _direct(verb: Token) -> list[Token]:
    """What the verb's action is on, whatever its frame: direct objects, and the subject of a passive."""
    found = [
        word
        for child in verb.children
        if child.dep_ in ("dobj", "obj", "oprd", "attr", "nsubjpass")
        for word in grammar.joined(child)
    ]
    if grammar.is_passive(verb):
        found += grammar.objects(verb)
    elif verb.dep_ == "relcl" or grammar.is_misread_verb(verb):
        found.append(verb.head)
    return found


def _fits_subject(entry: Entry, told: Roles, head: Token, doc: Doc) -> bool:
    if entry.subject_in:
        subject = grammar.subject(head)
        return subject is not None and subject.lemma_.lower() in entry.subject_in
    if not entry.subject:
        return True
    doers = [doc[found.token] for found in (told.affected if entry.frame == "undergoes" else told.actors)]
    if not doers:
        passive = entry.kind == "verbs" and grammar.is_passive(head)
        return entry.subject == "private" or (passive and entry.subject != "authority")
    if entry.subject == "private":
        return not any(is_authority(d) for d in doers)
    if entry.subject == "human":
        return any(grammar.is_somebody(d) for d in doers)
    return any(is_authority(d) for d in doers)


def is_authority(word: Token) -> bool:
    """Whether a noun phrase's head names an authority of the state: police, courts, soldiers, or the unnamed "they"."""
    names = word_list("authorities")
    if word.lower_ in {"they", "we"}:
        return True
    if word.lemma_.lower() in names or word.lower_ in names:
        return True
    return any(child.lower_ in names for child in word.children if child.dep_ in ("compound", "amod", "nmod"))


def _fits_sense(entry: Entry, told: Roles, head: Token, doc: Doc) -> bool:
    if entry.formal:
        return _is_formal(told, head, doc)
    if entry.since and not any(child.lower_ == "since" for child in head.subtree):
        return False
    if entry.term and not _has_term(head):
        return False
    if entry.not_term and _has_term(head):
        return False
    if entry.adjacent and not any(w.lower_ in entry.with_ for w in (doc[head.i + 1 : head.i + 2])):
        return False
    if entry.tense == "simple_past":
        return _is_simple_past(head)
    if entry.tense.endswith("present"):
        helpers = {child.lower_ for child in head.children if child.dep_ in ("aux", "auxpass")}
        return (bool(helpers) and helpers <= {"is", "are"}) != entry.tense.startswith("not")
    if entry.tense.endswith("present_progressive"):
        present = {"is", "are", "being"} & {child.lower_ for child in head.children}
        return (len(present) > 1) != entry.tense.startswith("not")
    if entry.tense == "progressive":
        return head.tag_ in ("VBN", "VBG") and any(child.lower_ == "being" for child in head.children)
    return True


def _is_formal(told: Roles, head: Token, doc: Doc) -> bool:
    """Of "accuse": by police, prosecutors or a court, or in the passive without a doer; the accusations of others are none."""
    if told.actors:
        accusers = word_list("accusers")
        return any(doc[found.token].lemma_.lower() in accusers for found in told.actors)
    suffering = [doc[found.token] for found in told.affected]
    in_court = any(t.lower_ in word_list("court") for t in head.sent)
    return grammar.is_passive(head) and any(
        w.pos_ == "PROPN" or w.lemma_ in ("defendant", "suspect", "he", "she") or in_court for w in suffering
    )


def _has_term(verb: Token) -> bool:
    units = ("year", "years", "month", "months", "day", "days", "life", "week", "weeks")
    return any(w.lower_ in units and w.i > verb.i for w in grammar.clause_words(verb))


def _is_simple_past(verb: Token) -> bool:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return helpers <= {"was", "were"}
