"""Feeds that are watched, from a real server on this machine: what is new is kept, and nothing is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.capture.fetch import Fetcher, Guarded
from onrecord.capture.manners import Polite
from onrecord.errors import SettingsError
from onrecord.model import Coded, CoderName, Report
from onrecord.store.collection import Collection, open_or_create
from onrecord.verbs import looking, watching
from onrecord.verbs.adding import Outcome
from tests.local_site import HOST, PROGRAM, Site, running

pytestmark = pytest.mark.usefixtures("loopback", "coder")


@pytest.fixture
def coder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A coder that finds nothing."""

    def nothing(report: Report) -> Coded:
        name = CoderName("none", "1", "1")
        return Coded(id=report.id, text_sha256=report.sha256, coder=name, report=report.particulars)

    monkeypatch.setattr("onrecord.pipeline.code_report", nothing)


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as server:
        for number in range(1, 5):
            server.story(number)
        server.feed(2, 1, etag='"1"')
        yield server


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Collection]:
    with open_or_create(tmp_path / "records", user="anna") as collection:
        yield collection


class Watching:
    """Polls of one feed, at times of the test's choosing."""

    def __init__(self, records: Collection, site: Site) -> None:
        self.records, self.site = records, site
        self.now = datetime(2024, 3, 7, tzinfo=UTC)
        self.slept: list[float] = []

    def __call__(self, **told: Any) -> list[str]:
        """What `watch` tells, a word for each: of a poll its state and what is new, of a story what became of it."""
        backend = Guarded(lambda host, port: ["127.0.0.1"], allowed=frozenset({HOST}))
        with Fetcher(backend=backend) as fetcher:
            net = Polite(fetcher, seconds=0)
            more = {"times": 1, "net": net, "sleep": self.sleep, "now": lambda: self.now, **told}
            found = list(watching.watch(self.records, [self.site.at("/feed")], **more))
        return [one.status if isinstance(one, Outcome) else f"{one.status} {one.new}" for one in found]

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def watch(empty: Collection, site: Site) -> Watching:
    return Watching(empty, site)


def test_new_stories_are_kept_once(watch: Watching, site: Site) -> None:
    """The first poll takes all that the feed holds, the oldest first; a later one only what is new."""
    assert watch() == ["polled 2", "kept", "kept"]
    assert [hit for hit in site.hits if hit in {"/1", "/2"}] == ["/1", "/2"]
    site.feed(3, 2, 1, etag='"2"')
    assert watch() == ["polled 1", "kept"]
    assert len(list(looking.reports(watch.records))) == 3


def test_a_feed_that_has_not_changed_is_not_sent(watch: Watching, site: Site) -> None:
    """The site hears what we have, and answers that it is the same."""
    watch()
    assert watch() == ["not changed 0"]
    assert site.asked[-1]["if-none-match"] == '"1"'


def test_robots_are_obeyed(watch: Watching, site: Site) -> None:
    """A story that the site closes to programs is told as failed, not fetched, and not tried again."""
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /2\n")
    assert watch() == ["polled 2", "kept", "failed"]
    assert "/2" not in site.hits
    assert watch() == ["not changed 0"]


def test_a_story_that_fails_waits(watch: Watching, site: Site) -> None:
    """It is tried again at the next poll, also when the feed has not changed, and given up in the end."""
    site.pages["/1"] = (500, {}, b"")
    assert watch() == ["polled 2", "failed", "kept"]
    assert watch(times=5) == [*(["not changed 0", "failed"] * 4), "not changed 0"]
    site.story(1)
    assert watch() == ["not changed 0"]


def test_a_story_that_comes_back_is_kept(watch: Watching, site: Site) -> None:
    """A page that was away for a while is not lost."""
    page = site.pages.pop("/1")
    watch()
    site.pages["/1"] = page
    assert watch() == ["not changed 0", "kept"]


def test_a_feed_that_fails_is_left_alone_longer_and_longer(watch: Watching, site: Site) -> None:
    """After each failure the pause doubles; when it answers again, all is as before."""
    page = site.pages.pop("/feed")
    assert watch(times=8, every=600) == ["failed 0", "waits 0", "failed 0", *(["waits 0"] * 3), "failed 0", "waits 0"]
    assert watch.slept == [600.0] * 7
    site.pages["/feed"] = page
    assert watch() == ["polled 2", "kept", "kept"]
    with watch.records.reading():
        assert [one.failures for one in watching.feeds(watch.records)] == [0]


def test_what_is_no_feed_is_told(watch: Watching, site: Site) -> None:
    """A page in the place of a feed fails with what to do."""
    site.pages["/feed"] = (200, {}, b"<html><body>Moved</body></html>")
    assert watch() == ["failed 0"]
    assert "no RSS or Atom feed" in str(watching.feeds(watch.records)[0].trouble)


def test_what_is_no_address_is_refused(empty: Collection) -> None:
    """A file is no feed to watch."""
    with pytest.raises(SettingsError, match="no address of a feed"):
        list(watching.watch(empty, ["feed.xml"], times=1))


def started(folder: Path, env: dict[str, str], *words: str) -> subprocess.Popen[str]:
    (folder / "c").mkdir(exist_ok=True)
    command = [sys.executable, "-c", PROGRAM, *words, "--collection", str(folder / "c" / "r")]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGINT])
def test_a_watch_that_is_broken_off(
    site: Site, tmp_path: Path, offline_env: dict[str, str], by: signal.Signals
) -> None:
    """What waits when a watch is killed is taken at the next poll, although the feed has not changed since."""
    first = started(tmp_path, offline_env, "watch", site.at("/feed"))
    assert first.stdout
    assert first.stdout.readline().startswith("polled")
    first.send_signal(by)
    told, _ = first.communicate(timeout=30)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "watch", "--once", "--json", "--collection", str(tmp_path / "c" / "r")],
        env=offline_env, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    lines = [msgspec.json.decode(line) for line in done.stdout.splitlines()]
    assert lines[0]["status"] == "not changed"
    assert told.count("kept  ") + lines[-1]["kept"] + lines[-1]["already_kept"] >= 2
    with open_or_create(tmp_path / "c" / "r") as records:
        assert len(list(looking.reports(records))) == 2


@pytest.mark.parametrize("span", ["15", "0m", "soon", "15s"])
def test_spans_of_time(span: str, tmp_path: Path, offline_env: dict[str, str]) -> None:
    """The wait between polls is told with its unit, and is a minute at least."""
    running = started(tmp_path, offline_env, "watch", "http://page.test/", "--every", span)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 2
    assert "no span of time" in said
