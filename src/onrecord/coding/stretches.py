"""Dates that span a stretch: "for eight years", "since then", held from the arrest on, freed some time before the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from onrecord import dates
from onrecord.coding.clauses import clause_head
from onrecord.coding.families import OF_THE_HELD, TAKINGS
from onrecord.coding.nearness import gap, share_people
from onrecord.coding.tense import tense
from onrecord.coding.when import When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.acts import Found
    from onrecord.coding.choosing import Chosen
    from onrecord.coding.parse import Parsed
    from onrecord.dates import Unit

_NEAR = 8
"""Sentences over which what is told of "detainees" is of those taken."""
_LENGTH = re.compile(r"P(\d{1,3})([DWMY])")


def for_so_long(act: Chosen, form: str, found: Found) -> When | None:
    """Of what "has been going on for eight years", the time from then to the report's date."""
    if form not in ("perfect", "present") or act.lead.told.realis != "actual" or not found.report_date:
        return None
    parsed, head = found.parsed, found.parsed.doc[act.lead.cue.head]
    sentence = parsed.sentences[act.lead.sentence]
    for mention in found.times:
        if mention.type != "DURATION" or not sentence.start <= mention.start < sentence.end:
            continue
        tokens = list(parsed.tokens_between(mention.start, mention.end))
        begun = _so_long_before(mention.value, found.report_date)
        if (
            begun is None
            or not tokens
            or clause_head(tokens[-1]).i != clause_head(head).i
            or not _lasts(tokens, parsed)
        ):
            continue
        edtf = dates.interval(begun, found.report_date)
        return When(edtf, mention.start, mention.end, "throughout", "for so long until the report", 0.7)
    return None


def _lasts(tokens: Sequence[Token], parsed: Parsed) -> bool:
    """Whether a length is told as that of the doing: "for eight years", "spent nine months"."""
    first, last = tokens[0], tokens[-1]
    before = parsed.doc[first.i - 1].lower_ if first.i else ""
    return before in ("for", "nearly", "almost", "over") or first.lower_ == "for" or last.head.lemma_ == "spend"


def _so_long_before(value: str | None, day: str) -> str | None:
    """The day, month or year that lies a TIMEX3 length before a day, no finer than the length is told."""
    match = _LENGTH.fullmatch(value or "")
    end = dates.bounds(day)[1]
    if match is None or end is None:
        return None
    unit = cast("Unit", match[2])
    begun = dates.shifted(end, -int(match[1]), unit)
    return dates.truncated(begun, "D" if unit == "W" else unit)


def since_then(act: Chosen, before: Sequence[Chosen], found: Found) -> When | None:
    """Of what has been done "since", the time from what was told last to the report's date."""
    head = found.parsed.doc[act.lead.cue.head]
    if act.lead.told.realis != "actual" or not found.report_date:
        return None
    if not _says_since(head):
        return None
    told = next((o.when for o in reversed(before) if o.when is not None and not o.when.edtf.startswith("/")), None)
    at = told or found.hours.told[act.lead.sentence]
    return _until_report(at, found, "since the time told last") if at is not None else None


def held_since(act: Chosen, form: str, before: Sequence[Chosen], found: Found) -> When | None:
    """Of somebody who "has been held", the time from the taking told to the report's date."""
    if act.type != "custody" or form != "perfect" or act.lead.told.realis != "actual":
        return None
    for other in reversed(before):
        if other.type in ("arrest", "abduction") and other.when is not None and share_people(act, other):
            told = _until_report(other.when, found, "held from the arrest to the report")
            return replace(told, kind="throughout") if told is not None else None
    return None


def in_custody(act: Chosen, before: Sequence[Chosen], found: Found) -> When | None:
    """Of what is done to the held, the time from the taking of the same people to the report's date."""
    if act.type not in OF_THE_HELD or act.lead.told.realis != "actual" or not found.report_date:
        return None
    if act.type == "release" and (freed := _freed_before(act, before)) is not None:
        return freed
    for other in reversed(before):
        if other.type not in TAKINGS or other.when is None or other.lead.told.realis != "actual":
            continue
        if other.type == "custody" and other.when.edtf == found.report_date:
            continue
        if share_people(act, other):
            return _until_report(other.when, found, "between the arrest and the report")
    return None


def _freed_before(act: Chosen, before: Sequence[Chosen]) -> When | None:
    """Of one more release, the day of the release told a few sentences before: people are freed together."""
    for other in reversed(before):
        near = (gap(act, other) or 0) <= _NEAR
        if other.type == "release" and near and other.when is not None and other.lead.told.realis == "actual":
            return replace(other.when, rule="freed with those told before", confidence=0.4)
    return None


def _says_since(head: Token) -> bool:
    """Whether a clause says "since": alone, "since then", "since their arrest"; in the perfect where it stands before something."""
    if any(c.lower_ == "since" and c.dep_ == "advmod" for c in head.children):
        return True
    clause = clause_head(head)
    said = [c for c in (*head.children, *clause.children) if c.lower_ == "since" and c.dep_ == "prep"]
    return bool(said) and tense(head) in ("perfect", "pluperfect")


def _until_report(when: When, found: Found, rule: str) -> When | None:
    low = dates.bounds(when.edtf)[0]
    if low is None or not found.report_date or low.isoformat() > found.report_date:
        return None
    first = when.edtf.partition("/")[0].rstrip("~")
    return replace(when, edtf=dates.interval(first, found.report_date), rule=rule, confidence=0.4)
