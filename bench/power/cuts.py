"""Power cuts, failing disks and full disks, simulated at every moment of a piece of work: what is lost, what is corrupt."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from bench.power.replay import Change, Disk, read
from bench.power.work import ACKNOWLEDGED, COLLECTION, Job
from onrecord.errors import OnrecordError
from onrecord.store.collection import open_collection
from onrecord.verbs import guarding, looking

_HERE = Path(__file__).parent
_HARMLESS = "an add that was broken off"
"""What `verify` says of sealed bytes whose report was not kept yet."""


class Run(Struct, frozen=True):
    """What a piece of work did to the disk, from what was there before."""

    folder: Path
    start: dict[str, bytes]
    changes: list[Change]


class Found(Struct, frozen=True, kw_only=True):
    """What was found after some cuts: collections that were not whole, and steps that were acknowledged and lost."""

    cuts: int
    corrupt: int
    lost: int
    examples: tuple[str, ...] = ()


class Watched:
    """A process on whose disk every change is watched, or made to fail; it does one piece of work after another."""

    def __init__(self, scratch: Path) -> None:
        library = scratch / "disk.so"
        subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, _HERE / "disk.c", "-ldl"], check=True)
        command = [sys.executable, "-m", "bench.power.work"]
        env = {**os.environ, "LD_PRELOAD": str(library)}
        self._process = subprocess.Popen(
            command, env=env, cwd=_HERE.parent.parent, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def work(
        self, work: str, steps: int, disk: Mapping[str, str], *, before: Path | None = None, synchronous: str = "FULL"
    ) -> tuple[Path, str]:
        """The folder after a piece of work, from a copy of `before`, and what the work printed."""
        folder = Path(tempfile.mkdtemp(prefix="onrecord-power-"))
        if before:
            shutil.copytree(before, folder, dirs_exist_ok=True)
        told = {"DISK_FOLDER": f"{folder}/", **{f"DISK_{name.upper()}": value for name, value in disk.items()}}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(msgspec.json.encode(Job(str(folder), work, steps, synchronous, told)).decode() + "\n")
        self._process.stdin.flush()
        return folder, msgspec.json.decode(self._process.stdout.readline(), type=str)


def recorded(disk: Watched, work: str, steps: int, *, before: Path | None = None, synchronous: str = "FULL") -> Run:
    """A piece of work with every change that it made to the disk."""
    start = {str(p.relative_to(before)): p.read_bytes() for p in before.rglob("*") if p.is_file()} if before else {}
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch) / "log"
        folder, said = disk.work(work, steps, {"log": str(log)}, before=before, synchronous=synchronous)
        if said.strip():
            raise RuntimeError(said)
        changes = list(read(log))
    return Run(folder, {f"{folder}/{path}": data for path, data in start.items()}, changes)


def next_run(disk: Watched, work: str, steps: int) -> Callable[[Path], str]:
    """The same work once more, on what a cut left: what it says, which is nothing where it goes on."""

    def again(left: Path) -> str:
        folder, said = disk.work(work, steps, {}, before=left)
        shutil.rmtree(folder)
        return said.strip()

    return again


def cut(run: Run, cuts: int, *, seed: int, first: int = 1, again: Callable[[Path], str] | None = None) -> Found:
    """The run, cut off at so many moments from its `first` change on; after each, what `again` says of the folder must be nothing."""
    draw = random.Random(seed)  # noqa: S311  # a seeded trial
    moments = sorted(draw.sample(range(first, len(run.changes)), min(cuts, len(run.changes) - first)))
    disk, done = Disk(run.folder, run.start), 0
    corrupt, lost, examples = 0, 0, []
    said = bytearray()
    for moment in moments:
        for change in run.changes[done:moment]:
            disk.make(change)
            if change.path.endswith(f"/{ACKNOWLEDGED}") and change.kind == "W":
                said += change.data
        done = moment
        with _laid_out(disk.cut(draw), run.folder) as left:
            problem, missing = _judged(left, said.decode().splitlines())
            if again and not problem and (more := again(left)):
                problem = f"the next run: {more[-300:]}"
        corrupt, lost = corrupt + bool(problem), lost + missing
        examples += [problem] if problem else []
    return Found(cuts=len(moments), corrupt=corrupt, lost=lost, examples=tuple(examples[:3]))


def failing(disk: Watched, work: str, steps: int, numbers: list[int], **how: str) -> Found:
    """The work, over and over, with the disk failing at one change each time, and the same work again afterwards."""
    corrupt, lost, examples = 0, 0, []
    for number in numbers:
        folder, said = disk.work(work, steps, {"fail_at": str(number), **how})
        acknowledged = _lines(folder / ACKNOWLEDGED)
        problem, missing = _judged(folder, acknowledged)
        if "Traceback" in said:
            problem = problem or said[-500:]
        again, more = disk.work(work, steps, {}, before=folder)
        if more.strip():
            problem = problem or f"the next run: {more[-300:]}"
        corrupt, lost = corrupt + bool(problem), lost + missing
        examples += [f"{number}: {problem}"] if problem else []
        shutil.rmtree(folder)
        shutil.rmtree(again)
    return Found(cuts=len(numbers), corrupt=corrupt, lost=lost, examples=tuple(examples[:3]))


def _lines(path: Path) -> list[str]:
    """The lines of a file that were written to their end; the disk fails under this file too."""
    return path.read_text().split("\n")[:-1] if path.exists() else []


@contextmanager
def _laid_out(files: dict[str, bytes], root: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="onrecord-cut-") as scratch:
        for path, data in files.items():
            target = Path(scratch) / Path(path).relative_to(root)
            if path.endswith("/"):
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        yield Path(scratch)


def _judged(folder: Path, acknowledged: list[str]) -> tuple[str, int]:
    """What is wrong with what is left, and how many acknowledged steps are not there."""
    if not acknowledged and not (folder / COLLECTION / "onrecord.toml").exists():
        # It was not made yet, or given up again.
        return "", 0
    try:
        with open_collection(folder / COLLECTION) as records:
            faults = [one for one in guarding.verify(records).faults if _HARMLESS not in one.reason]
            reports = {card.id for card in looking.reports(records)}
            decisions = {one.id for act in looking.acts(records) for one in act.decisions}
    except OnrecordError as error:
        return str(error), len(acknowledged)
    there = {*(f"report {id}" for id in reports), *(f"decision {id}" for id in decisions)}
    missing = [line for line in acknowledged if line not in there and not _is_whole(folder, line)]
    return "; ".join(f"{one.subject}: {one.reason}" for one in faults[:3]), len(missing)


def _is_whole(folder: Path, line: str) -> bool:
    """Whether an acknowledged backup is there and can be restored."""
    kind, _, name = line.partition(" ")
    if kind != "backup":
        return False
    with tempfile.TemporaryDirectory() as scratch:
        try:
            guarding.restore(folder / name, Path(scratch) / "again")
            with open_collection(Path(scratch) / "again") as records:
                return not guarding.verify(records).faults
        except OnrecordError:
            return False
