"""Second codings that are finished, with what was decided before, to how far coders agree, slot by slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from onrecord.review.agreement import ACT, Side, added_alike
from onrecord.review.units import Agreement, agreements, judged
from onrecord.store import loading, second
from onrecord.store.collection import Collection, Reading
from onrecord.store.current import CurrentAct, current
from onrecord.store.second import SecondCoding
from onrecord.store.veil import veil

__all__ = ["Agreement", "agreement"]

_NO = Side("not told")


def agreement(collection: Collection) -> list[Agreement]:
    """How far those agree who judged the same acts without seeing each other's judgements; reports kept from the user do not count.

    What was decided after a second coding was finished may have been decided in its light, and does not count.
    """
    found: dict[str, dict[tuple[str, str], dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    with collection.reading() as connection:
        hidden = veil(connection, collection.user).reports
        ended: dict[str, list[SecondCoding]] = defaultdict(list)
        for one in second.passes(connection):
            if one.state == "finished" and one.report not in hidden:
                ended[one.report].append(one)
        for report, passes in ended.items():
            for act, slot, side in _sides(connection, report, passes):
                found[slot][report, act].setdefault(side.who or "", side.label)
    return agreements({slot: list(units.values()) for slot, units in found.items()})


def _sides(connection: Reading, report: str, passes: list[SecondCoding]) -> Iterator[tuple[str, str, Side]]:
    """Each act and slot of a report with what each coder says; of acts that one added, that the others tell none."""
    first = _first(connection, report, passes)
    reviewers = {decision.who for one in first for decision in one.decisions}
    sides: dict[str, list[CurrentAct]] = {}
    known = list(first)
    for told in passes:
        sides[told.who] = added_alike(known, second.acts_of(connection, told))
        known += [one for one in sides[told.who] if one.id not in {each.id for each in known}]
    yield from judged(first)
    for who, acts in sides.items():
        yield from judged(acts, who)
    if len(reviewers) == 1:
        sides[reviewers.pop()] = first
    added = {one.id for acts in sides.values() for one in acts if one.run is None}
    for who, acts in sides.items():
        yield from ((id, ACT, Side(_NO.label, who)) for id in sorted(added - {one.id for one in acts}))


def _first(connection: Reading, report: str, passes: list[SecondCoding]) -> list[CurrentAct]:
    """The acts with what was decided before the first second coding was finished."""
    end = min(one.at for one in passes)
    runs = {one.run for one in passes}
    coded = [one for one in loading.codings_of(connection, [report])[report] if one.run in runs]
    decisions = loading.decisions_of(connection, [report]).get(report, [])
    return current(coded, [one for one in decisions if one.at <= end])
