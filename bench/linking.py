"""Persons with a known truth, linked: how well and how fast: `python -m bench.linking --prove [PERSONS]`."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import msgspec

from bench.proof import Figures, Parts, prove
from bench.synthetic_people import cases, mentions, persons
from onrecord.store import linked
from onrecord.store.collection import Collection, create
from onrecord.store.linked import Kind
from onrecord.verbs.linking.joining import settle
from onrecord.verbs.linking.persons import PERSONS, item

NUMBER, EACH, BATCH, ADDS = 100_000, 12, 5_000, 20
FLOORS = Path(__file__).parent / "floors.toml"


def linked_at_once(records: Collection, number: int, each: int) -> tuple[Figures, dict[str, int]]:
    """So many persons linked: how long it took; and of whom each mention is."""
    known, truth = persons(number), dict[str, int]()
    source = mentions(known, cases(number), each)
    begun, spent = time.perf_counter(), time.process_time()
    while batch := list(islice(source, BATCH)):
        truth.update((one.id, of) for one, of in batch)
        with records.writing() as connection:
            linked.add(connection, "person", (), [item(one) for one, _ in batch])
    added = time.perf_counter()
    with records.writing() as connection:
        settle(connection, PERSONS)
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    told = {"persons": number, "mentions": len(truth), "add_s": round(added - begun), "link_s": round(ended - added)}
    told["cpu_s"] = round(time.process_time() - spent)
    return {**told, "seconds": round(ended - begun), "peak_gb": round(peak, 2)}, truth


def right(found: Mapping[str, str], truth: Mapping[str, Hashable]) -> Figures:
    """Of all pairs that were brought together, how many are one in truth; and of all pairs that are, how many were."""
    together = _pairs(Counter(found[one] for one in truth))
    one = _pairs(Counter(truth.values()))
    both = _pairs(Counter((found[one], of) for one, of in truth.items()))
    wrong = [cluster for cluster, told in _of_clusters(found, truth).items() if len(told) > 1]
    return {
        "precision": round(both / together, 4) if together else 1.0,
        "recall": round(both / one, 4),
        "clusters": len(set(found.values())),
        "clusters_of_several": len(wrong),
    }


def _of_clusters(found: Mapping[str, str], truth: Mapping[str, Hashable]) -> dict[str, set[Hashable]]:
    told: dict[str, set[Hashable]] = {}
    for one, of in truth.items():
        told.setdefault(found[one], set()).add(of)
    return told


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def clusters(records: Collection, kind: Kind = "person") -> dict[str, str]:
    """By item, its cluster."""
    with records.reading() as connection:
        return dict(linked.clusters(connection, kind))


def groups(records: Collection, kind: Kind = "person") -> set[frozenset[str]]:
    """What is together."""
    told: dict[str, set[str]] = {}
    for one, cluster in clusters(records, kind).items():
        told.setdefault(cluster, set()).add(one)
    return {frozenset(one) for one in told.values()}


def one_more(records: Collection, number: int, adds: int) -> Figures:
    """How long one more report of five persons takes to be linked."""
    known = persons(number)
    source, spent = mentions(known, cases(number), 1, seed=77), []
    for n in range(adds):
        told = [msgspec.structs.replace(one, id=f"{one.id}-{n}", report=f"new-{n}") for one, _ in islice(source, 5)]
        begun = time.perf_counter()
        with records.writing() as connection:
            linked.add(connection, "person", (), [item(one) for one in told])
            settle(connection, PERSONS)
        spent.append(time.perf_counter() - begun)
    spent.sort()
    return {"p50_ms": round(spent[len(spent) // 2] * 1000), "slowest_ms": round(spent[-1] * 1000)}


def measured(number: int = NUMBER, *, each: int = EACH, adds: int = ADDS) -> Iterator[tuple[str, Figures]]:
    """All figures."""
    with tempfile.TemporaryDirectory() as scratch, create(Path(scratch) / "c", user="anna") as records:
        speed, truth = linked_at_once(records, number, each)
        yield "linked at once", speed
        yield "pairs", right(clusters(records), truth)
        yield "one more report", one_more(records, number, adds)


def missed(figures: dict[str, Figures]) -> list[str]:
    """What is worse than `floors.toml` allows."""
    least = tomllib.loads(FLOORS.read_text("utf-8"))["linking"]
    told = {**figures["linked at once"], **figures["pairs"], **figures["one more report"]}
    wrong = [
        f"{name}: {told[name]}, under {least[name]}" for name in ("precision", "recall") if told[name] < least[name]
    ]
    most = ("seconds", "peak_gb", "slowest_ms")
    return wrong + [f"{name}: {told[name]}, over {least[name]}" for name in most if told[name] > least[name]]


def main() -> None:
    if "--prove" not in sys.argv:
        sys.exit("python -m bench.linking --prove [PERSONS]")
    number = int(sys.argv[-1]) if sys.argv[-1].isdigit() else NUMBER
    parts: Parts = {"persons": lambda: measured(number)}
    prove("linking", parts, missed)


if __name__ == "__main__":
    main()
