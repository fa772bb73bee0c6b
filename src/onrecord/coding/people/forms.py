"""Forms of names to people: which shorter forms stand for which full name; two full names are never joined on doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.coding.people.lexicon import Gender, Lexicon
from onrecord.coding.people.names import Name

__all__ = ["Chain", "chain_names", "fits"]

Parts = tuple[str, ...]
_NEVER = 1 << 40
_VOWELS = {"a": "1", "e": "1", "o": "2", "u": "2", "i": "3", "y": "3"}
_SORTS = frozenset(_VOWELS.values())


class Chain:
    """The places of one person's (or body's) names, while they are being gathered."""

    __slots__ = ("forms", "gender", "likely", "names", "others")

    def __init__(self, parts: Parts) -> None:
        self.forms: set[Parts] = {parts}
        self.names: list[Name] = []
        self.others: set[Parts] = set()
        """Forms of another name of the same person ("whose real name is"); never the one shown first."""
        self.gender: Gender = "?"
        self.likely: Gender = "?"
        """What the given name alone makes likely."""

    @property
    def first(self) -> int:
        """The first token at which the one is named in full."""
        return min(name.first for name in self.names)


def fits(short: Parts, full: Parts, *, surname_first: bool = False) -> bool:
    """Whether a form can stand for a full name: the same words, some of them in order, or its surname or given name."""
    if set(short) == set(full) or same_spelling(short, full):
        return True
    if len(short) >= len(full):
        return False
    if len(short) == 1:
        return short[0] in (full if len(full) > 2 or surname_first else (full[0], full[-1])) and len(short[0]) > 1
    rest = iter(full)
    return all(any(_same_part(part, other) for other in rest) for part in short)


def same_spelling(one: Parts, other: Parts) -> bool:
    """Whether two forms differ only as spellings of one name do: an initial, a doubled letter, a vowel inside."""
    return len(one) == len(other) and one[-1] == other[-1] and len(one) > 1 and all(map(_same_part, one, other))


def _same_part(one: str, other: str) -> bool:
    if one == other or (len(one) == 1 and other[0] == one) or (len(other) == 1 and one[0] == other):
        return True
    return min(len(one), len(other)) > 4 and one[-1] == other[-1] and _bones(one) == _bones(other)


def _bones(part: str) -> str:
    """A name's consonants, doubled ones once, and between them which sort of vowel stands there."""
    kept = part[0]
    for letter in part[1:]:
        sound = _VOWELS.get(letter, letter)
        if sound != kept[-1] and not (sound in _SORTS and kept[-1] in _SORTS):
            kept += sound
    return kept


def chain_names(names: Sequence[Name], lexicon: Lexicon, gender_of: dict[Parts, Gender]) -> list[Chain]:
    """Names of persons to one chain a person; a name that fits several stays in none."""
    forms = sorted({name.parts for name in names}, key=lambda parts: (-len(parts), -len("".join(parts)), parts))
    chains: list[Chain] = []
    home: dict[Parts, list[Chain]] = {}
    with_word: dict[str, list[Chain]] = defaultdict(list)
    for parts in forms:
        near = {id(chain): chain for part in parts for chain in with_word[part]}
        fitting = [chain for chain in near.values() if _stands_for(parts, chain, lexicon)]
        if len(parts) > 1 and len(fitting) == 1:
            fitting[0].forms.add(parts)
        elif not fitting:
            fitting = [Chain(parts)]
            fitting[0].gender = gender_of.get(parts, "?")
            fitting[0].likely = lexicon.given.get(parts[0], "?") if len(parts) > 1 else "?"
            chains.extend(fitting)
        if len(fitting) == 1:
            for part in parts:
                with_word[part].append(fitting[0])
        home[parts] = fitting
    _settle(names, home)
    return chains


def _stands_for(parts: Parts, chain: Chain, lexicon: Lexicon) -> bool:
    return any(
        fits(parts, full, surname_first=full[0] in lexicon.surname_first)
        for full in chain.forms
        if len(full) >= len(parts)
    )


def _settle(names: Sequence[Name], home: dict[Parts, list[Chain]]) -> None:
    """Each name to its chain; a form that fits several goes to the one that had it while it fitted only one."""
    held: dict[Parts, Chain] = {}
    full_at: dict[int, int] = {}
    for name in names:
        if len(home[name.parts]) == 1 and name.parts in home[name.parts][0].forms:
            full_at.setdefault(id(home[name.parts][0]), name.first)
    for name in names:
        fitting = [
            chain for chain in home[name.parts] if "?" in {chain.gender, name.gender} or chain.gender == name.gender
        ]
        if len(fitting) > 1 and name.gender != "?":
            fitting = [chain for chain in fitting if name.gender in {chain.gender, chain.likely}] or fitting
        known = [chain for chain in fitting if full_at.get(id(chain), _NEVER) <= name.first]
        if len(fitting) == 1:
            chosen: Chain | None = fitting[0]
        elif name.parts in held and held[name.parts] in fitting:
            chosen = held[name.parts]
        else:
            chosen = known[0] if len(known) == 1 else None
        if chosen is not None:
            held.setdefault(name.parts, chosen)
            chosen.names.append(name)
