"""What is kept of a mention of any doing, and of the report it stands in, to compare it with others."""

from __future__ import annotations

from msgspec import Struct


class Mention(Struct, frozen=True, kw_only=True):
    """One mention. All words are dictionary forms in small letters, without those that tell nothing."""

    id: str
    report: str
    sentence: int
    head: str
    """The word or phrase that tells the doing."""
    is_verb: bool
    sentence_words: tuple[str, ...] = ()
    sentence_names: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    """Words that hang on the head, or that it hangs on."""
    parties: tuple[str, ...] = ()
    """Those of them that tell who did it, or to whom or what."""
    beside: tuple[str, ...] = ()
    """Words that stand near it."""


class Telling(Struct, frozen=True):
    """A report: its words and its names, each as often as it comes."""

    words: tuple[str, ...]
    names: tuple[str, ...]
