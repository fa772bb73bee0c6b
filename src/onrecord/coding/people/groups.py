"""Names that are not of persons to groups: one a body or place, with its short forms."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from onrecord.coding.people.cast import Group, GroupKind, Mention
from onrecord.coding.people.kinds import Kind
from onrecord.coding.people.names import Name
from onrecord.coding.people.words import Words

__all__ = ["chain_groups"]

_SMALL = frozenset({"of", "the", "for", "and", "to", "in"})


def chain_groups(words: Words, names: Sequence[Name], kinds: Mapping[tuple[str, ...], Kind]) -> tuple[Group, ...]:
    """One group for each thing named: the same words, or a short form that stands in brackets after the long one."""
    home: dict[tuple[str, ...], list[Name]] = {}
    short_for = _short_forms(words, names)
    for name in names:
        key = tuple(part for part in name.parts if part != "the")
        home.setdefault(short_for.get(key, key), []).append(name)
    groups: list[Group] = []
    for members in home.values():
        forms = list(dict.fromkeys(words.words(name.first, name.last) for name in members))
        full = max(forms, key=len)
        kind = _kind(members, kinds)
        mentions = tuple(Mention(name.first, name.last, "name") for name in members)
        groups.append(
            Group(id=len(groups), name=full, kind=kind, aliases=tuple(f for f in forms if f != full), mentions=mentions)
        )
    return tuple(groups)


def _kind(members: Sequence[Name], kinds: Mapping[tuple[str, ...], Kind]) -> GroupKind:
    told = {kinds[name.parts] for name in members}
    return "organisation" if "organisation" in told else "place" if "place" in told else "other"


def _short_forms(words: Words, names: Sequence[Name]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Short forms to the long ones that they stand for, by brackets: "Human Rights Group (HRG)"."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, after in itertools.pairwise(names):
        if (
            after.first == name.last + 2
            and words.text[name.last + 1] == "("
            and words.sentence[name.first] == words.sentence[after.first]
        ):
            short = "".join(after.parts)
            first_letters = "".join(part[0] for part in name.parts if part not in _SMALL)
            if (
                len(name.parts) > 1
                and len(short) > 1
                and (short[0] == name.parts[0][0])
                and _within(short, first_letters, "".join(name.parts))
            ):
                found[after.parts] = name.parts
    return found


def _within(short: str, letters: str, whole: str) -> bool:
    """Whether the letters of a short form stand in this order in the long one."""
    if short == letters:
        return True
    rest = iter(whole)
    return len(short) < 8 and all(letter in rest for letter in short)
