"""Lines of reports to coded lines, or to lines of layers, on one machine: in order, one process or many, in bounded memory."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeAlias

import msgspec
from msgspec import Struct

from onrecord.errors import BadLine, CoderError
from onrecord.layers import Layers, NoLayers
from onrecord.model import Coded, Uncoded
from onrecord.pipeline import attempt, attempt_layers
from onrecord.reading.line import read_line
from onrecord.settings import Settings

Told: TypeAlias = Coded | Uncoded | Layers | NoLayers
Making: TypeAlias = Callable[[bytes, int, int], Told]
"""One line, its number and the longest text allowed, to what is told of it."""

_BATCH = 4
"""Lines sent to a process at once: few, so that one long report does not hold many others back."""
_AHEAD = 3
"""Batches in flight for each process; with `_BATCH` it bounds how many texts are held."""


class CodedLine(Struct, frozen=True):
    """One line of the contract, without its line break; `error` when it tells of a failure."""

    line: bytes
    error: str | None


def code_lines(lines: Iterable[bytes], *, workers: int = 1, settings: Settings | None = None) -> Iterator[CodedLine]:
    """A coded line for each line, in the same order, whatever the number of processes.

    A line that is no report, or that the coder fails on, gives a line with its error, and the others go on.
    Ids that come again are flagged. Nothing is read further ahead than the processes need.
    """
    return _lines(lines, code_line, workers=workers, settings=settings)


def layer_lines(lines: Iterable[bytes], *, workers: int = 1, settings: Settings | None = None) -> Iterator[CodedLine]:
    """A line of layers for each line; in all else as `code_lines`."""
    return _lines(lines, layer_line, workers=workers, settings=settings)


def code_line(line: bytes, number: int, longest: int) -> Coded | Uncoded:
    """What one input line gives."""
    try:
        report = read_line(line, line=number)
    except BadLine as error:
        return Uncoded(id=error.id, line=error.line, error=str(error))
    return attempt(report, longest=longest, line=number)


def layer_line(line: bytes, number: int, longest: int) -> Layers | NoLayers:
    """The layers of one input line."""
    try:
        report = read_line(line, line=number)
    except BadLine as error:
        return NoLayers(id=error.id, line=error.line, error=str(error))
    return attempt_layers(report, longest=longest, line=number)


def _lines(lines: Iterable[bytes], make: Making, *, workers: int, settings: Settings | None) -> Iterator[CodedLine]:
    longest = (settings or Settings()).longest_text
    numbered = _without_breaks(lines)
    made = _alone(numbered, make, longest) if workers <= 1 else _together(numbered, make, longest, workers)
    return _flagged(made)


def _without_breaks(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, 1):
        yield number, line.removesuffix(b"\n").removesuffix(b"\r")


def _alone(numbered: Iterator[tuple[int, bytes]], make: Making, longest: int) -> Iterator[Told]:
    for number, line in numbered:
        yield make(line, number, longest)


def _together(numbered: Iterator[tuple[int, bytes]], make: Making, longest: int, workers: int) -> Iterator[Told]:
    # Fresh processes, not forks: a fork copies locks of other threads in whatever state they are.
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[list[Told]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts) as pool:
        try:
            while batch := list(islice(numbered, _BATCH)):
                waiting.append(pool.submit(_make_batch, batch, make, longest))
                if len(waiting) >= workers * _AHEAD:
                    yield from _arrived(waiting.popleft())
            while waiting:
                yield from _arrived(waiting.popleft())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _make_batch(batch: list[tuple[int, bytes]], make: Making, longest: int) -> list[Told]:
    return [make(line, number, longest) for number, line in batch]


def _arrived(future: Future[list[Told]]) -> list[Told]:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise CoderError(
            "A coding process was ended from outside, most likely for want of memory: use fewer --workers."
        ) from error


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; only the first one is to act on it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _flagged(made: Iterator[Told]) -> Iterator[CodedLine]:
    first_seen: dict[str, int] = {}
    for number, one in enumerate(made, 1):
        if one.id is not None and (first := first_seen.setdefault(one.id, number)) != number:
            yield _encoded(_again(one, first))
        else:
            yield _encoded(one)


def _again(one: Told, first: int) -> Told:
    if isinstance(one, Uncoded | NoLayers):
        return one
    return msgspec.structs.replace(one, flags=(*one.flags, f"duplicate id: line {first} has it too"))


def _encoded(one: Told) -> CodedLine:
    return CodedLine(msgspec.json.encode(one), one.error if isinstance(one, Uncoded | NoLayers) else None)
