"""Mentions of doings of any kind to groups that each tell one and the same: within one story, by words, parties and context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from math import exp
from typing import TypeAlias

from msgspec import Struct

from onrecord.codebook.data import read_rows
from onrecord.linking.mentions.features import NAMES, Compared, Story, features
from onrecord.linking.mentions.mention import Mention, Telling
from onrecord.linking.mentions.trust import Trust, trust
from onrecord.linking.mentions.vectors import Rarity
from onrecord.linking.mentions.words import RELATIONS, Relation, relation
from onrecord.linking.stories.clusters import clusters

LEAST = 0.38
"""How alike mentions must be, on average, to be of one group."""
_FAR = 30.0
Rows: TypeAlias = Mapping[Relation, Sequence[float]]


class Model(Struct, frozen=True):
    """What each number weighs, for each relation of the words, and how far the lines of words are trusted."""

    rows: Rows
    trust: Trust


@cache
def learned() -> Model:
    """The tables that were learned; they say from what."""
    told = {name: [float(one) for one in rest] for name, *rest in read_rows("happenings", "ecbplus.tsv")}
    return Model({one: [told[name][n] for name in NAMES] for n, one in enumerate(RELATIONS)}, trust())


def groups(
    mentions: Iterable[Mention],
    reports: Mapping[str, Telling],
    stories: Iterable[Sequence[str]],
    *,
    least: float = LEAST,
    model: Model | None = None,
) -> list[tuple[str, ...]]:
    """The ids of mentions in groups; `stories` are the names of reports that tell one event, each report in one of them."""
    found: list[tuple[str, ...]] = []
    for compared in by_story(mentions, reports, stories):
        pairs = combinations(sorted(compared, key=lambda one: one.mention.id), 2)
        alike = {(a.mention.id, b.mention.id): likeness(a, b, model or learned()) for a, b in pairs}
        found.extend(clusters([one.mention.id for one in compared], alike, least=least))
    return found


def by_story(
    mentions: Iterable[Mention], reports: Mapping[str, Telling], stories: Iterable[Sequence[str]]
) -> Iterator[list[Compared]]:
    """The mentions of each story, ready to be compared."""
    told: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        told[mention.report].append(mention)
    everywhere = Rarity(one.words for one in reports.values())
    for names in stories:
        story = Story({name: reports[name] for name in names}, everywhere)
        yield [story.compared(mention) for name in names for mention in told[name]]


def likeness(a: Compared, b: Compared, model: Model) -> float:
    """How likely two mentions tell one doing, 0 to 1."""
    kind = relation(a.mention.head, b.mention.head)
    numbers = features(a, b, kind, model.trust)
    total = sum(weight * number for weight, number in zip(model.rows[kind], numbers, strict=True))
    return 1 / (1 + exp(-max(-_FAR, min(_FAR, total))))
