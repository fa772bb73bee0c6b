"""Counts, words, charges and penalties of two acts to what they say of the acts being one doing."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from onrecord.letters import plain
from onrecord.linking.happenings.doing import Doing
from onrecord.linking.happenings.reasons import finding, rules
from onrecord.linking.judgement import Reason
from onrecord.model import Count


def by_count(a: Doing, b: Doing) -> Iterator[Reason]:
    """Counts that agree, differ, or lie far apart."""
    if a.count is None or b.count is None or _unknown(a.count) or _unknown(b.count):
        return
    words = f"{count_words(a.count)} and {count_words(b.count)}"
    if counts_agree(a.count, b.count):
        if not _is_one(a.count) or not _is_one(b.count):
            telling = _is_telling(a.count) and _is_telling(b.count)
            yield finding("count", "counts that agree" if telling else "loose counts that agree", words)
        return
    less, more = sorted([_ends(a.count), _ends(b.count)])
    far = more[0] > rules().limits["count_ratio"] * less[1]
    yield finding("count", "counts far apart" if far else "counts that differ", words)


def counts_agree(a: Count, b: Count) -> bool:
    """Whether some number fits both."""
    (a_low, a_high), (b_low, b_high) = _ends(a), _ends(b)
    return a_low <= b_high and b_low <= a_high


def _is_one(count: Count) -> bool:
    return count.max is not None and count.max <= 1


def _is_telling(count: Count) -> bool:
    """Whether a count is large and narrow enough that few others would agree with it: 137, rather than two, or dozens."""
    low, high = _ends(count)
    limits = rules().limits
    return low >= limits["count_telling"] and high <= limits["count_narrow"] * low


def count_words(count: Count) -> str:
    """A count in words: its own, else its numbers."""
    if count.text:
        return count.text
    least, most = count.min, count.max
    if least == most:
        return str(least)
    return f"up to {most}" if least is None else f"at least {least}" if most is None else f"{least} to {most}"


def _ends(count: Count) -> tuple[float, float]:
    return count.min or 0, inf if count.max is None else count.max


def _unknown(count: Count) -> bool:
    return count.min is None and count.max is None


def by_words(a: Doing, b: Doing) -> Iterator[Reason]:
    """Whether two reports tell it, of the same people in words, with nearly all other telling words the same, as copies do."""
    mine, its = set(a.words), set(b.words)
    shared, limits = mine & its, rules().limits
    if len(shared) < limits["words_least"] or len(shared) < limits["words_share"] * max(len(mine), len(its)):
        return
    if a.report != b.report and _same_sides(a, b):
        yield finding("words", "same words", ", ".join(sorted(shared)[:6]))


def _same_sides(a: Doing, b: Doing) -> bool:
    """Whether both tell the same people in words as those who did it and those it was done to, and nobody by name."""
    sides = [tuple(sorted(one.key for one in side)) for side in (a.affected, b.affected, a.actors, b.actors)]
    nobody = not a.persons and not b.persons
    return nobody and sides[0] == sides[1] and sides[2] == sides[3] and bool(sides[0] or sides[2])


def by_outcome(a: Doing, b: Doing) -> Iterator[Reason]:
    """Charges and penalties."""
    if a.charge and b.charge and plain(a.charge) == plain(b.charge):
        yield finding("charge", "same charge", a.charge)
    terms = [{one.term or one.kind or one.amount for one in doing.penalties} for doing in (a, b)]
    if terms[0] and terms[1] and not terms[0] & terms[1]:
        yield finding(
            "penalty", "another penalty", " and ".join(str(one) for t in terms for one in sorted(map(str, t)))
        )
