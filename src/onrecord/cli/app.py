"""The commands put together, and the one place where an error becomes a line on the screen and an exit code."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from onrecord import __version__
from onrecord.cli import (
    account,
    add,
    agreement,
    attach,
    backup,
    changes,
    code,
    decide,
    dossier,
    errs,
    estimate,
    export,
    facility,
    figures,
    happening,
    history,
    import_,
    init,
    layers,
    link,
    names,
    person,
    protect,
    purge,
    queue,
    read,
    recode,
    release,
    search,
    second,
    serve,
    show,
    tune,
    verify,
    watch,
    why,
)
from onrecord.cli.exits import INTERRUPTED, NOTHING_DONE, WRONG_USE
from onrecord.errors import OnrecordError, SettingsError, UnknownItem

_AFTERWARDS = {
    "add": " What was kept is safe; the same command goes on from there.",
    "watch": " What was kept is safe; the next run begins with what waits.",
    "import": " What was kept is safe; the same command goes on from there.",
    "link": " What was linked is safe; the same command goes on from there.",
    "recode": " What was coded again is safe; the same command goes on from there.",
    "purge": " Run the same command again to end it.",
    "read": " No output was written.",
    "code": " No output was written.",
    "layers": " No output was written.",
    "export": " No output was written.",
}


class Guarded(TyperGroup):
    """Runs a command; an error on purpose is told in one line, and Ctrl-C ends with 130."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (OnrecordError, OSError) as error:
            if isinstance(error, BrokenPipeError):
                raise
            typer.echo(f"onrecord: {_words(error)}", err=True)
            raise typer.Exit(WRONG_USE if isinstance(error, SettingsError | UnknownItem) else NOTHING_DONE) from error
        except KeyboardInterrupt as error:
            typer.echo(f"onrecord: interrupted.{_AFTERWARDS.get(ctx.invoked_subcommand, '')}", err=True)
            raise typer.Exit(INTERRUPTED) from error


def _words(error: OnrecordError | OSError) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}. Check the name and that you may read or write it."
    return str(error)


# Plain help, without the rich formatter: it would take longer to load than everything else together.
app = typer.Typer(
    cls=Guarded,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 all done; 1 some items failed, the rest is done; 2 wrong use; 3 nothing could be done;"
    " 130 interrupted. Try it: onrecord add example && onrecord show",
)


def _version(asked: bool) -> None:  # noqa: FBT001  # the framework passes it so
    if asked:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def onrecord(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Who did what to whom, and on whose word: news reports to sourced records, offline."""


app.command("init")(init.init)
app.command("add")(add.add)
app.command("attach")(attach.attach)
app.command("watch")(watch.watch)
app.command("import")(import_.import_)
app.command("serve")(serve.serve)
app.command("account")(account.account)
app.command("show")(show.show)
app.command("search")(search.search)
app.command("why")(why.why)
app.command("changes")(changes.changes)
app.command("queue")(queue.queue)
app.command("assign")(queue.assign)
app.command("decide")(decide.decide)
app.command("undo")(decide.undo)
app.command("second")(second.second)
app.command("agreement")(agreement.agreement)
app.command("history")(history.history)
app.command("errs")(errs.errs)
app.command("link")(link.link)
app.command("person")(person.person)
app.command("facility")(facility.facility)
app.command("doubles")(link.doubles)
app.command("judge")(link.judge)
app.command("tune")(tune.tune)
app.command("happening")(happening.happening)
app.command("incident")(happening.incident)
app.command("case")(happening.case)
app.command("table")(figures.table)
app.command("timeline")(figures.timeline)
app.command("map")(figures.map)
app.command("network")(figures.network)
app.command("estimate")(estimate.estimate)
app.command("dossier")(dossier.dossier)
app.command("copies")(happening.copies)
app.command("recode")(recode.recode)
app.command("protect")(protect.protect)
app.command("unprotect")(protect.unprotect)
app.command("purge")(purge.purge)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("verify")(verify.verify)
app.command("salvage")(verify.salvage)
app.command("read")(read.read)
app.command("code")(code.code)
app.command("layers")(layers.layers)
app.command("names")(names.names)
app.command("export")(export.export)
app.command("release")(release.release)
