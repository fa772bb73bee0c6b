"""Prisons, squares and villages that no table knows: named by their own words, placed by what stands beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.coding.resolution import Verdict
from onrecord.coding.toponyms import Spotter
from onrecord.model import PlacePrecision

_LOWER_SITES = frozenset(
    "prison jail penitentiary station colony camp facility center centre barracks checkpoint square institution".split()
)
_TOWN_BEFORE = frozenset(
    "village town city hamlet township settlement suburb neighborhood neighbourhood municipality".split()
)
_REGION_BEFORE = frozenset("district province region county prefecture governorate oblast".split())
_AFTER = _TOWN_BEFORE | _REGION_BEFORE
_NUMBERED = re.compile(r"\.? \d{1,3} ")
_BESIDE = re.compile(
    r",? ?(?:[(\[]|near|in|outside|at)? ?(?:the )?(?:[a-z-]+ ){0,2}?(?:(?:city|town|province|region|district) of )?"
)
_LONGEST_RUN = 4
_AROUND = 150


class Site(Struct, frozen=True, kw_only=True):
    """A place that is known by name only, and where it lies as far as the text tells."""

    start: int
    end: int
    name: str
    precision: PlacePrecision
    rule: str
    evidence: float
    country: str | None = None
    within: str | None = None
    """The town or region it lies in."""


def find_sites(spotter: Spotter, placed: Sequence[Verdict], likely: str | None) -> Iterator[Site]:
    """Named sites, villages and districts of a text whose known places are `placed`; `likely` is the country it is about."""
    covered = {i for v in placed if v.hit.entries for i in range(v.hit.first, v.hit.last + 1)}
    starts = [v.hit.start for v in placed]
    precision: PlacePrecision
    for i, word in enumerate(spotter.words):
        if word.key in spotter.lex.site_ends:
            around = placed[bisect_left(starts, word.start - _AROUND) : bisect_left(starts, word.end + _AROUND)]
            span = _site_at(spotter, i, around)
            rule, precision = "places.site", "site"
        elif word.key in _AFTER:
            span = _unknown_at(spotter, i, covered)
            rule, precision = "places.kind-word", ("region" if word.key in _REGION_BEFORE else "town")
        else:
            continue
        if span is not None:
            around = placed[bisect_left(starts, word.start - _AROUND) : bisect_left(starts, word.end + _AROUND)]
            yield _placed(spotter, span, around, likely, rule, precision)


def _site_at(spotter: Spotter, i: int, placed: Sequence[Verdict]) -> tuple[int, int] | None:
    first = _term_start(spotter, i)
    word = spotter.words[i]
    if first is None or not (word.capital or word.key in _LOWER_SITES):
        return None
    start = _run_start(spotter, first)
    run = spotter.words[start:first]
    lex = spotter.lex.words
    if not run or all(w.key in lex["site_adjectives"] for w in run):
        return None
    if not word.capital and _is_place(start, first - 1, placed):
        return None
    demonym = all(spotter.gaz.country_of_demonym(w.key) or w.key in lex["site_adjectives"] for w in run)
    if demonym and word.key not in {"embassy", "consulate"}:
        return None
    return (
        None
        if any(v.entry.kind == "site" and v.hit.last >= first - 1 and v.hit.first <= i for v in placed)
        else (start, i)
    )


def _term_start(spotter: Spotter, i: int) -> int | None:
    """Where the longest site word that ends at word `i` begins ("police station")."""
    keys = [w.key for w in spotter.words[max(0, i - 2) : i + 1]]
    for length in (3, 2, 1):
        if length <= len(keys) and tuple(keys[-length:]) in spotter.lex.sites:
            return i - length + 1
    return None


def _run_start(spotter: Spotter, first: int) -> int:
    """Where the capitals before word `first` begin, without what merely opens a sentence."""
    start = first
    while start > 0 and first - start < _LONGEST_RUN:
        before = spotter.words[start - 1]
        if not before.capital or before.possessive or not _runs_on(before.key, spotter.gap(start - 1)):
            break
        start -= 1
    while (
        start < first
        and spotter.words[start].key in spotter.lex.words["may_precede"] - spotter.lex.words["site_adjectives"]
    ):
        start += 1
    while start < first and spotter.words[start].key in {"the", "in", "at", "from", "near", "outside", "to", "a", "an"}:
        start += 1
    return start


def _runs_on(key: str, gap: str) -> bool:
    return gap in {" ", "-"} or (key in {"no", "st"} and _NUMBERED.fullmatch(gap) is not None)


def _unknown_at(spotter: Spotter, i: int, covered: set[int]) -> tuple[int, int] | None:
    """As in "the village of X" or "X village", where no table knows X."""
    words = spotter.words
    if i + 2 < len(words) and words[i + 1].key == "of" and spotter.adjacent(i) and words[i + 2].capital:
        last = i + 2
        while last + 1 < len(words) and last - i < _LONGEST_RUN and words[last + 1].capital and spotter.adjacent(last):
            last += 1
        return None if covered & set(range(i + 2, last + 1)) else (i + 2, last)
    start = _run_start(spotter, i)
    run = words[start:i]
    lex = spotter.lex.words
    if (
        not run
        or covered & set(range(start, i + 1))
        or all(w.key in lex["site_adjectives"] | lex["never"] for w in run)
    ):
        return None
    if any(spotter.gaz.country_of_demonym(w.key) for w in run) or run[0].key in lex["titles"]:
        return None
    return start, i


def _is_place(first: int, last: int, placed: Sequence[Verdict]) -> bool:
    return any(v.hit.first <= first and v.hit.last >= last for v in placed)


def _placed(
    spotter: Spotter,
    span: tuple[int, int],
    placed: Sequence[Verdict],
    likely: str | None,
    rule: str,
    precision: PlacePrecision,
) -> Site:
    first, last = span
    start, end = spotter.words[first].start, spotter.words[last].end
    beside = _beside(spotter, first, last, placed)
    near = beside is not None and "near" in spotter.text[end : beside.hit.start]
    within = (
        beside.entry.name
        if beside is not None and beside.entry.kind in {"town", "region", "district"} and not near
        else None
    )
    return Site(
        start=start,
        end=end,
        name=" ".join(spotter.text[start:end].split()),
        precision=precision,
        rule=rule,
        evidence=2.5 if beside is not None else 1.0,
        country=beside.entry.country if beside is not None else likely,
        within=within,
    )


def _beside(spotter: Spotter, first: int, last: int, placed: Sequence[Verdict]) -> Verdict | None:
    """The known place that a site's name holds, or that is named right after it."""
    start, end = spotter.words[first].start, spotter.words[last].end
    for verdict in placed:
        hit = verdict.hit
        if hit.demonym and not hit.entries:
            continue
        if start <= hit.start < end:
            return verdict
        if end <= hit.start < end + 40 and _BESIDE.fullmatch(spotter.text[end : hit.start]):
            return verdict
        if hit.start > end + 40:
            break
    return None
