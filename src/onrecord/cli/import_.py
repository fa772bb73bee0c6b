"""`onrecord import`: a sheet of incidents to kept reports, a row each."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import exits
from onrecord.cli.options import Where, opened, opened_or_new

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.store.collection import Collection
    from onrecord.verbs.importing import Outcome, Plan

_STATUSES = ("added", "updated", "unchanged", "refused")


def import_(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="CSV, TSV, Excel, JSON or JSONL; what `onrecord export` writes too."),
    ] = None,
    *,
    mapping: Annotated[
        Path | None, typer.Option(metavar="MAP.yaml", help="How to read it; else a saved or a proposed mapping.")
    ] = None,
    type: Annotated[
        str | None, typer.Option(metavar="TYPE", help="What every row tells, where no column says it: killing, arrest.")
    ] = None,
    key: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column by which a record is known again.")
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which sheet of a workbook; else the first.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would become of each row.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take a proposed mapping without asking.")] = False,
    undo: Annotated[
        str | None, typer.Option(metavar="IMPORT", help="Take an import back: its rows leave the view.")
    ] = None,
    collection: Where = None,
) -> None:
    """Bring a sheet of incidents into a collection, a report and its acts a row.

    A mapping says which column tells what. It is proposed, shown, and saved with the collection. A row whose key is known and whose
    content is not updates the record. Rows that cannot be read are refused, each with its reason. The same command goes on with an
    import that was broken off.
    """  # fmt: skip
    if undo:
        _undo(undo, collection)
    elif file is None:
        typer.echo("onrecord: name a sheet to import, or an import to --undo.", err=True)
        raise typer.Exit(exits.WRONG_USE)
    elif dry_run:
        _rehearse(file, collection, mapping=mapping, type=type, key=key, sheet=sheet)
    else:
        _bring(file, collection, yes=yes, mapping=mapping, type=type, key=key, sheet=sheet)


def _bring(file: Path, folder: Path | None, *, yes: bool, mapping: Path | None, **how: str | None) -> None:
    from onrecord.verbs import importing

    with opened_or_new(folder) as records:
        made = importing.plan(records, file, mapping=mapping, **how)
        _show(made)
        if made.origin == "proposed":
            path = importing.save(records, made)
            typer.echo(f"Mapping saved: {path}")
            _agree(yes=yes)
        seen = _told(importing.bring(records, made))
        kept = importing.latest(records, made)
        typer.echo(_sum(seen))
        typer.echo(
            f"Import {kept.id if kept else ''} in {records.folder}; `onrecord import --undo {kept.id if kept else ''}` takes it back"
        )
    raise typer.Exit(exits.of(failed=seen["refused"], total=seen.total()))


def _agree(*, yes: bool) -> None:
    """Goes on when somebody has said so; else says how to."""
    if yes:
        return
    if not sys.stdin.isatty():
        typer.echo(
            "onrecord: look the mapping over, change the file if need be, and run it again; --yes takes it as it is.",
            err=True,
        )
        raise typer.Exit(exits.WRONG_USE)
    typer.confirm("Import by this mapping?", abort=True)


def _rehearse(file: Path, folder: Path | None, *, mapping: Path | None, **how: str | None) -> None:
    from onrecord.verbs import importing

    records = _if_there(folder)
    made = importing.plan(records, file, mapping=mapping, **how)
    _show(made)
    seen = _told(importing.rehearse(records, made))
    typer.echo(f"{_sum(seen)}; nothing was kept (--dry-run)")
    raise typer.Exit(exits.of(failed=seen["refused"], total=seen.total()))


def _if_there(folder: Path | None) -> Collection | None:
    from onrecord.errors import NoCollection

    try:
        return opened(folder)
    except NoCollection:
        return None


def _show(made: Plan) -> None:
    from onrecord.cli.screen import clean
    from onrecord.importing.describing import described

    where = f" ({made.path})" if made.path else ""
    typer.echo(clean(f"Mapping {made.mapping.name}, {made.origin}{where}:"))
    for line in (*described(made.mapping), *made.sheet.notes):
        typer.echo(clean(f"  {line}"))


def _told(outcomes: Iterable[Outcome]) -> Counter[str]:
    """How many rows had each status; each that was refused is told with its reasons."""
    from onrecord.cli.screen import clean

    seen: Counter[str] = Counter()
    for one in outcomes:
        seen[one.status] += 1
        for problem in one.problems:
            typer.echo(clean(f"refused  {problem}"))
        for note in one.notes:
            typer.echo(clean(f"note     row {one.row}: {note}"))
    return seen


def _sum(seen: Counter[str]) -> str:
    return f"{seen.total()} row{'' if seen.total() == 1 else 's'}: " + ", ".join(
        f"{seen[one]} {one}" for one in _STATUSES
    )


def _undo(id: str, folder: Path | None) -> None:
    from onrecord.cli.screen import clean
    from onrecord.verbs import importing

    with opened(folder) as records:
        undone = importing.take_back(records, id)
    typer.echo(
        f"Import {id.strip().upper()} undone: {undone.reports} reports with {undone.acts} acts left the view; nothing was deleted"
    )
    for one in undone.decisions:
        slot = f" {one.slot}" if one.slot else ""
        typer.echo(clean(f"decided  {one.act}{slot}: {one.verdict} by {one.who}, {one.at[:10]}: {one.because}"))
