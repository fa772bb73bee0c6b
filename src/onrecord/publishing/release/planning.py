"""Happenings to what leaves of each under a policy, and what stays, by rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from onrecord.analysis import wording
from onrecord.analysis.counted import Happening, may_fall, people
from onrecord.codebook import act_types
from onrecord.model import Participant
from onrecord.publishing.release import coarse
from onrecord.publishing.release.lines import IncidentLine, PersonLine, Rule
from onrecord.publishing.release.people import Allowed
from onrecord.publishing.release.policy import LEADING_BACK, DateGrain, Field, PlaceGrain, Policy
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct
from onrecord.store.veil import WITHHELD

_INDIVIDUAL = "person"


class Source(Struct, frozen=True, kw_only=True):
    """A happening with its acts and what its reports say of themselves, before anything is taken away; this never leaves."""

    happening: Happening
    acts: tuple[KeptAct, ...]
    publishers: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    quote: str = ""


class Counted(Struct, frozen=True):
    """What a happening counts as in tables of totals, whether it is told as a line or not."""

    type: str
    country: str
    year: str


class Plan(Struct, kw_only=True):
    """What leaves and what stays."""

    incidents: dict[str, IncidentLine] = {}
    """By happening; their ids are given later."""
    who: dict[str, dict[str, str]] = {}
    """By happening, the role of each identity that is told of."""
    persons: dict[str, PersonLine] = {}
    exposed: frozenset[str] = frozenset()
    """Happenings that leave and in which somebody is not named."""
    counted: dict[str, Counted] = {}
    stays: dict[Rule, list[str]] = {}
    """By rule, the ids of what stays or leaves less exact."""

    def keep_back(self, rule: Rule, id: str) -> None:
        """Notes that something stays."""
        self.stays.setdefault(rule, []).append(id)


class Level(Struct, frozen=True):
    """How exactly happenings are told."""

    date: DateGrain
    place: PlaceGrain


def asked(policy: Policy) -> Filter:
    """What is looked for; what the policy lets through is told from the happenings, since rival accounts differ."""
    return Filter(type=policy.rows.types[0] if len(policy.rows.types) == 1 else None)


def plan(
    sources: Iterable[Source],
    allowed: Allowed,
    policy: Policy,
    identities: Mapping[str, str],
    *,
    looks: Mapping[str, str] = {},
) -> Plan:
    """The plan; whoever is exposed is told of no more exactly than `policy.small.k` happenings are that look alike.

    `looks` is how a happening looked in earlier releases: those that looked otherwise then do not look alike now, since their ids tell
    which is which.
    """
    made = Plan(stays=defaultdict(list))
    exposed: list[Source] = []
    for one in sources:
        if rule := _not_asked_for(one, policy):
            made.keep_back(rule, one.happening.id)
            continue
        made.counted[one.happening.id] = _counted(one)
        if _only_witness(one):
            made.keep_back("only a protected person tells it", one.happening.id)
        elif _is_exposed(one, allowed, identities):
            exposed.append(one)
        else:
            made.incidents[one.happening.id] = _whole(one, allowed, policy, made)
            made.who[one.happening.id] = _who(one, allowed, identities)
    _settle(exposed, allowed, policy, made, identities, looks)
    _tell_people(made, allowed)
    return made


def _not_asked_for(one: Source, policy: Policy) -> Rule | None:
    rows, told = policy.rows, one.happening
    type_, country = _only(told, "type"), coarse.where(told.places, "country").country
    outside = (
        (rows.types and type_ not in rows.types)
        or (rows.countries and country not in rows.countries)
        or not told.slots["realis"].possible & set(rows.told_as)
        or ((rows.since or rows.until) and not _in_time(one, policy))
    )
    if outside or type_ is None:
        return "not of the rows asked for"
    if rows.reviewed_only and not any(act.status in {"accepted", "corrected", "added"} for act in one.acts):
        return "not reviewed"
    return "too few origins" if len(told.origins) < rows.least_origins else None


def _in_time(one: Source, policy: Policy) -> bool:
    days = one.happening.days
    return days is not None and may_fall(days, f"{policy.rows.since or ''}/{policy.rows.until or ''}")


def _only(told: Happening, slot: str) -> str | None:
    values = told.slots[slot].possible  # type: ignore[index]  # each is a slot
    return next(iter(values)) if len(values) == 1 else None


def _counted(one: Source) -> Counted:
    country = coarse.where(one.happening.places, "country").country
    return Counted(_only(one.happening, "type") or "", country or "", coarse.year(one.happening.days))


def _only_witness(one: Source) -> bool:
    """Whether nobody tells it but somebody who is protected."""
    tellers = [act.act.source[-1] if act.act.source else () for act in one.acts if act.act.realis == "actual"]
    return bool(tellers) and all(step and all(WITHHELD in each.name for each in step) for step in tellers)


def _individuals(one: Source) -> list[tuple[str, Participant]]:
    return [
        (role, each)
        for act in one.acts
        for role, some in (("affected", act.act.affected), ("actor", act.act.actors))
        for each in some
        if each.person or each.kind == _INDIVIDUAL or WITHHELD in each.name
    ]


def _is_exposed(one: Source, allowed: Allowed, identities: Mapping[str, str]) -> bool:
    """Whether some single person in it is not told by name, or is protected, be it as its teller."""
    return _involves_protected(one) or not all(_is_named(each, allowed, identities) for _, each in _individuals(one))


def _is_named(one: Participant, allowed: Allowed, identities: Mapping[str, str]) -> bool:
    naming = allowed.forms.get(identities.get(one.person or "", ""))
    return naming is not None and naming.form == "named"


def _involves_protected(one: Source) -> bool:
    every = [each for act in one.acts for step in (act.act.actors, act.act.affected, *act.act.source) for each in step]
    return any(WITHHELD in each.name for each in every)


def _who(one: Source, allowed: Allowed, identities: Mapping[str, str]) -> dict[str, str]:
    told = ((identities.get(each.person or "", ""), role) for role, each in reversed(_individuals(one)))
    return {identity: role for identity, role in told if identity in allowed.forms}


# ---------------------------------------------------------------- those in which nobody is left out


def _whole(one: Source, allowed: Allowed, policy: Policy, made: Plan) -> IncidentLine:
    told, fields = one.happening, policy.fields
    line = _bare(one, policy, Level(policy.coarse.date, policy.coarse.place))
    number = people(act.act for act in one.acts if act.act.realis == "actual")
    best = one.acts[0].act
    values = {
        "subtype": best.subtype if best.subtype in act_types()[best.type].subtypes else None,
        "actors": "; ".join(dict.fromkeys(each.name for each in best.actors if not each.person)) or None,
        "count_min": number and number.min,
        "count_max": number and number.max,
        "charge": best.charge,
        "penalties": "; ".join(map(wording.penalty_words, best.penalties)) or None,
        "is_denied": told.is_denied,
        "origins": len(told.origins),
        "publishers": "; ".join(one.publishers) or None,
        "urls": " ".join(one.urls) or None,
        "quote": one.quote or None,
    }
    leads = bool(told.reports & allowed.reports_with_hidden)
    for name, value in values.items():
        field = _FIELD.get(name, name)
        if field not in fields or value is None:
            continue
        if leads and field in LEADING_BACK:
            made.keep_back("leads back to somebody who is left out", told.id)
        elif isinstance(value, str) and allowed.hidden.may_tell(value):
            made.keep_back("names somebody who is left out", told.id)
        else:
            line = replace(line, **{name: value})
    return line


_FIELD: Mapping[str, str] = {"count_min": "count", "count_max": "count", "is_denied": "denied"}


def _bare(one: Source, policy: Policy, level: Level) -> IncidentLine:
    """The line without what would tell one happening from another."""
    told, fields = one.happening, set[Field](policy.fields)
    place = coarse.where(told.places, level.place) if "place" in fields else coarse.NOWHERE
    realis = sorted(told.slots["realis"].possible & set(policy.rows.told_as))
    return IncidentLine(
        incident="",
        type=_only(told, "type") if "type" in fields else None,
        told_as=("actual" if "actual" in realis else realis[0]) if "told_as" in fields else None,
        date=coarse.when(told.days, level.date) if "date" in fields else None,
        place=place.place,
        region=place.region,
        country=place.country,
        place_precision=place.precision,
        latitude=place.lat if "coordinates" in fields else None,
        longitude=place.lon if "coordinates" in fields else None,
    )


# ---------------------------------------------------------------- those in which somebody is


def ladder(policy: Policy) -> list[Level]:
    """Ever coarser levels, from the policy's own down to neither day nor place."""
    dates = coarse.DATES[coarse.DATES.index(policy.coarse.date) :]
    # A site may be somebody's home.
    places = coarse.PLACES[max(1, coarse.PLACES.index(policy.coarse.place)) :]
    levels = [Level(day, place) for day, place in product(dates, places)]
    return sorted(levels, key=lambda one: (dates.index(one.date) + places.index(one.place), dates.index(one.date)))


def _settle(
    exposed: Sequence[Source],
    allowed: Allowed,
    policy: Policy,
    made: Plan,
    identities: Mapping[str, str],
    looks: Mapping[str, str],
) -> None:
    """Each at the first level at which enough look alike; what none lets look alike stays."""
    left = {one.happening.id: one for one in exposed}
    settled: set[str] = set()
    for n, level in enumerate(ladder(policy)):
        lines = {id: _bare(one, policy, level) for id, one in left.items() if n or not _involves_protected(one)}
        lines = {id: line for id, line in lines.items() if not _too_near(left[id], level)}
        alike = Counter((line, looks.get(id)) for id, line in lines.items())
        for id, line in lines.items():
            if alike[line, looks.get(id)] >= policy.small.k:
                made.incidents[id] = line
                made.who[id] = _who_of_exposed(left.pop(id), allowed, identities)
                settled.add(id)
                if n:
                    made.keep_back("made coarser: somebody in it is not named", id)
    made.exposed = frozenset(settled)
    for id in left:
        made.keep_back("too few alike", id)


def _who_of_exposed(one: Source, allowed: Allowed, identities: Mapping[str, str]) -> dict[str, str]:
    """Nobody where somebody beside them is left out: who looks for the one finds the other."""
    everybody = {identities.get(each.person or "", "") for _, each in _individuals(one)}
    is_told = everybody <= allowed.forms.keys() and not _involves_protected(one)
    return _who(one, allowed, identities) if is_told else {}


def _too_near(one: Source, level: Level) -> bool:
    """Of whom is protected, neither a town, which may be their home, nor a day is told."""
    return _involves_protected(one) and (level.place in {"site", "town"} or level.date == "day")


# ---------------------------------------------------------------- people


def _tell_people(made: Plan, allowed: Allowed) -> None:
    for identity in {one for some in made.who.values() for one in some}:
        form = allowed.forms[identity].form
        name = {"named": allowed.names[identity], "initials": initials(allowed.names[identity])}.get(form, "")
        made.persons[identity] = PersonLine(person="", name=name, form=form)
    for identity, rule in allowed.left_out.items():
        made.keep_back(rule, identity)


def initials(name: str) -> str:
    """The first letters of a name's parts: `Ida Lund` gives `I. L.`"""
    return " ".join(f"{part[0].upper()}." for part in name.replace("-", " ").split() if part[0].isalpha())
