"""Lines of reports to coded lines, on one machine: in order, one process or many, in bounded memory."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

import msgspec
from msgspec import Struct

from onrecord.errors import BadLine, CoderError
from onrecord.model import Coded, Uncoded
from onrecord.pipeline import attempt
from onrecord.reading.line import read_line
from onrecord.settings import Settings

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
    longest = (settings or Settings()).longest_text
    numbered = _without_breaks(lines)
    coded = _alone(numbered, longest) if workers <= 1 else _together(numbered, longest, workers)
    return _flagged(coded)


def code_line(line: bytes, number: int, longest: int) -> Coded | Uncoded:
    """What one input line gives."""
    try:
        report = read_line(line, line=number)
    except BadLine as error:
        return Uncoded(id=error.id, line=error.line, error=str(error))
    if len(report.text) > longest:
        return Uncoded(id=report.id, line=number, error=too_long(len(report.text), longest))
    return attempt(report, line=number)


def too_long(length: int, longest: int) -> str:
    """The words for a text beyond the limit."""
    return (
        f"the text has {length:,} characters, more than {longest:,}: split it, or raise `longest_text` in onrecord.toml"
    )


def _without_breaks(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, 1):
        yield number, line.removesuffix(b"\n").removesuffix(b"\r")


def _alone(numbered: Iterator[tuple[int, bytes]], longest: int) -> Iterator[Coded | Uncoded]:
    for number, line in numbered:
        yield code_line(line, number, longest)


def _together(numbered: Iterator[tuple[int, bytes]], longest: int, workers: int) -> Iterator[Coded | Uncoded]:
    # Fresh processes, not forks: a fork copies locks of other threads in whatever state they are.
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[list[Coded | Uncoded]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts) as pool:
        try:
            while batch := list(islice(numbered, _BATCH)):
                waiting.append(pool.submit(_code_batch, batch, longest))
                if len(waiting) >= workers * _AHEAD:
                    yield from _arrived(waiting.popleft())
            while waiting:
                yield from _arrived(waiting.popleft())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _code_batch(batch: list[tuple[int, bytes]], longest: int) -> list[Coded | Uncoded]:
    return [code_line(line, number, longest) for number, line in batch]


def _arrived(future: Future[list[Coded | Uncoded]]) -> list[Coded | Uncoded]:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise CoderError(
            "A coding process was ended from outside, most likely for want of memory: use fewer --workers."
        ) from error


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; only the first one is to act on it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _flagged(coded: Iterator[Coded | Uncoded]) -> Iterator[CodedLine]:
    first_seen: dict[str, int] = {}
    for number, one in enumerate(coded, 1):
        if one.id is not None and (first := first_seen.setdefault(one.id, number)) != number:
            yield _encoded(_again(one, first))
        else:
            yield _encoded(one)


def _again(one: Coded | Uncoded, first: int) -> Coded | Uncoded:
    if isinstance(one, Uncoded):
        return one
    return msgspec.structs.replace(one, flags=(*one.flags, f"duplicate id: line {first} has it too"))


def _encoded(one: Coded | Uncoded) -> CodedLine:
    return CodedLine(msgspec.json.encode(one), one.error if isinstance(one, Uncoded) else None)
