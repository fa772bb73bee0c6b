"""What people decided on acts to each act as it was coded when they judged it, with what they decided."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import Connection, select

from onrecord.model import Act
from onrecord.store import loading
from onrecord.store.current import CodedAct, Decision, standing
from onrecord.store.schema import coding_runs, decisions

_AT_ONCE = 200


class Reviewed(Struct, frozen=True, kw_only=True):
    """An act with the decisions that stand on it; `coded` is what was judged, None of an act that a person added."""

    id: str
    report: str
    coded: Act | None
    decisions: tuple[Decision, ...]


def reviewed(connection: Connection) -> Iterator[Reviewed]:
    """Each act on which a decision stands, whoever may see it, report by report."""
    reports = sorted(connection.scalars(select(decisions.c.report).distinct()))
    for start in range(0, len(reports), _AT_ONCE):
        some = reports[start : start + _AT_ONCE]
        coded, at = loading.codings_of(connection, some), _coded_at(connection, some)
        for report, told in loading.decisions_of(connection, some).items():
            yield from _of_report(report, told, coded[report], at)


def _of_report(report: str, told: list[Decision], coded: list[CodedAct], at: dict[int, str]) -> Iterator[Reviewed]:
    over: dict[str, list[Decision]] = {}
    for decision in standing(told):
        over.setdefault(decision.act, []).append(decision)
    for act, made in over.items():
        runs = [one for one in coded if one.id == act]
        then = [one for one in runs if at[one.run] <= made[-1].at] or runs
        yield Reviewed(id=act, report=report, coded=then[-1].act if then else None, decisions=tuple(made))


def _coded_at(connection: Connection, reports: list[str]) -> dict[int, str]:
    """By run, when it was."""
    told = coding_runs.c
    return {
        row.id: row.coded for row in connection.execute(select(told.id, told.coded).where(told.report.in_(reports)))
    }
