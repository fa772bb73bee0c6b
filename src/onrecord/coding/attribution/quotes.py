"""Quotation marks to spans of speech, and each span to the attribution whose words it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from onrecord.coding.attribution.tree import CLOSING, OPENING, VERBS, Tree
from onrecord.coding.attribution.values import Attribution, Tokens

_DOUBLE = re.compile("[“”„\"«»]|â€œ|â€\x9d|â€�|â€˜â€˜|â€™â€™|‘‘|’’|(?<!\\w)''|''(?!\\w)")
"""Marks as set, doubled single ones, and those that a wrong decoding made of them."""
_SINGLE = re.compile(r"(?<!\w)[‘'](?=[\"“]?[A-Z])|(?<=[,.?!])[’'](?!\w)")
_SPEECH = frozenset(
    {"says", "denies", "confirms", "doubts", "demands", "asks", "threatens", "warns", "accuses", "plans"}
)
_FEWEST = 4
"""A shorter quotation in the middle of a sentence only sets a word off."""


@dataclass(frozen=True, slots=True)
class Quote:
    """First and last token within a pair of marks; `unclosed` where the paragraph ends before the marks close."""

    first: int
    last: int
    unclosed: bool


def quotes(tree: Tree) -> list[Quote]:
    """The quotations of the text that hold parsed words, in order."""
    found = []
    for start, end in _paragraphs(tree):
        for begin, close, unclosed in _marked(tree.parsed.text, start, end):
            first = bisect_left(tree.parsed.starts, begin)
            last = bisect_left(tree.parsed.starts, close) - 1
            if first <= last:
                found.append(Quote(first, last, unclosed))
    return found


def _paragraphs(tree: Tree) -> Iterator[tuple[int, int]]:
    """Offsets of the paragraphs that hold parsed sentences."""
    text, done = tree.parsed.text, -1
    for sentence in tree.parsed.sentences:
        if sentence.start >= done:
            start = text.rfind("\n", 0, sentence.start) + 1
            end = text.find("\n", sentence.end)
            done = end if end >= 0 else len(text)
            yield start, done


def _marked(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Offsets between marks, and whether the closing mark is missing."""
    double = list(_DOUBLE.finditer(text, start, end))
    marks = double or list(_SINGLE.finditer(text, start, end))
    begin: int | None = None
    for mark in marks:
        if begin is None:
            if mark.group() in CLOSING and mark.group() not in OPENING and text[start : mark.start()].strip():
                continue
            begin = mark.end()
        elif mark.group() in OPENING and mark.group() not in CLOSING:
            begin = mark.end()
        else:
            yield begin, mark.start(), False
            begin = None
    if double and begin is not None and text[begin:end].strip():
        yield begin, end, True


def with_quotes(tree: Tree, items: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with the quotations that are theirs added to their content, and those of quotations that go on."""
    told = list(items)
    speaking: Attribution | None = None
    open_ended: list[Quote] = []
    for quote in quotes(tree):
        place = _whose(tree, quote, told)
        if place is not None:
            told[place] = speaking = _extended(told[place], quote)
        elif _is_speech(tree, quote):
            source = _neighbour(tree, quote, told, speaking)
            if source is not None:
                speaking = _going_on(source, quote)
                told.append(speaking)
            elif quote.unclosed:
                open_ended.append(quote)
                continue
        if open_ended and speaking is not None and _follows(tree, open_ended[-1], quote):
            told += [_going_on(speaking, one) for one in open_ended]
        open_ended = []
    return told


def _follows(tree: Tree, before: Quote, quote: Quote) -> bool:
    """Whether a quotation opens the paragraph after one that was left open: one speech, whose speaker is told later."""
    return tree.sentence[quote.first] == tree.sentence[before.last] + 1


def _whose(tree: Tree, quote: Quote, told: Sequence[Attribution]) -> int | None:
    """Which attribution a quotation belongs to: one that covers its edge, else the nearest cue of its sentences."""
    sentences = {tree.sentence[quote.first], tree.sentence[quote.last]}
    near = [
        (n, item)
        for n, item in enumerate(told)
        if tree.sentence[item.cue[0]] in sentences and not quote.first <= item.cue[1] <= quote.last
    ]
    covering = [(item.size, n) for n, item in near if item.covers(quote.first) or item.covers(quote.last)]
    if covering:
        return min(covering)[1]
    if not _is_speech(tree, quote):
        return None
    beside = [(_distance(quote, item), n) for n, item in near if item.stance in _SPEECH and item.source is not None]
    return min(beside)[1] if beside else None


def _distance(quote: Quote, item: Attribution) -> int:
    cue = item.cue[1]
    gap = quote.first - cue if cue < quote.first else item.cue[0] - quote.last
    return gap + (20 if item.content and cue < quote.first else 0)


def _is_speech(tree: Tree, quote: Quote) -> bool:
    """Whether a quotation tells something: it has a verb and some length, or is most of its sentence."""
    if _fills(tree, quote):
        return True
    length = quote.last - quote.first + 1
    return length >= _FEWEST and any(tree.pos[i] in VERBS for i in range(quote.first, quote.last + 1))


def _fills(tree: Tree, quote: Quote) -> bool:
    """Whether a quotation, with its marks, is seven tenths of its sentence or more."""
    begin, end = tree.span(tree.sentence[quote.first])
    return (quote.last - quote.first + 3) * 10 >= 7 * (end - begin + 1)


def _extended(item: Attribution, quote: Quote) -> Attribution:
    within = any(first <= quote.first and quote.last <= last for first, last in item.content)
    if within:
        return replace(item, quoted=True)
    parts = [p for p in item.content if not (quote.first <= p[0] and p[1] <= quote.last)]
    return replace(item, content=_joined([*parts, (quote.first, quote.last)]), quoted=True)


def _joined(parts: list[Tokens]) -> tuple[Tokens, ...]:
    """Token ranges in order, those that overlap made one."""
    found: list[Tokens] = []
    for first, last in sorted(parts):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def _neighbour(
    tree: Tree, quote: Quote, told: Sequence[Attribution], speaking: Attribution | None
) -> Attribution | None:
    """Who goes on speaking: the word-giver of the same paragraph, before or after, or of the quotation just before."""
    if not _fills(tree, quote):
        return None
    here, passage = tree.sentence[quote.first], tree.passage(quote.first)
    spoken = [item for item in told if item.source is not None and item.stance in _SPEECH]
    spoken = [
        item for item in spoken if not any(o is not item and not o.quoted and o.covers(item.cue[1]) for o in spoken)
    ]
    before = [item for item in spoken if _sentence(tree, item) < here and tree.passage(item.cue[0]) == passage]
    if before:
        return max(before, key=lambda item: item.cue)
    after = [item for item in spoken if _sentence(tree, item) == here + 1 and tree.passage(item.cue[0]) == passage]
    if after:
        return min(after, key=lambda item: item.cue)
    if speaking is not None and _reach(tree, speaking) == here - 1:
        return speaking
    last = [item for item in spoken if _sentence(tree, item) == here - 1]
    return max(last, key=lambda item: item.cue) if last else None


def _sentence(tree: Tree, item: Attribution) -> int:
    return tree.sentence[item.cue[0]]


def _reach(tree: Tree, item: Attribution) -> int:
    """The last sentence that an attribution tells or is told in."""
    return max(tree.sentence[t] for t in (item.cue[1], *(last for _, last in item.content)))


def _going_on(source: Attribution, quote: Quote) -> Attribution:
    return replace(
        source,
        content=((quote.first, quote.last),),
        rule="quote goes on",
        confidence=min(source.confidence, 0.7),
        stance="says",
        quoted=True,
    )
