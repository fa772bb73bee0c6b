"""How well acts are judged one doing: `python -m bench.happenings [--prove]`.

Events of ECB+ in the folder that $ONRECORD_ECBPLUS names: CoNLL F1 on the development topics, which nothing was learned from,
beside the same head lemma; once within the corpus's own stories, once within those that we put together ourselves.
Made-up acts: invented people arrested, tried and freed again and again, each told by several reports with what reports
leave out and get wrong; pairs that are wrongly joined must be none in a thousand.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from bench.ecbplus import by_lemma, half, scored
from bench.linking import clusters, right
from bench.proof import RESULTS, Figures, Parts, run
from onrecord.linking.happenings import Doing, Somebody, judge
from onrecord.linking.mentions import groups
from onrecord.linking.stories import stories, telling
from onrecord.model import Place
from onrecord.store import linked
from onrecord.store.collection import create
from onrecord.verbs.linking.acts import ACTS, item
from onrecord.verbs.linking.joining import settle

FOLDER = "ONRECORD_ECBPLUS"
TOWNS = {"Almaty": (43.25, 76.95), "Astana": (51.18, 71.45), "Shymkent": (42.32, 69.59), "Aktobe": (50.28, 57.21)}
GIVEN = "Marat Saule Aigul Nurlan Dana Timur Zarina Ruslan Madina Askar Gulnara Bekzat Laura Yerlan Asel".split()
FAMILY = "Ospan Tlegen Sady Abil Kasym Nurm Zhaks Serik Baim Omar Isk Kair Mukan Tole Dos".split()
TYPES = "arrest trial sentence release questioning search".split()
_HAPPENINGS, _SEED = 1500, 7


class What(Struct, frozen=True):
    """An invented doing."""

    name: str
    day: date
    town: str
    type: str


def parts() -> Parts:
    """What is measured."""
    return {"made-up acts": _made_up, "ECB+": _ecbplus}


def _ecbplus() -> Iterator[tuple[str, Figures]]:
    if FOLDER not in os.environ:
        print(f"{FOLDER} names no folder: ECB+ is left out", file=sys.stderr)
        return
    told = half(Path(os.environ[FOLDER]), "Dev")
    ours = stories({name: telling(text) for name, text in told.texts.items()})
    yield "ECB+ dev, same head lemma within the topic", scored(told, by_lemma(told, told.topics()))
    yield "ECB+ dev, same head lemma within the corpus's stories", scored(told, by_lemma(told, told.stories()))
    yield (
        "ECB+ dev, ours within the corpus's stories",
        scored(told, groups(told.mentions, told.reports, told.stories())),
    )
    yield "ECB+ dev, same head lemma within stories found", scored(told, by_lemma(told, ours))
    yield "ECB+ dev, ours within stories found", scored(told, groups(told.mentions, told.reports, ours))


# ---------------------------------------------------------------- made-up acts


def _made_up() -> Iterator[tuple[str, Figures]]:
    doings = made(_HAPPENINGS, seed=_SEED)
    truth = {doing.act: doing.act.partition(" ")[0] for doing in doings}
    with tempfile.TemporaryDirectory() as scratch, create(Path(scratch) / "c", user="anna") as records:
        begun = time.perf_counter()
        with records.writing() as connection:
            linked.add(connection, "act", (), [item(doing) for doing in doings])
            settle(connection, ACTS)
            left_open = linked.pairs(connection, "act", verdict="unsure")
        took = time.perf_counter() - begun
        figures = right(clusters(records, "act"), truth)
    one = sum(truth[pair.left] == truth[pair.right] for pair in left_open)
    share = round(one / max(len(left_open), 1), 3)
    told = {"left_open": len(left_open), "open_that_are_one": share, "seconds": round(took, 1)}
    yield "made-up acts", {"acts": len(doings), **figures, **told}
    pairs = list(pairwise(doings))
    begun = time.perf_counter()
    for a, b in pairs:
        judge(a, b)
    yield "speed", {"judged_a_second": round(len(pairs) / (time.perf_counter() - begun))}


def made(number: int, *, seed: int) -> list[Doing]:
    """Acts of so many happenings, an act's id beginning with its happening's; the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311  no secret hangs on it
    return [doing for n, what in enumerate(_whats(number, draw)) for doing in _accounts(f"h{n}", what, draw)]


def _whats(number: int, draw: random.Random) -> list[What]:
    """Invented doings; none is of the same type, person and week as another, since nothing could tell such two apart."""
    found: dict[tuple[str, str, int], What] = {}
    while len(found) < number:
        name = f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}{draw.choice(('ov', 'uly', 'bek'))}"
        days, town, type_ = draw.randrange(700), draw.choice(list(TOWNS)), draw.choice(TYPES)
        if not any((name, type_, days // 7 + near) in found for near in (-1, 0, 1)):
            found[name, type_, days // 7] = What(name, date(2020, 1, 1) + timedelta(days=days), town, type_)
    return list(found.values())


def _accounts(happening: str, what: What, draw: random.Random) -> Iterator[Doing]:
    """One to five accounts of an invented doing, with what reports leave out, blur and get wrong."""
    for n in range(draw.randint(1, 5)):
        out = what.day + timedelta(days=draw.choice((0, 0, 1, 1, 2, 9, 40)))
        yield Doing(
            report=f"{happening} r{n}",
            act=f"{happening} a{n}",
            type=what.type,
            date=_date(what.day, draw),
            published=out.isoformat(),
            place=_place(what.town, draw),
            affected=(Somebody(_spelling(what.name, draw)),),
        )


def _date(day: date, draw: random.Random) -> str | None:
    told = day.isoformat()
    return draw.choices(
        [told, (day + timedelta(days=1)).isoformat(), told[:7], told[:4], None], weights=[60, 8, 15, 5, 12]
    )[0]


def _place(town: str, draw: random.Random) -> Place | None:
    lat, lon = TOWNS[town]
    exact = Place(name=town, country="KZ", lat=lat, lon=lon, precision="town")
    return draw.choices([exact, Place(country="KZ"), None], weights=[65, 20, 15])[0]


def _spelling(name: str, draw: random.Random) -> str:
    """Mostly as it is, at times the family name alone or first."""
    given, family = name.split()
    return draw.choices([name, family, f"{family} {given}"], weights=[80, 10, 10])[0]


# ---------------------------------------------------------------- floors


def missed(figures: dict[str, Figures]) -> list[str]:
    """Each figure that is worse than `floors.toml` allows, in words."""
    floors = tomllib.loads((RESULTS.parent / "floors.toml").read_text("utf-8"))["happenings"]
    held = [
        ("made-up acts", "precision", floors["precision"]),
        ("made-up acts", "recall", floors["recall"]),
        ("speed", "judged_a_second", floors["judged_a_second"]),
        ("ECB+ dev, ours within the corpus's stories", "conll_f1", floors["ecbplus"]),
        ("ECB+ dev, ours within stories found", "conll_f1", floors["ecbplus_found"]),
    ]
    return [
        f"{name}: {key} {figures[name][key]}, under {least}"
        for name, key, least in held
        if name in figures and figures[name][key] < least
    ]


if __name__ == "__main__":
    run("happenings", parts(), missed)
