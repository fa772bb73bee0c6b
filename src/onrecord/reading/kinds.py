"""Paragraphs to what they are: a caption, a byline, boilerplate or a headline; the story itself when in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import PassageKind, Span
from onrecord.reading import dateline
from onrecord.reading.cues import agency_of, cues, page_words, plain
from onrecord.reading.published import day_in

_HEADING = re.compile(r"#{1,6}\s+\S")
_BY = re.compile(r"[*_(]*by[:\s]\s*", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w.'’-]*[,:]?$|(?:de|van|von|der|al|bin|ibn|and|in|for|with|&|[|/–—-])$")
_STAMP = re.compile(
    r"(?:[\w./& -]{2,60}[|•·]\s*)?(?:first |last )?(?:published|updated|posted|modified|created)(?: (?:on|at))?\b\s*[:|-]?\s*",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"[\s,.|•·()@/–—-]*(?:(?:at|on|\d{1,2}[:.]\d\d(?::\d\d)?|\d{1,2}(?= ?[ap]m)|[ap]\.?m\b\.?|[A-Z]{1,5}|(?:GMT|UTC)[+-]?[\d:]*|hrs|hours"
    r"|\w+day|local time)\b[\s,.|•·()@/–—-]*)*$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:T\S*)?|\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b)?")
_SMALL_WORD = re.compile(r"(?<![\w'’])[a-z][a-z'’]+")
_PHOTO = re.compile(
    r"(?:\(?file\s*(?:photo)?\s*[-:]\s*)?in this\b.{0,70}?\b(?:photo|image|picture|photograph|frame grab|video grab|handout)\b"
    r"(?:,| (?:provided|taken|released|made|from|by|posted|distributed|supplied|obtained)\b)"
)
_NAME_AND_AGENCY = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}\s*[,|/]\s*(?P<agency>[A-Z][\w/ .-]{1,40})$")
_POSTED_BY = re.compile(r"[—–-]+ ?.{1,60}\(@\w{1,30}\)")
_NO_WORDS = re.compile(r"[\W_\d]*$")
_CODE_NAME = re.compile(r"(?=\S*\d)[A-Z0-9]+(?:[-_/][A-Z0-9]+)+$")
_IMAGE = re.compile(r"!\[[^\]]{0,300}\]\([^)]{0,600}\)$")
_ENDED = tuple(".!?…\"”’':;)")
_PROSE = 80
"""From this length on, a line that ends in a full stop is prose beyond doubt."""


def kind_of(paragraph: str) -> PassageKind:
    """What one paragraph is by its own words alone."""
    if _HEADING.match(paragraph):
        return "headline"
    line = plain(paragraph)
    listed = cues()
    if not line or _is_no_prose(paragraph):
        return "boilerplate"
    if listed.captions.is_shown_by(line) or _is_photo(line):
        return "caption"
    if (listed.bylines.is_shown_by(line) and _names_makers(paragraph)) or _is_byline(paragraph):
        return "byline"
    noted = listed.boilerplate.is_shown_by(line) or page_words().notes.is_shown_by(line)
    return "boilerplate" if noted or _is_credit(paragraph) else "body"


def _is_no_prose(paragraph: str) -> bool:
    if " " not in paragraph and any(mark in paragraph for mark in ("://", "www.", "@")):
        return True
    return any(test.match(paragraph) for test in (_NO_WORDS, _CODE_NAME, _IMAGE, _POSTED_BY))


def _is_photo(line: str) -> bool:
    return "in this" in line[:40] and _PHOTO.match(line) is not None


def _is_byline(paragraph: str) -> bool:
    if len(paragraph) > 160:
        return False
    if _is_stamp(paragraph):
        return True
    if by := _BY.match(paragraph):
        names = paragraph[by.end() :].partition("(")[0].strip(" *_").split()
        return bool(names) and names[0][:1].isupper() and all(map(_NAME.match, names))
    named = _NAME_AND_AGENCY.match(paragraph)
    return bool(named and agency_of(named["agency"]))


def _names_makers(paragraph: str) -> bool:
    """Whether a line is made of names and of the few words that stand around makers' names."""
    small = [word for word in _SMALL_WORD.findall(paragraph) if word not in cues().makers]
    return len(small) <= 1


def _is_stamp(paragraph: str) -> bool:
    """Whether a line says when the story was put out, and nothing else."""
    opening = _STAMP.match(paragraph)
    if opening is None:
        return False
    rest = paragraph[opening.end() :]
    if (day := day_in(rest)) is not None:
        return bool(_CLOCK.match(rest[: day.start])) and _closes(rest[day.end :])
    return (number := _NUMBERS.match(rest)) is not None and _closes(rest[number.end() :])


def _closes(rest: str) -> bool:
    """Whether only a time of day follows, or another stamp."""
    return _CLOCK.match(rest) is not None or "pdated" in rest[:30] or "PDATED" in rest[:30]


def _is_credit(paragraph: str) -> bool:
    """Whether a paragraph is an agency's name in brackets."""
    return len(paragraph) < 60 and agency_of(paragraph.strip("()[]*_- ")) is not None


def mark_headline(text: str, spans: Sequence[Span], kinds: list[PassageKind], *, title: str | None) -> None:
    """Marks the headline: paragraphs that say the title again, or, a first line like one."""
    known = _letters(title or "")
    for n, span in enumerate(spans):
        if known and kinds[n] == "body" and abs(span.end - span.start - len(title or "")) < 40:
            said = _letters(text[span.start : span.end])
            if said and (said == known or (len(said) > 30 and (known.startswith(said) or known.endswith(said)))):
                kinds[n] = "headline"
    first = next((n for n in range(len(spans)) if kinds[n] == "body"), None)
    if first is not None and _opens(text, spans, kinds, first):
        kinds[first] = "standfirst" if known else "headline"


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _opens(text: str, spans: Sequence[Span], kinds: Sequence[PassageKind], first: int) -> bool:
    """Whether the first paragraph stands over the story as a headline does: short, not ended, prose below."""
    line = text[spans[first].start : spans[first].end]
    below = [n for n in range(first + 1, min(first + 9, len(spans))) if kinds[n] == "body"][:3]
    if not below or len(line) > 180 or line.endswith(_ENDED) or "\n" in line or not line[0].isupper():
        return False
    if (found := dateline.find(line)) and found.strong:
        return False
    return len(line.split()) >= 3 and any(_is_prose(text, spans[n]) for n in below)


def _is_prose(text: str, span: Span) -> bool:
    return span.end - span.start >= _PROSE and text[span.start : span.end].rstrip("*_ ")[-1] in ".!?…\"”’')"


def mark_crossheads(text: str, spans: Sequence[Span], kinds: list[PassageKind]) -> None:
    """Marks as headlines the few words without an end that stand between two paragraphs of prose."""
    for n in range(1, len(spans) - 1):
        line = spans[n]
        if kinds[n] != "body" or line.end - line.start > 70 or kinds[n + 1] != "body" or kinds[n - 1] == "headline":
            continue
        words = text[line.start : line.end]
        between = _is_prose(text, spans[n - 1]) and _is_prose(text, spans[n + 1])
        if _is_crosshead(words) and (between or (words.isupper() and kinds[n - 1] == "body")):
            kinds[n] = "headline"


def _is_crosshead(words: str) -> bool:
    bare = words.strip("*_ ")
    if bare != words and words[:2] == "**" and words[-2:] == "**":
        return True
    opening = bare.lstrip("'\"‘“")[:1]
    ended = ":" in bare or bare.rstrip("'\"’”")[-1:] in {".", "!", "…", ";", ",", ")", ""}
    return opening.isupper() and not ended and len(bare.split()) <= 10 and "\n" not in bare


def _heads_teasers(line: str) -> bool:
    return line in cues().teasers or line in page_words().notes.whole


def mark_teasers(text: str, spans: Sequence[Span], kinds: list[PassageKind]) -> None:
    """Marks as boilerplate the unended short lines that stand under a heading such as "Related stories"."""
    under = False
    for n, span in enumerate(spans):
        line = text[span.start : min(span.end, span.start + 200)]
        if kinds[n] == "boilerplate" and _heads_teasers(plain(line).strip(" :.>")):
            under = True
        elif under and kinds[n] == "body" and span.end - span.start < 140 and not line.endswith((".", ".”", '."')):
            kinds[n] = "boilerplate"
        elif kinds[n] == "body":
            under = False
