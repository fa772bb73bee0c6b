"""Letters as they are compared: without case, accents and the strokes that other alphabets of Latin letters have."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"}
)


def plain(words: str) -> str:
    """`words` in small letters without marks: `Nūr Ásanov` gives `nur asanov`, `Łódź` gives `lodz`."""
    if words.isascii():
        return words.lower()
    apart = unicodedata.normalize("NFKD", words.casefold().translate(_PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
