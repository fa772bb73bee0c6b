"""An act with its report's text to the words that tell more of it than its slots do: by these, copies of one sentence are known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.letters import plain
from onrecord.model import Act

__all__ = ["telling_words"]

_WORD = re.compile(r"[^\W\d_]{4,}|\d+")


def telling_words(act: Act, text: str) -> tuple[str, ...]:
    """The longer words and the numbers of the first sentence that tells it, without those of the act itself and of its slots.

    None of an act on somebody by name: the name tells more, and what is not kept cannot be lost.
    """
    if not act.sentences or any(one.person for one in (*act.affected, *act.actors)):
        return ()
    first = act.sentences[0]
    told = set(_words(text[first.start : first.end]))
    return tuple(sorted(told.difference(*map(_words, _of_slots(act, text)))))


def _of_slots(act: Act, text: str) -> Iterator[str]:
    yield from (text[one.start : one.end] for one in act.mentions)
    yield from (one.name for one in (*act.affected, *act.actors))
    yield from (act.date_text or "", act.count.text if act.count else "")
    if act.place:
        yield from filter(None, (act.place.name, act.place.admin1, act.place.text))


def _words(words: str) -> list[str]:
    return _WORD.findall(plain(words))
