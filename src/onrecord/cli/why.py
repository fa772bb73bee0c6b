"""`onrecord why`: the words of the report that an act rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Json, Where, opened
from onrecord.cli.output import print_json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.analysis.evidence import Quoted, Slot
    from onrecord.store.current import Decision
    from onrecord.verbs.looking import Explanation


def why(
    act: Annotated[
        str, typer.Argument(metavar="ACT", help="The id of an act, such as A-7K3M9QX; `onrecord show` lists them.")
    ],
    *,
    json: Json = False,
    collection: Where = None,
) -> None:
    """Show the words that each value of an act rests on.

    The words are marked in their sentence; with them stand the rule that took them and how sure it is.
    """
    from onrecord.verbs import looking

    with opened(collection) as records:
        found = looking.why(records, act)
    if json:
        _as_json(found)
    else:
        _as_text(found)


def _as_json(found: Explanation) -> None:
    told = {"act": found.kept.id, "report": found.report.id, "slots": found.slots}
    print_json(told)


def _as_text(found: Explanation) -> None:
    from onrecord.cli.screen import console, text

    screen = console()
    told = found.report.report.particulars
    outlet = ", ".join(part for part in (told.publisher, told.published, found.report.report.url) if part)
    screen.print(text((found.kept.id, "bold"), f" in report {found.report.id}: {told.title or 'no title'}"))
    screen.print(text(outlet), end="\n" if outlet else "")
    for slot in found.slots:
        _print(screen, slot)
    for decision in found.kept.decisions:
        screen.print(text((f"\n{decision.id}: {_decided(decision)}", "green")))
    for flag in found.kept.act.flags:
        screen.print(text((f"\nNote: {flag}", "yellow")))
    if coder := found.kept.coder:
        screen.print(text((f"\nCoded by {coder.name} {coder.version}, codebook {coder.codebook}.", "dim")))


def _decided(decision: Decision) -> str:
    what = decision.slot.replace("_", " ") if decision.slot else "the act"
    from onrecord.analysis.wording import DECIDED

    return f"{what} {DECIDED[decision.verdict]} by {decision.who} on {decision.at[:10]}, because {decision.because}"


def _print(screen: Console, slot: Slot) -> None:
    from rich.padding import Padding

    from onrecord.analysis.wording import NOT_TOLD
    from onrecord.cli.screen import text

    name = slot.name.replace("_", " ")
    screen.print(text("\n", (f"{name:<10}", "bold"), " ", (slot.value, "dim" if slot.value == NOT_TOLD else "")))
    for quoted in slot.quoted:
        screen.print(Padding(_marked(quoted), (0, 0, 0, 4)))


def _marked(quoted: Quoted) -> Text:
    """The sentence with its words marked in a way that survives a pipe, «words»; below it the rules that took them."""
    from onrecord.cli.screen import text

    parts: list[str | tuple[str, str]] = []
    done = 0
    for mark in quoted.marks:
        if mark.start >= done:
            words = (f"«{quoted.sentence[mark.start : mark.end]}»", "bold green")
            parts += [quoted.sentence[done : mark.start], words]
            done = mark.end
    return text(*parts, quoted.sentence[done:], *((f"\n{line}", "dim") for line in _rules(quoted)))


def _rules(quoted: Quoted) -> list[str]:
    """Each rule in words with how sure it is; where several took words of one sentence, with the words it took."""
    from onrecord.analysis.evidence import in_plain_words

    told = [(mark, f"{in_plain_words(mark.rule)}; sure {mark.confidence:.2f}") for mark in quoted.marks]
    if len({line for _, line in told}) == 1:
        return [told[0][1]]
    return [f"“{quoted.sentence[mark.start : mark.end]}”: {line}" for mark, line in told]
