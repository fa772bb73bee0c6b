"""A file of reports, a line each, through a function that makes a line of each; what went wrong is told as it comes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Protocol, TypeAlias, cast

import typer

from onrecord.cli import exits
from onrecord.cli.output import written
from onrecord.errors import UnreadableFile

if TYPE_CHECKING:
    from onrecord.bulk.local import CodedLine

Reports: TypeAlias = Annotated[
    Path, typer.Argument(metavar="REPORTS.jsonl", help="A report a line; - is standard input.")
]


class Made(Protocol):
    """A line that was made, without its line break; `error` when it tells of a failure."""

    @property
    def line(self) -> bytes: ...
    @property
    def error(self) -> str | None: ...


Workers: TypeAlias = Annotated[int, typer.Option(min=1, max=256, metavar="N", help="How many processes to code with.")]


def through(reports: Path, output: Path, make: Callable[[Iterable[bytes]], Iterator[CodedLine]]) -> int:
    """The exit code after every line of `reports` has gone through `make` to `output`, in order."""
    with _opened(reports) as file, _watched(file, _size(reports)) as lines, written(output) as out:
        return put(make(lines), out, before=f"{reports}: ", undone="lines not coded")


def put(made: Iterable[Made], out: BinaryIO, *, undone: str, before: str = "") -> int:
    """The exit code after every line is written; each error is told as it comes, and at the end how many were left `undone`."""
    total = failed = 0
    for one in made:
        total += 1
        out.write(one.line + b"\n")
        if one.error:
            failed += 1
            typer.echo(f"onrecord: {before}{one.error}", err=True)
    if failed:
        typer.echo(f"onrecord: {failed} of {total} {undone}; each has its reason in the output.", err=True)
    return exits.of(failed=failed, total=total)


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """The file at `path`, which is refused when it is no text at all."""
    if str(path) == "-":
        yield cast("BufferedReader", sys.stdin.buffer)
        return
    with path.open("rb") as file:
        if b"\0" in file.peek():
            raise UnreadableFile(f"{path} is not a list of reports (it holds binary data): give a JSONL file.")
        yield file


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


@contextmanager
def _watched(lines: Iterable[bytes], size: int | None) -> Iterator[Iterable[bytes]]:
    """The same lines, with a bar on the terminal that moves as they are taken."""
    if not sys.stderr.isatty():
        yield lines
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Coding", total=size)

        def taken() -> Iterator[bytes]:
            for line in lines:
                progress.advance(task, len(line))
                yield line

        yield taken()
