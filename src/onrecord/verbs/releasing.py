"""A collection and a policy to a release: what leaves and what stays, whether the gate opens, and the files."""

from __future__ import annotations

import shutil
from collections.abc import Collection as Several
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.analysis.evidence import quote
from onrecord.publishing.release import check, edition, files, folder, people, planning
from onrecord.publishing.release.check import Check, Given
from onrecord.publishing.release.edition import Edition, Past
from onrecord.publishing.release.lines import IncidentLine
from onrecord.publishing.release.people import Allowed, Known
from onrecord.publishing.release.planning import Plan, Source
from onrecord.publishing.release.policy import LEADING_BACK, Policy, read, template
from onrecord.store import finding, linked, releasing
from onrecord.store.collection import Collection, Reading
from onrecord.store.veil import STRANGER
from onrecord.verbs.drawing.gathering import Gathered, gathered_in
from onrecord.verbs.drawing.showing import width

__all__ = ["Outcome", "Stays", "policy_of", "preview", "release", "template"]

_SHOWN = 3
_SCRATCH = "preview"


class Stays(Struct, frozen=True, kw_only=True):
    """What one rule keeps back, or lets leave less exact: how many, and a few ids of the collection."""

    rule: str
    number: int
    examples: tuple[str, ...]


class Outcome(Struct, frozen=True, kw_only=True):
    """What a policy makes of a collection; `folder` is None where nothing was written."""

    number: int
    incidents: int
    persons: int
    examples: tuple[IncidentLine, ...]
    stays: tuple[Stays, ...]
    checks: tuple[Check, ...]
    new: int
    changed: int
    removed: int
    notes: tuple[str, ...] = ()
    folder: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether every check passes."""
        return all(one.passes for one in self.checks)


class _Prepared(Struct, frozen=True, kw_only=True):
    plan: Plan
    allowed: Allowed
    past: Past
    edition: Edition
    new_lines: dict[str, str]


def policy_of(path: Path) -> Policy:
    """The policy in a file. Raises SettingsError."""
    return read(path)


def preview(collection: Collection, policy: Policy, *, today: date | None = None) -> Outcome:
    """What would leave and what would stay; the files are made within the collection, looked at, and removed."""
    with collection.reading() as connection:
        prepared = _prepared(connection, policy, today or _today())
    scratch = collection.folder / _SCRATCH
    with folder.held(scratch):
        part = folder.begun(scratch)
        try:
            return _outcome(prepared, _checked(prepared, part))
        finally:
            shutil.rmtree(part)


def release(collection: Collection, policy: Policy, target: Path, *, today: date | None = None) -> Outcome:
    """The release in a folder of its own under `target`, if the gate opens; otherwise nothing is changed.

    It is noted in the collection before it appears: what a reader sees is always known there.
    """
    with folder.held(target):
        return _release(collection, policy, target, today or _today())


def _release(collection: Collection, policy: Policy, target: Path, day: date) -> Outcome:
    part = folder.begun(target)
    try:
        with collection.writing() as connection:
            prepared = _prepared(connection, policy, day)
            outcome = _outcome(prepared, _checked(prepared, part))
            if not outcome.is_open:
                return outcome
            _note(connection, prepared, collection.user)
        made = folder.publish(part, target, prepared.edition.number)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return msgspec.structs.replace(outcome, folder=str(made))


def _today() -> date:
    return datetime.now(UTC).date()


def _prepared(connection: Reading, policy: Policy, day: date) -> _Prepared:
    known = list(_known(connection))
    identities = {one.id: one.identity for one in known}
    allowed = people.allowed(known, policy.person)
    found = gathered_in(connection, planning.asked(policy), STRANGER)
    past = edition.past_of([one.content for one in releasing.kept(connection)])
    groups = _groups(found, allowed, known)
    lines, new = releasing.lines_of(connection, groups)
    looks = {id: past.looks[line] for id, line in lines.items() if line in past.looks}
    plan = planning.plan(_sources(connection, found, policy), allowed, policy, identities, looks=looks)
    leaving = {subject for id in (*plan.incidents, *plan.persons) for subject in groups[id]}
    made = edition.edition(plan, lines, past, number=releasing.next_number(connection), day=day, policy=policy)
    return _Prepared(
        plan=plan,
        allowed=allowed,
        past=past,
        edition=made,
        new_lines={one: line for one, line in new.items() if one in leaving},
    )


def _known(connection: Reading) -> Iterator[Known]:
    every = list(releasing.every_person(connection))
    identities = linked.cluster_of(connection, "person", [one.id for one in every])
    guarded = {identities.get(one.id, one.id) for one in every if one.is_protected}
    for one in every:
        identity = identities.get(one.id, one.id)
        yield Known(
            id=one.id, identity=identity, report=one.report, person=one.person, is_protected=identity in guarded
        )


def _sources(connection: Reading, found: Gathered, policy: Policy) -> Iterator[Source]:
    leads = bool(set(policy.fields) & LEADING_BACK)
    for one, _ in found.happenings:
        acts = tuple(sorted((found.acts[id] for id in one.acts), key=width))
        cards = [found.reports[id] for id in sorted(one.reports)] if leads else []
        words = ""
        if "quote" in policy.fields:
            words = quote(acts[0].act, finding.report(connection, acts[0].report, user=STRANGER).report.text)
        yield Source(
            happening=one,
            acts=acts,
            publishers=tuple(dict.fromkeys(card.particulars.publisher for card in cards if card.particulars.publisher)),
            urls=tuple(dict.fromkeys(card.url for card in cards if card.url)),
            quote=words,
        )


def _groups(found: Gathered, allowed: Allowed, known: list[Known]) -> dict[str, Several[str]]:
    """What shares a line: the acts of a happening, the ids of a person who may be told of."""
    groups: dict[str, Several[str]] = {one.id: one.acts for one, _ in found.happenings}
    ids: dict[str, list[str]] = {}
    for one in known:
        if one.identity in allowed.forms:
            ids.setdefault(one.identity, []).append(one.id)
    return groups | ids


def _checked(prepared: _Prepared, part: Path) -> tuple[Check, ...]:
    files.write(prepared.edition, part)
    given = Given(edition=prepared.edition, allowed=prepared.allowed, past=prepared.past, folder=part)
    return check.checks(given)


def _outcome(prepared: _Prepared, checks: tuple[Check, ...]) -> Outcome:
    made = prepared.edition
    changes = [what for _, what, number in made.changes if number == made.number]
    return Outcome(
        number=made.number,
        incidents=len(made.incidents),
        persons=len(made.persons),
        examples=made.incidents[:_SHOWN],
        stays=tuple(
            Stays(rule=rule, number=len(set(ids)), examples=tuple(sorted(set(ids))[:_SHOWN]))
            for rule, ids in sorted(prepared.plan.stays.items())
        ),
        checks=checks,
        new=changes.count("new"),
        changed=changes.count("changed"),
        removed=changes.count("removed"),
        notes=made.notes,
    )


def _note(connection: Reading, prepared: _Prepared, user: str) -> None:
    made = prepared.edition
    releasing.keep(
        connection,
        number=made.number,
        who=user,
        title=made.policy.title,
        approved_by=made.policy.approved_by,
        policy=sha256(msgspec.json.encode(made.policy)).hexdigest(),
        content=edition.content(made, prepared.past),
        lines=prepared.new_lines,
    )
