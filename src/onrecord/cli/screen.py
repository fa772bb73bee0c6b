"""Words of reports to a terminal, which must not be able to steer it."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.text import Text

# Escape and other control characters move the cursor or change the title; bidirectional overrides make words
# read as others. Line breaks and tabs are harmless.
_STEERING = {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {0x09, 0x0A}
_SHOWN = dict.fromkeys(_STEERING, "�")


def console() -> Console:
    """The screen, or what stands for it in a pipe: no colours there, and 80 columns unless COLUMNS says otherwise."""
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


def clean(words: str) -> str:
    """`words` with every character that steers a terminal made visible."""
    return words.translate(_SHOWN)


def text(*parts: str | Text | tuple[str, str]) -> Text:
    """Parts put together; each is words, or words with a style, and is cleaned."""
    made = Text()
    for part in parts:
        if isinstance(part, Text):
            made.append_text(part)
        else:
            words, style = (part, "") if isinstance(part, str) else part
            made.append(clean(words), style)
    return made
