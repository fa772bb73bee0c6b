"""Exit codes, the same for every command."""

from __future__ import annotations

DONE = 0
SOME_FAILED = 1
"""Some items failed; the rest is done."""
WRONG_USE = 2
"""The command was given something it does not know."""
NOTHING_DONE = 3
"""Nothing could be done: no item was usable, or the collection cannot be used."""
INTERRUPTED = 130


def of(*, failed: int, total: int) -> int:
    """The exit code of a run over `total` items of which `failed` failed."""
    if not failed:
        return DONE
    return NOTHING_DONE if failed == total else SOME_FAILED
