"""`onrecord why`: the words of the report that an act rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Where, opened

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.analysis.evidence import Quoted, Slot
    from onrecord.verbs import Explanation


def why(
    act: Annotated[str, typer.Argument(help="The id of an act, such as A-7K3M9QX; `onrecord show` lists them.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    collection: Where = None,
) -> None:
    """Show why an act is kept: each slot, the words it came from, the rule that took it, and how sure that rule is."""
    from onrecord import verbs

    with opened(collection) as records:
        found = verbs.why(records, act)
    if json:
        _as_json(found)
    else:
        _as_text(found)


def _as_json(found: Explanation) -> None:
    import msgspec

    told = {"act": found.kept.id, "report": found.report.id, "slots": found.slots}
    typer.echo(msgspec.json.format(msgspec.json.encode(told), indent=2).decode())


def _as_text(found: Explanation) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    told = found.report.report.particulars
    console.print(Text.assemble((found.kept.id, "bold"), f" in report {found.report.id}: {told.title or 'no title'}"))
    console.print(Text(", ".join(part for part in (told.publisher, told.published, found.report.report.url) if part)))
    for slot in found.slots:
        _print(console, slot)
    for flag in found.kept.act.flags:
        console.print(Text(f"\nNote: {flag}", "yellow"))
    if found.report.coder:
        coder = found.report.coder
        console.print(f"\nCoded by {coder.name} {coder.version}, codebook {coder.codebook}.", style="dim")


def _print(console: Console, slot: Slot) -> None:
    from rich.padding import Padding
    from rich.text import Text

    value = Text(slot.value, "dim" if slot.value == "not told" else "")
    console.print(Text.assemble("\n", (f"{slot.name.replace('_', ' '):<10}", "bold"), " ", value))
    for quoted in slot.quoted:
        console.print(Padding(_marked(quoted), (0, 0, 0, 4)))


def _marked(quoted: Quoted) -> Text:
    """The sentence with the words marked, in a way that survives a pipe: «words»."""
    from rich.text import Text

    from onrecord.analysis.evidence import in_plain_words

    before = quoted.sentence[: quoted.mark.start]
    words = quoted.sentence[quoted.mark.start : quoted.mark.end]
    after = quoted.sentence[quoted.mark.end :]
    rule = f"\n{in_plain_words(quoted.rule)}; sure {quoted.confidence:.2f}"
    return Text.assemble(before, ("«" + words + "»", "bold green"), after, (rule, "dim"))
