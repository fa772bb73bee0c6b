"""Seeded reports with acts, people and places, by the number, to measure a large collection with."""

from __future__ import annotations

import random
from collections.abc import Iterator
from hashlib import sha256

from onrecord.model import (
    Act,
    Coded,
    CoderName,
    Count,
    Evidence,
    Participant,
    Particulars,
    Passage,
    Person,
    Place,
    Report,
    Snapshot,
    Span,
)

CODER = CoderName("synthetic", "1", "1")
TYPES = (
    "arrest custody protest trial sentence release charge fine assault killing search deportation harassment".split()
)
REALIS = ("actual",) * 7 + ("demanded", "planned", "negated")
TOWNS = [(f"{a}{b}", country, 20 + (7 * i) % 45 + i / 100, -20 + (13 * i) % 120 + i / 100) for i, (a, b, country) in enumerate(
    (a, b, country)
    for a in "Nor Sel Kar Tam Bel Dur Osh Pan Ril Vos Zar Hul Mir Yal Gor".split()
    for b, country in zip("ava ekent stan owa ipur abad ingrad ero olm usk".split(), "KZ CN RU IN TR IR BY EG VE MX".split(), strict=True)
)]  # fmt: skip
GIVEN = (
    "Aru Bolat Dana Elif Farid Gulim Hana Ilya Jun Kemal Lena Marat Nura Omar Petra Rustam Sara Timur Ulan Vera".split()
)
SYLLABLES = "ba da ka li mo nu ra sa ta vi zho shi gu pe ro lem bek khan dar vel".split()
SPEAKERS = (
    ("police", "official"), ("the family", "people"), ("a rights group", "organisation"), ("Daily Post", "outlet"), ("the ministry", "official"),
)  # fmt: skip


def items(number: int, *, seed: int = 1, first: int = 0) -> Iterator[tuple[Snapshot, Report, Coded]]:
    """So many reports of five acts each, from the `first` on: the same ones for the same seed."""
    for index in range(first, first + number):
        yield item(index, random.Random(seed * 10_000_000 + index))  # noqa: S311  # seeded on purpose


def item(index: int, draw: random.Random) -> tuple[Snapshot, Report, Coded]:
    """One report, which tells five acts of three people."""
    people = [f"{draw.choice(GIVEN)} {surname(draw)}" for _ in range(3)]
    sentences = [_sentence(draw, people) for _ in range(5)]
    text = " ".join(sentences) + f" Number {index}."
    published = f"{draw.randint(2010, 2025)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    told = Particulars(
        title=f"{people[0]} and others, {index}", publisher="Daily Post", published=published, language="en"
    )
    digest = sha256(text.encode()).hexdigest()
    report = Report(
        id=f"s{index}", text=text, sha256=digest, particulars=told, passages=(Passage(0, len(text), "body"),)
    )
    acts = tuple(_acts(draw, sentences, people, published))
    persons = tuple(
        Person(
            id=f"p{n}",
            name=name,
            aliases=(name.split()[1],),
            mentions=(Span(text.index(name), text.index(name) + len(name)),),
        )
        for n, name in enumerate(people)
        if name in text
    )
    coded = Coded(id=report.id, text_sha256=digest, coder=CODER, report=told, acts=acts, persons=persons)
    snapshot = Snapshot(
        sha256=digest, size=len(text.encode()), captured="2025-01-01T00:00:00Z", address=f"{index}.txt", media_type="text/plain"
    )  # fmt: skip
    return snapshot, report, coded


def surname(draw: random.Random) -> str:
    """One of some hundred thousand surnames, a tenth of them in Cyrillic letters."""
    name = "".join(draw.choice(SYLLABLES) for _ in range(3)).capitalize()
    return name.translate(str.maketrans("abdeghiklmnoprstuvz", "абдегхиклмнопрстувз")) if draw.random() < 0.1 else name


def word(draw: random.Random) -> str:
    """One of some thousand words, the n-th of them n times as seldom as the first, as words are."""
    rank = int(4000 ** draw.random())
    return f"{SYLLABLES[rank % len(SYLLABLES)]}{SYLLABLES[rank // len(SYLLABLES) % len(SYLLABLES)]}{rank}"


def _sentence(draw: random.Random, people: list[str]) -> str:
    return f"{draw.choice(people)} {draw.choice(TYPES)} " + " ".join(word(draw) for _ in range(14)) + "."


def _acts(draw: random.Random, sentences: list[str], people: list[str], published: str) -> Iterator[Act]:
    start = 0
    for number, sentence in enumerate(sentences):
        type = sentence.split()[2]
        name = " ".join(sentence.split()[:2])
        at = start + sentence.index(type)
        word = Span(at, at + len(type))
        town, country, lat, lon = draw.choice(TOWNS)
        speaker, kind = draw.choice(SPEAKERS)
        yield Act(
            id=f"a{number}",
            type=type,
            realis=draw.choice(REALIS),  # type: ignore[arg-type]
            mentions=(word,),
            sentences=(Span(start, start + len(sentence)),),
            date=_date(draw, published),
            place=Place(name=town, country=country, lat=lat, lon=lon, precision="town", text=town),
            affected=(Participant(name=name, kind="person", person=f"p{people.index(name)}"),),
            count=Count(min=1, max=1),
            source=((Participant(name=speaker, kind=kind),),) if draw.random() < 0.6 else (),  # type: ignore[arg-type]
            evidence={"type": (Evidence(word.start, word.end, "cue", 0.9),)},
        )
        start += len(sentence) + 1


def _date(draw: random.Random, published: str) -> str | None:
    """A date of every kind, most of them near that of the report."""
    year, month = published[:4], published[:7]
    kinds = (published, published, published, month, year, f"/{published}", f"{month}/", f"{year}-01/{month}", None)
    return draw.choice(kinds)
