"""A head word to the noun phrase around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding.grammar.verbs import is_misread_verb
from onrecord.coding.grammar.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token


_CUT = frozenset(
    {"relcl", "acl", "appos", "cc", "conj", "punct", "preconj", "parataxis", "advcl", "ccomp", "case", "dep"}
)


def phrase(word: Token) -> tuple[int, int]:
    """First and last token of the noun phrase around a head word: its own words and "of ..." behind it.

    Of an office, its seat too: "a court in Almaty".
    """
    own = [child for child in word.lefts if child.dep_ not in _CUT and not is_misread_verb(child)]
    left = min((child.left_edge.i for child in own), default=word.i)
    right = word.i
    for child in word.rights:
        if child.i != right + 1:
            break
        if child.dep_ == "prep" and (child.lower_ == "of" or _tells_seat(word, child)):
            right = max((phrase(c)[1] for c in child.children if c.dep_ == "pobj"), default=child.i)
        elif child.dep_ in ("nummod", "compound", "nmod", "flat", "amod"):
            right = child.right_edge.i
        else:
            break
    read = [t.i for t in word.doc[left : word.i] if is_misread_verb(t)]
    return min(read[-1] + 1 if read else left, word.i), right


def _tells_seat(office: Token, preposition: Token) -> bool:
    return (
        preposition.lower_ == "in"
        and office.lemma_.lower() in words().seated
        and any(c.dep_ == "pobj" and c.pos_ == "PROPN" for c in preposition.children)
    )
