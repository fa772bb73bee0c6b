"""The one-way flow: arrows run from the commands down to the nouns, and only one place holds each danger."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "onrecord"
FILES = sorted(SRC.rglob("*.py"))

# A module imports its own line and the lines above it.
ORDER = [
    {"__version__", "model", "layers", "errors", "settings", "dates", "geo", "letters", "codebook", "examples"},
    {"capture"},
    {"reading"},
    {"coding"},
    {"store"},
    {"linking"},
    {"review"},
    {"analysis"},
    {"publishing"},
    {"pipeline"},
    {"importing"},
    {"bulk"},
    {"verbs"},
    {"web", "cli"},
]
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
NETWORK = {"socket", "ssl", "http.client", "urllib.request", "urllib3", "httpx", "requests", "aiohttp"}
DATABASE = {"sqlalchemy", "sqlite3", "alembic"}
MATCHING = {"compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"}


def part(path: Path) -> str:
    """The part of the package a file belongs to: its folder, or its own name beside the folders."""
    first = path.relative_to(SRC).parts[0]
    return first.removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module a file imports, wherever the import stands in it; names taken from a module count as modules too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(names: Iterator[str], modules: set[str]) -> list[str]:
    return [n for n in names if any(n == m or n.startswith(m + ".") for m in modules)]


def own(tree: ast.AST) -> set[str]:
    """The parts of this package that a file imports."""
    return {name.split(".")[1] for name in imported(tree) if name.startswith("onrecord.")}


def used_in(node: ast.AST) -> set[str]:
    """Names of functions and methods that a piece of code may call."""
    found = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return found | {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}


def is_cached(function: ast.FunctionDef) -> bool:
    return any("cache" in ast.unparse(decorator) for decorator in function.decorator_list)


def matches_afresh(function: ast.FunctionDef) -> bool:
    """Whether it calls `re` itself, where a compiled pattern could be used."""
    calls = [n.func for n in ast.walk(function) if isinstance(n, ast.Call)]
    return any(isinstance(c, ast.Attribute) and ast.unparse(c.value) == "re" and c.attr in MATCHING for c in calls)


def late_patterns(sources: list[str]) -> set[str]:
    """Functions that compile a pattern each time the coder runs: reached without passing a cached loader."""
    trees = [ast.parse(source) for source in sources]
    plain = [n for t in trees for n in ast.walk(t) if isinstance(n, ast.FunctionDef) and not is_cached(n)]
    uses = {id(f): used_in(f) for f in plain}
    everywhere = set[str]().union(*map(used_in, trees))
    running = {f.name for f in plain if f.name not in everywhere or f.name.startswith("__")}
    while added := {n for f in plain if f.name in running for n in uses[id(f)]} & {f.name for f in plain} - running:
        running |= added
    return {f.name for f in plain if f.name in running and matches_afresh(f)}


@pytest.mark.parametrize("path", [p for p in FILES if part(p) != "__init__"], ids=lambda p: str(p.relative_to(SRC)))
def test_imports_run_one_way(path: Path) -> None:
    """A part imports the nouns, itself and the parts before it in the flow; never a later one."""
    mine = part(path)
    assert mine in RANK, f"give {mine} its place in ORDER"
    later = {other for other in own(ast.parse(path.read_text("utf-8"))) if RANK[other] > RANK[mine]}
    assert not later, f"{mine} comes before {later} in the flow"


def test_only_fetch_reaches_the_network() -> None:
    """One module may open a connection, so that one module can be guarded; another listens for the browser."""
    reaching = {p for p in FILES if within(imported(ast.parse(p.read_text("utf-8"))), NETWORK)}
    assert reaching <= {SRC / "capture" / "fetch.py", SRC / "web" / "serving.py"}


def test_the_desk_opens_no_connection() -> None:
    """It listens on this machine's own address, and its one socket is never told to connect."""
    source = (SRC / "web" / "serving.py").read_text("utf-8")
    assert "connect" not in source
    assert 'LOOPBACK = "127.0.0.1"' in source


def test_only_the_store_touches_the_database() -> None:
    """Every other part asks the store."""
    touching = {part(p) for p in FILES if within(imported(ast.parse(p.read_text("utf-8"))), DATABASE)}
    assert touching <= {"store"}


def test_the_coder_compiles_its_patterns_once() -> None:
    """Patterns are made at import or in a cached loader, not for each report."""
    assert not late_patterns([p.read_text("utf-8") for p in FILES if part(p) == "coding"])


def test_a_late_pattern_is_seen() -> None:
    """The check itself finds a pattern compiled in a plain function, and lets a cached loader's helper be."""
    late = "import re\ndef f(x):\n    return _g(x)\ndef _g(x):\n    return re.search('a', x)\n"
    early = "import re\n@cache\ndef h():\n    return made()\ndef made():\n    return re.compile('a')\n"
    assert late_patterns([late, early]) == {"_g"}
