"""How a collection of a million acts is searched and added to: `python -m bench.scale --prove [ACTS]`.

The collections are made in `$ONRECORD_SCALE` (a folder, by default `.scale` here) and used again by the next run.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from bench.proof import Figures, Parts, prove
from bench.synthetic import GIVEN, REALIS, TOWNS, TYPES, items, surname, word
from onrecord.store import backup, keeping
from onrecord.store.collection import Collection, create, open_collection
from onrecord.store.filters import Filter, Near
from onrecord.verbs import looking, searching
from tests import postgresql

ACTS, PER_REPORT, BATCH, ROUNDS, ADDS = 1_000_000, 5, 500, 20, 50
FLOORS = Path(__file__).parent / "floors.toml"


def loaded(folder: Path, acts: int) -> Figures:
    """A collection of so many acts, made where it is not there yet; how long that took and how large it is."""
    told = folder.with_suffix(".seconds")
    if not told.exists():
        begun = time.perf_counter()
        with create(folder, user="anna") as records:
            source = items(acts // PER_REPORT)
            while batch := list(islice(source, BATCH)):
                with records.writing() as connection:
                    keeping.keep_many(connection, batch, who="anna")
        told.write_text(f"{time.perf_counter() - begun:.0f}")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"acts": acts, "load_s": int(told.read_text()), "file_mb": round(size / 1e6)}


def searches(records: Collection, rounds: int) -> Iterator[tuple[str, Figures]]:
    """By pair of filters, how long a page of fifty with its total takes, the first time and then."""
    draw = random.Random(3)  # noqa: S311  # seeded
    spent: dict[str, list[float]] = defaultdict(list)
    totals: dict[str, int] = {}
    for _ in range(rounds + 1):
        for name, asked in _pairs(draw).items():
            begun = time.perf_counter()
            totals[name] = searching.page(records, asked, limit=50).total
            spent[name].append(time.perf_counter() - begun)
    for name, times in spent.items():
        # The first time, the file may still have to come from the disk.
        yield name, {**_times(times[1:]), "first_ms": round(times[0] * 1000), "last_total": totals[name]}


def _pairs(draw: random.Random) -> dict[str, Filter]:
    town, country, lat, lon = draw.choice(TOWNS)
    type, realis = draw.choice(TYPES), draw.choice(REALIS)
    year = str(draw.randint(2010, 2025))
    month = f"{year}-{draw.randint(1, 12):02}"
    return {
        "type and country": Filter(type=type, place=country),
        "type and month": Filter(type=type, date=month),
        "type and told as": Filter(type=type, realis=realis),
        "country and year": Filter(place=country, date=year),
        "town and told as": Filter(place=town, realis=realis),
        "town and month": Filter(place=town, date=month),
        "name and year": Filter(person=f"{draw.choice(GIVEN)} {surname(draw)[:4]}", date=year),
        "name and type": Filter(person=surname(draw)[:5], type=type),
        "words and type": Filter(words=f"{word(draw)} {word(draw)}", type=type),
        "words and month": Filter(words=word(draw), date=month),
        "circle and month": Filter(near=Near(lat, lon, 60), date=month),
        "word-giver and status": Filter(word="official", status="coded"),
        "word-giver and year": Filter(word="people", date=year),
    }


def rest(records: Collection, *, adds: int) -> Iterator[tuple[str, Figures]]:
    """Facets, names, texts, adding, and pages one after the other."""
    for name, asked in {
        "facets of all": Filter(),
        "facets of a type": Filter(type="arrest"),
        "facets of a country": Filter(place="KZ"),
    }.items():
        yield name, _timed(lambda asked=asked: looking.facets(records, asked), 5)  # type: ignore[misc]
    yield "persons by part of a name", _timed(lambda: list(looking.persons(records, Filter(person="aru bekb"))), 5)
    yield "reports by words", _timed(lambda: searching.reports(records, Filter(words="baba1 kaba2"), limit=20), 5)
    fresh = items(adds, seed=99)

    def add() -> None:
        with records.writing() as connection:
            keeping.keep(connection, *next(fresh), who="anna")

    yield "add of a report", _timed(add, adds)
    yield "a hundred pages", _paged(records)


def _paged(records: Collection) -> Figures:
    """Pages one after the other: none of their acts comes twice."""
    begun, after, seen = time.perf_counter(), None, []
    for _ in range(100):
        page = searching.page(records, Filter(type="protest"), limit=20, after=after)
        seen += [hit.kept.id for hit in page.hits]
        after = page.next
        if after is None:
            break
    return {"seconds": round(time.perf_counter() - begun, 1), "acts": len(seen), "twice": len(seen) - len(set(seen))}


def _timed(work: Callable[[], object], rounds: int) -> Figures:
    spent = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return _times(spent)


def _times(spent: list[float]) -> Figures:
    ordered = sorted(spent)
    middle, high = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return {"p50_ms": round(middle * 1000), "p95_ms": round(high * 1000)}


def of(kind: str, records: Collection, *, rounds: int = ROUNDS, adds: int = ADDS) -> Iterator[tuple[str, Figures]]:
    """All that is measured on one collection."""
    for name, figures in (*searches(records, rounds), *rest(records, adds=adds)):
        yield f"{kind}: {name}", figures
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    yield f"{kind}: peak memory", {"mb": round(peak)}


def sqlite(folder: Path, acts: int) -> Iterator[tuple[str, Figures]]:
    """On SQLite."""
    yield "SQLite: load", loaded(folder, acts)
    with open_collection(folder, user="anna") as records:
        yield from of("SQLite", records)


def on_postgresql(folder: Path, acts: int) -> Iterator[tuple[str, Figures]]:
    """On a real PostgreSQL, with the same rows."""
    loaded(folder, acts)
    with postgresql.server(safe=True) as address:
        begun = time.perf_counter()
        records = create(folder.with_name(f"postgresql-{time.time_ns()}"), database=address, user="anna")
        with records, open_collection(folder) as source, source.reading() as old, records.writing() as new:
            backup.copy_rows(old, new)
        with open_collection(records.folder, user="anna") as filled:
            yield "PostgreSQL: load", {"acts": acts, "load_s": round(time.perf_counter() - begun)}
            yield from of("PostgreSQL", filled)


def missed(figures: dict[str, Figures]) -> list[str]:
    """What takes longer than `floors.toml` allows."""
    most = tomllib.loads(FLOORS.read_text("utf-8"))["scale"]
    wrong = []
    for name, one in figures.items():
        kind = (
            "facets_ms"
            if "facets" in name
            else "add_ms"
            if "add of" in name
            else "search_ms"
            if " and " in name
            else None
        )
        if kind and one["p95_ms"] > most[kind]:
            wrong.append(f"{name}: {one['p95_ms']} ms, over {most[kind]}")
    return wrong


def main() -> None:
    if "--prove" not in sys.argv:
        sys.exit("python -m bench.scale --prove [ACTS]")
    acts = int(sys.argv[-1]) if sys.argv[-1].isdigit() else ACTS
    folder = Path(os.environ.get("ONRECORD_SCALE") or Path(__file__).parent.parent / ".scale").resolve()
    folder.mkdir(exist_ok=True)
    here = folder / f"acts-{acts}"
    parts: Parts = {"sqlite": lambda: sqlite(here, acts), "postgresql": lambda: on_postgresql(here, acts)}
    prove("scale", parts, missed)


if __name__ == "__main__":
    main()
