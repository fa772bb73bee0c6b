"""From several tellings of one act to its slots: the fullest telling leads, the others fill what it leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord import dates
from onrecord.coding import grammar
from onrecord.coding.counts import add_counts, count_of
from onrecord.coding.telling import Party, Telling
from onrecord.model import Count

if TYPE_CHECKING:
    from onrecord.coding.attribution import Attribution
    from onrecord.coding.charges import Charge
    from onrecord.coding.parse import Parsed
    from onrecord.coding.when import When
    from onrecord.coding.where import Where
    from onrecord.model import Evidence, Penalty

_NO_COUNT = frozenset({"organisation", "outlet", "state"})


class Chosen(Struct, frozen=True, kw_only=True):
    """One act with its slots chosen from all its tellings; `lead` is the fullest of them."""

    tellings: tuple[Telling, ...]
    lead: Telling
    actors: tuple[Party, ...]
    affected: tuple[Party, ...]
    when: When | None
    where: Where | None
    charge: Charge | None
    count: Count | None
    penalties: tuple[tuple[Penalty, Evidence], ...]
    source: Attribution | None

    @property
    def type(self) -> str:
        """The type of the act."""
        return self.lead.type


def choose(group: Sequence[Telling], parsed: Parsed) -> Chosen:
    """The slots of the act that a group of tellings tells."""
    ranked = sorted(group, key=lambda t: (t.told.realis == "actual", fullness(t)), reverse=True)
    lead = ranked[0]
    affected = _parties(ranked, "affected")
    actors = _parties(ranked, "actors")
    return Chosen(
        tellings=tuple(group),
        lead=lead,
        actors=actors,
        affected=affected,
        when=max((t.when for t in ranked if t.when is not None), key=exactness, default=None),
        where=max((t.where for t in ranked if t.where is not None), key=closeness, default=None),
        charge=next((t.charge for t in ranked if t.charge is not None), None),
        count=count(actors if lead.type == "protest" else affected, parsed) or _counted(lead, parsed),
        penalties=next((t.penalties for t in ranked if t.penalties), ()),
        source=_source(ranked),
    )


def fullness(telling: Telling) -> float:
    """How much a telling tells; verbs before nouns, names before descriptions."""
    named = sum(1.5 if p.figure is not None else 1.0 for p in telling.affected)
    return (
        named
        + len(telling.actors)
        + (telling.when is not None) * (1.5 if telling.when is not None and telling.when.confidence > 0.7 else 0.5)
        + (telling.where is not None) * 0.5
        + (telling.charge is not None) * 0.7
        + bool(telling.penalties) * 0.7
        + (not telling.nominal) * 1.2
        - telling.sentence * 0.01
    )


def _source(ranked: Sequence[Telling]) -> Attribution | None:
    """The word-giver of the fullest telling; where that names nobody ("it is feared"), of another telling."""
    told = [t.source for t in ranked]
    if told[0] is None or told[0].steps or told[0].own:
        return told[0]
    return next((source for source in told if source is not None and source.steps), told[0])


_WIDTH = {"region": 0.1, "country": 0.3}
_BLUR = {"day": 0.0, "interval": 0.05, "month": 0.1, "year": 0.15, "open": 0.2}


def exactness(when: When) -> float:
    """How much a date tells: how sure it is, less for a month, a year, an open end."""
    return when.confidence - _BLUR.get(dates.precision(when.edtf), 0.25)


def closeness(where: Where) -> float:
    """How much a place tells: how sure it is, less for a region, a country."""
    return where.confidence - _WIDTH.get(where.place.precision, 0.0)


def _parties(ranked: Sequence[Telling], role: str) -> tuple[Party, ...]:
    """Those of the fullest telling; where it has a group only, the named people that another gives for it."""
    told = [parties for t in ranked if (parties := t.actors if role == "actors" else t.affected)]
    if not told:
        return ()
    named = [parties for parties in told if any(p.figure is not None for p in parties)]
    return (named or told)[0]


def count(parties: Sequence[Party], parsed: Parsed) -> Count | None:
    """How many people the parties are, named ones one each; None where the text does not tell."""
    parties = [p for p in parties if not p.among] or list(parties)
    counts = [told for party in parties if (told := _count_of(party, parsed)) is not None]
    if not counts:
        return None
    total = counts[0] if len(counts) == 1 else add_counts(counts)
    if total is None or len(counts) == len(parties) or total.min is None:
        return total
    return replace(total, max=None)


def _counted(lead: Telling, parsed: Parsed) -> Count | None:
    """Of "30 arrests", thirty: a noun that counts the act itself, where nobody else is named."""
    word = parsed.doc[lead.cue.head]
    if (
        not lead.nominal
        or lead.affected
        or lead.type not in ("arrest", "killing", "deportation", "abduction", "release")
    ):
        return None
    if not any(c.dep_ in ("nummod", "quantmod") or c.lower_ in ("dozens", "several", "many") for c in word.children):
        return None
    return count_of(parsed.words(word.left_edge.i, word.i))


def _count_of(party: Party, parsed: Parsed) -> Count | None:
    words = parsed.words(*(party.told or (party.first, party.last)))
    if party.figure is not None:
        return Count(min=1, max=1, text=words)
    if party.kind in _NO_COUNT:
        return None
    word = parsed.doc[party.head]
    if word.dep_ == "compound" and word.tag_ == "NN":
        return None
    if party.kind == "person" and not party.plural and word.pos_ == "PROPN":
        return Count(min=1, max=1, text=words)
    if told := count_of(words) or (count_of(party.name) if party.definite else None):
        return told
    if not party.plural and ((word.tag_ in ("NN", "PRP") and grammar.is_somebody(word)) or words.endswith("-year-old")):
        return Count(min=1, max=1, text=words)
    return None
