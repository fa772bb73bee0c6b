"""What a command gives: words or JSON on the screen, and a file that appears whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer


def print_json(told: object) -> None:
    """Prints a value as JSON that can be read by eye too."""
    import msgspec

    typer.echo(msgspec.json.format(msgspec.json.encode(told), indent=2).decode())


def say(words: str) -> None:
    """Prints a line, with every character in it that steers a terminal made visible."""
    from onrecord.cli.screen import clean

    typer.echo(clean(words))


@contextmanager
def written(target: Path) -> Iterator[BinaryIO]:
    """A file to write to; it gets its name when the block ends well, and is removed otherwise. `-` is standard output.

    A process that is killed leaves `NAME.part`, never half a file under the name asked for.
    """
    if str(target) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif target.exists() and not target.is_file():
        with target.open("wb") as device:
            yield device
    else:
        part = target.with_name(target.name + ".part")
        try:
            with part.open("wb") as file:
                yield file
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
