"""Who demands an act that is told as demanded: on whose word it is told, where nobody else is named for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding import grammar
from onrecord.coding.roles import Found, is_authority

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.coding.cues import Cue
    from onrecord.coding.realis import Told

_NOT_DEMANDS = frozenset({"should", "must"})


def demander(cue: Cue, told: Told, doc: Doc) -> tuple[Found, ...]:
    """The head words of those who demand it: the subject of "demanded", "called for", "requested"."""
    if told.realis != "demanded" or told.token is None:
        return ()
    word = doc[cue.head] if cue.entry.realis == "demanded" else doc[told.token]
    if word.lower_ in _NOT_DEMANDS or word.pos_ not in ("VERB", "NOUN"):
        return ()
    return tuple(
        Found(who.i, f"who “{word.lower_}”") for who in _whose(word) if grammar.is_somebody(who) or is_authority(who)
    )


def _whose(word: Token) -> list[Token]:
    if word.pos_ == "NOUN":
        return grammar.possessors(word) or grammar.prepositional(word, "by", "from")
    if grammar.is_passive(word):
        return grammar.agents(word)
    subject = grammar.subject(word)
    return grammar.joined(subject) if subject is not None else []
