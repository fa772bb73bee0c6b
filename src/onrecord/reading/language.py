"""The language of a text, found offline: by its script and letters, by small English words, else by py3langid."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.reading.cues import cues

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PARTS, _PART = 7, 900
"""How many places of a text are looked at, and how many characters there."""
_ENGLISH = 0.06
"""From this share of small English words on, a text is English beyond doubt: news in it has 0.13 or more, in others in Latin letters under 0.005."""
_MAYBE_ENGLISH = 0.02
_FEW_WORDS = 10
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*$")

_SCRIPTS = {
    "Hang": re.compile("[\u1100-\u11ff\uac00-\ud7af]"),
    "Kana": re.compile("[\u3040-\u30ff]"),
    "Hani": re.compile("[\u3400-\u9fff]"),
    "Arab": re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]"),
    "Cyrl": re.compile("[\u0400-\u04ff]"),
    "Latn": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
}
# Letters that, among the languages here that share a script, one alone has.
_UYGHUR = re.compile("[ېۆۈۋە]")
_KAZAKH = re.compile("[әғқұӘҒҚҰ]")

_NAMES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan",
    "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "ky": "Kyrgyz",
    "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "my": "Burmese", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "tg": "Tajik", "th": "Thai", "tr": "Turkish", "ug": "Uyghur",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_BY_NAME = {name.lower(): code for code, name in _NAMES.items()}


class Language(Struct, frozen=True):
    """The language of a text (ISO 639-1, None when it cannot be told), its label, and a second language in it."""

    code: str | None
    told: str | None = None
    mixed_with: str | None = None


def language_of(text: str, *, told: str | None = None) -> Language:
    """The language that most of `text` is in.

    A label is believed unless the text speaks plainly against it: small English words tell English, and a text
    labelled English that has next to none of them is looked at as if it had no label.
    """
    label = _label(told)
    found = [code for part in _parts(text) if (code := _of_part(part, label))]
    if not found:
        return Language(label, label)
    main = max(found, key=found.count)
    if label and "en" not in {label, main}:
        main = label
    return Language(main, label, _second(found, main))


def _second(found: list[str], main: str) -> str | None:
    """Another language that more than one place of a text is in, where one of the two is English."""
    others = [code for code in found if code != main and "en" in {code, main}]
    return max(others, key=others.count) if len(others) > 1 else None


def name_of(code: str) -> str:
    """The English name of a language by its code; the code itself for rarer ones."""
    return _NAMES.get(code, code)


def _label(told: str | None) -> str | None:
    if told is None:
        return None
    given = told.strip().lower()
    match = _CODE.match(given)
    return _BY_NAME.get(given) or (match.group(1) if match else None)


def _parts(text: str) -> list[str]:
    """The text, or, where it is long, stretches from its beginning to its end."""
    if len(text) <= _PARTS * _PART:
        return [text[at : at + _PART] for at in range(0, len(text), _PART)]
    step = (len(text) - _PART) // (_PARTS - 1)
    return [text[n * step : n * step + _PART] for n in range(_PARTS)]


def _of_part(part: str, label: str | None) -> str | None:
    """The language of a stretch of text; None when it is too short to tell."""
    words = _WORD.findall(part.lower())
    if not words:
        return None
    script = _script(part)
    if script != "Latn":
        return _by_letters(part, script) or (label if label and label != "en" else _guessed(part))
    share = sum(word in cues().english for word in words) / len(words)
    if share >= _ENGLISH or (share >= _MAYBE_ENGLISH and label == "en"):
        return "en"
    if len(words) < _FEW_WORDS:
        return "en" if share else None
    if label and label != "en":
        return label
    return _guessed(part)


def _script(part: str) -> str:
    counts = {name: len(pattern.findall(part)) for name, pattern in _SCRIPTS.items()}
    # A syllable of these scripts says as much as several letters.
    weighed = {name: count * (3 if name in {"Hang", "Kana", "Hani"} else 1) for name, count in counts.items()}
    main = max(weighed, key=weighed.__getitem__)
    if main == "Hani" and counts["Kana"] * 5 > counts["Hani"]:
        return "Kana"
    return main if weighed[main] else "other"


def _by_letters(part: str, script: str) -> str | None:
    alone = {"Hang": "ko", "Kana": "ja", "Hani": "zh"}.get(script)
    if alone:
        return alone
    if script == "Arab" and len(_UYGHUR.findall(part)) * 25 > len(part):
        return "ug"
    if script == "Cyrl" and len(_KAZAKH.findall(part)) * 50 > len(part):
        return "kk"
    return None


def _guessed(part: str) -> str:
    # In capitals every language looks like another; the statistics are of running text.
    return str(_classifier()(part.lower() if part.isupper() else part)[0])


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    import py3langid

    classify: Callable[[str], tuple[str, float]] = py3langid.classify
    return classify
