"""A name to a few keys: spellings of one name share at least one, and few other names do."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

from onrecord.linking.names.lexicon import lexicon
from onrecord.linking.names.likeness import latin, sounded
from onrecord.linking.names.name import Name, Part
from onrecord.linking.names.parse import parse
from onrecord.linking.names.pinyin import syllables
from onrecord.linking.names.sounds import skeleton

__all__ = ["keys"]

_MOST = 6
"""Parts of a name that make keys; longer chains of fathers' names need no more."""
_SOFT = str.maketrans("", "", "xv")
"""An x may be a kh that is hardly heard, a v the vowel of Arabic و or Chinese w."""


@lru_cache(maxsize=1 << 17)
def keys(name: str) -> frozenset[str]:
    """The keys of a name: two parts by their consonants, in any order; a part and the first sound of another; a name of one part alone.

    Two names that share none are hardly spellings of one. Keys with a dot serve names with initials; they are shared by
    many more, and may be left out where no name has any.
    """
    whole = parse(name)
    parts = [part for part in whole.parts if part.kind != "initial"][:_MOST]
    bones = [_bones(part, whole) for part in parts]
    found = {_pair(one, other) for these, those in combinations(bones, 2) for one in these for other in those}
    found.update(_joined(parts))
    if whole.of == "person":
        found.update(_initials(whole, parts, bones))
    if len(parts) == 1:
        found.update(f"={one}" for one in bones[0])
    return frozenset(found)


def _pair(one: str, other: str) -> str:
    return "+".join(sorted((one, other)))


def _joined(parts: list[Part]) -> set[str]:
    """Keys of names in which neighbouring parts are written as one word."""
    found = set[str]()
    for n in range(len(parts) - 1):
        run = skeleton(sounded(parts[n].letters) + sounded(parts[n + 1].letters))
        if len(parts) == 2:
            found.add(f"={run}")
        found.update(_pair(run, skeleton(sounded(part.letters))) for m, part in enumerate(parts) if m not in {n, n + 1})
    return found


def _initials(whole: Name, parts: list[Part], bones: list[frozenset[str]]) -> set[str]:
    """Keys of a part and the first sound of another, which may stand for it alone."""
    found = set[str]()
    alone = [part for part in whole.parts if part.kind == "initial"]
    for n, these in enumerate(bones):
        others = [*alone, *(part for m, part in enumerate(parts) if m != n)]
        found.update(f"{one}.{_first(part)}" for one in these for part in others)
    return found


def _first(part: Part) -> str:
    return skeleton(sounded(part.letters)[:1]) if sounded(part.letters) else ""


def _bones(part: Part, whole: Name) -> frozenset[str]:
    """The consonants of a part, in each way that its letters allow."""
    if part.kind == "number":
        return frozenset({part.letters})
    heard = sounded(part.letters)
    found = {skeleton(heard)}
    if part.script == "arabic" or (heard[:1] == "v" and len(syllables(latin(part.letters))) > 1):
        found.add(skeleton(heard.translate(_SOFT)))
    elif "x" in heard:
        found.add(skeleton(heard.replace("x", "")))
    if whole.of == "person":
        found.update(skeleton(sounded(form)) for form in _full_forms(part))
    return frozenset(found)


def _full_forms(part: Part) -> list[str]:
    """The names that a part may be short for: Sasha, Aleksandr."""
    known = lexicon()
    rows = known.nicknames.get(latin(part.letters), frozenset())
    return [form for form, row in known.first_forms if row in rows]
