"""Full-size runs to figures under `results/`, with the machine and the commit; what was run already is not run again."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "results"
Figures: TypeAlias = dict[str, Any]
Parts: TypeAlias = dict[str, Callable[[], Iterator[tuple[str, Figures]]]]
"""By name, what gives figures, each under a name of its own."""


def prove(topic: str, parts: Parts, missed: Callable[[dict[str, Figures]], list[str]]) -> None:
    """Runs each part that was not run for this commit yet, keeps its figures, and ends with an error where some are `missed`."""
    RESULTS.mkdir(exist_ok=True)
    name = f"{topic}-{commit()}"
    kept = RESULTS / f"{name}.json"
    told: dict[str, Any] = json.loads(kept.read_text("utf-8")) if kept.exists() else {"machine": machine(), "parts": {}}
    for part, run in parts.items():
        if part not in told["parts"]:
            told["parts"][part] = dict(_shown(run()))
            # Figures of an unclean tree are not kept: the next run may measure other code under the same name.
            if "+" not in name:
                kept.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    figures = {name: one for part in told["parts"].values() for name, one in part.items()}
    (RESULTS / f"{topic}.md").write_text(page(topic, figures), "utf-8")
    short = missed(figures)
    sys.exit("\n  ".join(["not as it should be:", *short])) if short else print(f"{topic}: all as it should be")


def run(topic: str, parts: Parts, missed: Callable[[dict[str, Figures]], list[str]]) -> None:
    """The same where the command line says `--prove`; else the figures are only printed, and held against the floors."""
    if "--prove" in sys.argv[1:]:
        prove(topic, parts, missed)
        return
    figures = {name: one for run in parts.values() for name, one in _shown(run())}
    sys.exit("\n".join(missed(figures)) or 0)


def page(topic: str, figures: dict[str, Figures]) -> str:
    """The figures as a page."""
    about = "\n".join(f"- {key}: {value}" for key, value in {"commit": commit(), **machine()}.items())
    lines = "\n".join(f"{name}\n    " + _words(one) for name, one in figures.items())
    return f"# {topic.capitalize()}\n\n{about}\n\n```\n{lines}\n```\n"


def _shown(figures: Iterator[tuple[str, Figures]]) -> Iterator[tuple[str, Figures]]:
    for name, one in figures:
        print(f"{name}: {_words(one)}", flush=True)
        yield name, one


def _words(one: Figures) -> str:
    return ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in one.items() if value not in ((), []))


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    cpu = Path("/proc/cpuinfo")
    models = [
        line.split(":")[1].strip()
        for line in (cpu.read_text() if cpu.exists() else "").splitlines()
        if line.startswith("model name")
    ]
    return {
        "processor": models[0] if models else platform.machine(),
        "cores": len(models) or None,
        "system": platform.system(),
        "python": platform.python_version(),
        "spacy": version("spacy"),
        "onrecord": version("onrecord"),
    }


def commit() -> str:
    """The commit measured, with a + where what is measured differs from it."""
    head = _git("rev-parse", "--short=12", "HEAD") or "unknown"
    return head + (
        "+" if _git("status", "--porcelain", "--", "src", "bench", "requirements", ":!bench/results") else ""
    )


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], capture_output=True, text=True, check=False, cwd=ROOT).stdout.strip()
