"""What people decided on acts to where the coder errs, and to cases that show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec import Struct

from onrecord.model import Person
from onrecord.review.erring import Erring, erring, outcomes
from onrecord.review.examples import Example, example, told_within, window
from onrecord.store import finding, loading, past
from onrecord.store.collection import Collection, Reading
from onrecord.store.current import CurrentAct
from onrecord.store.reviewed import Reviewed, reviewed
from onrecord.store.veil import STRANGER, Veil, veil

__all__ = ["HEAD", "Cases", "Erring", "Example", "cases", "errs"]

HEAD = """\
# Where the coder erred, as people judged it. These are words of real reports about real people: they belong to their publishers and to
# those they tell of. Hold a coder to them on your own machine; to hand a case on, write the same with invented people.
"""
"""What stands above cases in a file."""


class Cases(Struct, frozen=True, kw_only=True):
    """What the coder got wrong, as cases; how many are left out because of whom they tell, or because acts beside are not judged."""

    examples: tuple[Example, ...]
    restricted: int
    unjudged: int


def errs(collection: Collection) -> list[Erring]:
    """Where the coder errs, by slot, act type and rule, the most errors first; reports kept from the user do not count."""
    with collection.reading() as connection:
        hidden = veil(connection, collection.user)
        told = erring(one for one in reviewed(connection) if one.report not in hidden.reports)
        return [hidden.over(one) for one in told]


def cases(collection: Collection) -> Cases:
    """Each act that the coder got wrong, in the sentences that tell it, once a stretch of text.

    Whatever is protected from anybody is left out, whoever asks, and so is who may need protection and has no decision yet:
    a case is made to be shown.
    """
    with collection.reading() as connection:
        hidden = veil(connection, STRANGER)
        wrong = [one for one in reviewed(connection) if any(told != "accepted" for *_, told in outcomes(one))]
        found = [_example(connection, one, hidden) for one in wrong]
    return Cases(
        examples=tuple({one.text: one for one in found if isinstance(one, Example)}.values()),
        restricted=found.count("restricted"),
        unjudged=found.count("unjudged"),
    )


def _example(connection: Reading, one: Reviewed, hidden: Veil) -> Example | Literal["restricted", "unjudged"]:
    report = finding.whole_report(connection, one.report).report
    acts = loading.acts_of(connection, [one.report])[one.report]
    own = next((act for act in acts if act.id == one.id), None)
    if own is None:
        return "unjudged"  # withdrawn with its row of a sheet
    around = window(own.act)
    why = "; ".join(sorted({f"{slot} {told}" for slot, _, _, told in outcomes(one) if told != "accepted"}))
    made = example(report.text, report.particulars.published, around, acts, why)
    if made is None:
        return "unjudged"
    taking_part = _taking_part(told_within(acts, around))
    people = [person for _, person in loading.persons_of(connection, [one.report])[one.report]]
    words = msgspec.json.encode(made).decode()
    kept_back = one.report in hidden.reports or hidden.masked(words) != words or taking_part & hidden.persons
    undecided = _undecided(connection, people)
    named = any(person.id in taking_part or person.name in words for person in undecided)
    return "restricted" if kept_back or named else made


def _taking_part(acts: Iterable[CurrentAct]) -> set[str]:
    """The named persons in some acts, whether the words there name them or not."""
    told = [one.act for one in acts]
    people = (
        each for act in told for each in (*act.actors, *act.affected, *(who for step in act.source for who in step))
    )
    return {each.person for each in people if each.person}


def _undecided(connection: Reading, people: Iterable[Person]) -> list[Person]:
    """Whom the coder proposes to protect, and on whom nobody has decided."""
    return [one for one in people if one.protection and not past.protections_on(connection, one.id)]
