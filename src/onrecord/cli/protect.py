"""`onrecord protect` and `onrecord unprotect`: who may see a person or a report."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.options import Because, Where, opened

_SUBJECT = typer.Argument(metavar="PERSON|REPORT", help="The id of a person or a report.")


def protect(
    subject: Annotated[str, _SUBJECT],
    *,
    reason: Annotated[
        str,
        typer.Option(
            metavar="REASON",
            help="minor, sexual violence, relative, unnamed source, in custody, asked for removal, or other.",
        ),
    ],
    because: Because,
    may_see: Annotated[
        list[str] | None, typer.Option(metavar="USER", help="Who else may see; give it once for each.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="The last day it holds, such as 2030-12-31.")] = None,
    consent: Annotated[str | None, typer.Option(metavar="WORDS", help="What the person agreed to.")] = None,
    collection: Where = None,
) -> None:
    """Keep a person's name, or a whole report, from all but those who may see it.

    The name is masked in every listing, quote, search and export, by all its forms, for everybody else.
    """
    from onrecord.verbs import protecting

    with opened(collection) as records:
        made = protecting.protect(
            records, subject, reason=reason, because=because, may_see=may_see or (), consent=consent, until=until
        )
    end = f" until {made.until}" if made.until else ""
    typer.echo(f"{made.subject} is seen only by {', '.join(made.may_see)}{end}")


def unprotect(
    subject: Annotated[str, _SUBJECT],
    *,
    because: Because,
    unneeded: Annotated[
        bool, typer.Option("--unneeded", help="Nobody has protected them, and nobody need: `queue` asks no more.")
    ] = False,
    collection: Where = None,
) -> None:
    """End a protection, or note that one which the coder proposes is not needed."""
    from onrecord.verbs import protecting

    with opened(collection) as records:
        made = (protecting.decline if unneeded else protecting.lift)(records, subject, because=because)
    typer.echo(f"{made.subject} {'needs no protection' if unneeded else 'is no longer protected'}")
