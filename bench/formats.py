"""Whether the particulars of agencies' files are read right, on specimens checked by hand: `python -m bench.formats FOLDER [--write]`.

`formats.tsv` holds the particulars of each specimen and none of its words: titles and bylines stand there as digests. The folder
is the one with the specimens, which belong to their agencies and are no part of this project. `--write` writes the table again
from what is read now, to be checked by eye before it is kept.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from bench.proof import RESULTS, commit, machine
from onrecord.capture.captured import Unusable
from onrecord.capture.items import items
from onrecord.errors import InputError
from onrecord.model import Report
from onrecord.reading import read_all

TABLE = Path(__file__).parent / "formats.tsv"
FIELDS = (
    "title",
    "publisher",
    "agency",
    "byline",
    "place",
    "published",
    "updated",
    "language",
    "embargo",
    "note",
    "status",
)
_DIGESTED = {"title", "byline", "note"}


def particulars(report: Report) -> dict[str, str]:
    """The fields of a report as the table holds them; what is not told is empty."""
    told = report.particulars
    flags = dict(flag.split(": ", 1) for flag in report.flags if ": " in flag)
    held = {
        "title": told.title, "publisher": told.publisher, "agency": told.agency, "byline": told.byline,
        "place": told.dateline.place, "published": told.published, "updated": told.updated, "language": told.language,
        "embargo": flags.get("embargo"), "note": flags.get("note to editors"), "status": flags.get("status"),
    }  # fmt: skip
    return {name: _digest(value) if value and name in _DIGESTED else value or "" for name, value in held.items()}


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:12]


def read_folder(folder: Path) -> Iterator[tuple[str, Report | None, str]]:
    """Each story of each file by name, its report, or the reason for which there is none."""
    for item in items(folder):
        if isinstance(item, Unusable):
            yield Path(item.address).name, None, item.reason
            continue
        name = Path(item.snapshot.address).name
        try:
            for reading in read_all(item):
                yield f"{name}#{reading.part}" if reading.part else name, reading.report, str(reading.problem or "")
        except InputError as error:
            yield name, None, str(error)


def compared(found: dict[str, Report]) -> Iterator[tuple[str, str, bool]]:
    """Each specimen and field of the table, and whether it is read as the table says."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            read = particulars(found[row["file"]]) if row["file"] in found else {}
            for field in FIELDS:
                yield row["file"], field, read.get(field) == row[field]


def write(found: dict[str, Report]) -> None:
    """Writes the particulars of the specimens in the table as they are read now."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        names = [row["file"] for row in csv.DictReader(file, delimiter="\t")]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ("file", *FIELDS), delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows({"file": name, **particulars(found[name])} for name in names)


def main() -> None:
    folder = Path(sys.argv[1])
    stories = list(read_folder(folder))
    found = {name: report for name, report, _ in stories if report}
    if "--write" in sys.argv:
        write(found)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name, field, same in compared(found):
        total[field] += 1
        right[field] += same
        if not same:
            print(f"{name}: {field} is not read as the table says", file=sys.stderr)
    reasons = sum(report is None for _, report, _ in stories)
    lines = [f"{len(stories)} stories: {len(found)} read, {reasons} refused with a reason"]
    lines += [f"{field:<12}{right[field]:>5} of {total[field]}" for field in FIELDS]
    print("\n".join(lines))
    about = "\n".join(f"- {key}: {value}" for key, value in {"commit": commit(), **machine()}.items())
    (RESULTS / "formats.md").write_text(
        f"# Agencies' files\n\n{about}\n\n```\n" + "\n".join(lines) + "\n```\n", "utf-8"
    )


if __name__ == "__main__":
    main()
