"""What an act's own sentence leaves untold and the passage tells: a date or a place carried over, with less certainty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord import dates
from onrecord.coding.changed_penalties import changed
from onrecord.coding.choosing import Chosen, count
from onrecord.coding.families import OF_THE_HELD, PROCEEDINGS, RULINGS, TAKINGS
from onrecord.coding.nearness import gap, share_people
from onrecord.coding.tense import tense
from onrecord.coding.timeline import date_of
from onrecord.coding.where import ELSEWHERE, OWN_CLAUSE, Where, set_in
from onrecord.model import Evidence, Place

if TYPE_CHECKING:
    from onrecord.coding.acts import Found
    from onrecord.coding.parse import Parsed
    from onrecord.coding.telling import Party

_SITTING = RULINGS | {"sentence_change"}
_PLACED_BY_TAKING = OF_THE_HELD | {"custody"}


def settle(acts: Sequence[Chosen], found: Found, scene: Where | None) -> tuple[Chosen, ...]:
    """The acts with dates and places filled in from the passage where the text makes them plain.

    `scene` is where the report plays when a sentence does not say: its dateline, or the place named most.
    """
    settled: list[Chosen] = []
    for told in acts:
        act = replace(
            told,
            when=date_of(told, settled, acts, found),
            where=_placed(told, settled, scene, found),
            affected=told.affected or _defendant(told, settled),
        )
        act = replace(act, count=act.count or (count(act.affected, found.parsed) if not told.affected else None))
        settled.append(_changed(_of_one_sitting(act, acts), settled, found.parsed))
    return tuple(settled)


def _defendant(act: Chosen, before: Sequence[Chosen]) -> tuple[Party, ...]:
    """Of a court's act that names nobody, the one person whom the court's acts just before are about."""
    if act.type not in PROCEEDINGS or act.lead.nominal:
        return ()
    near = [
        other for other in before if other.type in PROCEEDINGS and 0 <= act.lead.sentence - other.lead.sentence <= 3
    ]
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
        if gap and not share_people(act, other):
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
            if o.type == "sentence" and o.penalties and (share_people(act, o) or not act.affected)
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


def _placed(act: Chosen, before: Sequence[Chosen], scene: Where | None, found: Found) -> Where | None:
    if act.where is None:
        return _place(act, before, scene, found)
    if act.where.rule == ELSEWHERE and (nearer := _seat(act, found) or _carried(act, before, found)) is not None:
        return nearer
    if act.where.rule != OWN_CLAUSE and act.where.place.precision == "country":
        return _narrowed(act.where, scene)
    if act.where.place.precision == "site" and "," not in (act.where.place.name or "") and scene is not None:
        town = scene.place
        if town.precision == "town" and act.where.place.country in (None, town.country):
            return replace(act.where, place=set_in(act.where.place, town))
    return act.where


def _place(act: Chosen, before: Sequence[Chosen], scene: Where | None, found: Found) -> Where | None:
    """The place that the passage gives: of an office named in the act, of the act told last, else where the report plays."""
    return _seat(act, found) or _carried(act, before, found) or _narrowed(_of_office(act, found), scene) or scene


def _seat(act: Chosen, found: Found) -> Where | None:
    """The town or region whose office did it ("Almaty police")."""
    office = _of_office(act, found)
    return office if office is not None and office.place.precision != "country" else None


def _narrowed(where: Where | None, scene: Where | None) -> Where | None:
    """A country told, narrowed to the town there that the report plays in, if it does."""
    if where is None or scene is None or scene.place.country != where.place.country:
        return where
    return scene if where.place.precision == "country" else where


def _carried(act: Chosen, before: Sequence[Chosen], found: Found) -> Where | None:
    """The place of the act told last of the same people; of what is done to the held, that of their taking."""
    sentences = found.parsed.sentences
    passage = sentences[act.lead.sentence].passage
    near = [
        other
        for other in reversed(before)
        if other.where is not None
        and other.where.rule == OWN_CLAUSE
        and other.where.place.precision != "country"
        and sentences[other.lead.sentence].passage >= passage - 1
        and (share_people(act, other) or _goes_on(act, other, found))
        and not _days_apart(act, other)
    ]
    if act.type in _PLACED_BY_TAKING:
        near.sort(key=lambda other: other.type not in TAKINGS)
    if not near or near[0].where is None:
        return None
    where = near[0].where
    return replace(where, rule="the place of the act told last goes on", confidence=round(where.confidence * 0.6, 3))


def _goes_on(act: Chosen, other: Chosen, found: Found) -> bool:
    """Whether an act is told right after another in the past tense: the story is still where it was."""
    head = found.parsed.doc[act.lead.cue.head]
    return (
        tense(head) == "past" and gap(act, other) in (0, 1) and bool({act.type, other.type} & {"protest", "dispersal"})
    )


def _days_apart(a: Chosen, b: Chosen) -> bool:
    """Whether two acts are told of different days: somebody may have gone elsewhere between them."""
    if a.lead.when is None or b.lead.when is None or a.type in _PLACED_BY_TAKING:
        return False
    return not dates.overlap(a.lead.when.edtf, b.lead.when.edtf)


def _of_office(act: Chosen, found: Found) -> Where | None:
    """The country or town in the name of the doers ("Kazakh police", "Almaty city court")."""
    for party in act.actors:
        start, end = found.parsed.offsets(party.first, party.last)
        named = [m for m in found.places if start <= m.start and m.end <= end and m.place.country]
        if not named:
            continue
        mention = named[0]
        if mention.metonym_possible and not mention.inside_name:
            mention = replace(mention, place=_country_of(mention.place))
        return Where(mention.place, mention.start, mention.end, "in the name of the doers", 0.5)
    return None


def _country_of(place: Place) -> Place:
    """The country that a capital stands for where it acts as a government ("Beijing accused ...")."""
    return Place(country=place.country, precision="country", text=place.text)
