"""Small word lists of the language folder, by name."""

from __future__ import annotations

from functools import cache

from onrecord.codebook.data import file_at


@cache
def word_list(name: str, language: str = "en") -> frozenset[str]:
    """The words of `codebook/LANGUAGE/words/NAME.txt`: any number a line, `#` begins a comment."""
    text = file_at(language, "words", f"{name}.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
