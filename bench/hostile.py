"""What broken files cost, and whether each is read or refused in words: `python -m bench.hostile [--prove]`."""

from __future__ import annotations

import io
import json
import signal
import sys
import time
import tomllib
from collections.abc import Iterator
from types import FrameType
from typing import Any

from msgspec import Struct

from bench.coding import BENCH, RESULTS, commit, machine
from bench.mutations import KINDS, mutated
from onrecord.capture import archives, kinds
from onrecord.capture.captured import Captured, Unusable, captured
from onrecord.capture.zips import Budget
from onrecord.errors import InputError, UnreadableFile
from onrecord.reading import read_all
from onrecord.reading.pdf_lines import paragraphs_of_pages
from onrecord.reading.pdf_pages import layer_of

SECONDS = 3.0
SHORT, FULL = 600, 20_000
_CHUNK = 1_000
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


def rounds(total: int, done: list[dict[str, Any]]) -> Iterator[Tried]:
    """Every chunk of seeds of every kind, those that are done already left out."""
    known = {(one["kind"], one["first"]) for one in done}
    for kind in KINDS:
        count = round(total * _SHARES[kind])
        for first in range(0, count, _CHUNK):
            if (kind, first) not in known:
                yield tried(kind, range(first, min(first + _CHUNK, count)))


def table(found: list[dict[str, Any]]) -> Iterator[str]:
    """A row a kind."""
    row = "{:<14}{:>9}{:>9}{:>9}{:>12}{:>8}{:>10}"
    yield row.format("broken files", "inputs", "read", "refused", "slowest, s", "hangs", "untyped")
    for kind in KINDS:
        mine = [one for one in found if one["kind"] == kind]
        sums = [sum(one[key] for one in mine) for key in ("inputs", "read", "refused")]
        slowest = max((one["slowest"] for one in mine), default=0.0)
        yield row.format(
            kind, *sums, f"{slowest:.2f}", *(sum(len(one[key]) for one in mine) for key in ("hangs", "untyped"))
        )


def main() -> None:
    prove = "--prove" in sys.argv[1:]
    RESULTS.mkdir(exist_ok=True)
    kept = RESULTS / f"hostile-{commit()}.tmp"
    keeps = prove and "+" not in commit()
    found = [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if keeps and kept.exists() else []
    firsts = {kind: sum(one["inputs"] for one in found if one["kind"] == kind) for kind in KINDS}
    for one in rounds(FULL if prove else SHORT, found):
        told = {"first": firsts[one.kind], **{name: getattr(one, name) for name in one.__struct_fields__}}
        firsts[one.kind] += one.inputs
        found.append(told)
        print(f"{one.kind}: {firsts[one.kind]} inputs", file=sys.stderr)
        if keeps:
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(told) + "\n")
    shown = "\n".join(table(found))
    print(shown)
    if prove:
        about = "\n".join(f"- {key}: {value}" for key, value in {"commit": commit(), **machine()}.items())
        (RESULTS / "hostile.md").write_text(f"# Broken files\n\n{about}\n\n```\n{shown}\n```\n", "utf-8")
    _hold(found)


def _hold(found: list[dict[str, Any]]) -> None:
    floors = tomllib.loads((BENCH / "floors.toml").read_text("utf-8"))["hostile"]
    faults = [f"{one['kind']} {seed} took over {SECONDS:g} s" for one in found for seed in one["hangs"]]
    untyped = [error for one in found for error in one["untyped"]]
    if len(faults) > floors["hangs"] or len(untyped) > floors["untyped"]:
        sys.exit("over the floors of bench/floors.toml:\n  " + "\n  ".join([*faults, *untyped]))
    print("all floors of bench/floors.toml hold")


if __name__ == "__main__":
    main()
