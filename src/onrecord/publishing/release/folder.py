"""The folder in which releases are published: each in a folder of its own, the current one under a name that changes in one step."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from onrecord.errors import InputError

CURRENT = "current"


@contextmanager
def held(target: Path) -> Iterator[None]:
    """Keeps the folder of releases, which is made where there is none, from others who would publish there, until the block ends."""
    target.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def begun(target: Path) -> Path:
    """A new empty folder beside the releases; what an interrupted run left of its own is removed."""
    for left in target.glob(".part-*"):
        if left.is_symlink():
            left.unlink()
        else:
            shutil.rmtree(left, ignore_errors=True)
    made = target / f".part-{token_hex(8)}"
    made.mkdir()
    return made


def publish(part: Path, target: Path, number: int) -> Path:
    """The folder of the release, whole on the disk; readers of `current` see the one before or this one. Raises InputError."""
    for path in sorted(part.rglob("*"), reverse=True):
        _through(path)
    _through(part)
    named = target / f"release-{number}"
    if named.exists():
        raise InputError(f"{named} is there already: publish into the folder of this collection's releases alone.")
    part.rename(named)
    link = target / f".part-{token_hex(8)}"
    link.symlink_to(named.name, target_is_directory=True)
    link.replace(target / CURRENT)
    _through(target)
    return named


def _through(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
