"""The head of a wire story to its dateline: "Almaty [Kazakhstan], July 3 (ANI):" is a place, a day and an agency."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from onrecord.reading.cues import agencies, agency_of, cues, plain
from onrecord.reading.published import Day, day_in

_REACH = 170
"""How far into a paragraph the mark that ends a dateline may stand."""
_MARK = re.compile(
    r"\s*(?::(?=[a-z]|\s|$)|--+(?=\s|[A-Z\"“\[]|$)|[—–](?=\s|[A-Z\"“‘]|$)|(?<=\s)[-_](?=\s|$)|(?<=\))[-_](?=\s|$))"
)
_AGENCY = re.compile(r",?\s*\(([^()]{2,60})\)\s*$")
_BARE_AGENCY = re.compile(r"(?:\s*[,.|/]\s*|\s+)([A-Z][A-Za-z/.-]{1,20})$")
_TAG = re.compile(
    r"\s*\[(?:Text|Excerpts?|Report|Summary|Continued|Begin|From|Editorial|Article|Commentary|Speech)\b[^\[\]]{0,400}\]"
)
_WORD = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*|(?:d'|al-|el-|l')[A-Z][\w'’-]*|of|the|de|del|du|da|la|le|al|el|and|am|an|upon|sur|in)$"
)
_BRACKETED = re.compile(r"\s*[\[(]([A-Z][^\[\]()]{1,40})[\])]")
_SMALL = re.compile(r"[a-z][a-z'/-]{2,30}(?: [a-z][a-z'-]{1,20})?(?: ?\([a-z ]{3,30}\))?$")


class Found(Struct, frozen=True):
    """A dateline: `end` the offset in the paragraph where the prose begins."""

    place: str | None
    day: Day | None
    agency: str | None
    end: int
    strong: bool
    """Whether more speaks for it than a short name before a colon or a dash."""


def find(paragraph: str, *, small_print: bool = False) -> Found | None:
    """The dateline that a paragraph opens with, or None; `small_print` where the text has no capitals at all."""
    head = paragraph[:_REACH]
    for number, mark in enumerate(_MARK.finditer(head)):
        if number == 3:
            return None
        if found := _read(head[: mark.start()], small_print=small_print):
            return Found(*found, _prose(paragraph, mark.end()), _is_strong(*found))
    return None


def _prose(paragraph: str, at: int) -> int:
    """Where the story itself begins: after the dateline and the tags of a monitoring service."""
    while tag := _TAG.match(paragraph, at):
        at = tag.end()
    while at < len(paragraph) and paragraph[at].isspace():
        at += 1
    return at


def _read(prefix: str, *, small_print: bool) -> tuple[str | None, Day | None, str | None] | None:
    """Place, day and agency of all the words before a mark; None when they are not that."""
    rest, agency = _without_agency(prefix.strip())
    day = day_in(rest, at_end=True)
    if day:
        rest = rest[: day.start].rstrip(" ,;:/|-–—")
    rest = rest.rstrip(".") if "," not in rest else rest
    if not rest:
        return (None, day, agency) if agency else None
    if small_print and _SMALL.match(rest) and rest not in cues().not_datelines:
        return rest, day, agency
    if not _is_place(rest, loose=bool(agency or day)):
        return None
    return rest, day, agency


def _without_agency(prefix: str) -> tuple[str, str | None]:
    """A prefix without its agency, and the agency's name; unknown ones are taken in brackets after a day."""
    if bracketed := _AGENCY.search(prefix):
        rest, words = prefix[: bracketed.start()].rstrip(" ,"), bracketed.group(1).strip()
        known = next((name for part in re.split(r"[/,]", words) if (name := agency_of(part))), None)
        known = known or agency_of(words.replace(" - ", "-"))
        if known or (rest and day_in(rest, at_end=True)):
            return rest, known or words
    elif (bare := _BARE_AGENCY.search(prefix)) and bare.group(1).lower() in _bare():
        return prefix[: bare.start()].rstrip(" ,.|/"), agency_of(bare.group(1))
    return prefix, None


@cache
def _bare() -> frozenset[str]:
    return frozenset(form for form, agency in agencies().items() if agency.bare)


def _is_place(words: str, *, loose: bool) -> bool:
    """Whether some words can be the name of a place: a few capitalised words, parted by commas."""
    if plain(words) in cues().not_datelines or len(words) > 70:
        return False
    parts = [p.strip() for p in re.split(r"[,/;|]|(?<=[a-z])\.\s", _BRACKETED.sub(lambda m: ", " + m[1], words))]
    if len(parts) > 4 or not all(parts):
        return False
    limit = 5 if loose or parts[0].isupper() else 3
    return (
        all(len(part.split()) <= limit and all(map(_WORD.match, part.split())) for part in parts)
        and parts[0][0].isupper()
    )


def _is_strong(place: str | None, day: Day | None, agency: str | None) -> bool:
    return bool(day or agency or (place and place.split(",")[0].strip(" .").isupper() and len(place) > 2))
