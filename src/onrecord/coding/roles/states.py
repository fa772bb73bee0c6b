"""Roles of words such as "in custody": the one said to be so, or the noun they stand behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding import grammar
from onrecord.coding.roles.values import Roles, found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from onrecord.coding.cues import Cue

_HANGS = frozenset({"pobj", "prep", "amod", "compound", "advmod", "acomp", "attr", "pcomp"})
_SAID = "said to be so"


def of_state(cue: Cue, doc: Doc) -> Roles:
    """The roles of a state."""
    head = doc[cue.head]
    for above in _over(head):
        if above.pos_ in ("VERB", "AUX"):
            return _told_by(above, cue, doc)
        if above.pos_ in ("NOUN", "PROPN") and above.i < cue.first and grammar.is_somebody(above):
            return Roles(affected=found([above], "the noun it describes"))
    if head.pos_ in ("VERB", "AUX", "ADJ") and (subject := grammar.subject(head)) is not None:
        return Roles(
            affected=found(grammar.joined(subject), _SAID),
            actors=found(grammar.agents(head), "by whom"),
        )
    return Roles()


def _over(head: Token) -> Iterator[Token]:
    """The words that a state hangs on, nearest first, up to the first that is more than a link."""
    while head.head.i != head.i and head.dep_ in _HANGS:
        head = head.head
        yield head


def _told_by(verb: Token, cue: Cue, doc: Doc) -> Roles:
    """Of "X is in custody" and "was held in custody by Y": the subject; of "took X into custody", the object before it."""
    subject = grammar.subject(verb)
    so = grammar.joined(subject) if subject is not None else []
    if verb.pos_ == "VERB" and verb.lemma_ != "have" and not grammar.is_passive(verb):
        so = [word for word in grammar.objects(verb) if word.i < cue.first] or so
    if cue.entry.frame == "state_doer":
        return Roles(actors=found(so, _SAID))
    doers = grammar.agents(verb) or grammar.prepositional(doc[cue.last], "by")
    return Roles(actors=found(doers, "by whom"), affected=found(so, _SAID))
