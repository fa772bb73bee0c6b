"""What an act's own sentence leaves untold and the passage tells: a date or a place carried over, with less certainty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord import dates
from onrecord.coding.choosing import Chosen
from onrecord.coding.penalties import changed
from onrecord.coding.when import When, is_earlier
from onrecord.coding.where import Where, set_in
from onrecord.model import Evidence

if TYPE_CHECKING:
    from onrecord.coding.acts import Found
    from onrecord.coding.parse import Parsed
    from onrecord.coding.telling import Party, Telling

_REACH = 2
"""Sentences over which a date goes on."""
_OF_COURT = frozenset({"conviction", "sentence", "fine", "acquittal"})
"""What one sitting of a court does: its date goes on over a whole report."""
_SITTING = _OF_COURT | {"sentence_change"}
_IN_COURT = _OF_COURT | {"charge", "trial", "sentence_change"}
_LASTING = frozenset({"protest", "restriction", "harassment"})
_HELD_NOW = frozenset({"custody", "surveillance"})


class Scene(Struct, frozen=True, kw_only=True):
    """Where the report plays when a sentence does not say: its dateline, or the place named most."""

    default: Where | None


def settle(acts: Sequence[Chosen], found: Found, scene: Scene) -> tuple[Chosen, ...]:
    """The acts with dates and places filled in from the passage where the text makes them plain."""
    settled: list[Chosen] = []
    for told in acts:
        act = replace(
            told,
            when=_closed(told, found) or _date(told, settled, found),
            where=_placed(told, settled, scene, found),
            affected=told.affected or _defendant(told, settled),
        )
        settled.append(_changed(_of_one_sitting(act, acts), settled, found.parsed))
    return tuple(settled)


def _defendant(act: Chosen, before: Sequence[Chosen]) -> tuple[Party, ...]:
    """Of a court's act that names nobody, the one person whom the court's acts just before are about."""
    if act.type not in _IN_COURT or act.lead.nominal:
        return ()
    near = [other for other in before if other.type in _IN_COURT and 0 <= act.lead.sentence - other.lead.sentence <= 3]
    people = {p.figure: p for other in near for p in other.affected if p.figure is not None}
    groups = any(p.figure is None for other in near for p in other.affected)
    if len(people) != 1 or groups:
        return ()
    (party,) = people.values()
    return (replace(party, rule="whom the court's acts before are about", confidence=0.5),)


def _of_one_sitting(act: Chosen, acts: Sequence[Chosen]) -> Chosen:
    """A court's act with the charge and the court that the same sitting's other acts tell (conviction and sentence)."""
    if act.type not in _SITTING:
        return act
    for other in acts:
        gap = abs(other.lead.sentence - act.lead.sentence)
        if other is act or other.type not in _SITTING or gap > 2 or other.lead.told.realis != act.lead.told.realis:
            continue
        if gap and not _share_people(act, other):
            continue
        act = replace(act, charge=act.charge or other.charge, actors=act.actors or (other.actors if gap == 0 else ()))
    return act


def _changed(act: Chosen, before: Sequence[Chosen], parsed: Parsed) -> Chosen:
    """A changed sentence with the new total, reckoned from the sentence that the report tells of the same people."""
    if act.type != "sentence_change" or act.penalties:
        return act
    base = next(
        (
            o
            for o in reversed(before)
            if o.type == "sentence" and o.penalties and (_share_people(act, o) or not act.affected)
        ),
        None,
    )
    if base is None:
        return act
    sentence = parsed.sentences[act.lead.sentence]
    new = changed(base.penalties[0][0], parsed.text[sentence.start : sentence.end])
    if new is None:
        return act
    start, end = parsed.offsets(act.lead.cue.first, act.lead.cue.last)
    return replace(act, penalties=((new, Evidence(start, end, "reckoned from the sentence told before", 0.7)),))


def _placed(act: Chosen, before: Sequence[Chosen], scene: Scene, found: Found) -> Where | None:
    if act.where is None:
        return _place(act, before, scene, found)
    if act.where.place.precision == "site" and "," not in (act.where.place.name or "") and scene.default is not None:
        town = scene.default.place
        if town.precision == "town" and act.where.place.country in (None, town.country):
            return replace(act.where, place=set_in(act.where.place, town))
    return act.where


def _closed(act: Chosen, found: Found) -> When | None:
    """The date told; of being held "since X", the time from X to the report's date."""
    when = act.when
    if when is None or act.type != "custody" or not when.edtf.endswith("/") or not found.report_date:
        return when
    closed = when.edtf + found.report_date
    return replace(when, edtf=closed, kind="throughout") if dates.is_valid(closed) else when


def _date(act: Chosen, before: Sequence[Chosen], found: Found) -> When | None:
    lead = act.lead
    if lead.told.realis in ("hypothetical", "planned", "threatened", "demanded"):
        return None
    if _holds_now(lead, found.parsed) and found.report_date:
        start, end = found.parsed.offsets(lead.cue.first, lead.cue.last)
        return When(found.report_date, start, end, "throughout", "a state that holds when the report is published", 0.6)
    return _carried(act, before, found) or _until_now(act, found)


def _until_now(act: Chosen, found: Found) -> When | None:
    """Of what goes on or is done again and again, told as done without a time: some time until the report's date."""
    if act.type not in _LASTING or act.lead.told.realis != "actual" or not found.report_date:
        return None
    start, end = found.parsed.offsets(act.lead.cue.first, act.lead.cue.last)
    return When(f"/{found.report_date}", start, end, "within", "told as done when the report was published", 0.4)


def _holds_now(telling: Telling, parsed: Parsed) -> bool:
    """Whether being held (or watched) is told in the present: "is being held", "remains in jail"."""
    if telling.type not in _HELD_NOW or telling.told.realis != "actual":
        return False
    word = parsed.doc[telling.cue.head]
    while word.pos_ not in ("VERB", "AUX") and word.head.i != word.i:
        word = word.head
    helpers = {c.lower_ for c in word.children if c.dep_ in ("aux", "auxpass")} | {word.lower_}
    return word.tag_ in ("VBZ", "VBP") or bool(helpers & {"is", "are", "has", "have", "'s", "'re", "remains", "remain"})


def _carried(act: Chosen, before: Sequence[Chosen], found: Found) -> When | None:
    """The date of an act told just before, where this one goes on in the past tense with the same people or in the same breath."""
    lead, parsed = act.lead, found.parsed
    if not _goes_on(lead, parsed):
        return None
    for other in reversed(before):
        gap = lead.sentence - max(
            (t.sentence for t in other.tellings if t.sentence <= lead.sentence), default=lead.sentence + 9
        )
        if other.when is None or other.lead.told.realis != "actual" or gap < 0:
            continue
        if gap > 0 and not _share_people(act, other):
            continue
        if gap > _REACH and not {act.type, other.type} <= _OF_COURT:
            continue
        if is_earlier(parsed.doc[lead.cue.head]):
            until = dates.until(other.when.edtf)
            return replace(other.when, edtf=until, rule="before the act told last", confidence=0.5) if until else None
        return replace(
            other.when, rule="the time of the act told last goes on", confidence=round(other.when.confidence * 0.6, 3)
        )
    return None


def _goes_on(telling: Telling, parsed: Parsed) -> bool:
    """Whether the clause is told in the past tense, as a story goes on; perfect and present tell no time of their own."""
    word = parsed.doc[telling.cue.head]
    while word.pos_ not in ("VERB", "AUX") and word.head.i != word.i:
        word = word.head
    helpers = {c.lower_ for c in word.children if c.dep_ in ("aux", "auxpass")}
    if helpers & {"has", "have", "'ve", "is", "are", "will", "would"}:
        return False
    return word.tag_ in ("VBD", "VBN", "VBG", "VB")


def _place(act: Chosen, before: Sequence[Chosen], scene: Scene, found: Found) -> Where | None:
    """The place that the passage gives: of an office named in the act, of the act told last, else where the report plays."""
    parsed = found.parsed
    passage = parsed.sentences[act.lead.sentence].passage
    for other in reversed(before):
        near = parsed.sentences[other.lead.sentence].passage >= passage - 1
        if other.where is None or other.where.confidence < 0.5 or not near:
            continue
        if _share_people(act, other):
            return replace(
                other.where,
                rule="the place of the act told last goes on",
                confidence=round(other.where.confidence * 0.6, 3),
            )
    return _of_office(act, scene, found) or scene.default


def _of_office(act: Chosen, scene: Scene, found: Found) -> Where | None:
    """The country or town in the name of the doers ("Kazakh police", "Almaty city court")."""
    for party in act.actors:
        start, end = found.parsed.offsets(party.first, party.last)
        named = [m for m in found.places if start <= m.start and m.end <= end and m.place.country]
        if not named:
            continue
        mention = named[0]
        if (
            scene.default is not None
            and scene.default.place.country == mention.place.country
            and mention.place.precision == "country"
        ):
            return scene.default
        return Where(mention.place, mention.start, mention.end, "in the name of the doers", 0.5)
    return None


def _share_people(a: Chosen, b: Chosen) -> bool:
    mine = {p.figure for p in (*a.affected, *a.actors) if p.figure is not None}
    return any(p.figure in mine for p in (*b.affected, *b.actors) if p.figure is not None)
