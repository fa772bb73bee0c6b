"""The package's face."""

from __future__ import annotations

import inspect

import onrecord


def test_version_is_the_packages() -> None:
    """The version told by the module is the one installed."""
    from importlib.metadata import version

    assert version("onrecord") == onrecord.__version__


def test_public_list_is_complete() -> None:
    """What the package shows and what `__all__` names are the same, apart from modules."""
    named = set(getattr(onrecord, "__all__", ()))
    shown = {n for n, value in vars(onrecord).items() if not n.startswith("_") and not inspect.ismodule(value)}
    assert shown - {"annotations", "TYPE_CHECKING"} <= named
    assert all(hasattr(onrecord, name) for name in named)


def test_public_names_say_what_they_give() -> None:
    """Each public name has a docstring whose first line stands on its own."""
    for name in getattr(onrecord, "__all__", ()):
        value = getattr(onrecord, name)
        assert isinstance(value, str) or (inspect.getdoc(value) or "").strip(), name
