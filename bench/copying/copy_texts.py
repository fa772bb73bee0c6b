"""Invented stories to 200 texts of which it is known how much of each was taken from where.

For each story of a half: put out again (other headline, date, credits), edited lightly and heavily, cut, cut and edited, its
middle alone, extended, with its paragraphs in another order, merged with another, taken into a round-up. Beside them what looks
like a copy and is none: another reporter's words for the same event with the same quote, different stories with the same
background at the end, and alerts that are one form filled in anew.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

HERE = Path(__file__).parent
_SENTENCE = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[A-Z\"“])")
_NUMBER = re.compile(r"(?<![\w,.])(\d{2,3})(?![\w,.]\d|\w)")
_ONE_ORIGIN = 0.5


class Sentence(Struct, frozen=True):
    """A sentence as it is printed, and the one it was made from."""

    words: str
    source: tuple[str, int] | None
    """The story and the place in it; None of what belongs to no story."""


class Text(Struct, frozen=True):
    """A text with its provenance."""

    made: str
    """How: the name of what was done."""
    title: str
    text: str
    sources: dict[tuple[str, int], int]
    """How many words it has of which sentence of which story."""
    words: int
    """All it has in its story, background included."""


Paragraphs = list[list[Sentence]]


@cache
def stories() -> list[dict[str, str]]:
    return list(yaml.safe_load((HERE / "stories.yaml").read_text("utf-8")))


@cache
def wording() -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / "wording.yaml").read_text("utf-8")))


def texts(half: int, *, seed: int = 1) -> list[Text]:
    """200 texts: of the odd stories (0) or the even ones (1)."""
    dice = random.Random(seed * 2 + half)  # noqa: S311  # draws texts, guards nothing
    own = stories()[half::2]
    made = [text for n, story in enumerate(own) for text in _of_one(story, own[n - 1], dice, first=not n % 2)]
    return (made + list(_no_copies(own, 200 - len(made), dice)))[:200]


def are_copies(a: Text, b: Text) -> bool:
    """Whether half of the shorter story or more stands in the other, by where the sentences were taken from."""
    shared = sum(min(a.sources[one], b.sources[one]) for one in a.sources.keys() & b.sources.keys())
    return shared >= _ONE_ORIGIN * min(a.words, b.words)


def copies(made: Sequence[Text]) -> set[tuple[int, int]]:
    return {(a, b) for a, b in combinations(range(len(made)), 2) if are_copies(made[a], made[b])}


def _of_one(story: dict[str, str], other: dict[str, str], dice: random.Random, *, first: bool) -> Iterator[Text]:
    told = _paragraphs(story["title"], story["text"])
    yield _printed("as sent", told, story, dice)
    yield _printed("put out again", told, story, dice)
    yield _printed("edited lightly", _edited(told, dice, 0.15), story, dice)
    yield _printed("edited", _edited(told, dice, 0.5, numbers=True), story, dice)
    yield _printed("edited heavily", _edited(told, dice, 1.0, numbers=True, drop=0.1, add=0.15), story, dice)
    yield _printed("cut", told[: dice.randint(2, 3)], story, dice)
    yield _printed("cut short", told[:2], story, dice)
    yield _printed("cut and edited", _edited(told[: dice.randint(3, 4)], dice, 0.6), story, dice)
    yield _printed("middle", told[1:-1], story, dice)
    yield _printed("extended", _with_lead(told, dice), story, dice)
    yield _printed("moved", [told[0], *dice.sample(told[1:], len(told) - 1)], story, dice)
    yield _printed("short, background", _with_background(told[:2], dice), story, dice)
    yield _printed("background", _with_background(_edited(told[:4], dice, 0.3), dice), story, dice)
    if first:
        rest = _paragraphs(other["title"], other["text"])
        yield _printed("merged", [*told, *rest], story, dice)
        yield _printed("round-up", [*rest[:3], *_edited(told, dice, 0.4)], story, dice)


def _no_copies(own: Sequence[dict[str, str]], most: int, dice: random.Random) -> Iterator[Text]:
    for story in own:
        if "again" in story:
            again = _paragraphs(story["title"] + " (again)", story["again"])
            yield _printed("own words", again, story, dice)
            yield _printed("own words", _edited(again, dice, 0.5), story, dice)
    for n in range(most):
        yield _form(n, dice)


def _paragraphs(story: str, text: str) -> Paragraphs:
    made: Paragraphs = []
    number = 0
    for paragraph in text.strip().splitlines():
        sentences = _split(paragraph)
        made.append([Sentence(words, (story, number + n)) for n, words in enumerate(sentences)])
        number += len(sentences)
    return made


def _split(paragraph: str) -> list[str]:
    """Its sentences; a full stop in a quote does not end one."""
    found: list[str] = []
    for piece in _SENTENCE.split(paragraph):
        if found and found[-1].count('"') % 2:
            found[-1] += " " + piece
        else:
            found.append(piece)
    return found


def _edited(
    told: Paragraphs, dice: random.Random, rate: float, *, numbers: bool = False, drop: float = 0, add: float = 0
) -> Paragraphs:
    """Other words for some, numbers corrected, sentences left out and put in; quotes are left as they are."""
    made: Paragraphs = []
    for paragraph in told:
        kept = [_reworded(one, dice, rate, numbers=numbers) for one in paragraph if dice.random() >= drop]
        if dice.random() < add:
            kept.append(Sentence(dice.choice(wording()["fillers"]), None))
        if kept:
            made.append(kept)
    return made


def _reworded(one: Sentence, dice: random.Random, rate: float, *, numbers: bool) -> Sentence:
    if '"' in one.words:
        return one
    words = one.words
    for old, new in wording()["other_words"]:
        if dice.random() < rate:
            words = re.sub(rf"(?<![\w-]){old}(?![\w-])", new, words, count=1)
    if numbers and dice.random() < 0.4:
        words = _NUMBER.sub(lambda found: str(int(found[1]) + 1), words, count=1)
    return Sentence(words, one.source)


def _with_lead(told: Paragraphs, dice: random.Random) -> Paragraphs:
    lead = Sentence(dice.choice(wording()["new_leads"]), None)
    return [[lead], *_with_background(told, dice)]


def _with_background(told: Paragraphs, dice: random.Random) -> Paragraphs:
    return [*told, [Sentence(dice.choice(wording()["backgrounds"]), None)]]


def _form(n: int, dice: random.Random) -> Text:
    listed = wording()
    name, towns = listed["names"][n % len(listed["names"])], listed["towns"]
    words = dice.choice(listed["forms"]).format(
        name=name,
        first=name.split()[1],
        outlet=dice.choice(listed["outlets"]),
        day=dice.randint(1, 28),
        month=dice.choice(listed["months"]),
        weekday=dice.choice(["Mondays", "Tuesdays", "Fridays"]),
        town=towns[(n + n // len(listed["names"])) % len(towns)],
        office=dice.choice(listed["offices"]),
        number=dice.randint(100, 499),
        hours=dice.randint(2, 30),
        clock=f"{dice.randint(1, 11)}.{dice.randint(10, 59)} p.m.",
        cards=dice.randint(2, 12),
        born=dice.randint(1950, 2004),
    )
    told = [[Sentence(one, (f"form {n}", k)) for k, one in enumerate(_split(words))]]
    return _printed("form", told, {"title": f"Alert {n}", "place": "Tarn"}, dice)


def _printed(made: str, told: Paragraphs, story: dict[str, str], dice: random.Random) -> Text:
    """A text as an outlet puts it out: its own headline, dateline, byline and tail."""
    listed = wording()
    outlet, byline, other = (
        dice.choice(listed["outlets"]),
        dice.choice(listed["bylines"]),
        dice.choice(listed["bylines"]),
    )
    title = story["title"] if dice.random() < 0.5 else dice.choice(listed["headlines"])
    date = f"{dice.choice(listed['months'])} {dice.randint(1, 28)}"
    body = "\n\n".join(" ".join(one.words for one in paragraph) for paragraph in told)
    opened = dice.choice([f"{story['place'].upper()}, {date} ({outlet}) - {body}", f"By {byline}\n\n{body}", body])
    tail = dice.choice(listed["footers"]).format(byline=byline, other=other, outlet=outlet)
    sources: dict[tuple[str, int], int] = {}
    for one in (one for paragraph in told for one in paragraph if one.source):
        assert one.source
        sources[one.source] = len(one.words.split())
    return Text(
        made=made,
        title=title,
        text=f"{title}\n\n{opened}\n\n{tail}" if dice.random() < 0.6 else opened,
        sources=sources,
        words=sum(len(one.words.split()) for paragraph in told for one in paragraph),
    )
