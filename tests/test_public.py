"""The package's face."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import onrecord


def test_version_is_the_packages() -> None:
    """The version told by the module is the one installed."""
    assert version("onrecord") == onrecord.__version__


def test_public_list_is_complete() -> None:
    """What type checkers see imported, what `__all__` names and what the package gives are the same."""
    tree = ast.parse(Path(onrecord.__file__).read_text("utf-8"))
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and str(n.module).startswith("onrecord.")]
    assert {alias.name for n in imports for alias in n.names} == set(onrecord.__all__)
    assert len(onrecord.__all__) == len(set(onrecord.__all__))


@pytest.mark.parametrize("name", onrecord.__all__)
def test_public_names_say_what_they_give(name: str) -> None:
    """Each public name is there, lives in this package, and says in its docstring what comes out of what."""
    value = getattr(onrecord, name)
    assert value.__module__.startswith("onrecord.")
    assert (inspect.getdoc(value) or "").strip()


def test_unknown_names_are_refused() -> None:
    """A misspelt verb is an AttributeError, as of any module."""
    with pytest.raises(AttributeError, match="cde_report"):
        _ = onrecord.cde_report


def test_import_is_light(offline_env: dict[str, str]) -> None:
    """Importing the package, or asking for help, loads neither the parser nor the database."""
    code = "import sys, onrecord.cli.app; print([m for m in ('spacy', 'sqlalchemy', 'trafilatura', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], env=offline_env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
