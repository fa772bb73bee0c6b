"""How a site is asked: what robots.txt leaves free, and with a wait."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.capture.captured import Exchange
from onrecord.capture.fetch import Fetched
from onrecord.capture.manners import Polite
from onrecord.capture.web import capture_address, is_address
from onrecord.errors import AddressRefused, FetchFailed, NoNetwork, UnreadableFile

ROBOTS = b"User-agent: *\nDisallow: /private\nCrawl-delay: 5\n"


class Pages:
    """Answers from a table instead of a network: status, body, headers; counts what it was asked."""

    def __init__(self, pages: dict[str, Any]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def fetch(self, address: str, *, headers: dict[str, str] | None = None) -> Fetched:
        self.asked.append(address)
        told = self.pages.get(address, (404, b"", {}))
        if isinstance(told, Exception):
            raise told
        status, data, more = told
        exchange = Exchange(addresses=(address,), status=status, answered=tuple(more.items()), begun="", ended="")
        return Fetched(data=data, media_type="", exchange=exchange)


class Clock:
    """A clock that moves only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def polite(pages: dict[str, Any]) -> tuple[Polite, Pages, Clock]:
    table, clock = Pages(pages), Clock()
    return Polite(table, seconds=1.0, clock=clock, sleep=clock.sleep), table, clock  # type: ignore[arg-type]


SITE: dict[str, Any] = {
    "http://a.org/robots.txt": (200, ROBOTS, {}),
    "http://a.org/x": (200, b"<p>x", {}),
    "http://a.org/private/y": (200, b"y", {}),
}


def test_robots_are_obeyed() -> None:
    """What a site asks programs not to take is not asked for; its rules are read once."""
    net, table, _ = polite(SITE)
    net.fetch("http://a.org/x")
    with pytest.raises(AddressRefused, match="asks programs not to take"):
        net.fetch("http://a.org/private/y")
    assert table.asked == ["http://a.org/robots.txt", "http://a.org/x"]


def test_a_person_opens_what_they_like() -> None:
    """A single address that a person names is asked as a browser would."""
    net, table, _ = polite(SITE)
    net.fetch("http://a.org/private/y", obeys=False)
    assert table.asked == ["http://a.org/private/y"]


@pytest.mark.parametrize(
    ("robots", "free"),
    [((404, b"", {}), True), ((500, b"", {}), False), (FetchFailed("broken"), True), ((200, b"\xff\xfe", {}), True)],
)
def test_a_site_without_rules(robots: Any, free: bool) -> None:  # noqa: FBT001
    """No robots.txt leaves all free; a server that fails is left alone."""
    net, _, _ = polite({**SITE, "http://a.org/robots.txt": robots})
    if free:
        assert net.fetch("http://a.org/x").data == b"<p>x"
    else:
        with pytest.raises(AddressRefused):
            net.fetch("http://a.org/x")


@pytest.mark.parametrize(("status", "hours"), [(200, 25), (500, 0.2)])
def test_rules_are_read_again(status: int, hours: float) -> None:
    """A watch that runs for weeks takes the rules of the day, and tries a site that failed again sooner."""
    net, table, clock = polite({**SITE, "http://a.org/robots.txt": (status, b"User-agent: *\nDisallow: /", {})})
    with pytest.raises(AddressRefused):
        net.fetch("http://a.org/x")
    table.pages["http://a.org/robots.txt"] = (200, b"", {})
    with pytest.raises(AddressRefused):
        net.fetch("http://a.org/x")
    clock.now += hours * 3600
    assert net.fetch("http://a.org/x").data == b"<p>x"


def test_one_host_is_not_asked_too_often() -> None:
    """Between two requests to a host stands the wait of the settings, or the longer one that the site asks for."""
    net, _, clock = polite({**SITE, "http://b.org/": (200, b"b", {})})
    net.fetch("http://a.org/x")
    net.fetch("http://a.org/x")
    net.fetch("http://b.org/", obeys=False)
    assert clock.waits == [1.0, 5.0]


def test_a_site_that_asks_to_be_left_alone_is() -> None:
    """After "too many requests" nothing more is asked of that host until the time is over."""
    net, table, _ = polite({"http://a.org/x": (429, b"", {"retry-after": "3600"})})
    for _ in range(2):
        with pytest.raises(FetchFailed, match="left alone"):
            net.fetch("http://a.org/x", obeys=False)
    assert table.asked == ["http://a.org/x"]


def test_no_network_is_not_taken_for_no_rules() -> None:
    """When nothing can be reached, that is what is told."""
    net, _, _ = polite({"http://a.org/robots.txt": NoNetwork("no network")})
    with pytest.raises(NoNetwork):
        net.fetch("http://a.org/x")


def test_a_page_is_captured_with_how_it_came() -> None:
    """The kind is told by the bytes, and the exchange goes with them."""
    net, _, _ = polite({"http://a.org/": (200, b"<html><p>x</p></html>", {})})
    item = capture_address("http://a.org/", net, obeys=False)
    assert (item.snapshot.media_type, item.snapshot.address) == ("text/html", "http://a.org/")
    assert item.exchange
    assert item.exchange.status == 200


@pytest.mark.parametrize(
    ("page", "error", "said"),
    [
        ((404, b"", {}), FetchFailed, "is not there"),
        ((418, b"", {}), FetchFailed, "HTTP status 418"),
        ((200, b"", {}), UnreadableFile, "is empty"),
        ((200, b"BZh9", {}), UnreadableFile, "bzip2"),
    ],
)
def test_what_is_no_page_is_told(page: Any, error: type[Exception], said: str) -> None:
    """An error page is never kept as if it were the story."""
    net, _, _ = polite({"http://a.org/": page})
    with pytest.raises(error, match=said):
        capture_address("http://a.org/", net, obeys=False)


@pytest.mark.parametrize(
    ("told", "address"), [("https://a.org", True), ("HTTP://a.org", True), ("a.org", False), ("story.txt", False)]
)
def test_addresses_are_known_from_files(told: str, address: bool) -> None:  # noqa: FBT001
    """What begins with http:// or https:// is an address."""
    assert is_address(told) == address
