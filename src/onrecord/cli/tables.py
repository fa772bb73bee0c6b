"""Acts, persons and reports to tables that stay readable at 80 columns and when they are piped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.analysis import wording
from onrecord.cli.screen import text

if TYPE_CHECKING:
    from onrecord.review.erring import Erring
    from onrecord.review.units import Agreement
    from onrecord.store.kept import KeptAct, KeptPerson, ReportCard

_WIDE = 132
"""From this width on every slot has a column of its own; below, what belongs together shares one."""


def acts(console: Console, told: Iterable[KeptAct], reports: Mapping[str, ReportCard]) -> Table:
    """The acts, one a row."""
    if console.width >= _WIDE:
        return _wide(told, reports)
    return _narrow(told, reports)


def persons(told: Iterable[KeptPerson]) -> Table:
    """The persons, with other names and ties."""
    table = _table("person", "also called", "who", "ties")
    for kept in told:
        one = kept.person
        ties = "\n".join(wording.tie(tie.kind, tie.of, kept.names) for tie in one.relations)
        hint = [(f"\nmay need protection: {wording.protection(one)}", "yellow")] if one.protection else []
        name = text(one.name, "\n", (kept.id, "dim"), *hint)
        table.add_row(name, _or_not("; ".join(one.aliases)), _or_not(one.description), _or_not(ties))
    return table


def reports(told: Iterable[ReportCard]) -> Table:
    """The reports, one a row."""
    table = _table("report", "published", "publisher", "title", "acts")
    table.columns[-1].justify = "right"
    for card in told:
        one = card.particulars
        unsealed = [(f"\nnot sealed: {card.unsealed}", "yellow")] if card.unsealed else []
        title = text(one.title or card.given_id, *((f"\n{flag}", "dim") for flag in card.flags), *unsealed)
        table.add_row(card.id, _or_not((one.published or "")[:10]), _or_not(one.publisher), title, str(card.acts))
    return table


def _wide(told: Iterable[KeptAct], cards: Mapping[str, ReportCard]) -> Table:
    table = _table("act", "what", "when", "where", "by whom", "to whom", "on whose word", "how sure")
    table.columns[0].no_wrap = True
    for kept in told:
        act = kept.act
        table.add_row(
            kept.id,
            _what(kept),
            _or_not(wording.when(act)),
            _or_not(wording.where_in_short(act)),
            _or_not(wording.by_whom(act)),
            _to_whom(kept),
            text(wording.on_whose_word(act, outlet=wording.outlet(cards[kept.report].particulars))),
            wording.how_sure(act),
        )
    return table


def _narrow(told: Iterable[KeptAct], cards: Mapping[str, ReportCard]) -> Table:
    table = _table("what", "when, where", "by whom, to whom", "on whose word, how sure")
    for kept in told:
        act = kept.act
        word = wording.on_whose_word(act, outlet=wording.outlet(cards[kept.report].particulars))
        table.add_row(
            text((kept.id, "dim"), "\n", _what(kept)),
            text(_or_not(wording.when(act)), "\n", _or_not(wording.where_in_short(act))),
            text(("by ", "dim"), _or_not(wording.by_whom(act)), "\n", ("to ", "dim"), _to_whom(kept)),
            text(word, "\n", (wording.how_sure(act), "dim")),
        )
    return table


def _what(kept: KeptAct) -> Text:
    act = kept.act
    details = [wording.told_as(act)] if act.realis != "actual" else []
    details += map(wording.penalty_words, act.penalties)
    details += [kept.status] if kept.status != "coded" else []
    return text((wording.what(act), "bold"), *((f"\n{detail}", "yellow") for detail in details))


def _to_whom(kept: KeptAct) -> Text:
    if kept.act.type == "protest":
        number = kept.act.count
        return text((f"– ({wording.how_many(number)} took part)" if number else "–", "dim"))
    return _or_not(wording.to_whom(kept.act))


def _or_not(value: str | None) -> Text:
    return text(value) if value and value != wording.NOT_TOLD else text((wording.NOT_TOLD, "dim"))


def _table(*heads: str) -> Table:
    table = Table(box=SIMPLE_HEAD, show_lines=True, pad_edge=False, header_style="bold", expand=False)
    for head in heads:
        table.add_column(head, overflow="fold", ratio=None)
    return table


def agreements(told: Iterable[Agreement]) -> Table:
    """How far coders agree, a slot and a group of coders a row."""
    table = _table("slot", "coders", "units", "agree", "alpha", "tolerant", "kappa")
    for one in told:
        units = f"{one.units}{' *' if one.few else ''}"
        figures = map(_figure, (one.alpha, one.tolerant, one.kappa))
        table.add_row(one.slot, text(", ".join(one.coders)), units, f"{one.agree:.0%}", *figures)
    for column in table.columns[2:]:
        column.justify = "right"
    return table


def erring(told: Iterable[Erring]) -> Table:
    """Where the coder errs, a slot, type and rule a row."""
    table = _table("slot", "type", "rule", "accepted", "corrected", "rejected", "added", "wrong")
    for one in told:
        numbers = map(str, (one.accepted, one.corrected, one.rejected, one.added))
        share = f"{one.wrong} of {one.judged} ({one.wrong / one.judged:.0%})"
        table.add_row(one.slot, one.type, text(one.rule or "-"), *numbers, share)
    for column in table.columns[3:]:
        column.justify = "right"
    return table


def _figure(told: float | None) -> str:
    return "-" if told is None else f"{told:.2f}"


def plain(columns: Iterable[str], rows: Iterable[Iterable[str | float | None]]) -> Table:
    """Rows of any columns; numbers stand to the right."""
    told = [list(row) for row in rows]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=False)
    for number, head in enumerate(columns):
        is_number = any(isinstance(row[number], int | float) for row in told)
        table.add_column(head, overflow="fold", justify="right" if is_number else "left")
    for row in told:
        table.add_row(*(text(f"{one:,}" if isinstance(one, int | float) else one or "") for one in row))
    return table
