"""What broken files cost, and whether each is read or refused in words: `python -m bench.hostile [--prove]`."""

from __future__ import annotations

import io
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from types import FrameType

from msgspec import Struct

from bench.mutations import mutated
from bench.proof import Figures, Parts, prove
from onrecord.capture import archives, kinds
from onrecord.capture.captured import Captured, Unusable, captured
from onrecord.capture.zips import Budget
from onrecord.errors import InputError, UnreadableFile
from onrecord.reading import read_all
from onrecord.reading.pdf_lines import paragraphs_of_pages
from onrecord.reading.pdf_pages import layer_of

SECONDS = 3.0
SHORT, FULL = 600, 20_000
_CHUNK = 2_000
_SHARES = {"page": 0.3, "pdf": 0.3, "warc": 0.15, "packed warc": 0.15, "xml": 0.05, "mail": 0.05}


class Hang(BaseException):
    """An input took longer than it may."""


class Tried(Struct, frozen=True):
    """What became of some broken inputs of one kind."""

    kind: str
    inputs: int
    read: int
    refused: int
    slowest: float
    hangs: tuple[int, ...] = ()
    """Their seeds."""
    untyped: tuple[str, ...] = ()
    """Errors that are not of our own kind, with their seeds."""


def tried(kind: str, seeds: range) -> Tried:
    """What becomes of the inputs of a kind that these seeds make."""
    read, refused, slowest = 0, 0, 0.0
    hangs: list[int] = []
    untyped: list[str] = []
    signal.signal(signal.SIGALRM, _stop)
    for seed in seeds:
        data, begun = mutated(kind, seed), time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            found = read_of(kind, data)
            read, refused = read + bool(found), refused + (not found)
        except InputError:
            refused += 1
        except Hang:
            hangs.append(seed)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what is looked for here
            untyped.append(f"{kind} {seed}: {type(error).__name__}: {str(error)[:100]}")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, time.perf_counter() - begun)
    return Tried(kind, len(seeds), read, refused, round(slowest, 3), tuple(hangs), tuple(untyped))


def read_of(kind: str, data: bytes) -> int:
    """How many reports a broken file of this kind still gives. Raises InputError when it is refused."""
    if kind == "pdf":
        # In this very process: what bounds the other one would hide what is looked for.
        layer = layer_of(data)
        if layer.problem:
            raise UnreadableFile(layer.problem)
        return int(bool(paragraphs_of_pages(layer.pages)))
    return sum(_reports(item) for item in _items(data))


def _items(data: bytes) -> Iterator[Captured | Unusable]:
    told = kinds.media_type(data[: kinds.HEAD], name="x")
    if told in {kinds.WARC, kinds.GZIP}:
        yield from archives.pages(io.BytesIO(data), "x", Budget())
    else:
        yield captured(data, address="x", media_type=told)


def _reports(item: Captured | Unusable) -> int:
    if isinstance(item, Unusable) or item.snapshot.media_type in kinds.PICTURES | {kinds.PDF, kinds.ZIP}:
        return 0
    try:
        return sum(reading.report is not None for reading in read_all(item))
    except InputError:
        return 0


def _stop(_: int, __: FrameType | None) -> None:
    raise Hang


def parts(total: int) -> Parts:
    """Some thousand inputs of a kind each, so that a run that is broken off goes on from there."""
    chunks = {kind: range(0, round(total * share), _CHUNK) for kind, share in _SHARES.items()}
    return {
        f"{kind} from {first}": partial(_figures, kind, first, min(first + _CHUNK, round(total * _SHARES[kind])))
        for kind, firsts in chunks.items()
        for first in firsts
    }


def _figures(kind: str, first: int, end: int) -> Iterator[tuple[str, Figures]]:
    made = tried(kind, range(first, end))
    yield f"{kind} {first}-{end - 1}", {name: getattr(made, name) for name in made.__struct_fields__ if name != "kind"}


def missed(figures: dict[str, Figures]) -> list[str]:
    """Every input that took too long, and every error that is not of our own kind."""
    slow = [f"{name}: input {seed} took over {SECONDS:g} s" for name, one in figures.items() for seed in one["hangs"]]
    return slow + [error for one in figures.values() for error in one["untyped"]]


def main() -> None:
    if "--prove" in sys.argv[1:]:
        prove("hostile", parts(FULL), missed)
        return
    found = {name: one for run in parts(SHORT).values() for name, one in run()}
    print("\n".join(f"{name}: {one}" for name, one in found.items()))
    sys.exit("\n".join(missed(found)))


if __name__ == "__main__":
    main()
