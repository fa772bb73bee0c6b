"""The generated pages say what the program is."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.generate import ROOT, command_names, pages

PAGES = pages()


@pytest.mark.parametrize("path", list(PAGES), ids=[p.name for p in PAGES])
def test_generated_pages_are_current(path: Path) -> None:
    """A page made from data or from the program is what `make docs` makes today."""
    assert path.read_text("utf-8").rstrip("\n") == PAGES[path].rstrip("\n"), "run `make docs`"


def test_every_command_is_told_in_the_tutorial_or_a_how_to() -> None:
    """No command is left for the reader to find alone."""
    told = "".join(
        p.read_text("utf-8") for p in [ROOT / "docs" / "tutorial.md", *(ROOT / "docs" / "how-to").glob("*.md")]
    )
    assert not [name for name in command_names() if f"onrecord {name}" not in told]


def test_every_error_is_told() -> None:
    """Each error raised on purpose stands in the reference."""
    from onrecord import errors

    page = (ROOT / "docs" / "reference" / "errors-and-exit-codes.md").read_text("utf-8")
    assert not [name for name in errors.__all__ if f"`{name}`" not in page]


def test_links_between_pages_lead_somewhere() -> None:
    """A link to another page of the project leads to a file that is there."""
    import re

    pages_ = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "bench" / "README.md"]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages_
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not broken
