"""A person's name in parts: titles set apart, fathers' names known by their endings and small words, compounds joined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.linking.names.fathers import always_father, family_sex, father_in
from onrecord.linking.names.lexicon import Lexicon, lexicon
from onrecord.linking.names.name import Kind, Name, Part, Sex
from onrecord.linking.names.romanise import romanised
from onrecord.linking.names.scripts import script_of
from onrecord.linking.names.words import words_of

__all__ = ["named"]

Word = tuple[str, str]
"""As written, and bare."""
_SERVANT = re.compile(r"^abd(?:[aeiouy]?l+|[aeiou](?:r(?=r)|sh(?=sh)|s(?=s)|z(?=z)|d(?=d)|n(?=n)|t(?=t))?)(?=[a-z]{3})")
_ARTICLE = "ال"
_SERVANT_ARABIC = "عبد"
_FATHER_WEIGHT = 0.8
_INITIAL_WEIGHT = 0.35
_FREQUENT_WEIGHT = 0.7


def named(text: str) -> Name:
    """The name of a person in parts."""
    words = words_of(text, person=True)
    if len(words) == 1 and script_of(words[0][1]) == "han":
        parts = tuple(_chinese(words[0][1]))
    else:
        parts = tuple(_once(_parts(_without_titles(words))))
    sex: Sex = next((part.sex for part in parts if part.sex != "?"), "?")
    return Name(text=text, of="person", parts=parts, sex=sex)


def _without_titles(words: list[Word]) -> list[Word]:
    """The words of a name without those that only go with it, as long as something is left."""
    known = lexicon()
    left = [word for word in words if word[1] not in known.anywhere] or words
    while len(left) > 1 and left[0][1] in known.titles and len(left[0][1]) > 1:
        left = left[1:]
    while len(left) > 2 and left[-1][1] in known.after:
        left = left[:-1]
    return left


def _parts(words: list[Word]) -> Iterator[Part]:
    """The parts of a name whose words are cut already."""
    known = lexicon()
    joined = list(_joined(words, known))
    long = sum(len(word) > 1 and word not in known.articles for _, word in joined) > 2
    kind: Kind = "name"
    sex: Sex = "?"
    for n, (text, word) in enumerate(joined):
        after = joined[n + 1][1] if n + 1 < len(joined) else ""
        if n and word in known.sons | known.daughters and after:
            kind, sex = "father", "f" if word in known.daughters else "m"
        elif word in known.articles and len(joined) > 1:
            continue
        elif after and (after in known.sons_after or after in known.daughters_after):
            yield _part(text, word, "father", "f" if after in known.daughters_after else "m")
        elif n and (word in known.sons_after or word in known.daughters_after):
            continue
        else:
            yield _part(text, word, kind, sex) if kind == "father" else _plain_part(text, word, long=long and n > 0)
            kind, sex = "name", "?"


def _joined(words: list[Word], known: Lexicon) -> Iterator[Word]:
    """Words with those that make one name with the next joined to it: `abu bakr`, `abd al-rahman`."""
    held: Word | None = None
    for n, (text, word) in enumerate(words):
        if held and word in known.articles:
            continue
        if held:
            yield f"{held[0]} {text}", held[1] + _without_article(word)
            held = None
        elif word in known.before_name and any(other not in known.articles for _, other in words[n + 1 :]):
            held = (text, "abd" if script_of(word) == "latin" and word.startswith("abd") else word)
        else:
            yield text, word


def _plain_part(text: str, word: str, *, long: bool) -> Part:
    """A part by its own ending; one in -ovich is a father's name only inside a longer name."""
    father = father_in(word)
    if father and (long or always_father(word)):
        return _part(text, father[0], "father", father[1])
    if len(word) == 1:
        return _part(text, word, "initial", "?")
    return _part(text, word, "name", family_sex(word))


def _part(text: str, word: str, kind: Kind, sex: Sex) -> Part:
    letters = _core(word)
    frequent = word in lexicon().frequent
    weight = {"father": _FATHER_WEIGHT, "initial": _INITIAL_WEIGHT}.get(kind, _FREQUENT_WEIGHT if frequent else 1.0)
    return Part(text=text, letters=letters, script=script_of(word), kind=kind, sex=sex, weight=weight)


def _core(word: str) -> str:
    """A word without the article and with one form of "servant of": `abdurrahman` and `abdelrahman` give `abdrahman`."""
    if word.startswith(_SERVANT_ARABIC):
        return _SERVANT_ARABIC + _without_article(word[len(_SERVANT_ARABIC) :])
    if script_of(word) == "arabic":
        return _without_article(word)
    if word.startswith(("abd", "абд")):
        return _SERVANT.sub("abd", romanised(word))
    return word


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


def _once(parts: Iterator[Part]) -> Iterator[Part]:
    """The parts without one that is written twice running."""
    before = ""
    for part in parts:
        if part.letters != before:
            yield part
        before = part.letters


def _chinese(word: str) -> Iterator[Part]:
    """A Chinese name: family name of one character or two, given name after it."""
    known = lexicon()
    size = 2 if word[:2] in known.double_surnames and len(word) > 2 else 1
    if not 2 <= len(word) <= 4:
        size = len(word)
    for piece in (word[:size], word[size:]):
        if piece:
            yield Part(text=piece, letters=piece, script="han")
