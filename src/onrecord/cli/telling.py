"""Outcomes to lines, on a terminal over a bar with rate, failures and time left; at the end the sums, and what failed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import msgspec
import typer

from onrecord.cli.screen import clean

if TYPE_CHECKING:
    from onrecord.verbs.adding import Outcome

Thing = TypeVar("Thing")

MANY = 20
"""From this many items on, there is a bar, and what failed is listed again at the end."""


class Tally:
    """The sums over a run: kept, already kept, waits and failed make up all items."""

    def __init__(
        self, *, as_json: bool, next_time: str = "by the next run that fetches, or by `onrecord add --waiting`"
    ) -> None:
        self._next = next_time
        self.write: Callable[[str], None] = typer.echo
        self._as_json = as_json
        self._seen: Counter[str] = Counter()
        self._failed: list[Outcome] = []
        self._joined: Counter[str] = Counter()
        self._not_linked = ""
        self.reports: dict[str, None] = {}
        """The reports that were told of, in order."""

    @property
    def total(self) -> int:
        """How many items there were."""
        return self._seen.total()

    @property
    def failed(self) -> int:
        """How many of them failed, or wait for a network."""
        return self._seen["failed"] + self._seen["waits"]

    def tell(self, outcome: Outcome) -> None:
        """Counts an outcome and writes its line."""
        self._seen[outcome.status] += 1
        if outcome.status == "failed":
            self._failed.append(outcome)
        if outcome.report:
            self.reports[outcome.report] = None
        line = msgspec.json.encode(outcome).decode() if self._as_json else clean(line_of(outcome))
        self.write(line)

    def note_joined(self, joined: dict[str, int], words: str) -> None:
        """Counts what was joined, by what; the words are written now, and to a program with the sums where nothing could be."""
        self._joined.update(joined)
        if not joined:
            self._not_linked = words
        if words and not self._as_json:
            self.write(clean(words))

    def close(self) -> None:
        """Writes the sums, and once more what failed where the screen has moved on."""
        waiting = ("waits",) if self._seen["waits"] else ()
        sums = {status: self._seen[status] for status in ("kept", "already kept", *waiting, "failed")}
        if self._as_json:
            told: dict[str, object] = {"items": self.total}
            told |= {status.replace(" ", "_"): count for status, count in sums.items()}
            told |= {"joined": self._joined} if any(self._joined.values()) else {}
            told |= {"not_linked": self._not_linked} if self._not_linked else {}
            typer.echo(msgspec.json.encode(told).decode())
            return
        if self.total > MANY and self._failed:
            typer.echo(f"\nFailed ({self.failed}):")
            for outcome in self._failed:
                typer.echo(clean(f"  {outcome.address}: {outcome.note}"))
            typer.echo("")
        typer.echo(
            f"{self.total} item{'' if self.total == 1 else 's'}: "
            + ", ".join(f"{count} {status}" for status, count in sums.items())
        )
        if waiting:
            typer.echo(f"There was no network. What waits is asked for {self._next}.")


def line_of(outcome: Outcome) -> str:
    """What became of one item, in a line."""
    told = [outcome.report] if outcome.report else []
    if outcome.status == "kept":
        told.append(f"{outcome.acts} act{'' if outcome.acts == 1 else 's'}")
    told += [outcome.note] if outcome.note else []
    return f"{outcome.status:<13} {outcome.address}: {', '.join(told)}"


@contextmanager
def bar(things: Iterable[Thing], *, total: int, tally: Tally) -> Iterator[Iterator[Thing]]:
    """The same things, with a bar under their lines while they come; none for a few, nor where nobody looks at it."""
    if total < MANY or not sys.stdout.isatty():
        yield iter(things)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}"), TimeRemainingColumn())
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task("", total=total, told="")
        tally.write = partial(progress.console.print, markup=False, highlight=False, emoji=False, soft_wrap=True)

        def moving() -> Iterator[Thing]:
            for thing in things:
                yield thing
                rate = f"{speed:.1f} a second" if (speed := progress.tasks[0].speed) else ""
                failed = f"{tally.failed} failed" if tally.failed else ""
                progress.update(task, completed=tally.total, total=max(total, tally.total), told=f"{rate} {failed}")

        yield moving()
        tally.write = typer.echo
