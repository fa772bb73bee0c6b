"""Every page of the desk as a picture, over the bundled examples: `python -m docs.pictures [FOLDER]`, light, dark and narrow.

The pictures are for looking at the pages, and go to `docs/pictures/` with an index; chromium draws them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from onrecord.examples import EXAMPLES
from onrecord.store.collection import Collection, create
from onrecord.verbs import linking
from onrecord.verbs.adding import add
from onrecord.web import serving
from tests.browser.pages import address, pages

_LOOKS = {"light": (1280, 860, "light"), "dark": (1280, 860, "dark"), "narrow": (320, 640, "light")}
_MADE_FIRST = frozenset({"job", "sheet"})
"""Pages of what must be made first, and looks like the page that makes it."""
_ARGUMENTS = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update".split()
)


@contextmanager
def _desk() -> Iterator[tuple[Collection, serving.Server]]:
    with tempfile.TemporaryDirectory() as scratch, create(Path(scratch) / "records", user="anna") as records:
        list(add(records, list(EXAMPLES.values())))
        linking.link(records)
        server = serving.bind(records, port=0)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield records, server
        server.server.should_exit = True
        thread.join(timeout=20)


def _drawn(page: Page, server: serving.Server, records: Collection, folder: Path) -> Iterator[tuple[str, str]]:
    for name in [one for one in pages() if one not in _MADE_FIRST]:
        told = address(name, records, lambda _: None)
        if told is None:
            continue
        file = name.replace(" ", "-")
        for look, (width, height, scheme) in _LOOKS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto(f"{server.origin}{told}")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{file}-{look}.jpg", type="jpeg", quality=55)
        yield name, file


def main() -> None:
    """Draws them all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "pictures"
    folder.mkdir(exist_ok=True)
    lines = [
        "# The desk in pictures",
        "",
        "Over the bundled examples, with invented people. Drawn by `python -m docs.pictures`.",
        "",
    ]
    with _desk() as (records, server), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_ARGUMENTS)
        page = browser.new_page()
        page.goto(server.address)
        for name, file in _drawn(page, server, records, folder):
            shown = " ".join(f'<img src="{file}-{look}.jpg" alt="{name}, {look}" height="300">' for look in _LOOKS)
            lines += [f"## {name.capitalize()}", "", shown, ""]
        browser.close()
    (folder / "README.md").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
