"""What the words for a party tell: whether they name anybody, take up somebody, or mean all of a kind; and how they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coding import grammar
from onrecord.coding.counts import count_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.people import Reference
    from onrecord.coding.telling import Party

_EMPTY = frozenset(
    "it this that which what there one i we you me us itself each other everything nothing anything who whom whose".split()
)
_INDEFINITE = frozenset("someone somebody others some many several all".split())
_DEFINITE = frozenset("the his her their its these those all".split())
_MANY = frozenset("dozens hundreds thousands scores tens millions many several some most".split())
_ONE_PERSON = frozenset("he him his himself she her hers herself".split())
_SURE = 0.7


def is_narrowed(word: Token) -> bool:
    """Whether "those" says itself who they are: "those arrested", "those who took part"."""
    return word.lower_ == "those" and any(c.dep_ in ("acl", "relcl") for c in word.children)


def is_taken_up(word: Token, reference: Reference) -> bool:
    """Whether "he" or "her" is somebody told before without a name."""
    return (
        word.lower_ in _ONE_PERSON
        and reference.rule == "pronoun"
        and reference.confidence >= _SURE
        and reference.name.lower().startswith(("a ", "an ", "the "))
    )


def is_told(word: Token) -> bool:
    """Whether a word without a name tells of somebody: a noun, an indefinite pronoun, "one of the guards"."""
    if word.lower_ == "one":
        return grammar.content(word).i != word.i
    if word.lower_ == "those":
        return False
    return word.lower_ not in _EMPTY and (word.pos_ != "PRON" or word.lower_ in _INDEFINITE)


def is_any(word: Token) -> bool:
    """Whether the words speak of all of a kind rather than of those named: "all journalists"."""
    return (
        any(c.lower_ in ("all", "any", "every") and c.i < word.i for c in word.children)
        and word.tag_ == "NNS"
        and (not any(c.lower_ in _DEFINITE for c in word.children))
    )


def as_known(group: Party) -> str:
    """A group told before, as known: "thirty workers" become "the thirty workers"; a bare plural stays bare."""
    name, first = group.name, group.name.split(" ", 1)[0].casefold()
    if first in _MANY and " of " in name:
        return name.split(" of ", 1)[1]
    if first in _DEFINITE or (group.told is None and not count_of(name)):
        return name
    return f"the {name[0].lower()}{name[1:]}" if name[:1].isalpha() else f"the {name}"


def same(a: Party, b: Party) -> bool:
    """Whether two parties are one: the same person, or the same words."""
    return a.figure == b.figure if a.figure is not None or b.figure is not None else a.name == b.name


def tidy(words: str) -> str:
    """Words for a party without marks around them, and without the article before a name."""
    words = " ".join(words.split()).strip(" \"“”'‘’,.;:()[]*").removesuffix(" of")
    first, _, rest = words.partition(" ")
    return rest if first.lower() == "the" and rest and rest[0].isupper() else words
