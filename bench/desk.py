"""How quick the desk is: `python -m bench.desk --prove`.

A report of 5,000 words with 60 acts in a real browser, the first page of a long queue, searches in a large collection (the one
of `bench.scale`, in the folder `ONRECORD_SCALE`), and a load of requests over minutes with the memory it takes.
"""

from __future__ import annotations

import http.client
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from bench.proof import Figures, Parts, prove
from bench.synthetic import CODER, TYPES, items
from onrecord.model import Act, Coded, Evidence, Particulars, Passage, Report, Snapshot, Span
from onrecord.store import keeping
from onrecord.store.collection import Collection, create
from onrecord.verbs import reviewing

WORDS, ACTS, QUEUE, ROUNDS = 5_000, 60, 100_000, 20
A_SECOND, SECONDS = 50, 120
FLOORS = Path(__file__).parent / "floors.toml"
_START = "import sys; from onrecord.cli import main; sys.argv = ['onrecord', 'serve', '-c', sys.argv[1]]; main()"
_CHROMIUM = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync"


class Desk:
    """A desk that runs by itself, and a session at it."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.address = address
        self.process = process
        told = urlsplit(address)
        self.host, self.port = told.hostname or "", told.port or 0
        first = self._asked(f"{told.path}?{told.query}", {})
        self._cookie = {"cookie": (first.getheader("set-cookie") or "").partition(";")[0]}

    def get(self, path: str) -> tuple[int, float]:
        """The status of an answer, and how many seconds it took to the last byte."""
        begun = time.perf_counter()
        return self._asked(path, self._cookie).status, time.perf_counter() - begun

    def memory_mb(self) -> int:
        """What the desk holds in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(status.split("VmRSS:")[1].split()[0]) // 1024

    def _asked(self, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """The desk of a collection, as a program of its own."""
    process = subprocess.Popen([sys.executable, "-u", "-c", _START, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        address = next(line.strip() for line in process.stdout or () if "/enter?token=" in line)
        yield Desk(process, address)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def long_report(records: Collection, words: int = WORDS, acts: int = ACTS) -> str:
    """The id of a report of so many words with so many acts, each with words for every slot."""
    draw = random.Random(4)  # noqa: S311  # seeded
    text = "".join(
        f"Police in Osh arrested worker {n} on Monday, a lawyer said in the court. " + ("\n" if n % 5 == 4 else "")
        for n in range(words // 13)
    )
    starts = sorted(draw.sample([n for n in range(len(text)) if text.startswith("arrested", n)], acts))
    told = tuple(_act(number, start, draw) for number, start in enumerate(starts))
    about = Particulars(title="A long report", publisher="Daily Post", published="2024-03-18", language="en")
    digest = sha256(text.encode()).hexdigest()
    passages = tuple(Passage(one.start, one.end, "body") for one in _lines(text))
    report = Report(id="long", text=text, sha256=digest, particulars=about, passages=passages)
    coded = Coded(id="long", text_sha256=digest, coder=CODER, report=about, acts=told)
    snapshot = Snapshot(
        sha256=digest, size=len(text), captured="2024-03-18T00:00:00Z", address="long.txt", media_type="text/plain"
    )
    with records.writing() as connection:
        return keeping.keep(connection, snapshot, report, coded, who="anna").id


def _act(number: int, start: int, draw: random.Random) -> Act:
    found = {
        slot: (Evidence(start + 9 * n, start + 9 * n + 6, "bench", 0.9),)
        for n, slot in enumerate(("type", "date", "place", "affected"))
    }
    evidence: dict[str, tuple[Evidence, ...]] = {**found}
    span = Span(start, start + 8)
    return Act(
        id=f"a{number}",
        type=draw.choice(TYPES),
        mentions=(span,),
        sentences=(span,),
        date="2024-03-18",
        evidence=evidence,
    )


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield Span(start, start + len(line.rstrip("\n")))
        start += len(line)


def report_in_a_browser(rounds: int = ROUNDS) -> Iterator[tuple[str, Figures]]:
    """From the address to a page that answers keys, again and again."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as scratch:
        with create(Path(scratch) / "c", user="anna") as records:
            report = long_report(records)
        with desk(Path(scratch) / "c") as running, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_CHROMIUM.split())
            page = browser.new_page()
            page.goto(running.address)
            spent = []
            for _ in range(rounds):
                begun = time.perf_counter()
                page.goto(f"http://{running.host}:{running.port}/reports/{report}")
                page.wait_for_selector(".act.active")
                page.keyboard.press("ArrowDown")
                page.wait_for_selector(".slot[aria-current]")
                spent.append(time.perf_counter() - begun)
            browser.close()
    yield f"a report of {WORDS} words and {ACTS} acts, until a key is answered", _times(spent)


def queue(number: int = QUEUE, rounds: int = ROUNDS) -> Iterator[tuple[str, Figures]]:
    """The first page of a queue of so many questions."""
    from bench import queue as questions

    with tempfile.TemporaryDirectory() as scratch:
        with create(Path(scratch) / "c", user="anna") as records:
            questions.filled(records, number * 3 // 2)
            asked = sum(reviewing.counts(records).values())
        with desk(Path(scratch) / "c") as running:
            yield f"first page of a queue of {asked}", _asked(running, ["/queue"], rounds)


def searches(rounds: int = ROUNDS) -> Iterator[tuple[str, Figures]]:
    """The search page over a large collection; nothing where there is none."""
    folder = os.environ.get("ONRECORD_SCALE")
    found = sorted(Path(folder).glob("acts-*/onrecord.toml")) if folder else []
    if not found:
        print("searches: name the folder of the collections of bench.scale in ONRECORD_SCALE")
        return
    asked = {
        "type and country": "/search?type=arrest&place=KZ",
        "a month": "/search?date=2019-03",
        "words": "/search?words=police",
        "word-giver and year": "/search?word=official&date=2020",
        "nothing": "/search",
        "overview": "/",
    }
    with desk(found[-1].parent) as running:
        for name, path in asked.items():
            yield f"search page: {name}, of {found[-1].parent.name}", _asked(running, [path], rounds)


def load(a_second: int = A_SECOND, seconds: int = SECONDS) -> Iterator[tuple[str, Figures]]:
    """So many requests a second for so long: what was answered, how quick, and the memory before and after."""
    with tempfile.TemporaryDirectory() as scratch:
        with create(Path(scratch) / "c", user="anna") as records:
            with records.writing() as connection:
                keeping.keep_many(connection, list(items(500)), who="anna")
            report = long_report(records)
        paths = [
            "/",
            "/search?words=police",
            f"/reports/{report}",
            "/reports",
            "/people",
            "/queue",
            f"/api/reports/{report}/state",
        ]
        with desk(Path(scratch) / "c") as running:
            _asked(running, paths, 10)
            yield f"{a_second} requests a second for {seconds} s", _loaded(running, paths, a_second, seconds)


def _loaded(running: Desk, paths: list[str], a_second: int, seconds: int) -> Figures:
    spent: list[float] = []
    failed: list[int] = []
    memory = [running.memory_mb()]

    def ask(path: str) -> None:
        try:
            status, took = running.get(path)
        except OSError:
            status, took = 0, 0.0
        spent.append(took)
        if status != 200:
            failed.append(status)

    begun, threads = time.perf_counter(), []
    for number in range(a_second * seconds):
        time.sleep(max(0.0, begun + number / a_second - time.perf_counter()))
        threads.append(threading.Thread(target=ask, args=(paths[number % len(paths)],)))
        threads[-1].start()
        if number % (a_second * seconds // 6) == 0:
            memory.append(running.memory_mb())
    for one in threads:
        one.join()
    took = time.perf_counter() - begun
    return {
        "requests": len(spent),
        "failed": len(failed),
        "a_second": round(len(spent) / took, 1),
        **_times(spent),
        "memory_mb": [*memory, running.memory_mb()],
    }


def _asked(running: Desk, paths: list[str], rounds: int) -> Figures:
    spent = []
    for number in range(rounds * len(paths)):
        status, took = running.get(paths[number % len(paths)])
        assert status == 200, (paths[number % len(paths)], status)
        spent.append(took)
    return _times(spent)


def _times(spent: list[float]) -> Figures:
    told = sorted(spent)
    return {
        "p50_ms": round(told[len(told) // 2] * 1000),
        "p95_ms": round(told[int(len(told) * 0.95)] * 1000),
        "slowest_ms": round(told[-1] * 1000),
    }


def missed(figures: dict[str, Figures]) -> list[str]:
    """What is slower than `floors.toml` allows, a request that failed, memory that grew."""
    most = tomllib.loads(FLOORS.read_text("utf-8"))["desk"]
    wrong = []
    for name, one in figures.items():
        key = next(key for key in ("report", "queue", "search", "requests") if key in name)
        if one["p50_ms" if key == "search" else "p95_ms"] > most[f"{key}_ms"]:
            wrong.append(f"{name}: {one}, over {most[f'{key}_ms']} ms")
        if one.get("failed"):
            wrong.append(f"{name}: {one['failed']} requests failed")
        if "memory_mb" in one and one["memory_mb"][-1] > one["memory_mb"][2] * most["memory_growth"]:
            wrong.append(f"{name}: memory grew: {one['memory_mb']}")
    return wrong


def main() -> None:
    if "--prove" not in sys.argv:
        sys.exit("python -m bench.desk --prove")
    parts: Parts = {"report": report_in_a_browser, "queue": queue, "searches": searches, "load": load}
    prove("desk", parts, missed)


if __name__ == "__main__":
    main()
