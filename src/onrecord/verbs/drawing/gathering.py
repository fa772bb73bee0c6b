"""Acts that are wanted to the happenings they tell, each once, as a user may see them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from onrecord.analysis.counted import Happening, Sides, happening, may_fall
from onrecord.dates import bounds
from onrecord.errors import InputError
from onrecord.linking import origins
from onrecord.linking.happenings import doing_of
from onrecord.store import finding, linked, tallying
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.ids import is_id, tidied
from onrecord.store.kept import KeptAct, ReportCard
from onrecord.store.veil import WITHHELD
from onrecord.store.words import folded
from onrecord.verbs.linking.telling import account_of

_AT_ONCE = 500
Found = TypeVar("Found")


class Gathered(Struct, frozen=True, kw_only=True):
    """The happenings with whether each is certainly one of those asked for, and what they are made from."""

    happenings: tuple[tuple[Happening, bool], ...]
    acts: dict[str, KeptAct]
    reports: dict[str, ReportCard]
    labels: dict[str, str]
    """Names by what stands for them: an identity, or a name in small letters."""
    published: dict[str, int]
    """Reports by month."""


def gathered(collection: Collection, asked: Filter = Filter()) -> Gathered:
    """What is told of: each happening once, an act that is linked with no other as one of its own. Raises InputError.

    A rejected act counts nowhere.
    """
    if asked.status == "rejected":
        raise InputError("A rejected act counts nowhere: `onrecord search --status rejected` lists them.")
    with collection.reading() as connection:
        return gathered_in(connection, asked, collection.user)


def gathered_in(connection: Reading, asked: Filter, user: str) -> Gathered:
    """The same, as a transaction sees it."""
    acts, of = _acts(connection, asked, user)
    reports = {one.id: one for one in of_ids(_reports(connection, user), {one.report for one in acts.values()})}
    people = {each.person for one in acts.values() for each in (*one.act.affected, *one.act.actors) if each.person}
    identities = linked.cluster_of(connection, "person", people)
    copies = linked.cluster_of(connection, "report", reports)
    told: dict[str, list[KeptAct]] = defaultdict(list)
    for id, one in acts.items():
        told[of.get(id, id)].append(one)
    # The first act that may be seen names the happening, since the first of all may be one that may not.
    names = {id: min(one.id for one in some) for id, some in told.items()}
    wholes = {act: names[id] for act, id in of.items() if id in names}
    made = [happening(names[id], some, _sides(some, reports, copies, identities, wholes)) for id, some in told.items()]
    found = ((one, sure) for one in made if (sure := is_wanted(one, asked)) is not None)
    return Gathered(
        happenings=tuple(found),
        acts=acts,
        reports=reports,
        labels=_labels(acts.values(), identities),
        published={month: n for month, n in tallying.published(connection, user=user).items() if len(month) == 7},
    )


def _acts(connection: Reading, asked: Filter, user: str) -> tuple[dict[str, KeptAct], dict[str, str]]:
    """The acts that match with all that tell the same happenings, and the happening of each that is linked."""
    acts = {
        one.id: one for wanted in _of_all(connection, asked) for one in finding.find_acts(connection, wanted, user=user)
    }
    of = linked.cluster_of(connection, "act", acts)
    every = {one.id: str(one.cluster) for one in linked.of_clusters(connection, "act", set(of.values()))}
    missing = set(every) - set(acts)

    def find(ids: set[str]) -> Iterator[KeptAct]:
        return finding.find_acts(connection, Filter(), user=user, ids=ids)

    acts |= {one.id: one for one in of_ids(find, missing)}
    return acts, every


def _of_all(connection: Reading, asked: Filter) -> list[Filter]:
    """The same question for each report's person that the person asked for is."""
    if asked.person is None or not is_id(asked.person):
        return [asked]
    return [replace(asked, person=one) for one in linked.together(connection, "person", tidied(asked.person))]


def _reports(connection: Reading, user: str) -> Callable[[set[str]], Iterator[ReportCard]]:
    return lambda ids: finding.find_reports(connection, user=user, ids=ids)


def of_ids(find: Callable[[set[str]], Iterable[Found]], ids: set[str]) -> Iterator[Found]:
    """What is found of many ids, as many at once as one question may name."""
    told = sorted(ids)
    for start in range(0, len(told), _AT_ONCE):
        yield from find(set(told[start : start + _AT_ONCE]))


def _sides(
    acts: list[KeptAct],
    reports: dict[str, ReportCard],
    copies: dict[str, str],
    identities: dict[str, str],
    named: Mapping[str, str],
) -> Sides:
    doings = [doing_of(one.act, report=one.report, published=reports[one.report].particulars.published) for one in acts]
    accounts = [account_of(one, reports, copies) for one in doings]
    wholes = {named.get(link.act, link.act) for one in acts for link in one.act.links if link.kind == "part_of"}
    return Sides(
        told_by=origins.corroboration(accounts).told_by,
        identities=identities,
        part_of=frozenset(wholes),
    )


def _labels(acts: Iterable[KeptAct], identities: Mapping[str, str]) -> dict[str, str]:
    """The name that most acts use of each."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for one in acts:
        for each in (*one.act.affected, *one.act.actors, *(giver for step in one.act.source for giver in step)):
            names[folded(each.name)][each.name] += 1
            if each.person and WITHHELD not in each.name:
                names[identities.get(each.person, each.person)][each.name] += 1
    return {key: told.most_common(1)[0][0] for key, told in names.items()}


def is_wanted(one: Happening, asked: Filter) -> bool | None:
    """Whether all accounts leave no doubt that it is asked for; None where, all accounts together, it is not."""
    sure = True
    if asked.date:
        if one.days is None or not may_fall(one.days, asked.date):
            return None
        sure = _lies_within(one, asked.date)
    for slot, value in (("type", asked.type), ("country", _country(asked)), ("realis", asked.realis)):
        if value:
            told = one.slots[slot]  # type: ignore[index]  # each is a slot
            if value not in told.possible:
                return None
            sure = sure and value in told.certain
    return sure


def _country(asked: Filter) -> str | None:
    return asked.place.upper() if asked.place and len(asked.place) == 2 else None


def _lies_within(one: Happening, date: str) -> bool:
    low, high = bounds(date)
    first, last = (one.days.first, one.days.last) if one.days else (None, None)
    begins = low is None or (first is not None and low <= first)
    return begins and (high is None or (last is not None and last <= high))
