"""Words to the script they are written in."""

from __future__ import annotations

from typing import Literal, TypeAlias

Script: TypeAlias = Literal["latin", "cyrillic", "arabic", "han", "other"]

_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x024F, "latin"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0600, 0x06FF, "arabic"),
    (0x0750, 0x077F, "arabic"),
    (0x1E00, 0x1EFF, "latin"),
    (0x3400, 0x9FFF, "han"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFC, "arabic"),
    (0xFF21, 0xFF5A, "latin"),
    (0x20000, 0x2FA1F, "han"),
)
_UYGHUR = frozenset("ەېۆۈۇۋڭ")
_UKRAINIAN = frozenset("іїєґ")
_KAZAKH = frozenset("әғқңөұүһ")


def script_of(word: str) -> Script:
    """The script of a word's first letter: `Тоқаев` gives `cyrillic`."""
    first = next((letter for letter in word if letter.isalpha()), "")
    if not first:
        return "other"
    code = ord(first)
    return next((script for low, high, script in _RANGES if low <= code <= high), "other")


def spelling_of(word: str) -> str:
    """Whose letters a word in small letters has, where they tell it; else its script. Uyghur in Arabic letters writes its vowels."""
    script = script_of(word)
    letters = frozenset(word)
    if script == "arabic" and letters & _UYGHUR:
        return "uyghur"
    if script == "cyrillic" and letters & _UKRAINIAN and not letters & _KAZAKH:
        return "ukrainian"
    return script
