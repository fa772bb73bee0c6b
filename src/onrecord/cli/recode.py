"""`onrecord recode`: kept reports through the coder of today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import exits
from onrecord.cli.options import Where, opened

if TYPE_CHECKING:
    from onrecord.verbs.recoding import Recoded


def recode(
    reports: Annotated[list[str] | None, typer.Argument(metavar="REPORT", help="Ids of reports; else all.")] = None,
    *,
    collection: Where = None,
) -> None:
    """Code kept reports again with a newer coder.

    Ids stay with what is found again in the same words; what somebody reviewed is never changed; what is no longer found
    is listed. Reports that this coder has coded already are passed over.
    """
    from onrecord.verbs import recoding

    total = failed = 0
    with opened(collection) as records:
        for told in recoding.recode(records, reports):
            total += 1
            failed += told.error is not None
            typer.echo(_line(told))
    typer.echo(
        f"{total} report{'' if total == 1 else 's'} coded again, {failed} failed" if total else "Nothing to code again."
    )
    raise typer.Exit(exits.of(failed=failed, total=total))


def _line(told: Recoded) -> str:
    if told.error:
        return f"{told.report} failed: {told.error}"
    parts = [f"{len(told.kept)} found again", f"{len(told.new)} new"]
    if told.gone:
        parts.append(f"no longer found: {', '.join(told.gone)}")
    if told.held:
        parts.append(f"no longer found, but reviewed and kept: {', '.join(told.held)}")
    return f"{told.report} {'; '.join(parts)}"
