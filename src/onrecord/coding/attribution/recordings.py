"""Recordings in monitored broadcasts to attributions: "[Begin recording] [Sool] They took him. [end recording]".

A name in brackets speaks until the next name or the end of the recording; remarks of the monitors name nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from onrecord.coding.attribution import lexicon
from onrecord.coding.attribution.names import untitled
from onrecord.coding.attribution.speakers import bare
from onrecord.coding.attribution.tree import Tree
from onrecord.coding.attribution.values import Attribution, Tokens

_BRACKET = re.compile(r"\[([^\[\]]{2,120})\]")
_BEGINS = "begin"
_RULE = "recording"
_ENDS = '.?!]"”:-)'
_CLOSE = 3
"""How many characters may stand between a name in brackets and the recording it opens."""


def recorded(tree: Tree) -> Iterator[Attribution]:
    """One attribution for each stretch of a recording that somebody named speaks."""
    for name, words in turns(tree.parsed.text):
        yield from speech(tree, name, words, rule=_RULE)


def turns(text: str) -> Iterator[tuple[Tokens, Tokens]]:
    """Offsets of the speakers named in brackets, each with those of what is said."""
    if "recording]" not in text and "RECORDING]" not in text:
        return
    speaker: tuple[int, int] | None = None
    begun, on = 0, False
    for mark in _BRACKET.finditer(text):
        words = " ".join(mark.group(1).casefold().split())
        if words.endswith("recording"):
            if speaker and on:
                yield speaker, (begun, mark.start())
            on = words.startswith(_BEGINS)
            speaker = speaker if on and speaker and mark.start() - speaker[1] <= _CLOSE else None
            begun = mark.end()
        elif _is_remark(words) or not (_is_voice(words) or _names(text, mark)):
            continue
        else:
            if speaker and on:
                yield speaker, (begun, mark.start())
            speaker, begun = (None if _is_voice(words) else (mark.start(1), mark.end(1))), mark.end()
    if speaker and on:
        yield speaker, (begun, len(text))


def _names(text: str, mark: re.Match[str]) -> bool:
    """Whether a bracket may name a speaker: it has a capital and opens a sentence ("[Sool] They", not "the [Northern] gate")."""
    start = mark.start()
    before = text[:start].rstrip()
    opens = not before or before[-1] in _ENDS or "\n\n" in text[len(before) : start]
    return opens and mark.group(1)[:1].isupper()


def _is_remark(words: str) -> bool:
    """Whether a bracket is the monitors' own remark: "words indistinct", "passage omitted"."""
    return any(w in lexicon.listed("remarks") for w in words.split())


def _is_voice(words: str) -> bool:
    """Whether a bracket only says that a voice of the station's, or nobody known, speaks."""
    return any(w in lexicon.listed("voices") for w in words.split())


def speech(tree: Tree, name: tuple[int, int], words: tuple[int, int], *, rule: str) -> Iterator[Attribution]:
    """What is spoken between two offsets as the word of the one named between two others; none where no words are parsed.

    Of "Anna Sool, lawyer" the name is what stands before the comma.
    """
    first, last = _within(tree, *name)
    begin, close = _within(tree, *words)
    if last < first or close < begin:
        return
    last = next((i for i in range(first + 1, last + 1) if tree.low[i] == ","), last + 1) - 1
    yield Attribution(
        steps=((bare(tree, untitled(tree, first, last), last, head=last),),),
        cue=(first, last),
        content=((begin, close),),
        rule=rule,
        confidence=0.8,
        stance="says",
        quoted=True,
        source=(first, last),
    )


def _within(tree: Tree, start: int, end: int) -> Tokens:
    """First and last token between two offsets; the last before the first where none is."""
    return bisect_left(tree.parsed.starts, start), bisect_left(tree.parsed.starts, end) - 1
