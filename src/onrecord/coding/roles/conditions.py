"""Whether those found in the roles are such as a cue's entry asks for: object, subject, voice, tense, sense."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from onrecord.coding import grammar
from onrecord.coding.roles.values import Roles, is_authority
from onrecord.coding.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.coding.cues import Cue, Entry, Tense

_TERMS = frozenset("year years month months day days life week weeks".split())


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
    if entry.object == "any":
        return bool(_direct(head) or told.affected)
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
    direct = _direct(verb)
    owned = sufferer not in direct and any(d.lower_ in word_list("belongings") for d in direct)
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


def _fits_sense(entry: Entry, told: Roles, head: Token, doc: Doc) -> bool:
    if entry.formal:
        return _is_formal(told, head, doc)
    if entry.since and not any(child.lower_ == "since" for child in head.subtree):
        return False
    if (entry.term or entry.not_term) and _has_term(head) != entry.term:
        return False
    if entry.adjacent and not any(word.lower_ in entry.with_ for word in doc[head.i + 1 : head.i + 2]):
        return False
    return not entry.tense or _fits_tense(entry.tense, head)


def _fits_tense(tense: Tense, verb: Token) -> bool:
    name = tense.removeprefix("not_")
    return _TENSES[name](verb) != (name != tense)


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
    words = verb.sent if grammar.is_misread_verb(verb) else grammar.clause_words(verb)
    return any(w.lower_ in _TERMS and w.i > verb.i for w in words)


def _helpers(verb: Token) -> set[str]:
    return {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}


def _is_simple_past(verb: Token) -> bool:
    return _helpers(verb) <= {"was", "were"}


def _is_present(verb: Token) -> bool:
    return bool(_helpers(verb)) and _helpers(verb) <= {"is", "are"}


def _is_present_progressive(verb: Token) -> bool:
    return len({"is", "are", "being"} & {child.lower_ for child in verb.children}) > 1


def _is_progressive(verb: Token) -> bool:
    return verb.tag_ in ("VBN", "VBG") and any(child.lower_ == "being" for child in verb.children)


_TENSES: Mapping[str, Callable[[Token], bool]] = {
    "simple_past": _is_simple_past,
    "present": _is_present,
    "present_progressive": _is_present_progressive,
    "progressive": _is_progressive,
}
