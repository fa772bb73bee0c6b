"""Fathers' names: what is left of `Viktorovich`, `Serikuly` and `Ahmad oglu` without the ending, and whose child it tells."""

from __future__ import annotations

from functools import lru_cache

from onrecord.letters import plain
from onrecord.linking.names.lexicon import lexicon
from onrecord.linking.names.name import Sex
from onrecord.linking.names.romanise import romanised

__all__ = ["always_father", "family_sex", "father_in"]

_TURKIC = ("uly", "uli", "uulu", "ogly", "oglu", "oghli", "ugli", "kyzy", "kizi", "qyzy", "qizi", "gyzy", "gizi")
_ILYICH = {"ilich": "ilya", "ilyich": "ilya", "kuzmich": "kuzma", "lukich": "luka", "nikitich": "nikita", "fomich": "foma",
           "ilinichna": "ilya", "kuzminichna": "kuzma", "nikitichna": "nikita"}  # fmt: skip
_SHORTEST = 2
_WOMEN = ("ova", "eva", "skaya", "skaia", "skaja", "ckaya", "tskaia")
_MEN = ("ov", "ev", "sky", "skii", "skiy", "skij", "ski", "off")


@lru_cache(maxsize=1 << 15)
def father_in(word: str) -> tuple[str, Sex] | None:
    """The father's name in Latin letters and the sex of the child, where a word ends as fathers' names do: `viktorovna` gives viktor, f."""
    latin = plain(romanised(word))
    if latin in _ILYICH:
        return _ILYICH[latin], "f" if latin.endswith("a") else "m"
    for ending, sex in lexicon().endings:
        if latin.endswith(ending) and len(latin) - len(ending) >= _SHORTEST:
            return _soft(latin[: -len(ending)]), "m" if sex == "m" else "f"
    return None


def always_father(word: str) -> bool:
    """Whether a word with such an ending is a father's name wherever it stands; one in -ovich may be a family name."""
    latin = plain(romanised(word))
    return latin.endswith(_TURKIC) or latin.endswith(("ovna", "evna", "ivna", "ichna"))


def _soft(stem: str) -> str:
    """`serge` of Sergeevich is Sergey, `yur` of Yurievich Yury."""
    return stem + "y" if stem.endswith(("e", "a", "o")) else stem


@lru_cache(maxsize=1 << 15)
def family_sex(word: str) -> Sex:
    """What a family name of the Slavic kind tells of its bearer: Karimova is a woman, Karimov a man."""
    latin = plain(romanised(word))
    if len(latin) < 5:
        return "?"
    return "f" if latin.endswith(_WOMEN) else "m" if latin.endswith(_MEN) else "?"
