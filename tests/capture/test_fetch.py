"""What is fetched, from where it may be fetched, and what is refused; with a real server on this machine."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.capture.fetch import Fetcher, Guarded, Limits
from onrecord.capture.spelling import normal
from onrecord.errors import AddressRefused, FetchFailed, NoNetwork
from tests.local_site import INSIDE

pytestmark = pytest.mark.usefixtures("loopback")

PAGE = b"<p>Police arrested two women.</p>"


class Site(ThreadingHTTPServer):
    """A server whose pages are in `pages`: status, headers, body; it counts what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {"/": (200, {"Content-Type": "text/html"}, PAGE)}
        self.hits: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.hits.append(self.path)
        status, headers, body = self.server.pages.get(self.path, (404, {}, b"nothing here"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def fetcher(*, limits: Limits = Limits(), **names: list[str]) -> Fetcher:
    """A fetcher for which `page.test` stands on this machine and is allowed; other names as given."""
    known = {"page.test": ["127.0.0.1"], **{name.replace("_", "."): found for name, found in names.items()}}

    def looked_up(host: str, port: int) -> list[str]:
        if host in known:
            return known[host]
        return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]

    return Fetcher(limits=limits, backend=Guarded(looked_up, allowed=frozenset({"page.test"})))


def test_a_page_is_fetched(site: Site) -> None:
    """The bytes come with their type, headers, times and the address they came from."""
    with fetcher() as net:
        got = net.fetch(f"http://page.test:{site.port}/#part")
    assert (got.data, got.media_type, got.exchange.status) == (PAGE, "text/html", 200)
    assert got.exchange.addresses == (f"http://page.test:{site.port}/",)
    assert got.exchange.ip == "127.0.0.1"
    assert got.exchange.begun <= got.exchange.ended
    assert dict(got.exchange.asked)["user-agent"].startswith("onrecord/")


def test_redirects_are_followed_and_told(site: Site) -> None:
    """Each address on the way is kept."""
    site.pages["/old"] = (301, {"Location": "/new"}, b"")
    site.pages["/new"] = (302, {"Location": f"http://page.test:{site.port}/"}, b"")
    with fetcher() as net:
        got = net.fetch(f"http://page.test:{site.port}/old")
    assert [one.rpartition("/")[2] for one in got.exchange.addresses] == ["old", "new", ""]
    assert got.data == PAGE


@pytest.mark.parametrize("location", ["/loop", "/a"])
def test_redirects_in_a_circle_end(site: Site, location: str) -> None:
    """A page that leads to itself, or two that lead to each other, are told."""
    site.pages["/loop"] = (302, {"Location": location}, b"")
    site.pages["/a"] = (302, {"Location": "/loop"}, b"")
    with fetcher() as net, pytest.raises(FetchFailed, match="round and round"):
        net.fetch(f"http://page.test:{site.port}/loop")


@pytest.mark.parametrize("host", INSIDE)
def test_nothing_inside_is_reached(site: Site, host: str) -> None:
    """However this machine or its network is spelled, named or led to, nothing is asked of it."""
    site.pages["/go"] = (302, {"Location": f"http://{host}:{site.port}/"}, b"")
    names = {
        "inside_test": ["127.0.0.1"],
        "mixed_test": ["8.8.8.8", "127.0.0.1"],
        "metadata_google_internal": ["169.254.169.254"],
        "rebind_test": ["::1"],
        "back_test": ["127.0.0.1"],
    }
    with fetcher(limits=Limits(step_seconds=2), **names) as net:
        for address in (f"http://{host}:{site.port}/", f"http://page.test:{site.port}/go"):
            with pytest.raises(FetchFailed):
                net.fetch(address)
    assert site.hits == ["/go"]


def test_a_name_is_looked_up_once_for_a_connection(site: Site) -> None:
    """A name server that answers well first and badly then gains nothing: the connection goes to what was checked."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def looked_up(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    class Recorded(Guarded):
        def __init__(self) -> None:
            super().__init__(looked_up)
            self.reached: list[str] = []
            self._plain = self  # type: ignore[assignment]

        def connect_tcp(self, host: str, *args: object, **told: object) -> None:  # type: ignore[override]
            if host == "rebind.test":
                super().connect_tcp(host, *args, **told)  # type: ignore[arg-type]
            self.reached.append(host)
            raise FetchFailed("far enough")

    backend = Recorded()
    with Fetcher(backend=backend) as net, pytest.raises(FetchFailed, match="far enough"):
        net.fetch(f"http://rebind.test:{site.port}/")
    assert (asked, backend.reached, site.hits) == (["rebind.test"], ["8.8.8.8"], [])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://example.org/x", "begins with http"),
        ("file:///etc/passwd", "begins with http"),
        ("gopher://127.0.0.1/", "begins with http"),
        ("http:///x", "begins with http"),
        ("example.org", "begins with http"),
        ("http://a:b@example.org/", "holds a user"),
        ("http://example.org:99999/", "is no address"),
        ("http://[::1/", "is no address"),
        ("", "begins with http"),
    ],
)
def test_what_is_no_address_of_a_page(address: str, said: str) -> None:
    """Other schemes, users and broken addresses are refused before anything is looked up."""
    with pytest.raises(AddressRefused, match=said):
        normal(address)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("HTTP://Example.ORG:80/a b#c", "http://example.org/a%20b"),
        ("https://example.org", "https://example.org/"),
        ("https://пример.рф/ы?q=ы", "https://xn--e1afmkfd.xn--p1ai/%D1%8B?q=%D1%8B"),
        ("http://example.org./a?b=%20", "http://example.org/a?b=%20"),
    ],
)
def test_an_address_is_asked_in_its_plain_form(address: str, asked: str) -> None:
    """Letters of other scripts are written as servers take them; what is not sent is left out."""
    assert normal(address) == asked


def test_packed_pages_are_unpacked(site: Site) -> None:
    """A page sent packed is kept as it is read."""
    site.pages["/z"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE))
    with fetcher() as net:
        assert net.fetch(f"http://page.test:{site.port}/z").data == PAGE


@pytest.mark.parametrize(
    ("headers", "body", "said"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(bytes(3_000_000)), "more than is taken in"),
        ({}, bytes(300_000), "more than is taken in"),
        ({"Content-Encoding": "gzip"}, b"not packed", "packed wrongly"),
        ({"Content-Encoding": "br"}, b"x", "not known"),
        ({"Content-Length": "500"}, b"short", "broke off"),
    ],
)
def test_bad_answers_are_told(site: Site, headers: dict[str, str], body: bytes, said: str) -> None:
    """What is too large, packed as a bomb, packed wrongly or broken off costs a bounded sum and one clear error."""
    site.pages["/bad"] = (200, headers, body)
    limits = Limits(sent=200_000, unpacked=1_000_000, step_seconds=2)
    with fetcher(limits=limits) as net, pytest.raises(FetchFailed, match=said):
        net.fetch(f"http://page.test:{site.port}/bad")


def test_no_network_is_told_as_such() -> None:
    """When no name can be looked up, the item can wait; nobody thinks that the page is gone."""

    def cut_off(host: str, port: int) -> list[str]:
        raise NoNetwork("there is no network")

    with Fetcher(backend=Guarded(cut_off)) as net, pytest.raises(NoNetwork):
        net.fetch("https://example.org/")


def test_nobody_answers() -> None:
    """A port where nothing listens is told."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with fetcher() as net, pytest.raises(FetchFailed, match="cannot be reached"):
        net.fetch(f"http://page.test:{port}/")
