"""Two acts to a judgement: one doing, two, or unsure, with the reasons for and against.

"Same" asks for a ground of its own besides the score: a named person in common with a time that fits, since a person may
be arrested twice in one town; for others the same day in the same place and something that not every act there has. A wrong join is the worse fault.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.linking.happenings.doing import Doing
from onrecord.linking.happenings.kinds import are_comparable, by_kind
from onrecord.linking.happenings.reasons import rules
from onrecord.linking.happenings.what import by_count, by_outcome, by_words
from onrecord.linking.happenings.when import by_date
from onrecord.linking.happenings.where import by_place
from onrecord.linking.happenings.who import by_people, share_a_person
from onrecord.linking.judgement import Judgement, Reason, Verdict, score


def judge(a: Doing, b: Doing) -> Judgement:
    """The judgement on two acts, of one report or of two."""
    if not are_comparable(a, b):
        return Judgement("none", 0.0)
    same_person = share_a_person(a, b)
    reasons = (
        *by_kind(a, b),
        *by_date(a, b, same_person=same_person),
        *by_place(a, b),
        *by_people(a, b),
        *by_count(a, b),
        *by_words(a, b),
        *by_outcome(a, b),
    )
    told = score(reasons, start=rules().weights["start"])
    return Judgement(_verdict(reasons, told), told, reasons)


def _verdict(reasons: Sequence[Reason], told: float) -> Verdict:
    if any(one.contradicts for one in reasons):
        return "different"
    if {one.kind for one in reasons} <= {"type", "realis"}:
        return "none"
    limits = rules().limits
    if told >= limits["same_from"] and _is_grounded(reasons):
        return "same"
    return "unsure" if told >= limits["unsure_from"] else "different" if _is_against(reasons) else "none"


def _is_grounded(reasons: Sequence[Reason]) -> bool:
    """Whether there is a ground to join: who with when; or when, where exactly and what, and nothing that parts them.

    "Two men were held by police" tells nothing apart from what else was done on that day in a city.
    """
    found = {one.words.partition(":")[0] for one in reasons}
    apart = any(one.side == "against" and one.kind in {"people", "place", "date"} for one in reasons)
    if "same person" in found:
        return bool(found & {"same day", "days that overlap", "days apart", "published close together"})
    return {"same day", "same place"} <= found and not apart and bool(found & {"counts that agree", "same words"})


def _is_against(reasons: Sequence[Reason]) -> bool:
    return any(one.side == "against" and one.kind != "type" for one in reasons)
