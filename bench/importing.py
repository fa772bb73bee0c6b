"""Every sheet of a folder into a fresh collection, again, out and back, as one table: `python -m bench.importing [--prove]`.

The folder is the one that $ONRECORD_SHEETS names; without it, sheets that this file makes up serve.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.proof import RESULTS, commit, machine
from onrecord.errors import InputError
from onrecord.model import Act
from onrecord.store.collection import Collection, open_or_create
from onrecord.verbs import exporting, importing, looking

FOLDER = "ONRECORD_SHEETS"
MADE_ROWS = 2000
_SLOTS = ("type", "subtype", "realis", "date", "date_kind", "place", "count", "charge", "penalties", "flags")
_VALUES = re.compile(r"`[^`]*`|\d[\d,]*")
LINE = "{:<46}{:>8}{:>10}{:>9}{:>9}{:>10}  {}"


@dataclass
class Outcome:
    """What became of one file."""

    name: str
    rows: int = 0
    imported: int = 0
    refused: int = 0
    again: int = 0
    """Rows that a second import of the same file would add or update: none, if it is right."""
    seconds: float = 0.0
    reasons: list[tuple[str, int]] = field(default_factory=list)


def tried(records: Collection, path: Path, name: str) -> Outcome:
    """What becomes of one file, imported twice."""
    began = time.perf_counter()
    try:
        plan = importing.plan(records, path)
        told = list(importing.bring(records, plan))
        seconds = time.perf_counter() - began
        again = Counter(one.status for one in importing.bring(records, plan))
    except InputError as error:
        reason = str(error).replace(path.name, "it")
        return Outcome(name, seconds=time.perf_counter() - began, reasons=[(reason, 1)])
    reasons = Counter(f"{one.column}: {_VALUES.sub('…', one.reason)}" for row in told for one in row.problems)
    refused = sum(one.status == "refused" for one in told)
    return Outcome(
        name=name,
        rows=len(told),
        imported=len(told) - refused,
        refused=refused,
        again=again["added"] + again["updated"],
        seconds=seconds,
        reasons=reasons.most_common(2),
    )


def round_trip(records: Collection, folder: Path) -> tuple[int, int]:
    """How many acts were exported, and how many of them came back alike, with the same id, into another collection."""
    path = folder / "acts.jsonl"
    with path.open("wb") as file:
        exporting.export(records, file, format="jsonl")
    with open_or_create(folder / "back") as other:
        for _ in importing.bring(other, importing.plan(other, path)):
            pass
        back = {kept.id: _carried(kept.act) for kept in looking.acts(other)}
    there = {kept.id: _carried(kept.act) for kept in looking.acts(records)}
    return len(there), sum(back.get(id) == told for id, told in there.items())


def _carried(act: Act) -> list[object]:
    people = [[one.name for one in told] for told in (act.actors, act.affected, *act.source)]
    return [*(getattr(act, slot) for slot in _SLOTS), people]


def made_up(folder: Path) -> Path:
    """A folder with one sheet of made-up people."""
    path = folder / "sheets" / "incidents.csv"
    path.parent.mkdir()
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(("id", "what", "date", "name", "town", "country", "how many", "sentence", "notes"))
        for n in range(MADE_ROWS):
            what, date = ("arrested", "killed", "seen")[n % 3], ("2019", "7 March 2020", "sometime")[n % 5 % 3]
            sheet.writerow((n, what, date, f"Ana N{n}", "Aktau", "Kazakhstan", "10-15", "15 days", "Told by a friend."))
    return path.parent


def table(outcomes: list[Outcome], acts: int, alike: int) -> Iterator[str]:
    """A row a sheet; files that are none together, by folder and reason."""
    yield LINE.format("file", "rows", "imported", "refused", "again", "seconds", "most frequent reasons")
    none: Counter[tuple[str, str]] = Counter()
    for one in outcomes:
        if one.rows:
            reasons = "; ".join(f"{reason[:110]} ({number})" for reason, number in one.reasons)
            counted = (one.rows, one.imported, one.refused, one.again, f"{one.seconds:.1f}")
            yield LINE.format(one.name[-45:], *counted, reasons)
        else:
            none[str(Path(one.name).parent), one.reasons[0][0][:160]] += 1
    yield f"\nno sheets of acts: {sum(none.values())} files"
    for (folder, reason), number in sorted(none.items()):
        yield f"{number:>5}  {folder}: {reason}"
    yield f"\nout and back: {alike} of {acts} acts alike, with their ids"


def missed_floors(outcomes: list[Outcome], acts: int, alike: int) -> list[str]:
    """Each figure that is worse than `floors.toml` allows, in words."""
    floors = tomllib.loads((RESULTS.parent / "floors.toml").read_text("utf-8"))["importing"]
    rows, seconds = sum(one.rows for one in outcomes), sum(one.seconds for one in outcomes if one.rows)
    have = [("rows a second", rows / max(seconds, 1e-9), floors["rows_a_second"])]
    have.append(("acts that come back alike", alike / max(acts, 1), floors["round_trip"]))
    missed = [f"{name}: {value:.3f}, under {floor}" for name, value, floor in have if value < floor]
    return missed + [f"{one.name}: {one.again} rows are imported twice" for one in outcomes if one.again]


def main() -> None:
    """Prints the table; with --prove also keeps it and holds it against the floors."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        named = os.environ.get(FOLDER)
        folder = Path(named) if named else made_up(home)
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        with open_or_create(home / "records") as records:
            outcomes = [tried(records, path, str(path.relative_to(folder))) for path in paths]
            acts, alike = round_trip(records, home)
    told = "\n".join(table(outcomes, acts, alike))
    print(told)
    if "--prove" in sys.argv[1:]:
        _keep(told, outcomes)
        if missed := missed_floors(outcomes, acts, alike):
            sys.exit("under the floors of bench/floors.toml:\n  " + "\n  ".join(missed))
        print("all floors of bench/floors.toml hold")


def _keep(told: str, outcomes: list[Outcome]) -> None:
    about = {"commit": commit(), **machine()}
    kept = {"about": about, "files": [asdict(one) for one in outcomes]}
    (RESULTS / "importing.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
    head = "\n".join(f"- {key}: {value}" for key, value in about.items())
    (RESULTS / "importing.md").write_text(f"# Importing\n\n{head}\n\n```\n{told}\n```\n", "utf-8")


if __name__ == "__main__":
    main()
