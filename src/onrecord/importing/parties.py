"""Cells to who took part: one participant a name, with what kind each is, and the persons among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from onrecord.coding.kinds import kind_of
from onrecord.importing.cells import Cells, code_for
from onrecord.importing.mapping import People, people
from onrecord.model import Participant, ParticipantKind, Person, Role, Span

_SIDE_BY_SIDE = " & "
_PEOPLE_WORDS = frozenset("people persons men women children civilians protesters students residents".split())


class Cast:
    """The persons of one row as they are found, each once, by name."""

    def __init__(self) -> None:
        self._found: dict[str, Person] = {}

    def add(self, name: str, *, aliases: Iterable[str], role: Role, where: Span | None) -> str:
        """The local id of the person with this name."""
        known = self._found.get(name) or Person(id=f"p{len(self._found) + 1}", name=name)
        told = {
            "aliases": tuple(dict.fromkeys((*known.aliases, *(one for one in aliases if one != name)))),
            "roles": tuple(dict.fromkeys((*known.roles, role))),
            "mentions": tuple(dict.fromkeys((*known.mentions, *([where] if where else [])))),
        }
        self._found[name] = msgspec.structs.replace(known, **told)
        return known.id

    def persons(self) -> tuple[Person, ...]:
        """All of them, in the order in which they came."""
        return tuple(self._found.values())


class Parties(Struct, frozen=True):
    """Those in one role, and the columns that name them."""

    people: tuple[Participant, ...] = ()
    columns: tuple[str, ...] = ()


def parties(cells: Cells, told: Sequence[str | People], cast: Cast, *, role: Role, separator: str) -> Parties:
    """Who a row names in a role; the same name once."""
    sources = [people(one) for one in told]
    found = [one for source in sources for one in _of_one(cells, source, cast, role, separator)]
    columns = tuple(source.column for source in sources if source.column and cells.value(source))
    return Parties(tuple({one.name: one for one in found}.values()), columns)


def chain(
    cells: Cells, told: Sequence[str | People], cast: Cast, *, separator: str, steps: str | None
) -> tuple[tuple[Participant, ...], ...]:
    """The word-givers of a row: one step with all of them, or the steps that a cell tells apart."""
    if steps is None:
        step = parties(cells, told, cast, role="source", separator=separator).people
        return (step,) if step else ()
    source = people(told[0]) if told else People()
    return tuple(
        tuple(
            _one(name, _by_name(name, "source"), cast, "source", cells.within(source.column, name))
            for name in split(step, _SIDE_BY_SIDE)
        )
        for step in (cells.value(source) or "").split(steps)
        if step.strip()
    )


def _of_one(cells: Cells, source: People, cast: Cast, role: Role, separator: str) -> Iterator[Participant]:
    text = cells.value(source)
    if not text:
        return
    names = split(text, separator)
    other = [split(cells.text(column) or "", separator) for column in source.others]
    for place, name in enumerate(names):
        aliases = [forms[place] for forms in other if len(forms) == len(names)]
        kind = source.kind or _by_code(cells, source, name) or _by_ids(cells, source, len(names), separator)
        yield _one(name, kind or _by_name(name, role), cast, role, cells.within(source.column, name), aliases)


def _one(
    name: str, kind: ParticipantKind, cast: Cast, role: Role, where: Span | None, aliases: Sequence[str] = ()
) -> Participant:
    named = kind == "person" and _is_name(name)
    person = cast.add(name, aliases=aliases, role=role, where=where) if named else None
    return Participant(name=name, kind=kind, person=person)


def _by_code(cells: Cells, source: People, name: str) -> ParticipantKind | None:
    """The kind that another column gives, or the codes of the same column give each name."""
    if source.kinds is None:
        return None
    if source.kinds.column != source.column:
        return cells.value(source.kinds)  # type: ignore[return-value]  # `check` has seen to it that it is one
    code = code_for(name, source.kinds)
    return source.kinds.codes[code] if code else None  # type: ignore[return-value]


def _by_ids(cells: Cells, source: People, number: int, separator: str) -> ParticipantKind | None:
    """A person, where each name has an id of one."""
    ids = cells.text(source.ids)
    return "person" if ids and len(split(ids, separator)) == number else None


def _by_name(name: str, role: Role) -> ParticipantKind:
    """What the name tells; one word alone is the name of a person only of whom something was done to."""
    kind = kind_of(name)
    return "other" if kind == "person" and role != "affected" and len(name.split()) == 1 else kind


def split(text: str, separator: str) -> list[str]:
    """The names in a cell."""
    return [name for part in text.split(separator) if (name := part.strip())]


def _is_name(name: str) -> bool:
    """Whether somebody is called by a name of their own, not told by what they are."""
    first = name.split(maxsplit=1)[0]
    return first[:1].isalpha() and not first.islower() and first.casefold() not in _PEOPLE_WORDS
