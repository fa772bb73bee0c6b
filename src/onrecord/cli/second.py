"""`onrecord second`: a report coded a second time, blind to what others decided."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from onrecord.store.collection import Collection


class Steps(StrEnum):
    """What may be done in a second coding."""

    draw = "draw"
    begin = "begin"
    acts = "acts"
    accept = "accept"
    correct = "correct"
    reject = "reject"
    add = "add"
    unsure = "unsure"
    undo = "undo"
    finish = "finish"
    give_up = "give-up"
    differences = "differences"


def second(
    step: Annotated[
        Steps,
        typer.Argument(
            metavar="STEP",
            help="draw, begin, acts, accept, correct, reject, add, unsure, undo, finish, give-up or differences.",
        ),
    ],
    target: Annotated[
        str,
        typer.Argument(metavar="REPORT|ACT|SHARE", help="The report; to judge, the act; to draw, a share such as 0.1."),
    ],
    slot: Annotated[
        str | None,
        typer.Argument(metavar="SLOT", help="One slot; else the whole act. To add: the type. To undo: the judgement."),
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(metavar="VALUE", help="The right value. To add: the words of the report that tell it."),
    ] = None,
    *,
    because: Annotated[str, typer.Option(metavar="WORDS", help="Why; it is kept with the judgement.")] = "",
    json: Json = False,
    collection: Where = None,
) -> None:
    """Code a report a second time without seeing what others decided, then see where the two differ.

    `begin` the report, list its `acts`, judge each (accept, correct, reject, unsure; add what was missed), `finish`.
    `differences` then lists where you and the others differ, and `onrecord agreement` how far all agree. What is
    judged here changes nothing that is shown. `draw` lists the reports that a share draws, always the same ones.
    """
    with opened(collection) as records:
        told = _done(records, step, target, slot, value, because)
    if json:
        print_json(told)
        return
    for line in _lines(told):
        typer.echo(line)


def _done(records: Collection, step: Steps, target: str, slot: str | None, value: str | None, because: str) -> object:
    from onrecord.verbs import second as verbs
    from onrecord.verbs import settling

    if step is Steps.draw:
        return verbs.draw(records, _share(target))
    if step in {Steps.begin, Steps.finish, Steps.give_up}:
        told = {"because": because} if because else {}
        ended = {Steps.begin: verbs.begin, Steps.finish: verbs.finish, Steps.give_up: verbs.give_up}[step]
        return ended(records, target, **told)
    if step in {Steps.acts, Steps.differences}:
        return {Steps.acts: verbs.acts, Steps.differences: settling.differences}[step](records, target)
    if step in {Steps.accept, Steps.reject, Steps.unsure}:
        judge = {Steps.accept: verbs.accept, Steps.reject: verbs.reject, Steps.unsure: verbs.unsure}[step]
        return judge(records, target, slot, because=because)
    if slot is None or (value is None and step is not Steps.undo):
        raise typer.BadParameter(
            f"to {step.value}, give a {'judgement' if step is Steps.undo else 'slot or type, and a value'}"
        )
    if step is Steps.undo:
        return verbs.undo(records, target, slot, because=because)
    return (verbs.correct if step is Steps.correct else verbs.add_act)(
        records, target, slot, value or "", because=because
    )


def _share(typed: str) -> float:
    try:
        return float(typed)
    except ValueError:
        raise typer.BadParameter(f"`{typed}` is no share: write 0.1 for a tenth") from None


def _lines(told: object) -> list[str]:
    from onrecord.analysis import wording
    from onrecord.cli.screen import clean
    from onrecord.store.current import Decision
    from onrecord.store.kept import KeptAct
    from onrecord.store.second import SecondCoding
    from onrecord.verbs.settling import Difference

    def line(one: object) -> str:
        if isinstance(one, SecondCoding):
            return f"{one.report}: second coding {one.state}"
        if isinstance(one, Decision):
            return f"{one.id}: {one.slot or 'the act'} of {one.act}: {one.verdict}"
        if isinstance(one, KeptAct):
            judged = "judged" if one.decisions else "not judged"
            return f"{one.id} {wording.what(one.act)}, {wording.when(one.act)}, {wording.where(one.act)} ({judged})"
        if isinstance(one, Difference):
            slot = one.slot or "the act"
            return f"{one.act} {one.type}: {slot}: {one.first} ({one.first_by}) / {one.second} ({one.second_by})"
        return str(one)

    return [clean(line(one)) for one in (told if isinstance(told, list) else [told])] or ["None."]
