"""Seeded persons in cases that several reports tell of, spelled in several ways, with the truth beside them.

Every case has some persons of one town, who are arrested, tried and released together; each of its reports names some of
them, tells some of that, and spells as it likes. Many persons bear the name of another one. Some persons are in a second case of
their town with other people; some reports of it say when they were arrested before.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from bench.synthetic import SYLLABLES, TOWNS
from onrecord.linking.people import Involvement, Mention, companions

GIVEN = (
    "Aigul Akmal Ainur Bakyt Bolat Dana Daniyar Dilnoza Elena Farid Gulnara Hasan Ilham Ivan Jamila Kairat Kemal Lena "
    "Marat Mariam Mikhail Nurlan Olga Omar Petr Rashid Rustam Sabina Said Sergei Tahir Timur Ulan Vera Yusuf Zarina"
).split()
BEARING = (
    "activist blogger driver farmer imam journalist lawyer nurse painter poet pupil singer student teacher".split()
)
CHAIN = (("arrest", 0), ("charge", 9), ("trial", 60), ("sentence", 75), ("release", 400))
_SPELLINGS = (("kh", "h"), ("zh", "j"), ("sh", "ş"), ("y", "i"), ("ei", "ey"), ("ai", "ay"))
_ACROSS = 0.1
"""The share of persons who are in another case too."""


class Person(Struct, frozen=True):
    """A person as they are: a name with its parts, and what they are called."""

    given: str
    family: str
    father: str
    bearing: str


class Case(Struct, frozen=True):
    """Some persons of a town, to whom the same was done from a day on."""

    number: int
    persons: tuple[int, ...]
    town: tuple[str, str, float, float]
    since: date
    before: dict[int, date] = {}
    """Of those who were arrested before, when that was."""


def persons(number: int, *, seed: int = 1) -> list[Person]:
    """So many persons; given names and families are as unequally frequent as real ones."""
    draw = random.Random(seed)  # noqa: S311  # seeded
    return [
        Person(_given(draw), _family(draw), _given(draw) if draw.random() < 0.4 else "", draw.choice(BEARING))
        for _ in range(number)
    ]


def cases(number: int, *, seed: int = 1) -> Iterator[Case]:
    """Every one of so many persons in a case, and some of them in another one."""
    draw = random.Random(seed + 1)  # noqa: S311  # seeded
    start, count = 0, 0
    known: list[Case] = []
    while start < number:
        size = min(draw.randint(2, 8), number - start)
        told = list(range(start, start + size))
        since = date(2015, 1, 1) + timedelta(days=draw.randrange(3650))
        made = Case(count, tuple(told), TOWNS[draw.randrange(len(TOWNS))], since)
        if known and draw.random() < _ACROSS * size:
            first = draw.choice(known)
            again = draw.choice(first.persons)
            made = Case(count, (*told, again), first.town, since, {again: first.since})
        yield made
        known = [*known[-500:], made]
        start, count = start + size, count + 1


def mentions(known: list[Person], told: Iterator[Case], each: int, *, seed: int = 1) -> Iterator[tuple[Mention, int]]:
    """Each mention with the number of the person it is of; `each` reports tell of a case."""
    draw = random.Random(seed + 2)  # noqa: S311  # seeded
    for case in told:
        for report in range(each):
            yield from _report(draw, known, case, f"R{case.number}-{report}")


def _report(draw: random.Random, known: list[Person], case: Case, report: str) -> Iterator[tuple[Mention, int]]:
    named = [one for one in case.persons if draw.random() < 0.8] or [case.persons[0]]
    names = {one: _spelled(draw, known[one]) for one in named}
    town, country, lat, lon = case.town
    steps = draw.sample(CHAIN, draw.randint(0, 2))
    in_town = draw.random() < 0.8
    tells_of_before = draw.random() < 0.3
    for one in named:
        doings = tuple(
            Involvement(
                type=type,
                role="affected",
                date=(case.since + timedelta(days=after)).isoformat(),
                town=town if in_town else None,
                country=country,
                lat=lat if in_town else None,
                lon=lon if in_town else None,
            )
            for type, after in steps
        )
        if tells_of_before and one in case.before:
            doings += (Involvement(type="arrest", role="affected", date=case.before[one].isoformat(), country=country),)
        mention = Mention(
            id=f"P-{report}-{one}",
            report=report,
            names=(names[one],),
            bearing=frozenset({known[one].bearing} if draw.random() < 0.5 else ()),
            others=companions(name for other, name in names.items() if other != one),
            towns=frozenset({f"{town.lower()}, {country}"} if in_town else ()),
            countries=frozenset({country} if draw.random() < 0.9 else ()),
            doings=doings,
        )
        yield mention, one


def _given(draw: random.Random) -> str:
    return GIVEN[int(len(GIVEN) ** draw.random()) - 1]


def _family(draw: random.Random) -> str:
    """One of some ten thousand, the first some hundred times as frequent as the last."""
    rank = int(14_000 ** (0.4 + 0.6 * draw.random()))
    n = len(SYLLABLES)
    return (SYLLABLES[rank % n] + SYLLABLES[rank // n % n] + SYLLABLES[rank // n // n % n]).capitalize() + "ov"


def _spelled(draw: random.Random, person: Person) -> str:
    """The name as a report may spell it."""
    parts = [person.given, person.family]
    if person.father and draw.random() < 0.3:
        parts.insert(1, f"{person.father}ovich")
    name = " ".join(parts)
    for one, other in _SPELLINGS:
        if one in name and draw.random() < 0.1:
            name = name.replace(one, other)
    return name
