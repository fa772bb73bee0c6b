"""A piece of work on a collection, each step acknowledged in a file when the program has said that it is done.

python -m bench.power.work FOLDER add|decide|migrate|backup STEPS SYNCHRONOUS
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Engine, event

from bench.synthetic import CODER, items
from onrecord import pipeline
from onrecord.capture.captured import captured
from onrecord.errors import OnrecordError
from onrecord.model import Coded, Report
from onrecord.store import engine
from onrecord.store.collection import Collection, open_or_create
from onrecord.verbs import deciding, guarding, looking
from onrecord.verbs.adding import add_item

COLLECTION, ACKNOWLEDGED = "c", "acknowledged"


def main(folder: Path, work: str, steps: int, synchronous: str) -> None:
    """Does the work; what goes wrong is told by one line, as the program would."""
    _set(synchronous)
    with (folder / ACKNOWLEDGED).open("ab", buffering=0) as told:
        if work == "migrate":
            # What was kept in the first schema was acknowledged before the collection is opened again.
            told.write("".join(f"report R-{number}\n" for number in range(1, steps + 1)).encode())
        try:
            with open_or_create(folder / COLLECTION, user="anna") as records:
                for line in _STEPS[work](records, folder, steps):
                    told.write(line.encode() + b"\n")
        except (OnrecordError, OSError) as error:
            print(f"{type(error).__name__}: {error}")


def add(records: Collection, _: Path, steps: int) -> Iterator[str]:
    """Reports are added, one after the other."""
    known = {report.sha256: coded for _snapshot, report, coded in items(steps)}

    def stub(report: Report) -> Coded:
        coded = known[report.sha256]
        return Coded(
            id=report.id,
            text_sha256=report.sha256,
            coder=CODER,
            report=report.particulars,
            acts=coded.acts,
            persons=coded.persons,
        )

    pipeline.code_report = stub
    for _snapshot, report, _coded in items(steps):
        item = captured(report.text.encode(), address=f"{report.id}.txt", media_type="text/plain")
        [outcome] = add_item(records, item)
        if outcome.status == "failed":
            raise OSError(outcome.note)
        yield f"report {outcome.report}"


def decide(records: Collection, _: Path, steps: int) -> Iterator[str]:
    """Acts of a collection that is there are corrected."""
    acts = [one.id for one in looking.acts(records)][:steps]
    for number, act in enumerate(acts):
        yield f"decision {deciding.correct(records, act, 'date', f'{1990 + number}', because='seen').id}"


def migrate(records: Collection, _: Path, __: int) -> Iterator[str]:
    """A collection of the first schema is opened, which brings it up to date."""
    yield f"report {next(looking.reports(records)).id}"


def backup(records: Collection, folder: Path, steps: int) -> Iterator[str]:
    """Backups are made, with a report added in between."""
    for number, line in enumerate(add(records, folder, steps)):
        yield line
        target = folder / f"{number}.backup"
        guarding.back_up(records, target)
        yield f"backup {target.name}"


_STEPS = {"add": add, "decide": decide, "migrate": migrate, "backup": backup}


def _set(synchronous: str) -> None:
    """The weaker settings of SQLite, to show that the proof would see them fail."""
    usual = engine.engine_for

    def weakened(*args: Any, **told: Any) -> Engine:
        made = usual(*args, **told)

        @event.listens_for(made, "connect")
        def _weaken(connection: Any, _: object) -> None:
            connection.execute(f"PRAGMA synchronous={synchronous}")

        return made

    if synchronous != "FULL":
        engine.engine_for = weakened


class Job(Struct, frozen=True):
    """A piece of work, in a folder, on a disk that behaves as `disk` says (see `disk.c`)."""

    folder: str
    work: str
    steps: int
    synchronous: str
    disk: dict[str, str]


def serve() -> None:
    """Does the jobs that come."""
    for line in sys.stdin:
        job = msgspec.json.decode(line, type=Job)
        reads, writes = os.pipe()
        if not os.fork():
            os.dup2(writes, 1)
            os.dup2(writes, 2)
            os.environ.update(job.disk)
            try:
                main(Path(job.folder), job.work, job.steps, job.synchronous)
            except BaseException:  # noqa: BLE001  # what is looked for is whether anything untyped comes
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                os._exit(0)
        os.close(writes)
        with os.fdopen(reads) as told:
            said = told.read()
        os.wait()
        print(msgspec.json.encode(said).decode(), flush=True)


if __name__ == "__main__":
    serve()
