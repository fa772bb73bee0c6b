"""The view of some reports, as it is and as it is made anew, to the reports for which the two are not the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

from sqlalchemy import Connection, column, select, table

from onrecord.store import queued, schema, viewing, words
from onrecord.store.view import view_acts, view_groups, view_people, view_persons, view_reports

_Rows: TypeAlias = dict[str, list[str]]


def differing(connection: Connection, reports: Collection[str]) -> list[str]:
    """Those of some reports whose view is not what is kept of them gives.

    The view of them is made anew in the transaction, which the caller gives up.
    """
    before = _rows(connection, reports)
    viewing.refresh_all(connection, reports)
    after = _rows(connection, reports)
    return [report for report in reports if sorted(before[report]) != sorted(after[report])]


def strangers(connection: Connection) -> list[str]:
    """The reports in the view that nothing is kept of."""
    kept = select(schema.reports.c.id)
    told: set[str] = set()
    for shown in (view_reports.c.id, view_acts.c.report, view_persons.c.report):
        told |= set(connection.scalars(select(shown).where(shown.not_in(kept)).distinct()))
    return sorted(told)


def _rows(connection: Connection, reports: Collection[str]) -> _Rows:
    """What is shown and searched of each report, row by row, without the numbers that the view gave to persons."""
    found: _Rows = defaultdict(list)
    for report in connection.execute(select(view_reports).where(view_reports.c.id.in_(reports))).mappings():
        found[report["id"]].append(repr(dict(report)))
    for shown, of_words in ((view_acts, "words_acts"), (view_persons, "words_persons")):
        _add(connection, found, shown, of_words, reports)
    for taking_part in (view_people, view_groups):
        columns = [one for one in taking_part.c if one.name != "act"]
        query = select(view_acts.c.report, view_acts.c.id, *columns).join(
            view_acts, view_acts.c.number == taking_part.c.act
        )
        for row in connection.execute(query.where(view_acts.c.report.in_(reports))):
            found[row.report].append(repr(tuple(row)[1:]))
    for id, question in queued.of_reports(connection, reports):
        found[id].append(question)
    return found


def _add(connection: Connection, found: _Rows, shown: Any, of_words: str, reports: Iterable[str]) -> None:
    rows = connection.execute(select(shown).where(shown.c.report.in_(reports))).mappings().all()
    said = _words(connection, of_words, [row["number"] for row in rows])
    for row in rows:
        told = {name: value for name, value in row.items() if name != "number" or shown is view_acts}
        found[row["report"]].append(repr((told, said.get(row["number"]))))


def _words(connection: Connection, name: str, numbers: Collection[int]) -> dict[int, str]:
    """By its number, what is searched of each row."""
    number = "rowid" if connection.dialect.name == "sqlite" else "number"
    fields = words.fields(name)
    source = table(name, column(number), *(column(field) for field in fields))
    rows = connection.execute(select(source).where(source.c[number].in_(numbers)))
    return {row[0]: repr(tuple(str(value) for value in row[1:])) for row in rows}
