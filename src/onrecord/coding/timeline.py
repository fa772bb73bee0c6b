"""When an act happened whose own clause does not say: the time of the story carried on, a state now, time in custody.

A report goes through a day or a case in order; a clause in the past tense without a time of its own keeps the time
told last. What presupposes being held (a release, a beating in a cell) lies between the arrest and the report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord import dates
from onrecord.coding.clauses import clause_head
from onrecord.coding.tense import tense
from onrecord.coding.times import anchored
from onrecord.coding.when import When, is_earlier, is_speech

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.acts import Found
    from onrecord.coding.choosing import Chosen
    from onrecord.coding.parse import Parsed
    from onrecord.coding.telling import Telling
    from onrecord.coding.times import TimeMention
    from onrecord.dates import Unit

_REACH = 2
"""Sentences over which the time of an act goes on for the same people."""
_CLOCK_REACH = 2
"""Sentences over which the time told last goes on for anybody."""
_NEAR = 8
"""Sentences over which what is told of "detainees" is of those taken."""
_OF_COURT = frozenset({"conviction", "sentence", "fine", "acquittal"})
"""What one sitting of a court does: its date goes on over a whole report."""
_LASTING = frozenset({"protest", "restriction", "harassment"})
_HELD_NOW = frozenset({"custody", "surveillance"})
_OF_THE_HELD = frozenset({"release", "torture"})
_TAKING = frozenset({"arrest", "abduction", "custody"})


_LENGTH = re.compile(r"P(\d{1,3})([DWMY])")


class Clock(Struct, frozen=True):
    """The time that the main clause of each sentence tells, None where it tells none."""

    told: tuple[When | None, ...]

    def at(self, sentence: int) -> tuple[When, int] | None:
        """The time told last before or in a sentence, and how many sentences before."""
        for gap in range(min(_CLOCK_REACH, sentence) + 1):
            found = self.told[sentence - gap]
            if found is not None:
                return found, gap
        return None


def clock(parsed: Parsed, times: Sequence[TimeMention]) -> Clock:
    """The times of the main clauses of a report, sentence by sentence."""
    told: list[When | None] = [None] * len(parsed.sentences)
    last: str | None = None
    for mention in times:
        tokens = list(parsed.tokens_between(mention.start, mention.end))
        if not tokens or mention.type in ("DURATION", "SET") or not _of_main_clause(tokens):
            continue
        edtf = anchored(mention, last) if mention.anchor == "act" and last else mention.edtf
        sentence = parsed.sentence_of(tokens[0])
        if edtf is None or edtf.startswith("/") or edtf.endswith("/") or told[sentence] is not None:
            continue
        told[sentence] = When(
            edtf, mention.start, mention.end, "within", "the time told last goes on", mention.confidence
        )
        last = edtf
    return Clock(tuple(told))


def _of_main_clause(tokens: Sequence[Token]) -> bool:
    """Whether a time belongs to what a sentence mainly tells, not to a clause that looks back, nor to the saying."""
    inside = {t.i for t in tokens}
    word = next((t for t in tokens if t.head.i not in inside), tokens[0])
    while word.head.i != word.i:
        above = word.head
        if word.dep_ in ("relcl", "acl", "advcl", "pcomp"):
            return False
        if above.pos_ in ("VERB", "AUX") and is_speech(above):
            return word.dep_ in ("ccomp", "conj")
        word = above
    return True


def date_of(act: Chosen, before: Sequence[Chosen], acts: Sequence[Chosen], found: Found, hours: Clock) -> When | None:
    """The date of an act: its own, made whole, or the one that the passage gives it."""
    if act.when is not None:
        return _closed(act, act.when, found)
    realis = act.lead.told.realis
    if realis in ("planned", "threatened"):
        return None
    if realis == "demanded":
        return _demanded(act, before, found)
    form = tense(found.parsed.doc[act.lead.cue.head])
    if realis == "hypothetical":
        return _supposed(act, before, acts, found)
    return (
        _for_so_long(act, form, found)
        or _since_then(act, before, found, hours)
        or _held_since(act, form, before, found)
        or _state(act, form, found)
        or _going_on(act, form, found)
        or _in_custody(act, before, found)
        or _told_on(act, before, found, hours)
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
    if act.type not in _TAKING or not (_looks_back(act.lead, found.parsed) or act.lead.nominal):
        return _carried(act, before, found) if _looks_back(act.lead, found.parsed) else None
    told = [o for o in (*reversed(before), *acts) if o is not act and o.when is not None and _may_share_people(act, o)]
    missing = [o for o in told if o.type == "abduction"] or [o for o in told if o in before and o.type in _TAKING]
    for other in missing:
        low = dates.bounds(other.when.edtf)[0] if other.when is not None else None
        if other.when is not None and low is not None:
            edtf = dates.about(low.isoformat())
            return replace(other.when, edtf=edtf, rule="about the time of the taking told", confidence=0.4)
    return _carried(act, before, found)


def _demanded(act: Chosen, before: Sequence[Chosen], found: Found) -> When | None:
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
    return _at_report(act, found, "told as done when the report was published", 0.4, until=True)


def _state(act: Chosen, form: str, found: Found) -> When | None:
    """Of being held or watched, told in the present ("is being held", "remains in jail"), the report's date."""
    if act.type not in _HELD_NOW or act.lead.told.realis != "actual" or form not in ("present", "perfect", "none"):
        return None
    told = _at_report(act, found, "a state that holds when the report is published", 0.6)
    return replace(told, kind="throughout") if told is not None else None


def _for_so_long(act: Chosen, form: str, found: Found) -> When | None:
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
        if begun is None or not tokens or clause_head(tokens[-1]).i != clause_head(head).i or not _lasts(tokens, parsed):
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
    unit: Unit = {"D": "D", "W": "W", "M": "M", "Y": "Y"}[match[2]]  # type: ignore[assignment]
    begun = dates.shifted(end, -int(match[1]), unit)
    return dates.truncated(begun, "D" if unit == "W" else unit)


def _since_then(act: Chosen, before: Sequence[Chosen], found: Found, hours: Clock) -> When | None:
    """Of what has been done "since", the time from what was told last to the report's date."""
    head = found.parsed.doc[act.lead.cue.head]
    if act.lead.told.realis != "actual" or not found.report_date:
        return None
    if not any(c.lower_ == "since" and c.dep_ == "advmod" for c in head.children):
        return None
    told = next((o.when for o in reversed(before) if o.when is not None and not o.when.edtf.startswith("/")), None)
    at = told or next((when for when in (hours.told[act.lead.sentence],) if when is not None), None)
    return _until_report(at, found, "since the time told last") if at is not None else None


def _until_report(when: When, found: Found, rule: str) -> When | None:
    low = dates.bounds(when.edtf)[0]
    if low is None or not found.report_date or low.isoformat() > found.report_date:
        return None
    first = when.edtf.partition("/")[0].rstrip("~")
    return replace(when, edtf=dates.interval(first, found.report_date), rule=rule, confidence=0.4)


def _held_since(act: Chosen, form: str, before: Sequence[Chosen], found: Found) -> When | None:
    """Of somebody who "has been held", the time from the taking told to the report's date."""
    if act.type != "custody" or form != "perfect" or act.lead.told.realis != "actual":
        return None
    for other in reversed(before):
        if other.type in ("arrest", "abduction") and other.when is not None and share_people(act, other):
            told = _until_report(other.when, found, "held from the arrest to the report")
            return replace(told, kind="throughout") if told is not None else None
    return None


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
    if act.type not in _OF_COURT or form != "past":
        return None
    for other in reversed(before):
        if other.type in _OF_COURT and other.when is not None and dates.precision(other.when.edtf) == "day":
            return replace(other.when, rule="the same sitting of a court", confidence=0.4)
    return None


def _in_custody(act: Chosen, before: Sequence[Chosen], found: Found) -> When | None:
    """Of what is done to the held, the time from the taking of the same people to the report's date."""
    if act.type not in _OF_THE_HELD or act.lead.told.realis != "actual" or not found.report_date:
        return None
    for other in reversed(before):
        if other.type not in _TAKING or other.when is None or other.lead.told.realis != "actual":
            continue
        if other.type == "custody" and other.when.edtf == found.report_date:
            continue
        if share_people(act, other) or (_gap(act, other) or 0) <= _NEAR and _may_share_people(act, other):
            return _until_report(other.when, found, "between the arrest and the report")
    return None


def _told_on(act: Chosen, before: Sequence[Chosen], found: Found, hours: Clock) -> When | None:
    """The time that the story has reached: of an act told before or of the last main clause, whichever is nearer."""
    carried = _carried(act, before, found)
    clocked = _clocked(act, found, hours)
    if carried is None or clocked is None:
        return carried or clocked
    last = max(carried.start, clocked.start)
    return clocked if clocked.start == last and clocked.start > carried.start else carried


def _carried(act: Chosen, before: Sequence[Chosen], found: Found) -> When | None:
    """The date of an act told just before, where this one goes on in the past tense with the same people or in the same breath."""
    lead, head = act.lead, found.parsed.doc[act.lead.cue.head]
    if tense(head) not in ("past", "pluperfect", "none", "modal"):
        return None
    for other in reversed(before):
        gap = _gap(act, other)
        if other.when is None or other.lead.told.realis != "actual" or gap is None:
            continue
        if gap > 0 and not share_people(act, other):
            continue
        if gap > _REACH and not {act.type, other.type} <= _OF_COURT:
            continue
        if is_earlier(head):
            until = dates.until(other.when.edtf)
            return replace(other.when, edtf=until, rule="before the act told last", confidence=0.5) if until else None
        sure = round(other.when.confidence * 0.6, 3)
        return replace(other.when, rule="the time of the act told last goes on", confidence=sure)
    return None


def _gap(act: Chosen, other: Chosen) -> int | None:
    """Sentences from the last telling of another act to this one; None where all its tellings come later."""
    told = [t.sentence for t in other.tellings if t.sentence <= act.lead.sentence]
    return act.lead.sentence - max(told) if told else None


def _clocked(act: Chosen, found: Found, hours: Clock) -> When | None:
    """The time told last, where the story goes on from it in the past tense."""
    head = found.parsed.doc[act.lead.cue.head]
    if tense(head) != "past" or act.lead.told.realis not in ("actual", "negated", "attempted"):
        return None
    told = hours.at(act.lead.sentence)
    if told is None:
        return None
    when, gap = told
    until = dates.until(when.edtf) if is_earlier(head) else None
    sure = round(when.confidence * (0.5 - 0.05 * gap), 3)
    return replace(when, edtf=until or when.edtf, confidence=sure)


def share_people(a: Chosen, b: Chosen) -> bool:
    """Whether somebody in particular stands in both acts."""
    mine = {p.figure for p in (*a.affected, *a.actors) if p.figure is not None}
    return any(p.figure in mine for p in (*b.affected, *b.actors) if p.figure is not None)


def _may_share_people(a: Chosen, b: Chosen) -> bool:
    """Whether the same people stand in both acts, or one of them names nobody."""
    named = [{p.figure for p in act.affected if p.figure is not None} for act in (a, b)]
    return bool(named[0] & named[1]) or not all(named)
