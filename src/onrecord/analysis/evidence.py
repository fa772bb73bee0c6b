"""An act to its slots, each with its value in words and the words of the report that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct

from onrecord.analysis import wording
from onrecord.coding.sentences import split
from onrecord.model import Act, Evidence, Report, Span

_AROUND = 120
"""How much is shown around words that stand in no sentence, such as a dateline."""


class Quoted(Struct, frozen=True):
    """Words of the report in their sentence: `sentence` as it stands, `mark` the offsets of the words within it."""

    sentence: str
    mark: Span
    rule: str
    confidence: float


class Slot(Struct, frozen=True):
    """One slot of an act: its name, its value in words, and what it rests on."""

    name: str
    value: str
    quoted: tuple[Quoted, ...]


def slots(act: Act, report: Report, *, outlet: str | None = None) -> tuple[Slot, ...]:
    """Every slot of `act`, in the order of the codebook; an empty one says `not told`."""
    sentences = [Span(one.start, one.end) for one in split(report.text, report.passages)]
    return tuple(
        Slot(name, value, tuple(_quoted(one, report.text, sentences) for one in act.evidence.get(name, ())))
        for name, value in _values(act, outlet)
    )


def quote(act: Act, text: str) -> str:
    """The sentences that tell the act, as they stand in the report; the words alone when no sentence is given."""
    spans = act.sentences or act.mentions
    return " … ".join(text[span.start : span.end] for span in spans)


def in_plain_words(rule: str) -> str:
    """What a rule does, in words; rules that worked together follow each other, an unlisted one is told as it is."""
    return "; ".join(_rules().get(part, part) for part in rule.split("; "))


@cache
def _rules() -> dict[str, str]:
    table = files("onrecord.analysis").joinpath("rules.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))


def _values(act: Act, outlet: str | None) -> Iterator[tuple[str, str]]:
    yield "type", wording.what(act)
    yield "realis", wording.told_as(act)
    yield "date", _with_words(wording.when(act), act.date_text)
    yield "place", _with_words(wording.where(act), act.place.text if act.place else None)
    yield "actors", wording.by_whom(act)
    yield "affected", wording.people(act.affected)
    yield "count", _with_words(wording.how_many(act.count), act.count.text) if act.count else wording.NOT_TOLD
    yield "charge", act.charge or wording.NOT_TOLD
    yield "penalties", "; ".join(map(wording.penalty_words, act.penalties)) or wording.NOT_TOLD
    yield "source", wording.on_whose_word(act, outlet=outlet)
    # What a newer coder may show besides.
    for name in sorted(set(act.evidence) - _NAMES):
        yield name, ""


_NAMES = {"type", "realis", "date", "place", "actors", "affected", "count", "charge", "penalties", "source"}


def _with_words(value: str, words: str | None) -> str:
    return f"{value} (“{words}”)" if words and words != value else value


def _quoted(one: Evidence, text: str, sentences: Sequence[Span]) -> Quoted:
    start, end = _around(one, text, sentences)
    mark = Span(one.start - start, min(one.end, end) - start)
    return Quoted(text[start:end], mark, one.rule, one.confidence)


def _around(one: Evidence, text: str, sentences: Sequence[Span]) -> tuple[int, int]:
    for sentence in sentences:
        if sentence.start <= one.start < sentence.end:
            return sentence.start, sentence.end
    first = max(text.rfind("\n", 0, one.start) + 1, one.start - _AROUND)
    end = text.find("\n", one.end)
    return first, min(len(text) if end < 0 else end, one.end + _AROUND)
