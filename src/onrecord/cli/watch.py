"""`onrecord watch`: new stories of feeds, poll after poll."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from onrecord.cli import exits
from onrecord.cli.joining import NoLink, link_new
from onrecord.cli.options import Where, opened_or_new
from onrecord.errors import SettingsError

if TYPE_CHECKING:
    from onrecord.verbs.watching import Polled

_SPAN = re.compile(r"(\d{1,4})\s*([mhd])\Z")
_SECONDS = {"m": 60, "h": 3600, "d": 86_400}


def watch(
    feeds: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FEED]...", help="Addresses of RSS or Atom feeds; else those watched before."),
    ] = None,
    *,
    every: Annotated[
        str, typer.Option(metavar="SPAN", help="How long to wait between two polls: 15m, 2h, 1d.")
    ] = "15m",
    times: Annotated[int | None, typer.Option(min=1, help="How many polls; else until Ctrl-C.")] = None,
    once: Annotated[bool, typer.Option("--once", help="One poll, for a timer of the system.")] = False,
    no_link: NoLink = False,
    json: Annotated[bool, typer.Option("--json", help="One line of JSON for each poll and each story.")] = False,
    collection: Where = None,
) -> None:
    """Poll RSS and Atom feeds, capture, read, code and keep their new stories, and join what they share with others.

    A feed that has not changed is not sent again, robots.txt is obeyed, and a feed that fails is asked again after growing pauses.
    A run that is broken off loses nothing: the next one begins with the stories that wait.
    """
    from onrecord.cli.screen import clean
    from onrecord.cli.telling import Tally
    from onrecord.verbs import watching

    seconds, rounds, tally, bad = (
        _seconds(every),
        1 if once else times,
        Tally(as_json=json, next_time="at the next poll"),
        0,
    )
    with opened_or_new(collection) as records:
        addresses = feeds or [known.address for known in watching.feeds(records)]
        if not addresses:
            raise SettingsError("No feed is named, and none was watched before: give the address of one.")
        for told in watching.watch(records, list(dict.fromkeys(addresses)), every=seconds, times=rounds):
            if isinstance(told, watching.Polled):
                bad += told.status == "failed"
                typer.echo(msgspec.json.encode(told).decode() if json else clean(_line(told)))
            else:
                tally.tell(told)
                if told.report and not no_link:
                    link_new(records, [told.report], tally)
        tally.close()
    raise typer.Exit(exits.SOME_FAILED if bad or tally.failed else exits.DONE)


def _seconds(span: str) -> float:
    told = _SPAN.match(span.strip().lower())
    if told is None or not int(told[1]):
        raise typer.BadParameter(
            f"{span!r} is no span of time: give a number with m, h or d, as in 15m", param_hint="--every"
        )
    return float(int(told[1]) * _SECONDS[told[2]])


def _line(told: Polled) -> str:
    if told.status == "polled":
        return f"{told.status:<13} {told.feed}: {told.entries} entries, {told.new} new"
    return f"{told.status:<13} {told.feed}" + (f": {told.note}" if told.note else "")
