"""An act of one report to all that tell the same: their values side by side, on whose word, in which incident and case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import inf

from msgspec import Struct

from onrecord.dates import bounds, interval
from onrecord.linking import cases, incidents, origins
from onrecord.linking.cases import Case, Step
from onrecord.linking.happenings import Doing, doing_of
from onrecord.linking.happenings.rivals import Values, values
from onrecord.linking.incidents import Gathered, Incident
from onrecord.linking.origins import Account, Corroboration
from onrecord.linking.silence import Silent, silences
from onrecord.store import finding, linked
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.judging import Judgement
from onrecord.store.kept import KeptAct, ReportCard
from onrecord.verbs.linking.showing import PersonCard, judged, persons, reasons

__all__ = [
    "CaseCard", "HappeningCard", "IncidentCard", "Tie", "account_of", "case", "case_in", "gathered_of", "happening", "happening_of",
    "incident",
]  # fmt: skip

_NEAR = timedelta(days=2)
_NEARBY = 1_000
"""The most acts that are looked through for what belongs to an incident."""


class Tie(Struct, frozen=True):
    """Two acts that were judged one doing by themselves, and the reasons in words."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


class HappeningCard(Struct, frozen=True, kw_only=True):
    """One doing as all reports tell of it. More than one value in a slot: the accounts contradict each other there."""

    id: str
    acts: tuple[KeptAct, ...]
    reports: dict[str, ReportCard]
    values: tuple[Values, ...]
    corroboration: Corroboration
    """Who tells it and who denies it, each independent origin once."""
    stories: dict[str, str]
    """By report, the story it prints; copies print one."""
    ties: tuple[Tie, ...]
    judgements: tuple[Judgement, ...]


class IncidentCard(Struct, frozen=True, kw_only=True):
    """Happenings that belong together, with the acts that tell each."""

    incident: Incident
    acts: dict[str, tuple[KeptAct, ...]]
    corroboration: dict[str, Corroboration]
    """By happening, who tells it and who denies it."""


class CaseCard(Struct, frozen=True, kw_only=True):
    """A person with what happened to them, in order, and the status that is last known."""

    person: PersonCard
    case: Case


def happening(collection: Collection, act: str) -> HappeningCard:
    """The doing that this act tells, with all other acts that do; raises UnknownItem."""
    with collection.reading() as connection:
        return happening_of(connection, act, collection.user)


def incident(collection: Collection, act: str) -> IncidentCard:
    """The incident that this act belongs to; raises UnknownItem."""
    with collection.reading() as connection:
        asked = finding.act(connection, act, user=collection.user)
        near = {one.id: one for one in [asked, *_near(connection, asked, collection.user)]}
        of = linked.cluster_of(connection, "act", near)
        told: dict[str, list[KeptAct]] = defaultdict(list)
        for id, one in near.items():
            told[of.get(id, id)].append(one)
        mine = of.get(asked.id, asked.id)
        found = incidents.incidents(gathered_of(id, acts, of) for id, acts in told.items())
        [own] = [one for one in found if mine in one.happenings]
        whole = {id: happening_of(connection, told[id][0].id, collection.user) for id in own.happenings}
    return IncidentCard(
        incident=own,
        acts={id: tuple(told[id]) for id in own.happenings},
        corroboration={id: one.corroboration for id, one in whole.items()},
    )


def case(collection: Collection, who: str, *, as_of: str) -> list[CaseCard]:
    """The case of a person, or of everyone of that name, as of a day (ISO 8601); raises UnknownItem."""
    cards = persons(collection, who)
    with collection.reading() as connection:
        return [case_in(connection, card, as_of=as_of) for card in cards]


def case_in(connection: Reading, card: PersonCard, *, as_of: str) -> CaseCard:
    """The case of a person as a transaction sees it."""
    ids = {one.id for one in card.persons}
    acts = [one for one in card.acts if any(each.person in ids for each in one.act.affected)]
    of = linked.cluster_of(connection, "act", [one.id for one in acts])
    told: dict[str, list[KeptAct]] = defaultdict(list)
    for one in acts:
        told[of.get(one.id, one.id)].append(one)
    # The first act that may be seen names the happening, since the first of all may be one that may not.
    steps = [_step(min(one.id for one in each), each, card.reports) for each in told.values()]
    return CaseCard(person=card, case=cases.case(steps, as_of=as_of))


def happening_of(connection: Reading, act: str, user: str) -> HappeningCard:
    """The doing that this act tells, within a transaction; raises UnknownItem."""
    own = finding.act(connection, act, user=user)
    ids = linked.together(connection, "act", own.id)
    others = finding.find_acts(connection, Filter(), user=user, ids=set(ids) - {own.id})
    acts = sorted([own, *others], key=lambda one: one.id)
    cards = {one.id: one for one in finding.find_reports(connection, user=user, ids={one.report for one in acts})}
    doings, seen = [_doing(one, cards) for one in acts], [one.id for one in acts]
    copies = linked.cluster_of(connection, "report", cards)
    accounts = [account_of(one, cards, copies) for one in doings]
    return HappeningCard(
        id=seen[0],
        acts=tuple(acts),
        reports=cards,
        values=values(doings),
        corroboration=origins.corroboration(accounts, _said_nothing(connection, acts, user)),
        stories={id: copies.get(id, id) for id in cards},
        ties=tuple(_ties(connection, seen, user)),
        judgements=judged(connection, "act", seen, user),
    )


def _said_nothing(connection: Reading, acts: Sequence[KeptAct], user: str) -> Iterable[Silent]:
    """Where the reports say that officials told nothing of one of these acts."""
    told = {one.id for one in acts}
    for report in dict.fromkeys(one.report for one in acts):
        text = finding.report(connection, report, user=user).report.text
        every = [one.act for one in finding.find_acts(connection, Filter(report=report), user=user)]
        yield from (one for one in silences(text, every) if told.intersection(one.acts))


def _near(connection: Reading, act: KeptAct, user: str) -> Iterable[KeptAct]:
    """Acts of about the same time in the same country."""
    first, last = bounds(act.act.date) if act.act.date else (None, None)
    if first is None or last is None or not act.act.place or not act.act.place.country:
        return ()
    asked = Filter(place=act.act.place.country, date=interval(first - _NEAR, last + _NEAR))
    return finding.find_acts(connection, asked, user=user, limit=_NEARBY)


def _doing(kept: KeptAct, cards: dict[str, ReportCard]) -> Doing:
    return doing_of(kept.act, report=kept.report, published=cards[kept.report].particulars.published)


def account_of(doing: Doing, cards: dict[str, ReportCard], copies: dict[str, str]) -> Account:
    """An act as an account; `cards` are the reports by id, `copies` the text that each prints."""
    told = cards[doing.report].particulars
    text = copies.get(doing.report, doing.report)
    return Account(doing=doing, publisher=told.publisher, agency=told.agency, text=text)


def _ties(connection: Reading, ids: list[str], user: str) -> Iterable[Tie]:
    for one in linked.pairs(connection, "act", items=set(ids), verdict="same"):
        told = reasons(connection, one, user)
        yield Tie(one.left, one.right, one.score, tuple(each.words for each in told if each.side == "for"))


def gathered_of(id: str, acts: Sequence[KeptAct], of: dict[str, str]) -> Gathered:
    """A happening by the act that tells most exactly when it was."""
    best = min(acts, key=_width).act
    return Gathered(
        id=id,
        type=best.type,
        date=best.date,
        place=best.place,
        persons=frozenset(each.name for one in acts for each in one.act.affected if each.person),
        groups=frozenset(each.name for one in acts for each in one.act.affected if not each.person),
        count=best.count,
        part_of=frozenset(
            of.get(link.act, link.act) for one in acts for link in one.act.links if link.kind == "part_of"
        ),
    )


def _step(id: str, acts: Sequence[KeptAct], reports: dict[str, ReportCard]) -> Step:
    best = min(acts, key=_width).act
    published = [told for one in acts if one.report in reports and (told := reports[one.report].particulars.published)]
    return Step(
        happening=id,
        type=best.type,
        subtype=best.subtype,
        date=best.date,
        realis=best.realis,
        penalties=next((one.act.penalties for one in acts if one.act.penalties), ()),
        published=max(published, default=None),
    )


def _width(kept: KeptAct) -> tuple[bool, float, str]:
    """By how exactly an act's date is told; what happened goes before what was only planned or denied."""
    first, last = bounds(kept.act.date) if kept.act.date else (None, None)
    days = float((last - first).days) if first and last else inf
    return kept.act.realis != "actual", days, kept.id
