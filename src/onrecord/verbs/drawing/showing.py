"""What is asked for to a timeline, a map or a network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.analysis import network as networks
from onrecord.analysis import places, spans, wording
from onrecord.analysis.counted import Happening
from onrecord.analysis.figure import HAPPENINGS, Figure, covered
from onrecord.analysis.spans import Span
from onrecord.analysis.table import coverage
from onrecord.dates import bounds
from onrecord.model import Participant
from onrecord.store import finding, linked
from onrecord.store.collection import Collection
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct
from onrecord.verbs.drawing.gathering import Gathered, gathered, gathered_in, of_ids
from onrecord.verbs.drawing.tabling import titled


def timeline(collection: Collection, asked: Filter) -> Figure:
    """What was done, in order, each as exactly as its date is told. Raises InputError."""
    found = gathered(collection, asked)
    return spans.figure(
        [_span(one, found) for one, _ in found.happenings], title=f"{titled(asked)}, in order", notes=_notes(found)
    )


def places_of(collection: Collection, asked: Filter) -> Figure:
    """Where things were done, each place as exactly as it is told. Raises InputError."""
    found = gathered(collection, asked)
    return places.figure(found.happenings, title=f"{titled(asked)}, by place", notes=_notes(found))


def network(collection: Collection, asked: Filter) -> Figure:
    """Who did what to whom, and who gave word of whom. Raises InputError."""
    user = collection.user
    with collection.reading() as connection:
        found = gathered_in(connection, asked, user)
        shown = [[found.acts[id] for id in one.acts] for one, _ in found.happenings]
        ids = {each.person for acts in shown for one in acts for each in _everybody(one) if each.person}
        persons = list(of_ids(lambda some: finding.find_persons(connection, Filter(), user=user, ids=some), ids))
        ids |= {tie.of.person for one in persons for tie in one.person.relations if tie.of.person}
        identities = linked.cluster_of(connection, "person", ids)
    told = networks.network(shown, persons, identities=identities)
    return networks.figure(told, title=f"{titled(asked)}: who with whom", notes=_notes(found))


def _notes(found: Gathered) -> Sequence[str]:
    return HAPPENINGS, *covered(coverage([one for one, _ in found.happenings], found.published))


def _everybody(one: KeptAct) -> Iterable[Participant]:
    return (*one.act.actors, *one.act.affected, *(each for step in one.act.source for each in step))


def _span(one: Happening, found: Gathered) -> Span:
    acts = [found.acts[id] for id in one.acts]
    best = min(acts, key=width).act
    return Span(
        happening=one.id,
        what=wording.what(best),
        told_as=wording.told_as(best),
        days=one.days,
        is_lasting=best.date_kind in {"throughout", "since"},
        when=wording.when(best),
        to_whom=wording.to_whom(best),
        by_whom=wording.by_whom(best),
        where=wording.where_in_short(best),
        origins=tuple(each.name for each in one.origins),
        is_denied=one.is_denied,
        reports=len(one.reports),
    )


def width(kept: KeptAct) -> tuple[bool, bool, int, str]:
    """Told as done first, then by how exactly the date is told."""
    low, high = bounds(kept.act.date) if kept.act.date else (None, None)
    return kept.act.realis != "actual", not (low and high), (high - low).days if low and high else 0, kept.id
