"""One report read closely: its layers found, its tellings put together, its line of the contract filled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.coding.acts import Found, tellings
from onrecord.coding.attribution import attribute
from onrecord.coding.background import settle
from onrecord.coding.choosing import choose
from onrecord.coding.clock import clock
from onrecord.coding.links import linked
from onrecord.coding.merging import merge, without_acknowledged
from onrecord.coding.people import find_people
from onrecord.coding.places import find_places, gazetteer
from onrecord.coding.proceedings import with_shared_charges
from onrecord.coding.protection import with_hints
from onrecord.coding.records import Records
from onrecord.coding.times import find_times
from onrecord.coding.where import Where
from onrecord.reading.published import report_date

if TYPE_CHECKING:
    from onrecord.coding.attribution import Attributions
    from onrecord.coding.parse import Parsed
    from onrecord.coding.people import Cast, Figure
    from onrecord.coding.places import PlaceMention
    from onrecord.model import Coded, Report


def read_closely(report: Report, parsed: Parsed, line: Coded) -> Coded:
    """`line` with the acts, persons and relays that the parsed sentences of `report` tell."""
    found = find_layers(report, parsed)
    chosen = [choose(group, found.parsed) for group in merge(tellings(found))]
    chosen = without_acknowledged(chosen)
    chosen = sorted(chosen, key=lambda act: act.tellings[0].cue.first)
    acts = settle(chosen, found, _scene(report, found))
    acts = with_shared_charges(acts, found.parsed)
    records = Records(found)
    made = linked(tuple(records.act(n, act) for n, act in enumerate(acts, 1)))
    persons = with_hints(records.persons(), records.figures(), made, found)
    return replace(line, acts=made, persons=persons, report=replace(line.report, relays=records.relays()))


def find_layers(report: Report, parsed: Parsed) -> Found:
    """What each layer finds: names and attributions in the parsed sentences, times and places in the whole text."""
    told = report.particulars
    day = report_date(told)
    cast = find_people(parsed, places=gazetteer().is_place_name)
    _mark_names(parsed, cast)
    attributions = attribute(parsed, publisher=told.publisher, agency=told.agency)
    cast.speaker_of_quote = partial(_speaker, attributions, cast)
    times = find_times(report.text, report_date=day)
    return Found(
        parsed=parsed,
        cast=cast,
        attributions=attributions,
        times=times,
        hours=clock(parsed, times),
        places=find_places(report.text, country_hints=_hints(report)),
        report_date=day.isoformat() if day is not None else None,
    )


def _hints(report: Report) -> tuple[str, ...]:
    """The country of the dateline, where the words of the dateline settle it by themselves."""
    span = report.dateline_span
    if span is None:
        return ()
    found = find_places(report.text, start=span.start, end=span.end)
    return tuple(m.place.country for m in found[:1] if m.place.country)


def _mark_names(parsed: Parsed, cast: Cast) -> None:
    """Names of people that the tagger took for common words become proper nouns, so that the grammar knows somebody."""
    for figure in cast.people:
        for mention in figure.mentions:
            if mention.kind == "name":
                for token in parsed.doc[mention.first : mention.last + 1]:
                    token.pos_ = "PROPN"


def _speaker(attributions: Attributions, cast: Cast, token: int) -> Figure | None:
    """The named person whose quoted words a token stands in."""
    said = attributions.source_at(token)
    if said is None or not said.quoted or not said.steps or len(said.steps[-1]) != 1:
        return None
    figures = cast.refer(said.steps[-1][0].head).figures
    return figures[0] if len(figures) == 1 else None


def _scene(report: Report, found: Found) -> Where | None:
    """Where the report plays: the country named most, with its dateline, or its town or region named most, if it has one."""
    real = [m for m in found.places if not m.no_place and m.place.country]
    countries = _weighed(real, found)
    if not countries:
        return None
    country, told = countries.most_common(1)[0]
    dateline = report.dateline_span
    if dateline is not None:
        at = next((m for m in real if dateline.start <= m.start < dateline.end and m.kind == "place"), None)
        if at is not None and countries[at.place.country] * 2 >= told:
            return Where(at.place, at.start, at.end, "the report's dateline", 0.5)
    if told * 3 < countries.total():
        return None
    inside = [m for m in real if m.place.country == country]
    at = _named_most(inside) or _of_lead(inside, found) or inside[0]
    return Where(at.place, at.start, at.end, "the place the report speaks of most", 0.35)


def _weighed(places: Sequence[PlaceMention], found: Found) -> Counter[str | None]:
    """The countries of a report by how much is told of them: places count twice, in the lead twice again."""
    lead = found.parsed.sentences[min(_LEAD, len(found.parsed.sentences)) - 1].end
    weights: Counter[str | None] = Counter()
    for m in places:
        weights[m.place.country] += (1 if m.kind == "demonym" else 2) * (2 if m.start < lead else 1)
    return weights


def _named_most(inside: Sequence[PlaceMention]) -> PlaceMention | None:
    """The town or region of a country that is named most, twice at least."""
    named = Counter(m.place.name for m in inside if m.place.precision in ("town", "region") and m.place.name)
    name = next((name for name, times in named.most_common(1) if times > 1), None)
    return next((m for m in inside if name and m.place.name == name), None)


def _of_lead(inside: Sequence[PlaceMention], found: Found) -> PlaceMention | None:
    """The one town that the lead names."""
    lead = found.parsed.sentences[min(_LEAD, len(found.parsed.sentences)) - 1].end
    towns = {m.place.name: m for m in inside if m.place.precision == "town" and m.start < lead}
    return next(iter(towns.values())) if len(towns) == 1 else None


_LEAD = 2
"""Sentences that tell what a report is about."""
