"""`onrecord names`: two names to whether they are one, with the parts that speak for and against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.linking.names import Comparison


def names(
    one: Annotated[str, typer.Argument(metavar="NAME", help="A name of a person or a body, in any script.")],
    other: Annotated[str, typer.Argument(metavar="NAME", help="Another, in the same script or another.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Say whether two names are the same, different or unsure, with the parts that speak for and against.

    The same name is not the same person: many bear one name. The score is 1 for one spelling, 0 for nothing in common.
    """
    from onrecord.linking.names import compare

    found = compare(one, other)
    if as_json:
        import msgspec

        typer.echo(msgspec.json.encode(found).decode())
        return
    for line in _told(found):
        typer.echo(line)


def _told(found: Comparison) -> list[str]:
    lines = [f"{found.verdict} ({found.score:.2f})"]
    lines += [f"  for      {reason}" for reason in found.speaks_for]
    return lines + [f"  against  {reason}" for reason in found.speaks_against]
