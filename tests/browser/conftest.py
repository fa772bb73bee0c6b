"""A real browser (Debian's chromium) at a real desk; whatever it asks of anybody else is refused and noted."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from onrecord.examples import EXAMPLES
from onrecord.store.collection import Collection, create, open_collection
from onrecord.verbs import linking
from onrecord.verbs.adding import add
from onrecord.web import serving
from onrecord.web.serving import Server

_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
_OWN = "http://127.0.0.1:"


@dataclass
class Visit:
    """A page of the browser, with what went wrong on it."""

    page: Page
    server: Server
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    """Addresses that are not of this machine and that the page asked for."""

    def goes_to(self, path: str) -> None:
        """Another page of the desk."""
        self.page.goto(f"{self.server.origin}{path}")

    def keys(self, *pressed: str) -> None:
        """Keys pressed one after another."""
        for key in pressed:
            self.page.keyboard.press(key)


Visiting = Callable[..., Visit]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def served(records: Collection) -> Iterator[Server]:
    """A desk over a collection, at a free port, until the block ends."""
    server = serving.bind(records, port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server
    server.server.should_exit = True
    thread.join(timeout=20)
    for one in server.sockets:
        one.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the bundled examples, linked; to be copied, not changed."""
    folder = tmp_path_factory.mktemp("browser") / "records"
    with create(folder, user="anna") as records:
        outcomes = list(add(records, list(EXAMPLES.values())))
        assert all(one.status == "kept" for one in outcomes)
        linking.link(records)
    return folder


@pytest.fixture
def folder(example: Path, tmp_path: Path) -> Path:
    """A collection of the bundled examples of the test's own."""
    return Path(shutil.copytree(example, tmp_path / "records"))


@pytest.fixture
def visiting(chromium: Browser, folder: Path, loopback: None) -> Iterator[Visiting]:
    """Lets somebody in, at a desk of their own over the one collection: `visiting("ben", dark=True, width=320)`."""
    with ExitStack() as stack:

        def visit(user: str = "anna", *, dark: bool = False, width: int = 1280, scripts: bool = True) -> Visit:
            records = stack.enter_context(open_collection(folder, user=user))
            server = stack.enter_context(served(records))
            context = chromium.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if dark else "light",
                java_script_enabled=scripts,
            )
            stack.callback(context.close)
            made = Visit(context.new_page(), server)
            made.page.goto(server.address)
            _watch(made)
            return made

        yield visit


def _watch(visit: Visit) -> None:
    """Notes what goes wrong, and refuses whatever is not of this machine."""
    page = visit.page
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    page.on("console", lambda told: visit.errors.append(told.text) if told.type == "error" else None)

    def look(request: object) -> None:
        address = str(getattr(request, "url", ""))
        if not address.startswith((_OWN, "data:", "about:", "blob:")):
            visit.elsewhere.append(address)

    page.context.on("request", look)
