"""A release of 100,000 happenings, and one that is killed again and again: `python -m bench.release --prove`.

The large collection is made in `$ONRECORD_SCALE` (a folder, by default `.scale` here) and used again by the next run.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random

from bench.proof import Figures, Parts, run
from bench.scale import loaded
from onrecord.publishing.release import policy
from onrecord.publishing.release.files import SUMS

HAPPENINGS, SMALL, KILLS = 100_000, 1_000, 50
SECONDS, MEGABYTES = 300, 2_000
_PROGRAM = "from onrecord.cli import main; main()"


def full(happenings: int = HAPPENINGS) -> Iterator[tuple[str, Figures]]:
    """How long a release takes, from the policy to the last file, and in how much memory."""
    folder = Path(os.environ.get("ONRECORD_SCALE", ".scale"))
    folder.mkdir(exist_ok=True)
    source = folder / f"release-{happenings}"
    loaded(source, happenings)
    with tempfile.TemporaryDirectory() as scratch:
        # A release changes the collection: the next run is to begin where this one did.
        records = Path(shutil.copytree(source, Path(scratch) / "records"))
        told = _policy(Path(scratch))
        begun = time.perf_counter()
        done = subprocess.run(_words(records, told, Path(scratch) / "out"), capture_output=True, text=True, check=False)
        took = time.perf_counter() - begun
        size = sum(path.stat().st_size for path in (Path(scratch) / "out").rglob("*") if path.is_file())
    made = (
        json.loads(done.stdout)
        if done.returncode == 0
        else {"checks": [{"name": done.stderr[-300:], "faults": ["failed"]}]}
    )
    yield (
        f"a release of {happenings} happenings",
        {
            "seconds": round(took),
            "peak_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
            "rows": made.get("incidents"),
            "files_mb": round(size / 1e6),
            "failed": [one["name"] for one in made["checks"] if one["faults"]],
        },
    )


def killed(happenings: int = SMALL, kills: int = KILLS) -> Iterator[tuple[str, Figures]]:
    """What a reader sees after each of so many kills, at random moments: a whole release, the one before or a newer one."""
    chance = Random(5)  # noqa: S311  # seeded on purpose
    with tempfile.TemporaryDirectory() as scratch:
        source, out = Path(scratch) / "records", Path(scratch) / "out"
        loaded(source, happenings)
        words = _words(source, _policy(Path(scratch)), out)
        subprocess.run(words, capture_output=True, check=True)
        # One that has a release before it takes longer.
        begun = time.perf_counter()
        subprocess.run(words, capture_output=True, check=True)
        whole = time.perf_counter() - begun
        half, backwards, numbers = 0, 0, [current(out)]
        for _ in range(kills):
            process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(whole * chance.uniform(0.3, 1.6))
            process.kill()
            process.wait()
            number = current(out)
            half += number is None
            backwards += bool(number and numbers[-1] and number < numbers[-1])
            numbers.append(number)
        subprocess.run(words, capture_output=True, check=True)
        last = current(out)
    yield (
        f"a release that is killed {kills} times",
        {
            "half": half,
            "backwards": backwards,
            "seen": len(set(numbers)),
            "ends_whole": last is not None,
        },
    )


def current(out: Path) -> int | None:
    """The number of the release that a reader sees now; None where some file of it is missing or not whole."""
    folder = out / "current"
    try:
        folder = folder.resolve()
        lines = (folder / SUMS).read_text("utf-8").splitlines()
        told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        found = {
            path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }
    except OSError:
        return None
    del found[SUMS]
    return int(folder.name.removeprefix("release-")) if found == told else None


def _policy(folder: Path) -> Path:
    told = policy.template()
    for name, value in {"licence": "CC0-1.0", "contact": "us@example.org"}.items():
        told = told.replace(f'{name} = ""', f'{name} = "{value}"')
    told = told.replace("approved_by = []", 'approved_by = ["anna"]').replace(
        "reviewed_only = true", "reviewed_only = false"
    )
    path = folder / "policy.toml"
    path.write_text(told, "utf-8")
    return path


def _words(source: Path, told: Path, out: Path) -> list[str]:
    return [
        sys.executable,
        "-c",
        _PROGRAM,
        "release",
        str(told),
        "--to",
        str(out),
        "--collection",
        str(source),
        "--json",
    ]


def missed(figures: dict[str, Figures]) -> list[str]:
    """What is not as it should be."""
    told = []
    for name, one in figures.items():
        if one.get("seconds", 0) > SECONDS or one.get("peak_mb", 0) > MEGABYTES or one.get("failed"):
            told.append(f"{name}: {one}")
        if one.get("half") or one.get("backwards") or one.get("ends_whole") is False:
            told.append(f"{name}: {one}")
    return told


if __name__ == "__main__":
    parts: Parts = {"size": full, "kills": killed}
    run("release", parts, missed)
