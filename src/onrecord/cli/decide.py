"""`onrecord decide` and `onrecord undo`: what a person judges of an act."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Because, Where, opened

if TYPE_CHECKING:
    from onrecord.store.collection import Collection
    from onrecord.store.current import Decision


class Verdicts(StrEnum):
    """What may be decided."""

    accept = "accept"
    correct = "correct"
    reject = "reject"
    add = "add"
    unsure = "unsure"


def decide(
    verdict: Annotated[Verdicts, typer.Argument(metavar="accept|correct|reject|add|unsure", help="What is decided.")],
    target: Annotated[
        str,
        typer.Argument(
            metavar="ACT", help="The id of an act; to add one, or to accept all of them, that of the report."
        ),
    ],
    slot: Annotated[
        str | None,
        typer.Argument(metavar="SLOT", help="One slot, such as date; else the whole act. To add an act: its type."),
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(metavar="VALUE", help="The right value. To add an act: the words of the report that tell it."),
    ] = None,
    *,
    because: Because,
    collection: Where = None,
) -> None:
    """Accept, correct or reject an act or one of its slots, say that you cannot tell, or add an act that was missed.

    Nothing is overwritten: the decision lies over what was coded, with who, when and why, and can be undone. What was
    accepted or corrected is never changed by a later coding.

    Values: date 2021-07-01, 2021-07 or 2018-07/ (since); place "Almaty, KZ"; actors and affected "two students; Ida Lund";
    count 5, 27-33 or 5-; penalties "P7Y; 500 EUR"; source "RFE/RL > Ida Lund & Ole Lund".
    """
    _check(verdict, slot, value)
    if verdict is Verdicts.accept and slot is None and target.strip().upper().startswith("R-"):
        _accept_all(collection, target, because)
        return
    with opened(collection) as records:
        made = _made(records, verdict, target, slot, value, because)
    typer.echo(f"{made.id}: {_words(made)}; take it back with `onrecord undo {made.id} --because ...`")


def _accept_all(collection: Path | None, report: str, because: str) -> None:
    from onrecord.verbs import deciding

    with opened(collection) as records:
        made = deciding.accept_all(records, report, because=because)
    for one in made:
        typer.echo(f"{one.id}: {_words(one)}")
    if not made:
        typer.echo("Each act of it was judged already.")


def undo(
    decision: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of a decision (`onrecord why` lists them) or a judgement (`onrecord person`)."
        ),
    ],
    *,
    because: Because,
    collection: Where = None,
) -> None:
    """Take a decision or a judgement back; what stood before it stands again, and what followed from it goes."""
    from onrecord.verbs import deciding, linking

    take_back = linking.undo if decision.strip().upper().startswith("J-") else deciding.undo
    with opened(collection) as records:
        made = take_back(records, decision, because=because)
    typer.echo(f"{made.id}: {made.supersedes} taken back")


def _check(verdict: Verdicts, slot: str | None, value: str | None) -> None:
    needs_value = verdict in {Verdicts.correct, Verdicts.add}
    if needs_value and (slot is None or value is None):
        wanted = "a slot and its value" if verdict is Verdicts.correct else "a type and the words that tell the act"
        raise typer.BadParameter(f"to {verdict.value}, give {wanted}")
    if not needs_value and value is not None:
        raise typer.BadParameter(f"to {verdict.value} takes no value; to give another one, use correct")


def _made(
    records: Collection, verdict: Verdicts, target: str, slot: str | None, value: str | None, because: str
) -> Decision:
    from onrecord.verbs import deciding

    if verdict is Verdicts.accept:
        return deciding.accept(records, target, slot, because=because)
    if verdict is Verdicts.reject:
        return deciding.reject(records, target, slot, because=because)
    if verdict is Verdicts.unsure:
        return deciding.unsure(records, target, slot, because=because)
    told = (target, slot or "", value or "")
    if verdict is Verdicts.correct:
        return deciding.correct(records, *told, because=because)
    return deciding.add_act(records, *told, because=because)


def _words(made: Decision) -> str:
    from onrecord.analysis.wording import DECIDED

    done = DECIDED[made.verdict]
    return f"{made.act} {done}" if made.slot is None else f"{made.slot} of {made.act} {done}"
