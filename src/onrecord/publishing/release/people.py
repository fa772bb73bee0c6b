"""The persons of a collection to those whom the policy lets be told of, with whatever forbids it followed through every tie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from onrecord.model import KIN, Person
from onrecord.publishing.release.hidden import HiddenNames
from onrecord.publishing.release.lines import Rule
from onrecord.publishing.release.policy import Naming


class Known(Struct, frozen=True, kw_only=True):
    """A person as one coding of one report tells of them, unmasked; this never leaves."""

    id: str
    identity: str
    """What all who are one with them share."""
    report: str
    person: Person
    is_protected: bool = False


class Allowed(Struct, frozen=True, kw_only=True):
    """Who may be told of, by identity, and why each of the others may not."""

    forms: Mapping[str, Naming]
    left_out: Mapping[str, Rule]
    names: Mapping[str, str]
    """The most frequent name of each who may be told of."""
    hidden: HiddenNames
    reports_with_hidden: frozenset[str]
    """Reports that name somebody who is left out, or is told of otherwise than by name."""
    refused: tuple[str, ...]
    """Decisions of the policy that cannot be followed, in words."""


def allowed(people: Iterable[Known], namings: Iterable[Naming]) -> Allowed:
    """Who may be told of: those decided on, but for the protected, their kin and namesakes, and those in danger who did not consent."""
    every = list(people)
    of = {one.id: one.identity for one in every}
    told = list(namings)
    wanted = {of[one.id]: one for one in told if one.id in of}
    guarded = {one.identity for one in every if one.is_protected}
    left_out = _forbidden(every, wanted, guarded)
    forms = {id: one for id, one in wanted.items() if id not in left_out and one.form != "left out"}
    by_name = {id for id, one in forms.items() if one.form == "named"}
    return Allowed(
        forms=forms,
        left_out=left_out,
        names=_names(every, forms),
        hidden=HiddenNames(
            _all_names(one for one in every if one.identity not in by_name),
            _all_names(one for one in every if one.identity in guarded),
            free=_all_names(one for one in every if one.identity in by_name),
        ),
        reports_with_hidden=frozenset(one.report for one in every if one.identity not in by_name),
        refused=tuple(_refused(told, of, wanted, guarded)),
    )


def _forbidden(every: list[Known], wanted: Mapping[str, Naming], guarded: set[str]) -> dict[str, Rule]:
    likes = HiddenNames((), _all_names(one for one in every if one.identity in guarded))
    kin = _kin_of(every, guarded)
    found: dict[str, Rule] = {}
    for one in every:
        naming = wanted.get(one.identity)
        if rule := _why_not(one, naming, guarded, kin, likes):
            found[one.identity] = rule
    return found


def _why_not(one: Known, naming: Naming | None, guarded: set[str], kin: set[str], likes: HiddenNames) -> Rule | None:
    if one.identity in guarded:
        return "protected"
    if naming is None:
        return "no decision"
    if naming.form == "left out":
        return "left out by decision"
    if not naming.consent and (one.person.protection or "relative" in one.person.roles):
        return "may need protection, no consent told"
    if not naming.consent and one.identity in kin:
        return "kin of a protected person, no consent told"
    if naming.form != "pseudonym" and any(map(likes.is_like_a_protected, (one.person.name, *one.person.aliases))):
        return "shares a name with a protected person"
    return None


def _kin_of(every: list[Known], guarded: set[str]) -> set[str]:
    """Those whom any report calls kin of a protected person, whichever of the two the tie is told of."""
    of = {one.id: one.identity for one in every}
    ties = [
        (one.identity, of.get(tie.of.person or "", ""))
        for one in every
        for tie in one.person.relations
        if tie.kind in KIN
    ]
    return {a for a, b in ties if b in guarded} | {b for a, b in ties if a in guarded}


def _refused(told: list[Naming], of: Mapping[str, str], wanted: Mapping[str, Naming], guarded: set[str]) -> list[str]:
    """Ids that nobody has, the protected whom the policy would tell of, and people decided on twice."""
    words = [f"{one.id}: no report names such a person" for one in told if one.id not in of]
    words += [
        f"{one.id} is protected and can only be left out: take it from the policy, or `onrecord unprotect` first"
        for one in told
        if of.get(one.id) in guarded and one.form != "left out"
    ]
    twice = (one for one in told if one.id in of and wanted[of[one.id]].form != one.form)
    return words + [f"{one.id} is decided on twice, in two ways" for one in twice]


def _all_names(people: Iterable[Known]) -> list[str]:
    return [name for one in people for name in (one.person.name, *one.person.aliases)]


def _names(every: list[Known], forms: Mapping[str, Naming]) -> dict[str, str]:
    counted: dict[str, Counter[str]] = {}
    for one in every:
        if one.identity in forms:
            counted.setdefault(one.identity, Counter())[one.person.name] += 1
    return {id: min(told, key=lambda name: (-told[name], name)) for id, told in counted.items()}
