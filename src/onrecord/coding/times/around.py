"""What stands around a time: the words before it that bound or blur it, and times that belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from onrecord import dates
from onrecord.coding.times.context import Context
from onrecord.coding.times.mention import Reading, Relation, TimeMention
from onrecord.coding.times.patterns import Rule
from onrecord.coding.times.units import resolved

_BEFORE_LENGTH = "for"


class Read(NamedTuple):
    """What a rule read from which words, both included."""

    rule: Rule
    reading: Reading
    first: int
    last: int


class Placed(msgspec.Struct):
    """A mention together with the words it takes up."""

    mention: TimeMention
    first: int
    last: int


def with_words_before(context: Context, read: Read, floor: int) -> Placed:
    """A reading as a mention, with the words from `floor` on before it taken into account: "since late July"."""
    rule, reading, first, last = read
    start, stretch = _stretch_before(context, first, floor)
    edtf = _narrowed(context, reading, stretch) if stretch else reading.edtf
    relation, about = _relation_before(context, start, reading, floor)
    if about and edtf:
        edtf = dates.about(edtf)
    mention = TimeMention(
        start=context.words[start].start,
        end=context.words[last].end,
        type=reading.type,
        value=reading.value,
        edtf=_bounded(edtf, relation) if reading.type in ("DATE", "TIME") else edtf,
        anchor=reading.anchor,
        relation=relation,
        rule=rule.name,
        confidence=reading.confidence,
        shift=reading.shift,
    )
    return Placed(mention, start, last)


def _relation_before(context: Context, start: int, reading: Reading, floor: int) -> tuple[Relation, bool]:
    """How the words just before bound the time, and whether they make it a time about then."""
    about = False
    for at in range(start - 1, max(floor - 1, start - 4), -1):
        told = _relation_at(context, at, reading)
        if told is None:
            break
        if told != "about":
            return told, about
        about = True
    return ("about" if about else "within"), about


def _bounded(edtf: str | None, relation: Relation) -> str | None:
    """The date as the word before it bounds it: until, since."""
    if edtf is None:
        return None
    if relation in ("before", "until"):
        return dates.until(edtf)
    if relation in ("since", "after"):
        return dates.since(edtf)
    return edtf


def _relation_at(context: Context, at: int, reading: Reading) -> Relation | None:
    """What the word at `at` says of the time after it; "for" goes with lengths, "since" and the like with dates."""
    low = context.words[at].low
    told = context.lexicon.before_it.get(low)
    is_length = reading.type in ("DURATION", "SET")
    if told != "about" and is_length != (low == _BEFORE_LENGTH):
        return None
    return told


def _stretch_before(context: Context, first: int, floor: int) -> tuple[int, str | None]:
    """Where the time begins with "early", "mid-", "the end of" before it, and that word."""
    lows = [context.words[n].low if n >= floor else "" for n in range(first - 3, first)]
    joint = 0
    if lows[2] in ("of", "in", "-") or (lows[2] == "the" and lows[1] not in ("of", "in")):
        joint = 1
    elif lows[2] == "the":
        joint = 2
    at = first - 1 - joint
    word = context.words[at].low if at >= floor else ""
    if word not in context.lexicon.stretch or not _fits(word, [*lows[3 - joint :]]):
        return first, None
    return at - (at > floor and context.words[at - 1].low == "the"), word


_NOUNS = ("end", "start", "beginning", "middle")


def _fits(word: str, joint: list[str]) -> bool:
    """Whether "early", "the end" and the like may be tied to a time by these words."""
    if word in _NOUNS:
        return joint[:1] == ["of"]
    return joint in ([], ["-"]) or (word in ("earlier", "later") and joint[:1] != ["the"]) or joint[:1] == ["in"]


def _narrowed(context: Context, reading: Reading, word: str) -> str | None:
    """The tenth, quarter or part of a date that "early", "mid", "late" tell."""
    edtf = reading.edtf
    if edtf is None or reading.type != "DATE":
        return edtf
    low, high = dates.bounds(edtf)
    if low is None or high is None:
        return edtf
    if word in ("earlier", "later"):
        return _beside_report(context, reading, low, high, word)
    return _part_of(edtf, low, context.lexicon.stretch[word])


def _beside_report(context: Context, reading: Reading, low: date, high: date, word: str) -> str | None:
    """Earlier this month: from its first day to the report's; later this month: from the report's on."""
    report = context.report
    if report is None or not low <= report <= high or low == high:
        return reading.edtf
    return dates.interval(low, report) if word == "earlier" else dates.interval(report, high)


_DAYS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_MONTHS = {"START": (1, 3), "MID": (5, 8), "END": (10, 12)}
_YEARS = {"START": (0, 3), "MID": (4, 6), "END": (7, 9)}


def _part_of(edtf: str, low: date, part: str | None) -> str:
    kept = dates.precision(edtf)
    if part is None:
        return edtf
    if kept == "month":
        last = dates.last_of_month(low.year, low.month)
        first_day, last_day = _DAYS[part]
        return dates.interval(low.replace(day=first_day), low.replace(day=min(last_day, last.day)))
    if kept == "year":
        first, until = _MONTHS[part]
        return dates.interval(f"{low.year:04}-{first:02}", f"{low.year:04}-{until:02}")
    if kept == "interval" and len(edtf) == 9 and edtf[3] == "0" and edtf[8] == "9":
        first, until = _YEARS[part]
        return dates.interval(f"{low.year + first:04}", f"{low.year + until:04}")
    return edtf


def joined(context: Context, placed: Sequence[Placed]) -> Iterator[TimeMention]:
    """The mentions in order, those that belong together made one or given one stretch."""
    i = 0
    while i < len(placed):
        if i + 1 < len(placed):
            one, two = placed[i], placed[i + 1]
            between = [context.words[n].low for n in range(one.last + 1, two.first)]
            both = _clock_and_day(one, two, between) or _counted_from(context, one, two, between)
            if both:
                yield both
                i += 2
                continue
            _stretched(context, one, two, between)
        yield placed[i].mention
        i += 1


def _clock_and_day(one: Placed, two: Placed, between: list[str]) -> TimeMention | None:
    """10 p.m. Wednesday, Wednesday at 10 p.m., the morning of July 1 as one time."""
    if len(between) > 2 or any(word not in (",", "on", "at", "of", "around", "about", "the") for word in between):
        return None
    times = [p.mention for p in (one, two) if p.mention.type == "TIME" and p.mention.anchor == "act"]
    days = [
        p.mention for p in (one, two) if p.mention.type == "DATE" and p.mention.value and len(p.mention.value) == 10
    ]
    if len(times) != 1 or len(days) != 1 or times[0].value is None or days[0].value is None:
        return None
    if days[0].value.startswith(("PAST", "FUT")):
        return None
    value = days[0].value + "T" + times[0].value.partition("T")[2]
    return msgspec.structs.replace(days[0], start=one.mention.start, end=two.mention.end, type="TIME", value=value)


def _counted_from(context: Context, one: Placed, two: Placed, between: list[str]) -> TimeMention | None:
    """Two weeks before the Lunar New Year: the second time is what the first counts from."""
    shift, reference = one.mention.shift, two.mention.edtf
    if shift is None or reference is None or context.words[one.last].low not in ("before", "after", "prior", "later"):
        return None
    if two.mention.type not in ("DATE", "TIME") or any(word not in ("the", "to", ",") for word in between):
        return None
    plain = reference.strip("/")
    placed = resolved(shift, plain) if context.words[one.last].low != "later" else None
    if placed is None:
        return None
    return msgspec.structs.replace(
        two.mention, start=one.mention.start, value=placed[0], edtf=placed[1], relation="within", rule=one.mention.rule
    )


def _stretched(context: Context, one: Placed, two: Placed, between: list[str]) -> None:
    """Give two times that bound a stretch ("from June 1 to July 3") the interval they bound."""
    a, b = one.mention, two.mention
    before = context.words[one.first - 1].low if one.first else ""
    if len(between) != 1 or not (a.type == b.type == "DATE") or not _bound(before, between[0]):
        return
    low, high = dates.from_timex(a.value or ""), dates.from_timex(b.value or "")
    if low is None or high is None:
        return
    if a.anchor != "absolute" and b.anchor == "absolute" and "/" not in low and len(low) > 4:
        low = high[:4] + low[4:]
    edtf = dates.interval(low.partition("/")[0], high.rpartition("/")[2])
    if dates.is_valid(edtf):
        value = low if "/" not in low and "~" not in low else a.value
        one.mention = msgspec.structs.replace(a, value=value, edtf=edtf, relation="within")
        two.mention = msgspec.structs.replace(b, edtf=edtf, relation="within")


def _bound(before: str, joint: str) -> bool:
    """Whether two times joined by a word are the ends of a stretch: from A to B, between A and B, A - B, A through B."""
    if joint in ("to", "until", "till"):
        return before == "from"
    return joint in ("through", "-", "–", "—") or (joint == "and" and before == "between")
