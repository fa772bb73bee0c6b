"""What a person judges of an act to a decision that is kept; nothing it lies over is changed."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.errors import UnknownItem
from onrecord.model import Act
from onrecord.store import audit, ids, loading, schema, second, viewing
from onrecord.store.clock import now
from onrecord.store.current import CurrentAct, Decision, Verdict, as_json, said, standing_in
from onrecord.store.ids import tidied
from onrecord.store.schema import decisions, reports
from onrecord.store.veil import veil
from onrecord.store.view import view_acts

_WHAT: dict[Verdict, str] = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "add": "act added",
    "unsure": "marked unsure",
    "undo": "decision undone",
}


def decide(
    connection: Connection,
    act: str,
    verdict: Verdict,
    *,
    slot: str | None,
    value: str | None,
    because: str,
    who: str,
    words: str | None = None,
) -> Decision:
    """A decision on an act, or on one slot of it, in place of the one that stands on the same. Raises UnknownItem.

    `value` is that of a correction, as JSON (see `said`); `words` are the spans (JSON) of the text that it rests on.
    """
    report, current = _act(connection, act)
    told = said(current, slot, verdict, value=value, words=words)
    return _keep(connection, report, current.id, current.act, verdict, because=because, who=who, **told)


def add_act(connection: Connection, report: str, act: Act, *, because: str, who: str) -> Decision:
    """A decision that an act, which no coder found, is told in a report. Raises UnknownItem.

    Its `id` is not used: the decision gives it a permanent one.
    """
    known = tidied(report)
    if connection.scalar(select(reports.c.id).where(reports.c.id == known)) is None:
        raise UnknownItem(f"There is no report {known} here: `onrecord show reports` lists them.")
    [id] = ids.fresh(connection, schema.acts.c.id, "A", 1)
    whole = msgspec.structs.replace(act, id=id)
    return _keep(connection, known, id, whole, "add", because=because, who=who, slot=None, value=as_json(whole))


def undo(connection: Connection, decision: str, *, because: str, who: str) -> Decision:
    """A decision that takes another back, whatever that was: what stood before it stands again. Raises UnknownItem."""
    known = tidied(decision)
    row = connection.execute(select(decisions).where(decisions.c.id == known)).mappings().one_or_none()
    if row is None or row["report"] in veil(connection, who).reports:
        raise UnknownItem(f"There is no decision {known} here: `onrecord why ACT` lists those on an act.")
    made = loading.decisions_of(connection, [row["report"]])[row["report"]]
    if known not in {one.id for one in standing_in(made)}:
        later = [one.id for one in made if one.supersedes == known][-1]
        raise UnknownItem(f"{known} does not stand: {later} came in its place. Undo that one.")
    told = {name: row[name] for name in ("report", "act", "text_sha256", "type", "start", "end", "slot")}
    return _insert(connection, {**told, "verdict": "undo", "supersedes": known, "because": because, "who": who})


def history(connection: Connection, act: str, report: str) -> list[Decision]:
    """Every decision on an act, those undone and superseded too, in the order in which they were made."""
    return [one for one in loading.decisions_of(connection, [report]).get(report, []) if one.act == act]


def last(connection: Connection, report: str) -> int:
    """The number of the last decision over a report; 0 where there is none."""
    return connection.scalar(select(func.max(decisions.c.number)).where(decisions.c.report == report)) or 0


def _act(connection: Connection, act: str) -> tuple[str, CurrentAct]:
    known = tidied(act)
    report = connection.scalar(select(view_acts.c.report).where(view_acts.c.id == known))
    if report is None:
        raise UnknownItem(f"There is no act {known} here: `onrecord show` lists the acts with their ids.")
    [found] = [one for one in loading.acts_of(connection, [report])[report] if one.id == known]
    return report, found


def _keep(
    connection: Connection, report: str, id: str, act: Act, verdict: Verdict, *, because: str, who: str, **told: Any
) -> Decision:
    text = connection.scalar(select(reports.c.text_sha256).where(reports.c.id == report))
    first = act.mentions[0]
    bound = {"text_sha256": text, "type": act.type, "start": first.start, "end": first.end}
    return _insert(
        connection, {"report": report, "act": id, **bound, "verdict": verdict, **told, "because": because, "who": who}
    )


def _insert(connection: Connection, told: dict[str, Any]) -> Decision:
    second.check_not_blind(connection, told["report"], who=told["who"])
    [id] = ids.fresh(connection, decisions.c.id, "D", 1)
    number = ids.next_number(connection, decisions.c.number)
    row = {"id": id, "number": number, "at": now(), **told}
    with audit.change(connection, _WHAT[told["verdict"]], told["act"], who=told["who"]) as change:
        change.keep(decisions, [row])
    viewing.refresh(connection, told["report"])
    return Decision(**row)
