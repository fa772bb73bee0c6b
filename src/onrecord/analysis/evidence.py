"""An act to its slots, each with its value in words and the words of the report that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from operator import attrgetter

from msgspec import Struct

from onrecord.analysis import wording
from onrecord.coding.sentences import split
from onrecord.dates import describe, is_valid
from onrecord.model import Act, Evidence, Person, Report, Span

_AROUND = 120
"""How much is shown around words that stand in no sentence, such as a dateline."""


class Mark(Struct, frozen=True):
    """Words within a sentence that a value rests on, by their offsets in it; the rule, and how sure it is."""

    start: int
    end: int
    rule: str
    confidence: float


class Quoted(Struct, frozen=True):
    """A sentence as it stands in the report, with the words that count marked."""

    sentence: str
    marks: tuple[Mark, ...]


class Slot(Struct, frozen=True):
    """One slot of an act: its name, its value in words, and what it rests on."""

    name: str
    value: str
    quoted: tuple[Quoted, ...]


def slots(act: Act, report: Report, *, outlet: str | None = None) -> tuple[Slot, ...]:
    """Every slot of `act`, in the order of the codebook; an empty one says `not told`."""
    sentences = [Span(one.start, one.end) for one in split(report.text, report.passages)]
    return tuple(
        Slot(name, value, _quoted(act.evidence.get(name, ()), report.text, sentences))
        for name, value in in_words(act, outlet).items()
    )


def protection(act: Act, persons: Iterable[Person], report: Report) -> tuple[Slot, ...]:
    """For each person in `act` who may need protection: why, and the words that tell it."""
    sentences = [Span(one.start, one.end) for one in split(report.text, report.passages)]
    speakers = (speaker for step in act.source for speaker in step)
    taking_part = {one.person for one in (*act.actors, *act.affected, *speakers)}
    return tuple(
        Slot(
            "protection",
            f"{person.name}: {wording.protection(person)}",
            _quoted((hint.evidence for hint in person.protection), report.text, sentences),
        )
        for person in persons
        if person.protection and person.id in taking_part
    )


def quote(act: Act, text: str) -> str:
    """The sentences that tell the act, as they stand in the report; the words alone when no sentence is given."""
    spans = act.sentences or act.mentions
    return " … ".join(text[span.start : span.end] for span in spans)


def in_plain_words(rule: str) -> str:
    """What a rule does, in words; rules that worked together follow each other, an unlisted one is told as it is."""
    return "; ".join(map(_one_in_words, rule.split("; ")))


def _one_in_words(rule: str) -> str:
    """`earlier, counted from 2021-07-01` and `cue “held”` carry what they worked with in their name."""
    name, counted, anchor = rule.partition(", counted from ")
    start, opening, rest = name.partition("“")
    quoted, _, end = rest.partition("”")
    listed = _rules().get(f"{start}“…”{end}" if opening else name)
    told = listed.replace("…", quoted) if listed else name
    return f"{told}, counted from {describe(anchor) if is_valid(anchor) else anchor}" if counted else told


@cache
def _rules() -> dict[str, str]:
    table = files("onrecord.analysis").joinpath("rules.tsv").read_text("utf-8")
    return dict(line.split("\t", 1) for line in table.splitlines() if line and not line.startswith("#"))


def in_words(act: Act, outlet: str | None) -> dict[str, str]:
    """The value of each slot in words; what a newer coder shows besides follows, without words."""
    known = {
        "type": wording.what(act),
        "realis": wording.told_as(act),
        "date": _with_words(wording.when(act), act.date_text),
        "place": _with_words(wording.where(act), act.place.text if act.place else None),
        "actors": wording.by_whom(act),
        "affected": wording.people(act.affected),
        "count": _with_words(wording.how_many(act.count), act.count.text) if act.count else wording.NOT_TOLD,
        "charge": act.charge or wording.NOT_TOLD,
        "penalties": "; ".join(map(wording.penalty_words, act.penalties)) or wording.NOT_TOLD,
        "source": wording.on_whose_word(act, outlet=outlet),
    }
    return known | {name: "" for name in sorted(act.evidence) if name not in known}


def _with_words(value: str, words: str | None) -> str:
    return f"{value} (“{words}”)" if words and words != value else value


def _quoted(shown: Iterable[Evidence], text: str, sentences: Sequence[Span]) -> tuple[Quoted, ...]:
    """A sentence for each that holds evidence, in the order of the text."""
    marked: dict[tuple[int, int], list[Mark]] = {}
    for one in sorted(set(shown), key=attrgetter("start", "end")):
        start, end = _around(one, text, sentences)
        mark = Mark(one.start - start, min(one.end, end) - start, one.rule, one.confidence)
        marked.setdefault((start, end), []).append(mark)
    return tuple(Quoted(text[start:end], tuple(marks)) for (start, end), marks in marked.items())


def _around(one: Evidence, text: str, sentences: Sequence[Span]) -> tuple[int, int]:
    for sentence in sentences:
        if sentence.start <= one.start < sentence.end:
            return sentence.start, sentence.end
    first = max(text.rfind("\n", 0, one.start) + 1, one.start - _AROUND)
    end = text.find("\n", one.end)
    return first, min(len(text) if end < 0 else end, one.end + _AROUND)
