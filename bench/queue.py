"""How fast the queue gives its first page, its counts and its next pages: `python -m bench.queue [--acts N] [--questions N]`.

The reports are seeded and made up; what a rule is sure of is drawn, so that two acts in three are asked about. `--questions` adds as
many more, on the same reports, as a larger collection would have: what a page costs hangs on them and not on the reports.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import msgspec
from sqlalchemy import delete, select

from bench import synthetic
from onrecord.model import Act, Coded, Evidence, Person, ProtectionHint, Report, Snapshot
from onrecord.store import keeping, queued, schema
from onrecord.store.collection import Collection, create
from onrecord.verbs import assigning, protecting, reviewing
from onrecord.verbs.reviewing import QueueFilter

_AT_ONCE = 500
_ACTS = 5
"""That each report tells."""


def items(number: int, *, seed: int = 1, first: int = 0) -> Iterator[tuple[Snapshot, Report, Coded]]:
    """So many reports with acts that rules are more or less sure of, some that contradict themselves, some on minors."""
    for index, (snapshot, report, coded) in enumerate(synthetic.items(number, seed=seed, first=first), first):
        draw = random.Random(seed * 7_000_003 + index)  # noqa: S311  # seeded on purpose
        acts = tuple(_shaky(act, draw) for act in coded.acts)
        people = tuple(_hinted(person, draw) for person in coded.persons)
        yield snapshot, report, msgspec.structs.replace(coded, acts=acts, persons=people)


def _shaky(act: Act, draw: random.Random) -> Act:
    word = act.mentions[0]
    sure = {
        slot: round(draw.choice((0.3, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9)) + draw.random() / 50, 3)
        for slot in ("date", "place")
    }
    told = {slot: (Evidence(word.start, word.end, "weekday", confidence),) for slot, confidence in sure.items()}
    flags = ("place told two ways",) if draw.random() < 0.02 else ()
    return msgspec.structs.replace(act, evidence={**act.evidence, **told}, flags=flags)


def _hinted(person: Person, draw: random.Random) -> Person:
    hint = ProtectionHint(draw.choice(("minor", "relative", "in custody")), Evidence(0, 1, "kin", 0.8))
    return msgspec.structs.replace(person, protection=(hint,)) if draw.random() < 0.05 else person


def measured(records: Collection, *, rounds: int = 5) -> Iterator[tuple[str, float]]:
    """Each question with its median time in milliseconds."""
    first = reviewing.queue(records)
    report = next(one.report for one in first.items if one.report)
    assigning.assign(records, report, "anna", because="bench")
    protecting.protect(records, report, reason="other", because="bench", may_see=["ben"])
    asked: dict[str, Callable[[], object]] = {
        "first page": lambda: reviewing.queue(records),
        "second page": lambda: reviewing.queue(records, after=first.next),
        "first page by report": lambda: reviewing.queue(records, QueueFilter(by_report=True)),
        "of one kind": lambda: reviewing.queue(records, QueueFilter(kind="conflict")),
        "of one type": lambda: reviewing.queue(records, QueueFilter(type="search")),
        "of one report": lambda: reviewing.queue(records, QueueFilter(report=report)),
        "of nobody": lambda: reviewing.queue(records, QueueFilter(assigned="nobody")),
        "of one user": lambda: reviewing.queue(records, QueueFilter(assigned="anna")),
        "of one status": lambda: reviewing.queue(records, QueueFilter(status="corrected")),
        "counts": lambda: reviewing.counts(records),
    }
    for name, ask in asked.items():
        yield name, median(_time(ask) for _ in range(rounds))


def made_again(records: Collection) -> float:
    """In how many milliseconds the questions of an older collection are made."""
    with records.writing() as connection:
        connection.execute(delete(schema.about).where(schema.about.c.key == "queue"))
        return _time(lambda: queued.ensure(connection))


def _time(ask: Callable[[], object]) -> float:
    start = perf_counter()
    ask()
    return (perf_counter() - start) * 1000


def filled(records: Collection, acts: int) -> None:
    """Keeps reports with so many acts."""
    for first in range(0, acts // _ACTS, _AT_ONCE):
        with records.writing() as connection:
            keeping.keep_many(connection, items(min(_AT_ONCE, acts // _ACTS - first), first=first), who="anna")


def padded(records: Collection, number: int) -> None:
    """Adds so many questions on acts that are not there, of reports that are."""
    draw = random.Random(1)  # noqa: S311  # seeded on purpose
    with records.writing() as connection:
        known = list(
            connection.execute(select(queued.queue_items).where(queued.queue_items.c.kind == "value")).mappings()
        )
        for start in range(0, number, 10_000):
            made = (
                {**draw.choice(known), "item": f"A-{start + n:08}", "rank": draw.randint(230, 720)}
                for n in range(10_000)
            )
            connection.execute(queued.queue_items.insert(), list(made))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--acts", type=int, default=25_000)
    parser.add_argument("--questions", type=int, default=0)
    told = parser.parse_args()
    acts = told.acts
    with tempfile.TemporaryDirectory() as folder, create(Path(folder) / "c", user="anna") as records:
        filled(records, acts)
        print(f"{acts:,} acts; questions: {sum(reviewing.counts(records).values()):,}")
        print(f"questions made again: {made_again(records) / 1000:.1f} s")
        padded(records, told.questions)
        print(f"questions now: {sum(reviewing.counts(records).values()):,}")
        for name, milliseconds in measured(records):
            print(f"{name:24}{milliseconds:8.1f} ms")


if __name__ == "__main__":
    main()
