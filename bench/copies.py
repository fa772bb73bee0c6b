"""How well copies and stories are found, and how fast: `python -m bench.copies [--prove]`.

Copies: 200 texts made of invented stories (`copying/`), twice: of the odd stories, by which the rules were set, and of the even ones.
Stories: the folder that $ONRECORD_CLUSTERS names, a JSON file an article with `title`, `text`, `date_publish` and
`newsCluster.EventId`, odd events only scored; without it, the invented stories that two reporters tell.
"""

from __future__ import annotations

import json
import os
import random
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import combinations
from math import log, sqrt
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from bench.copying.copy_texts import Text, copies, stories, texts
from bench.proof import RESULTS, Figures, Parts, run
from onrecord.linking import stories as linked
from onrecord.linking.copies import candidates, compare, fingerprint
from onrecord.linking.copies.story import words_of
from onrecord.linking.stories.clusters import clusters

FOLDER = "ONRECORD_CLUSTERS"
SEEDS = {"work": (0, 1), "check": (1, 1), "check, drawn anew": (1, 2)}
"""Half of the stories and seed of the copies."""
_WORDS = 10_000
_SHARES = [n / 20 for n in range(1, 20)]

Pair: TypeAlias = tuple[int, int]


class Article(Struct, frozen=True):
    title: str
    text: str
    event: int
    day: date | None


def parts() -> Parts:
    named = {f"copies, {name}": partial(_copies, name) for name in SEEDS}
    return {**named, "speed": _speed, "stories": _stories}


def _copies(name: str) -> Iterator[tuple[str, Figures]]:
    made = texts(SEEDS[name][0], seed=SEEDS[name][1])
    right = copies(made)
    prints = {str(n): fingerprint(one.text, one.title) for n, one in enumerate(made)}
    compared = {(int(a), int(b)) for a, b in candidates(prints)}
    found = {pair for pair in compared if _is_copy(made, pair)}
    yield (
        f"copies, {name}",
        {
            "texts": len(made),
            "pairs": len(right),
            "compared": len(compared),
            "never_compared": len(right - compared),
            **scores(found, right),
            "most_missed": _by_making(made, right - found),
            "most_wrong": _by_making(made, found - right),
        },
    )
    yield f"copies, {name}, by plain shingles", scores(_alike(made, _best_share()), right)


def _is_copy(made: Sequence[Text], pair: Pair) -> bool:
    a, b = (made[n] for n in pair)
    return compare(a.text, b.text, a_title=a.title, b_title=b.title) is not None


def scores(found: set[Pair], right: set[Pair]) -> Figures:
    """Precision, recall and F1 of pairs."""
    met = len(found & right)
    p, r = met / max(len(found), 1), met / max(len(right), 1)
    return {"precision": round(p, 3), "recall": round(r, 3), "f1": round(_f1(p, r), 3)}


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def _by_making(made: Sequence[Text], pairs: set[Pair]) -> list[str]:
    counted = Counter(" & ".join(sorted((made[a].made, made[b].made))) for a, b in pairs)
    return [f"{how} ({number})" for how, number in counted.most_common(3)]


@cache
def _best_share() -> float:
    """The resemblance from which on plain shingles do best on the working half."""
    made = texts(0)
    right = copies(made)
    return max(_SHARES, key=lambda share: scores(_alike(made, share), right)["f1"])


def _alike(made: Sequence[Text], share: float) -> set[Pair]:
    """Pairs by the resemblance that MinHash estimates: shingles of four words in common among those of either text."""
    shingles = [_shingles(one.text) for one in made]
    return {
        (a, b)
        for a, b in combinations(range(len(made)), 2)
        if len(shingles[a] & shingles[b]) >= share * len(shingles[a] | shingles[b])
    }


@cache
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = words_of(text)
    return frozenset(tuple(words[n : n + 4]) for n in range(len(words) - 3))


def _speed() -> Iterator[tuple[str, Figures]]:
    """Milliseconds for a pair of long texts that differ in one word of fifty, and for a report's fingerprint."""
    dice = random.Random(1)  # noqa: S311  # draws texts, guards nothing
    words = " ".join(one["text"] for one in stories()).split(" ")
    long = " ".join((words * (_WORDS // len(words) + 1))[:_WORDS])
    shuffled = dice.sample(words * (_WORDS // len(words) + 1), _WORDS)
    edited = " ".join(word if dice.random() > 0.02 else "otherwise" for word in long.split(" "))
    compared = max(_milliseconds(partial(compare, long, other)) for other in (edited, " ".join(shuffled)))
    reports = [one.text for one in texts(0)]
    taken = _milliseconds(lambda: [fingerprint(text) for text in reports]) / len(reports)
    yield "speed", {"compare_10000_words_ms": round(compared, 1), "fingerprint_ms": round(taken, 2)}


def _milliseconds(run: Callable[[], object]) -> float:
    """The middle of five runs."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return 1000 * sorted(times)[2]


def _stories() -> Iterator[tuple[str, Figures]]:
    told = _articles()
    least = max(_SHARES, key=lambda share: _plain(told, share, half=0)["f1"])
    for name, half in (("work", 0), ("check", 1), ("all", None)):
        here = [one for one in told if half is None or one.event % 2 == half]
        tellings = {f"{n:06}": linked.telling(a.text, title=a.title, day=a.day) for n, a in enumerate(here)}
        size: Figures = {"reports": len(here), "events": len({one.event for one in here})}
        yield f"stories, {name}", {**size, **b_cubed(here, linked.stories(tellings))}
        yield f"stories, {name}, by plain tf-idf", {**size, **_plain(here, least, half=half)}


def _articles() -> list[Article]:
    if folder := os.environ.get(FOLDER):
        return [_article(json.loads(path.read_text("utf-8"))) for path in sorted(Path(folder).glob("*.json"))]
    return [
        Article(one["title"] if key == "text" else "", one[key], n, None)
        for n, one in enumerate(stories())
        for key in ("text", "again")
        if key in one
    ]


def _article(line: Mapping[str, object]) -> Article:
    event, published = line["newsCluster"], str(line.get("date_publish") or "")[:10]
    assert isinstance(event, dict)
    day = date.fromisoformat(published) if published else None
    return Article(str(line.get("title") or ""), str(line.get("text") or ""), int(event["EventId"]), day)


def b_cubed(told: Sequence[Article], groups: Sequence[Sequence[str]]) -> Figures:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998) of groups of places in `told`."""
    size = Counter(one.event for one in told)
    p = r = 0.0
    for group in groups:
        for event, number in Counter(told[int(name)].event for name in group).items():
            p += number * number / len(group)
            r += number * number / size[event]
    p, r = p / max(len(told), 1), r / max(len(told), 1)
    return {"precision": round(p, 3), "recall": round(r, 3), "f1": round(_f1(p, r), 3)}


def _plain(told: Sequence[Article], least: float, *, half: int | None) -> Figures:
    here = tuple(one for one in told if half is None or one.event % 2 == half)
    names = [f"{n:06}" for n in range(len(here))]
    return b_cubed(here, clusters(names, _tf_idf(here), least=least))


@cache
def _tf_idf(told: tuple[Article, ...]) -> dict[tuple[str, str], float]:
    """The cosine of whole texts by plain tf-idf: no names, no endings, no headline apart, no time."""
    counts = [Counter(words_of(one.title + " " + one.text)) for one in told]
    having = Counter(word for one in counts for word in one)
    weights = [{word: n * log(len(told) / having[word]) for word, n in one.items()} for one in counts]
    length = [sqrt(sum(w * w for w in one.values())) or 1.0 for one in weights]
    sums: dict[tuple[int, int], float] = defaultdict(float)
    holders: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(weights):
        for word in one:
            holders[word].append(n)
    for word, places in holders.items():
        for a, b in combinations(places, 2):
            sums[a, b] += weights[a][word] * weights[b][word]
    return {(f"{a:06}", f"{b:06}"): value / length[a] / length[b] for (a, b), value in sums.items()}


def missed(figures: dict[str, Figures]) -> list[str]:
    """Each figure that is worse than `floors.toml` allows, in words."""
    floors = tomllib.loads((RESULTS.parent / "floors.toml").read_text("utf-8"))["copies"]
    held = [(name, key, floors[f"pair_{key}"]) for name in _of(figures, "copies, check") for key in ("precision", "f1")]
    held += [(name, "f1", floors["story_f1"]) for name in _of(figures, "stories, check", "stories, all")]
    short = [f"{n}: {key} {figures[n][key]}, under {least}" for n, key, least in held if figures[n][key] < least]
    took = figures["speed"]["compare_10000_words_ms"]
    return short + ([f"comparing 10,000 words took {took} ms"] if took > floors["compare_ms"] else [])


def _of(figures: Mapping[str, Figures], *begin: str) -> list[str]:
    return [name for name in figures if name.startswith(begin) and "by plain" not in name]


if __name__ == "__main__":
    run("copies", parts(), missed)
