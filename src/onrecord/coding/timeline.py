"""When an act happened whose own clause does not say: the time of the story carried on, a state now, time in custody.

A report goes through a day or a case in order; a clause in the past tense without a time of its own keeps the time
told last. What presupposes being held (a release, a beating in a cell) lies between the arrest and the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord import dates
from onrecord.coding.families import RULINGS, TAKINGS
from onrecord.coding.nearness import gap, may_share_people, share_people
from onrecord.coding.stretches import for_so_long, held_since, in_custody, since_then
from onrecord.coding.tense import tense
from onrecord.coding.when import When, is_earlier

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.acts import Found
    from onrecord.coding.choosing import Chosen
    from onrecord.coding.parse import Parsed
    from onrecord.coding.telling import Telling

_REACH = 2
"""Sentences over which the time of an act goes on for the same people."""
_LASTING = frozenset({"protest", "restriction", "harassment"})
_HELD_NOW = frozenset({"custody", "surveillance"})


_BEFORE_NOW = frozenset({"earlier", "previously", "formerly", "once", "already", "repeatedly"})


def date_of(act: Chosen, before: Sequence[Chosen], acts: Sequence[Chosen], found: Found) -> When | None:
    """The date of an act: its own, made whole, or the one that the passage gives it."""
    if act.when is not None:
        return _closed(act, act.when, found)
    realis = act.lead.told.realis
    if realis in ("planned", "threatened"):
        return None
    if realis == "demanded":
        return _told_on(act, before, found) or _demanded(act, found)
    form = tense(found.parsed.doc[act.lead.cue.head])
    if realis == "hypothetical":
        return _supposed(act, before, acts, found)
    return (
        _earlier(act, found)
        or for_so_long(act, form, found)
        or since_then(act, before, found)
        or held_since(act, form, before, found)
        or _state(act, form, found)
        or _going_on(act, form, found)
        or in_custody(act, before, found)
        or _told_on(act, before, found)
        or _of_sitting(act, form, before)
        or _until_now(act, found)
    )


def _closed(act: Chosen, when: When, found: Found) -> When:
    """Of what is told as going on "since X", the time from X to the report's date."""
    if not when.edtf.endswith("/") or not found.report_date:
        return when
    if act.lead.told.realis == "hypothetical" and act.type != "custody":
        return replace(when, edtf=dates.about(when.edtf.rstrip("/")), kind="within")
    closed = when.edtf + found.report_date
    return replace(when, edtf=closed, kind="throughout") if dates.is_valid(closed) else when


def _looks_back(telling: Telling, parsed: Parsed) -> bool:
    """Whether what is only supposed lies in the past: "may have been detained", "feared to have been killed"."""
    word = parsed.doc[telling.cue.head]
    return any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("have", "been", "had", "has") for c in word.children)


def _supposed(act: Chosen, before: Sequence[Chosen], acts: Sequence[Chosen], found: Found) -> When | None:
    """Of what is feared to have befallen somebody, about the time since when they are missing or held."""
    if act.type not in TAKINGS or not (_looks_back(act.lead, found.parsed) or act.lead.nominal):
        return _carried(act, before, found) if _looks_back(act.lead, found.parsed) else None
    told = [o for o in (*reversed(before), *acts) if o is not act and o.when is not None and may_share_people(act, o)]
    missing = [o for o in told if o.type == "abduction"] or [o for o in told if o in before and o.type in TAKINGS]
    for other in missing:
        low = dates.bounds(other.when.edtf)[0] if other.when is not None else None
        if other.when is not None and low is not None:
            edtf = dates.about(low.isoformat())
            return replace(other.when, edtf=edtf, rule="about the time of the taking told", confidence=0.4)
    return _carried(act, before, found)


def _demanded(act: Chosen, found: Found) -> When | None:
    """Of what is asked for, the time of the asking: that of the report, where no other is told."""
    return _at_report(act, found, "asked for when the report was published", 0.4)


def _at_report(act: Chosen, found: Found, rule: str, confidence: float, *, until: bool = False) -> When | None:
    if not found.report_date:
        return None
    start, end = found.parsed.offsets(act.lead.cue.first, act.lead.cue.last)
    edtf = f"/{found.report_date}" if until else found.report_date
    return When(edtf, start, end, "within", rule, confidence)


def _until_now(act: Chosen, found: Found) -> When | None:
    """Of what goes on or is done again and again, told as done without a time: some time until the report's date."""
    if act.type not in _LASTING or act.lead.told.realis != "actual":
        return None
    if act.type == "harassment" and (act.lead.nominal or tense(found.parsed.doc[act.lead.cue.head]) == "present"):
        return None
    return _at_report(act, found, "told as done when the report was published", 0.4, until=True)


def _state(act: Chosen, form: str, found: Found) -> When | None:
    """Of being held or watched, told in the present ("is being held", "remains in jail"), the report's date."""
    if act.type not in _HELD_NOW or act.lead.told.realis != "actual" or form not in ("present", "perfect", "none"):
        return None
    told = _at_report(act, found, "a state that holds when the report is published", 0.6)
    return replace(told, kind="throughout") if told is not None else None


def _earlier(act: Chosen, found: Found) -> When | None:
    """Of what was done "earlier" or "once", some time until the report."""
    head = found.parsed.doc[act.lead.cue.head]
    word = next((c for c in head.children if c.dep_ == "advmod" and c.lower_ in _BEFORE_NOW), None)
    if word is None or act.lead.told.realis != "actual" or not found.report_date:
        return None
    if any(c.dep_ in ("npadvmod", "nmod") for c in word.children):
        return None
    start, end = found.parsed.offsets(word.i, word.i)
    return When(f"/{found.report_date}", start, end, "within", f"“{word.lower_}”", 0.6)


def _going_on(act: Chosen, form: str, found: Found) -> When | None:
    """Of what is told as being done now ("is carrying out", "are being beaten"), the report's date."""
    word = found.parsed.doc[act.lead.cue.head]
    if form != "present" or act.lead.told.realis != "actual" or not _is_progressive(word):
        return None
    told = _at_report(act, found, "told as going on when the report is published", 0.5)
    return replace(told, kind="throughout") if told is not None else None


def _is_progressive(word: Token) -> bool:
    verb = word
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return bool(helpers & {"is", "are", "'s", "'re", "’s", "’re"}) and (verb.tag_ == "VBG" or "being" in helpers)


def _of_sitting(act: Chosen, form: str, before: Sequence[Chosen]) -> When | None:
    """Of what a court does, told in the past tense, the date of the sitting that the report tells of."""
    if act.type not in RULINGS or form != "past":
        return None
    for other in reversed(before):
        if other.type in RULINGS and other.when is not None and dates.precision(other.when.edtf) == "day":
            return replace(other.when, rule="the same sitting of a court", confidence=0.4)
    return None


def _told_on(act: Chosen, before: Sequence[Chosen], found: Found) -> When | None:
    """The time that the story has reached: of an act told before or of the last main clause, whichever is nearer."""
    carried = _carried(act, before, found)
    clocked = _clocked(act, found)
    if carried is None or clocked is None:
        return carried or clocked
    return clocked if clocked.start > carried.start else carried


def _carried(act: Chosen, before: Sequence[Chosen], found: Found) -> When | None:
    """The date of an act told just before, where this one goes on in the past tense with the same people or in the same breath."""
    head = found.parsed.doc[act.lead.cue.head]
    if tense(head) == "present":
        return None
    for other in reversed(before):
        apart = gap(act, other)
        if other.when is None or other.lead.told.realis != "actual" or apart is None:
            continue
        if apart > 0 and not share_people(act, other):
            continue
        if apart > _REACH and not {act.type, other.type} <= RULINGS:
            continue
        if is_earlier(head):
            until = dates.until(other.when.edtf)
            return replace(other.when, edtf=until, rule="before the act told last", confidence=0.5) if until else None
        sure = round(other.when.confidence * 0.6, 3)
        return replace(other.when, rule="the time of the act told last goes on", confidence=sure)
    return None


def _clocked(act: Chosen, found: Found) -> When | None:
    """The time told last, where the story goes on from it in the past tense."""
    head = found.parsed.doc[act.lead.cue.head]
    if tense(head) != "past" or act.lead.told.realis not in ("actual", "negated", "attempted"):
        return None
    told = found.hours.at(act.lead.sentence)
    if told is None:
        return None
    when, gap = told
    until = dates.until(when.edtf) if is_earlier(head) else None
    sure = round(when.confidence * (0.5 - 0.05 * gap), 3)
    return replace(when, edtf=until or when.edtf, confidence=sure)
