"""What the evidence stands: `python -m bench.evidence --prove`.

One bit flipped anywhere in a collection of many captures, again and again; the captures handed over as a web archive and
read back; and, shared with the proof of fetching, an add of many pages that is killed at random moments.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random

import msgspec

from bench.fetch import KILLS, PAGES, killed
from bench.fetch import missed as missed_kills
from bench.proof import Figures, Parts, prove
from onrecord import pipeline
from onrecord.capture import seal
from onrecord.capture.captured import Captured, Exchange, captured
from onrecord.errors import CollectionError
from onrecord.model import Coded, CoderName, Report
from onrecord.store.collection import Collection, create, open_collection
from onrecord.verbs import guarding, looking
from onrecord.verbs.adding import add, add_item
from onrecord.verbs.archiving import archive

CAPTURES, FLIPS = 1_000, 50
_DATABASE = "onrecord.sqlite"
_INDEX = 'INSERT INTO "words_'
_AT = "2024-03-07T10:00:00+00:00"


def flipped(captures: int = CAPTURES, flips: int = FLIPS, *, seed: int = 1) -> Iterator[tuple[str, Figures]]:
    """By kind of file, how many of so many flipped bits `verify` found, and how many of these by the name of the file."""
    chance = Random(seed)  # noqa: S311 - draws, not secrets
    with _filled(captures) as folder:
        before = [_content(folder, index=index) for index in (True, False)]
        clean, seconds = _verified(folder)
        yield "control: nothing flipped", {"captures": captures, "faults": len(clean), "seconds_to_verify": seconds}
        for kind, paths in _by_kind(folder).items():
            sizes = [path.stat().st_size for path in paths]
            figures = dict.fromkeys(("found", "named", "unused", "search_only", "missed"), 0)
            for _ in range(flips):
                path = chance.choices(paths, sizes)[0]
                with _flipped(path, chance):
                    figures[_seen(folder, path, before)] += 1
            yield f"one bit flipped in {kind}", {"files": len(paths), "bytes": sum(sizes), "flips": flips, **figures}


def _by_kind(folder: Path) -> dict[str, list[Path]]:
    files = [folder / name for name in seal.lying(folder)]
    shelves = {shelf.folder: [path for path in files if shelf.folder in path.parts] for shelf in seal.SHELVES}
    return {**{f"{name}/": paths for name, paths in shelves.items() if paths}, "the database": [folder / _DATABASE]}


@contextmanager
def _flipped(path: Path, chance: Random) -> Iterator[None]:
    whole = path.read_bytes()
    at = chance.randrange(len(whole))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
    yield
    for more in path.parent.glob(f"{_DATABASE}-*"):
        more.unlink()
    path.write_bytes(whole)


def _seen(folder: Path, path: Path, before: Sequence[str]) -> str:
    """How a flipped bit showed: by the file's name, or otherwise; of one in the database that no record is made of, so.

    The index of words is made from the records and may be made again at any time; `verify` cannot tell each bit
    of it without making it anew.
    """
    subjects, _ = _verified(folder)
    name = path.relative_to(folder).as_posix()
    if any(name in subject for subject in subjects) or (subjects and path.name == _DATABASE):
        return "named"
    if subjects:
        return "found"
    if path.name != _DATABASE:
        return "missed"
    unused, search_only = (
        (_content(folder, index=index) == told) for index, told in zip((True, False), before, strict=True)
    )
    return "unused" if unused else "search_only" if search_only else "missed"


def _verified(folder: Path) -> tuple[list[str], float]:
    start = time.perf_counter()
    try:
        with open_collection(folder, user="anna") as records:
            found = [fault.subject for fault in guarding.verify(records).faults]
    except CollectionError as error:
        found = [str(error)]
    return found, round(time.perf_counter() - start, 2)


def _content(folder: Path, *, index: bool) -> str:
    """A digest of every row of the database, and of its tables; with the index of words, or without."""
    digest = sha256()
    try:
        with closing(sqlite3.connect(f"file:{folder / _DATABASE}?mode=ro", uri=True)) as database:
            for line in database.iterdump():
                if index or not line.startswith(_INDEX):
                    digest.update(line.encode())
    except sqlite3.Error as error:
        return str(error)
    return digest.hexdigest()


def handed_over(captures: int = CAPTURES) -> Iterator[tuple[str, Figures]]:
    """How many reports came back from a web archive of so many captures as they were, and whether a second is the same."""
    with (
        _filled(captures) as folder,
        tempfile.TemporaryDirectory() as scratch,
        open_collection(folder, user="anna") as one,
    ):
        before = _told(one)
        for format in ("warc", "wacz"):
            made = [_archived(one, format) for _ in range(2)]
            path, start = Path(scratch) / f"captures.{format}", time.perf_counter()
            path.write_bytes(made[0])
            with create(Path(scratch) / format, user="bela") as other:
                kept = sum(outcome.status == "kept" for outcome in add(other, [path]))
                same = _told(other) == before
            seconds = round(time.perf_counter() - start, 1)
            figures = {"captures": captures, "kept": kept, "same": same, "bytes": len(made[0]), "seconds": seconds}
            yield (
                f"a {format} read back",
                {**figures, "twice_the_same": made[0] == made[1], "names": b"anna" in made[0]},
            )


def _archived(records: Collection, format: str) -> bytes:
    file = BytesIO()
    archive(records, file, format="warc" if format == "warc" else "wacz")
    return file.getvalue()


def _told(records: Collection) -> list[object]:
    return [msgspec.structs.replace(card, id="", kept="") for card in looking.reports(records)]


@contextmanager
def _filled(captures: int) -> Iterator[Path]:
    """A collection of so many pages, each captured from an address of its own, by a coder that finds nothing."""
    code, pipeline.code_report = pipeline.code_report, _nothing
    try:
        with tempfile.TemporaryDirectory() as scratch:
            with create(Path(scratch) / "records", user="anna") as records:
                for number in range(captures):
                    for outcome in add_item(records, _page(number)):
                        assert outcome.status == "kept", outcome
            yield Path(scratch) / "records"
    finally:
        pipeline.code_report = code


def _nothing(report: Report) -> Coded:
    coder = CoderName("none", "1", "1")
    return Coded(id=report.id, text_sha256=report.sha256, coder=coder, report=report.particulars)


def _page(number: int) -> Captured:
    said = f"Police in Osh arrested Ida Lund in street {number} on Monday, a court clerk said in the evening."
    page = f"<html><head><title>Held in street {number}</title></head><body><p>{said}</p><p>{said}</p></body></html>"
    address = f"https://news{number % 7}.example/{number}"
    exchange = Exchange(
        addresses=(address,), status=200, answered=(("content-type", "text/html"),), begun=_AT, ended=_AT
    )
    return captured(page.encode(), address=address, media_type="text/html", exchange=exchange)


def missed(figures: dict[str, Figures]) -> list[str]:
    """What is not as it should be: a bit that was not found, or whose file was not named; a report that did not come back."""
    wrong = []
    for name, one in figures.items():
        if name.startswith("control"):
            good = not one["faults"]
        elif "flips" in one:
            good = one["named"] + one["unused"] + one["search_only"] == one["flips"] and one["named"] > 0
        elif "twice_the_same" in one:
            good = one["kept"] == one["captures"] and one["same"] and one["twice_the_same"] and not one["names"]
        else:
            good = not missed_kills({name: one})
        wrong += [] if good else [f"{name}: {one}"]
    return wrong


def main() -> None:
    if "--prove" not in sys.argv:
        sys.exit("python -m bench.evidence --prove")
    parts: Parts = {"flips": flipped, "archives": handed_over, "kills": lambda: killed(PAGES, KILLS, seed=2)}
    prove("evidence", parts, missed)


if __name__ == "__main__":
    main()
