"""The names of those who are left out, and whether a text may tell one of them, in whatever letters and spelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from anyascii import anyascii

from onrecord.linking.names import keys
from onrecord.store.keys import key
from onrecord.store.veil import WITHHELD
from onrecord.store.words import WORD, forms_of

_SHORTEST = 3
"""A part of a name with fewer letters tells nobody."""


class HiddenNames:
    """Every form and part of the names of people who are left out; of protected ones, also what sounds alike."""

    def __init__(self, names: Iterable[str], protected: Iterable[str], *, free: Iterable[str] = ()) -> None:
        """`free` are names that may stand in a release: their parts alone lead back to nobody else who is not protected."""
        guarded = list(protected)
        spoken = {word for name in free for form in forms_of(name) for word in form}
        self._words = {word for word in _parts(names) if word not in spoken} | set(_parts(guarded))
        self._whole = {form for name in guarded for form in forms_of(name) if len(form) > 1}
        self._lengths = sorted({len(form) for form in self._whole})
        self._keys = {one for name in guarded for one in keys(name) if "." not in one}

    def may_tell(self, text: str | None) -> bool:
        """Whether the text holds a part of a hidden name, or sounds like a protected one."""
        if not text:
            return False
        if WITHHELD in text or "█" in text:
            return True
        words = WORD.findall(text)
        if any(form in self._words for word in words for form in (key(word), *_latin(word))):
            return True
        return bool(self._keys) and any(keys(run) & self._keys for run in _runs(words))

    def names_a_protected(self, text: str) -> bool:
        """Whether a whole name of a protected person stands in it."""
        words = [key(word) for word in WORD.findall(text)] if self._whole else []
        runs = (tuple(words[at : at + n]) for n in self._lengths for at in range(len(words) - n + 1))
        return any(run in self._whole for run in runs)

    def is_like_a_protected(self, name: str) -> bool:
        """Whether a name may be a spelling of a protected person's."""
        return bool(keys(name) & self._keys)


def _parts(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for form in forms_of(name):
            yield from (word for word in form if len(word) >= _SHORTEST)


def _latin(word: str) -> list[str]:
    return WORD.findall(key(anyascii(word))) if not word.isascii() else []


def _runs(words: list[str]) -> Iterator[str]:
    """Every one, two or three words that stand together."""
    told = [word for word in words if len(word) >= _SHORTEST]
    for length in (1, 2, 3):
        yield from (" ".join(told[at : at + length]) for at in range(len(told) - length + 1))
