"""A report to what a second coder judges of it, blind to what others decided; nothing of it changes what is shown.

A pass begins, is finished or given up, and each state is a row. Its judgements are decisions over what one run coded,
kept apart from all others, and laid over the coded acts in the same way.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, select

from onrecord.errors import UnknownItem
from onrecord.model import Act
from onrecord.store import audit, ids, loading, schema
from onrecord.store.clock import now
from onrecord.store.current import CurrentAct, Decision, Verdict, as_json, current, said, standing_in
from onrecord.store.ids import tidied
from onrecord.store.schema import acts, coding_runs, decisions, reports, second_codings, second_judgements

State: TypeAlias = Literal["begun", "finished", "given up"]


class SecondCoding(Struct, frozen=True, kw_only=True):
    """One coder's blind pass over a report: what `run` coded, by `who`, and how far it is."""

    id: str
    number: int
    at: str
    who: str
    report: str
    run: int
    state: State
    because: str
    supersedes: str | None = None

    @property
    def first(self) -> str:
        """The id that the pass began with."""
        return self.supersedes or self.id


def begin(connection: Connection, report: str, *, because: str, who: str) -> SecondCoding:
    """A pass over a report by somebody who has not judged it yet. Raises UnknownItem."""
    reason = why_not(connection, report, who=who)
    if reason:
        raise UnknownItem(reason)
    run = _last_run(connection, report)
    return _state(connection, "begun", report=report, run=run, because=because, who=who, supersedes=None)


def why_not(connection: Connection, report: str, *, who: str) -> str | None:
    """Why somebody may not begin a pass over a report; None where they may."""
    if open_pass(connection, report, who=who):
        return f"Your second coding of {report} is under way: go on with it, or finish it."
    if any(one.state == "finished" for one in passes(connection, [report]) if one.who == who):
        return f"You have coded {report} a second time already: give it to somebody else."
    own = (decisions.c.report == report) & (decisions.c.who == who)
    if connection.scalar(select(decisions.c.id).where(own).limit(1)):
        return f"You have judged acts of {report} yourself: a second coder must not have."
    if _last_run(connection, report) is None:
        return f"{report} has not been coded: there is nothing to code a second time."
    return None


def _last_run(connection: Connection, report: str) -> int | None:
    run: int | None = connection.scalar(select(func.max(coding_runs.c.id)).where(coding_runs.c.report == report))
    return run


def end(connection: Connection, told: SecondCoding, state: State, *, because: str) -> SecondCoding:
    """The same pass in another state."""
    return _state(
        connection, state, report=told.report, run=told.run, who=told.who, supersedes=told.first, because=because
    )


def passes(connection: Connection, wanted: Collection[str] | None = None) -> list[SecondCoding]:
    """The passes over some reports, or over all, each in its last state, in the order in which they began."""
    query = select(second_codings).order_by(second_codings.c.number)
    if wanted is not None:
        query = query.where(second_codings.c.report.in_(wanted))
    last: dict[str, SecondCoding] = {}
    for row in connection.execute(query).mappings():
        told = SecondCoding(**schema.told(row))
        last[told.first] = told
    return list(last.values())


def open_pass(connection: Connection, report: str, *, who: str) -> SecondCoding | None:
    """The pass over a report that somebody has begun and not ended."""
    told = [one for one in passes(connection, [report]) if one.who == who and one.state == "begun"]
    return told[0] if told else None


def reports_under_way(connection: Connection, *, who: str) -> frozenset[str]:
    """The reports of which somebody is to see nothing that others decided."""
    mine = select(second_codings.c.report).where(second_codings.c.who == who)
    told = [one for one in passes(connection, sorted(set(connection.scalars(mine)))) if one.who == who]
    return frozenset(one.report for one in told if one.state == "begun")


def own_acts(connection: Connection, reports: Collection[str], *, who: str) -> dict[str, list[CurrentAct]]:
    """Of some reports those that somebody codes a second time just now, with the acts as they see them."""
    mine = select(second_codings.c.report).where(second_codings.c.who == who, second_codings.c.report.in_(reports))
    told = [one for one in passes(connection, sorted(set(connection.scalars(mine)))) if one.who == who]
    return {one.report: acts_of(connection, one) for one in told if one.state == "begun"}


def check_not_blind(connection: Connection, report: str, *, who: str) -> None:
    """Raises UnknownItem where somebody is to see and decide nothing of a report but in their second coding of it."""
    if open_pass(connection, report, who=who):
        raise UnknownItem(f"You code {report} a second time: judge it with `onrecord second`, and finish that first.")


def acts_of(connection: Connection, told: SecondCoding) -> list[CurrentAct]:
    """The acts as the second coder leaves them: what the run coded, with the pass's own judgements over it."""
    coded = [one for one in loading.codings_of(connection, [told.report])[told.report] if one.run == told.run]
    return current(coded, judgements_of(connection, told))


def judgements_of(connection: Connection, told: SecondCoding) -> list[Decision]:
    """Every judgement of a pass, those undone and superseded too."""
    return judgements(connection, second_judgements.c.coding == told.first)


def judgements(connection: Connection, which: ColumnElement[bool]) -> list[Decision]:
    """Every judgement of second coders for which `which` holds, in their order."""
    rows = connection.execute(select(second_judgements).where(which).order_by(second_judgements.c.number)).mappings()
    return [Decision(**{name: value for name, value in schema.told(row).items() if name != "coding"}) for row in rows]


def judge(
    connection: Connection,
    told: SecondCoding,
    act: CurrentAct,
    verdict: Verdict,
    *,
    slot: str | None,
    because: str,
    value: str | None = None,
    words: str | None = None,
) -> Decision:
    """A judgement on an act, or on one slot of it, in place of the one that stands on the same in this pass."""
    row = said(act, slot, verdict, value=value, words=words)
    return _keep(connection, told, verdict, {**row, "because": because, **_bound(connection, told, act.id, act.act)})


def add_act(connection: Connection, told: SecondCoding, act: Act, *, because: str) -> Decision:
    """An act that the coder missed; its `id` is not used, it gets one that no act has."""
    [id] = ids.fresh(connection, acts.c.id, "A", 1)
    whole = msgspec.structs.replace(act, id=id)
    return _keep(
        connection, told, "add", {"value": as_json(whole), "because": because, **_bound(connection, told, id, whole)}
    )


def undo(connection: Connection, told: SecondCoding, judgement: str, *, because: str) -> Decision:
    """A judgement that takes another of the same pass back. Raises UnknownItem."""
    known = tidied(judgement)
    own = judgements_of(connection, told)
    found = next((one for one in own if one.id == known), None)
    if found is None:
        raise UnknownItem(f"There is no judgement {known} in your second coding of {told.report}.")
    if found not in standing_in(own):
        raise UnknownItem(f"{known} does not stand: another came in its place. Undo that one.")
    same = {name: getattr(found, name) for name in ("act", "text_sha256", "type", "start", "end", "slot")}
    return _keep(connection, told, "undo", {**same, "because": because, "supersedes": known})


def decided_since(connection: Connection, told: SecondCoding) -> frozenset[str]:
    """The ids of what was decided over the report of a pass after it came into its state."""
    entry = select(second_codings.c.entry).where(second_codings.c.id == told.id).scalar_subquery()
    query = select(decisions.c.id).where(decisions.c.report == told.report, decisions.c.entry > entry)
    return frozenset(connection.scalars(query))


def report_of(connection: Connection, act: str) -> str | None:
    """The report that tells an act, whether a coder found it or a second coder added it."""
    query = select(coding_runs.c.report).join(acts, acts.c.run == coding_runs.c.id).where(acts.c.id == act)
    added = select(second_judgements.c.report).where(second_judgements.c.act == act)
    return connection.scalar(query.limit(1)) or connection.scalar(added.limit(1))


def _bound(connection: Connection, told: SecondCoding, id: str, act: Act) -> dict[str, Any]:
    text = connection.scalar(select(reports.c.text_sha256).where(reports.c.id == told.report))
    first = act.mentions[0]
    return {"act": id, "text_sha256": text, "type": act.type, "start": first.start, "end": first.end}


def _keep(connection: Connection, told: SecondCoding, verdict: Verdict, row: dict[str, Any]) -> Decision:
    [id] = ids.fresh(connection, second_judgements.c.id, "V", 1)
    number = ids.next_number(connection, second_judgements.c.number)
    whole = {"id": id, "number": number, "at": now(), "who": told.who, "verdict": verdict, "report": told.report, **row}
    with audit.change(connection, "judged in a second coding", row["act"], who=told.who) as change:
        change.keep(second_judgements, [{**whole, "coding": told.first}])
    return Decision(**whole)


def _state(connection: Connection, state: State, *, who: str, report: str, **told: Any) -> SecondCoding:
    [id] = ids.fresh(connection, second_codings.c.id, "B", 1)
    number = ids.next_number(connection, second_codings.c.number)
    made = SecondCoding(id=id, number=number, at=now(), who=who, report=report, state=state, **told)
    with audit.change(connection, f"second coding {state}", report, who=who) as change:
        change.keep(second_codings, [msgspec.structs.asdict(made)])
    return made
