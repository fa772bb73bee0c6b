"""Who does an act and to whom it is done: cue and grammar to head words of the doers and of those affected.

A role that the text does not tell stays empty. Each rule has a short name that `onrecord why` shows.

roles(cue, doc) -> Roles          by the frame of the cue's entry: a verb's, a noun's, a state's
fits(cue, told, doc) -> bool      whether those found are such as the entry asks for
is_authority(word) -> bool        whether a noun phrase names an authority of the state
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding import grammar
from onrecord.coding.roles.conditions import fits
from onrecord.coding.roles.nouns import of_noun
from onrecord.coding.roles.states import of_state
from onrecord.coding.roles.values import Found, Roles, found, is_authority
from onrecord.coding.roles.verbs import of_verb

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.coding.cues import Cue

__all__ = ["Found", "Roles", "fits", "is_authority", "roles"]


def roles(cue: Cue, doc: Doc) -> Roles:
    """The roles of the act that `cue` tells, by its frame."""
    head = doc[cue.head]
    if cue.entry.kind == "verbs":
        return of_verb(head, cue.entry)
    if cue.entry.kind == "modifiers":
        return Roles(affected=found(grammar.joined(head.head)[:1], "the noun it describes"))
    return of_state(cue, doc) if cue.entry.is_state else of_noun(head, cue)
