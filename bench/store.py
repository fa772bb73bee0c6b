"""What a collection stands: `python -m bench.store --prove`.

Power cuts at any moment of adding, deciding, migrating and backing up, and the weaker settings beside it as a control;
every change of the disk failing once, and the disk full; many writers and readers at once; decisions through recodings.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from bench.power import before, cuts
from bench.power.work import ACKNOWLEDGED
from bench.proof import Figures, Parts, prove
from bench.synthetic import items
from onrecord.model import Coded, Span
from onrecord.store import audit, deciding, finding, keeping
from onrecord.store.collection import Collection, Reading, create, open_collection
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct
from tests import postgresql

CUTS = {"add": 400, "decide": 250, "migrate": 150, "backup": 200}
CONTROL = 100
STEPS = {"add": 40, "decide": 40, "migrate": 30, "backup": 6}
SECONDS, WRITERS, READERS = 120, 8, 32
DECISIONS = 500


def power_cuts(*, share: float = 1.0) -> Iterator[tuple[str, Figures]]:
    """By piece of work and setting, what power cuts leave."""
    with tempfile.TemporaryDirectory() as scratch, cuts.Watched(Path(scratch)) as disk:
        start = {
            "decide": before.some(Path(scratch) / "some", 20),
            "migrate": before.first_schema(Path(scratch) / "first", 30),
        }
        for work, number in CUTS.items():
            yield f"power cut, {work}", _cut(disk, work, start, "FULL", round(number * share))
        for setting in ("NORMAL", "OFF"):
            yield f"control: power cut, add, {setting}", _cut(disk, "add", start, setting, round(CONTROL * share))


def _cut(disk: cuts.Watched, work: str, start: dict[str, Path], setting: str, number: int) -> Figures:
    run = cuts.recorded(disk, work, STEPS[work], before=start.get(work), synchronous=setting)
    again = cuts.next_run(disk, work, STEPS[work]) if work in {"add", "decide"} and setting == "FULL" else None
    found = cuts.cut(run, number, seed=1, again=again)
    return {"changes": len(run.changes), **msgspec.to_builtins(found)}


def failing_disks(*, every: int = 1) -> Iterator[tuple[str, Figures]]:
    """By kind of failure, what is left when the i-th change of the disk fails, for each i or for every so many-th."""
    kinds: dict[str, dict[str, str]] = {
        "the i-th change fails (EIO)": {"errno": "5"},
        "the disk is full from the i-th change on (ENOSPC)": {"errno": "28", "fail_on": "1"},
        "the disk is full in the middle of a write": {"errno": "28", "fail_on": "1", "short": "1"},
    }
    with tempfile.TemporaryDirectory() as scratch, cuts.Watched(Path(scratch)) as disk:
        changes = cuts.recorded(disk, "add", 2).changes
        total = len(changes)
        # Before the first change of the collection, the trial makes the file in which it notes what was acknowledged.
        first = next(n for n, change in enumerate(changes, 1) if not change.path.endswith(ACKNOWLEDGED))
        for name, told in kinds.items():
            found = cuts.failing(disk, "add", 2, list(range(first, total + 1, every)), **told)
            yield name, {"changes": total, **msgspec.to_builtins(found)}


def crowd(folder: Path, *, seconds: float, writers: int, readers: int) -> Figures:
    """Many processes that write and read one collection at once: what they did, what they saw go wrong, and whether the log is one chain."""
    with open_collection(folder) as records, records.writing() as connection:
        keeping.keep_many(connection, items(200, seed=5), who="anna")
    with ProcessPoolExecutor(writers + readers) as pool:
        ends = time.time() + seconds
        work = [pool.submit(_write, folder, number, ends) for number in range(writers)]
        work += [pool.submit(_read, folder, number, ends) for number in range(readers)]
        told = [one.result() for one in work]
    with open_collection(folder) as records, records.reading() as connection:
        faults = len(list(audit.faults(connection)))
    wrote, read = told[:writers], told[writers:]
    return {
        "writers": writers,
        "readers": readers,
        "seconds": seconds,
        "writes": sum(one[0] for one in wrote),
        "slowest_write_s": round(max(one[1] for one in wrote), 3),
        "reads": sum(one[0] for one in read),
        "slowest_read_s": round(max(one[1] for one in read), 3),
        "errors": [error for one in told for error in one[2]][:5],
        "faults": faults,
    }


def _write(folder: Path, number: int, ends: float) -> tuple[int, float, list[str]]:
    told = items(1_000_000, seed=100 + number)

    def once(records: Collection) -> None:
        with records.writing() as connection:
            keeping.keep(connection, *next(told), who=f"writer{number}")

    return _busy(folder, once, ends)


def _read(folder: Path, number: int, ends: float) -> tuple[int, float, list[str]]:
    draw = random.Random(number)  # noqa: S311  # seeded

    def once(records: Collection) -> None:
        asked = Filter(type=draw.choice(("arrest", "protest", "trial")))
        with records.reading() as connection:
            list(finding.find_acts(connection, asked, user="anna", limit=20))
            finding.count_acts(connection, asked, user="anna")

    return _busy(folder, once, ends)


def _busy(folder: Path, once: Callable[[Collection], None], ends: float) -> tuple[int, float, list[str]]:
    """How often something was done until a time, the slowest, and the errors."""
    number, slowest, errors = 0, 0.0, []
    with open_collection(folder) as records:
        while time.time() < ends:
            begun = time.perf_counter()
            try:
                once(records)
            except Exception as error:  # noqa: BLE001  # what is measured is that there is none
                errors.append(f"{type(error).__name__}: {error}")
            slowest = max(slowest, time.perf_counter() - begun)
            number += 1
    return number, slowest, errors


def crowds(
    *, seconds: float = SECONDS, writers: int = WRITERS, readers: int = READERS
) -> Iterator[tuple[str, Figures]]:
    """The crowd on either database."""
    with tempfile.TemporaryDirectory() as scratch:
        create(Path(scratch) / "sqlite").close()
        yield "crowd, SQLite", crowd(Path(scratch) / "sqlite", seconds=seconds, writers=writers, readers=readers)
        with postgresql.server(safe=True) as address:
            create(Path(scratch) / "postgresql", database=address).close()
            yield (
                "crowd, PostgreSQL",
                crowd(Path(scratch) / "postgresql", seconds=seconds, writers=writers, readers=readers),
            )


def recoding(decisions: int = DECISIONS) -> Figures:
    """Decisions on acts that another coder then misses, moves, or tells with other values: how many stand as they were."""
    draw = random.Random(4)  # noqa: S311  # seeded
    told = list(items(decisions // 4, seed=6))
    with (
        tempfile.TemporaryDirectory() as scratch,
        create(Path(scratch) / "c", user="anna") as records,
        records.writing() as connection,
    ):
        keeping.keep_many(connection, told, who="anna")
        _decide(connection, decisions, draw)
        before = _judged(connection)
        by_text = {report.sha256: coded for _, report, coded in told}
        for card in finding.find_reports(connection, user="anna"):
            coded = by_text[finding.whole_report(connection, card.id).report.sha256]
            keeping.keep_coding(connection, card.id, _shaken(coded, draw), who="anna")
        after = _judged(connection)
    stand = sum(id in after and _values(after[id]) == _values(one) for id, one in before.items())
    return {
        "decisions": len(before),
        "stand": stand,
        "of_acts_no_longer_found": sum(not one.found for one in after.values()),
    }


def _decide(connection: Reading, decisions: int, draw: random.Random) -> None:
    acts = list(finding.find_acts(connection, Filter(), user="anna"))
    for one in draw.sample(acts, decisions):
        slot, value = draw.choice((("date", "2001-02-03"), ("charge", "hooliganism"), ("realis", "planned")))
        told = json.dumps(value)
        deciding.decide(connection, one.id, "correct", slot=slot, value=told, because="seen", who="anna")


def _judged(connection: Reading) -> dict[str, KeptAct]:
    return {one.id: one for one in finding.find_acts(connection, Filter(), user="anna") if one.decisions}


def _values(act: KeptAct) -> list[tuple[str, object]]:
    """What was decided, as it stands in the act."""
    return [(one.id, getattr(act.act, one.slot or "")) for one in act.decisions]


def _shaken(coded: Coded, draw: random.Random) -> Coded:
    """The same report as another version of the coder tells it."""
    acts = []
    for act in coded.acts:
        if draw.random() < 0.2:
            continue
        first = act.mentions[0]
        moved = Span(first.start, first.end + draw.choice((0, 0, 3)))
        acts.append(msgspec.structs.replace(act, mentions=(moved,), date=draw.choice((None, "1999", act.date))))
    draw.shuffle(acts)
    coder = msgspec.structs.replace(coded.coder, version="2")
    return msgspec.structs.replace(coded, coder=coder, acts=tuple(acts))


def missed(figures: dict[str, Figures]) -> list[str]:
    """What is not as it should be: anything corrupt, lost or told as an error, and a control that does not fail."""
    wrong = []
    for name, one in figures.items():
        bad = one.get("corrupt", 0) + one.get("lost", 0) + len(one.get("errors", ())) + one.get("faults", 0)
        if name.startswith("control"):
            wrong += [f"{name}: nothing was lost, so the proof sees nothing"] if not bad else []
        elif bad or one.get("stand", 0) != one.get("decisions", 0):
            wrong.append(f"{name}: {one}")
    return wrong


def main() -> None:
    if "--prove" not in sys.argv:
        sys.exit("python -m bench.store --prove")
    os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent / "src")
    parts: Parts = {
        "power": power_cuts,
        "disks": failing_disks,
        "crowds": crowds,
        "recoding": lambda: iter([("recoding", recoding())]),
    }
    prove("store", parts, missed)


if __name__ == "__main__":
    main()
