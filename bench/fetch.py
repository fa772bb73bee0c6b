"""What fetching stands: `python -m bench.fetch --prove`.

Every spelling of this machine and its network, named, led to by a redirect and told by a feed, against a trap that listens on
this machine; an add of many pages that is killed again and again.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from bench.proof import ROOT, Figures, Parts, prove
from onrecord.store.collection import open_collection
from onrecord.verbs import guarding, looking
from tests.local_site import INSIDE, PROGRAM, Site, running

PAGES, KILLS = 500, 100
GUARDED = 0.95
"""The share of addresses inside that the guard itself refuses; the others have names that nobody knows, or change meanwhile."""
_STRAY = "nothing in the collection refers to it"
"""What `verify` says of a file that a killed run had written but not told of."""
_REFUSED = re.compile(r"not on the public internet|is no (?:name of a host|address)")
# The program as it is, with the machine's own resolver; names that end in .test are made up here, and one host is let through.
TRAPPED = """
import itertools, socket, sys
sys.onrecord_loopback = True
from functools import partial
from onrecord.capture import fetch

PUBLIC, INSIDE = ["8.8.8.8"], ["127.0.0.1"]
NAMES = {
    "page.test": itertools.repeat(INSIDE), "inside.test": itertools.repeat(INSIDE), "mixed.test": itertools.repeat(PUBLIC + INSIDE),
    "rebind.test": itertools.cycle([PUBLIC, INSIDE]), "back.test": itertools.cycle([INSIDE, PUBLIC]),
    "metadata.google.internal": itertools.repeat(["169.254.169.254"]),
}
real = socket.getaddrinfo

def looked_up(host, port, *args, **told):
    numbers = next(NAMES[host]) if host in NAMES else [host]
    return [found for number in numbers for found in real(number, port, *args, **told)]

socket.getaddrinfo = looked_up
fetch.Guarded = partial(fetch.Guarded, fetch.resolve, allowed=frozenset({"page.test"}))
from onrecord.cli import main
main()
"""


def trapped(hosts: Sequence[str] = INSIDE) -> Iterator[tuple[str, Figures]]:
    """By the way it is told, how many addresses inside were refused, and how often the trap was reached; with a control."""
    with _trap() as site, tempfile.TemporaryDirectory() as scratch:
        port, folder = site.server_address[1], _collection(Path(scratch))
        for number, host in enumerate(hosts):
            site.pages[f"/go{number}"] = (302, {"Location": f"http://{host}:{port}/trap"}, b"")
        inside = [f"http://{host}:{port}/trap" for host in hosts]
        led = [site.at(f"/go{number}") for number in range(len(hosts))]
        listed = Path(scratch) / "links.txt"
        for way, addresses in (("named", inside), ("led to", led)):
            listed.write_text("\n".join(addresses))
            yield f"addresses inside, {way}", _reached(site, TRAPPED, "add", listed, folder)
        items = "".join(f"<item><guid>{n}</guid><link>{one}</link></item>" for n, one in enumerate([*inside, *led]))
        site.pages["/feed"] = (200, {}, f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
        yield "addresses inside, told by a feed", _reached(site, TRAPPED, "watch", site.at("/feed"), folder)
        yield (
            "control: the trap by the name that is let through",
            _reached(site, TRAPPED, "add", site.at("/trap"), folder),
        )


def _reached(site: Site, program: str, verb: str, thing: str | Path, folder: Path) -> Figures:
    site.hits.clear()
    once = ["--once"] if verb == "watch" else []
    lines = _told(program, verb, str(thing), *once, "--json", "--collection", str(folder))
    return {
        "addresses": lines[-1]["items"],
        "failed": lines[-1]["failed"],
        "hits": site.hits.count("/trap"),
        "by_the_guard": sum(_REFUSED.search(line["note"]) is not None for line in lines[:-1]),
    }


@contextmanager
def _trap() -> Iterator[Site]:
    with running("") as site:
        site.pages["/trap"] = (200, {"Content-Type": "text/html"}, b"<html><p>What is inside.</p></html>")
        yield site


def killed(pages: int = PAGES, kills: int = KILLS, *, seed: int = 1) -> Iterator[tuple[str, Figures]]:
    """What is there after an add of many pages that was killed at so many moments and then left to end."""
    chance, start = Random(seed), time.perf_counter()  # noqa: S311 - draws, not secrets
    with running() as site, tempfile.TemporaryDirectory() as scratch:
        for number in range(pages):
            site.story(number)
        listed, folder = Path(scratch) / "links.txt", _collection(Path(scratch))
        listed.write_text("\n".join(site.at(f"/{number}") for number in range(pages)))
        words = ("add", str(listed), "--json", "--collection", str(folder))
        told: set[str] = set()
        for _ in range(kills):
            told |= _kill(words, chance, most=pages // kills)
        sums = _told(PROGRAM, *words)[-1]
        with open_collection(folder) as records:
            kept = [one.id for one in looking.reports(records)]
            found = guarding.verify(records)
    faults = [one for one in found.faults if _STRAY not in one.reason]
    sealed = {
        "captures": len(kept) - len(found.unsealed),
        "faults": len(faults),
        "strays": len(found.faults) - len(faults),
    }
    lost, twice = len(told - set(kept)), len(kept) - pages
    seconds = round(time.perf_counter() - start)
    yield (
        f"an add of {pages} pages, killed {kills} times",
        {"pages": pages, "kept": len(kept), "lost": lost, "twice": twice, **sealed, "sums": sums, "seconds": seconds},
    )


def _kill(words: Sequence[str], chance: Random, *, most: int) -> set[str]:
    """The reports that a run told of as kept before it was killed: some while after it began to tell of new ones."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, *words], stdout=subprocess.PIPE, env=_env())
    assert process.stdout
    told, left = set(), chance.randint(0, most)
    for line in process.stdout:
        one = json.loads(line)
        if one.get("status") == "kept":
            told.add(one["report"])
            left -= 1
        if left <= 0:
            break
    time.sleep(chance.random() * 0.03)
    process.kill()
    process.wait()
    process.stdout.close()
    return told


def _told(program: str, *words: str) -> list[dict[str, Any]]:
    done = subprocess.run([sys.executable, "-c", program, *words], stdout=subprocess.PIPE, env=_env(), check=False)
    return [one for one in map(json.loads, done.stdout.splitlines()) if "feed" not in one]


def _env() -> dict[str, str]:
    """The tested code, and no connection to anywhere but this machine."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "tests" / "offline"), str(ROOT / "src")))}


def _collection(scratch: Path) -> Path:
    """A collection to be, which does not wait between two requests."""
    folder = scratch / "records"
    (folder / "snapshots").mkdir(parents=True)
    (folder / "onrecord.toml").write_text("seconds_between = 0\n", "utf-8")
    return folder


def missed(figures: dict[str, Figures]) -> list[str]:
    """What is not as it should be: the trap reached, or the control not; a page lost, or there twice."""
    wrong = []
    for name, one in figures.items():
        if name.startswith("control"):
            good = one["hits"] == 1
        elif "hits" in one:
            good = (
                not one["hits"]
                and one["failed"] == one["addresses"] >= 60
                and one["by_the_guard"] >= GUARDED * one["failed"]
            )
        else:
            whole = not one["lost"] and not one["twice"] and not one["faults"] and one["captures"] == one["pages"]
            good = whole and one["sums"]["items"] == one["pages"]
        wrong += [] if good else [f"{name}: {one}"]
    return wrong


def main() -> None:
    if "--prove" not in sys.argv:
        sys.exit("python -m bench.fetch --prove")
    parts: Parts = {"trap": trapped, "kills": killed}
    prove("fetch", parts, missed)


if __name__ == "__main__":
    main()
