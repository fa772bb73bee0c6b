"""Ids of one coding to the next: an act or a person that is found again, in the same words, keeps its id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from msgspec import Struct

from onrecord.model import Act, Person, Span


class Known(Struct, frozen=True):
    """What an earlier coding found: its id, what it is (an act's type, a person's name), and the words it stands in."""

    id: str
    what: str
    mentions: tuple[Span, ...]
    place: str = ""
    """Its name within its own line, by which alone a row of a sheet knows it again when its words have changed."""


def known_act(id: str, act: Act) -> Known:
    """An act as it is found again."""
    return Known(id, act.type, act.mentions, act.id)


def known_person(id: str, person: Person) -> Known:
    """A person as they are found again."""
    return Known(id, person.name, person.mentions, person.id)


def in_new_words(earlier: Sequence[Known], told: Sequence[Act | Person]) -> tuple[Known, ...]:
    """What an earlier row of the same record told, as if in the words of the new one, so that `carried` finds it.

    An act is the one of the same type, else the one in the same place of the row; a person is known by the name alone.
    """
    now = [known_act("", one) if isinstance(one, Act) else known_person("", one) for one in told]
    people = bool(told) and isinstance(told[0], Person)
    pairs = [(old, new) for old in earlier for new in now if old.what == new.what]
    if not people:
        pairs.sort(key=lambda pair: pair[0].place != pair[1].place)
        pairs += [(old, new) for old in earlier for new in now if old.place == new.place]
    left, free, found = {old.id for old in earlier}, {new.place for new in now}, []
    for old, new in pairs:
        if old.id in left and new.place in free:
            left.remove(old.id)
            free.remove(new.place)
            found.append(Known(old.id, new.what, new.mentions, new.place))
    return tuple(found)


def carried(earlier: Sequence[Known], told: Sequence[Act | Person]) -> list[str | None]:
    """For each that is told now the id it had, or None of a new one; no id is given twice.

    The same kind with the same first words comes first, then whoever shares most words; a person without a place in the
    text is known by the name alone.
    """
    now = [known_act("", one) if isinstance(one, Act) else known_person("", one) for one in told]
    pairs = [
        (closeness, before, after)
        for before, old in enumerate(earlier)
        for after, new in enumerate(now)
        if old.what == new.what and (closeness := _closeness(old.mentions, new.mentions))
    ]
    given: dict[int, str] = {}
    taken: set[int] = set()
    for _, before, after in sorted(pairs, key=itemgetter(0), reverse=True):
        if before not in taken and after not in given:
            taken.add(before)
            given[after] = earlier[before].id
    return [given.get(after) for after in range(len(now))]


def _closeness(old: tuple[Span, ...], new: tuple[Span, ...]) -> float:
    """How sure it is that two stand in the same words: 3 of the same first words, else up to 2 by what they share."""
    if not old or not new:
        return 1.0 if not old and not new else 0.0
    if old[0] == new[0]:
        return 3.0
    shared = sum(_shared(a, new) for a in old)
    return 2.0 * shared / max(_length(old), _length(new))


def _shared(span: Span, others: Iterable[Span]) -> int:
    return sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for other in others)


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans) or 1
