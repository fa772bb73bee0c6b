"""Many pages added from a real server on this machine: lists of links and feeds, sums, and a kill in the middle."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from onrecord.store.collection import open_collection
from onrecord.verbs import looking
from tests.local_site import PROGRAM, Site, running

PAGES = 12


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as server:
        for number in range(PAGES):
            server.story(number)
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection that does not wait between two requests."""
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "snapshots").mkdir()
    (tmp_path / "records" / "onrecord.toml").write_text("seconds_between = 0\n")
    return tmp_path / "records"


def command(folder: Path, *words: str | Path) -> list[str]:
    return [sys.executable, "-c", PROGRAM, "add", *map(str, words), "--json", "--collection", str(folder)]


def added(folder: Path, env: dict[str, str], *words: str | Path) -> list[dict[str, Any]]:
    """The lines of JSON that `onrecord add` writes."""
    done = subprocess.run(command(folder, *words), env=env, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode in {0, 1, 3}, done.stderr
    return [msgspec.json.decode(line) for line in done.stdout.splitlines()]


def links(tmp_path: Path, site: Site, *more: str) -> Path:
    path = tmp_path / "links.csv"
    rows = [*(site.at(f"/{number}") for number in range(PAGES)), *more]
    path.write_text("Title,URL\n" + "".join(f"story,{row}\n" for row in rows))
    return path


def test_a_list_of_links(site: Site, folder: Path, tmp_path: Path, offline_env: dict[str, str]) -> None:
    """Each page is kept or failed with its reason, the sums add up, and the same again asks for nothing that is kept."""
    path = links(tmp_path, site, site.at("/gone"), "no address")
    lines = added(folder, offline_env, path)
    assert lines[-1] == {"items": PAGES + 2, "kept": PAGES, "already_kept": 0, "failed": 2}
    assert Counter(line["status"] for line in lines[:-1]) == {"kept": PAGES, "failed": 2}
    site.hits.clear()
    assert added(folder, offline_env, path)[-1] == {"items": PAGES + 2, "kept": 0, "already_kept": PAGES, "failed": 2}
    assert site.hits == ["/robots.txt", "/gone"]
    assert added(folder, offline_env, path, "--again")[-1]["already_kept"] == PAGES
    assert len(site.hits) > PAGES


def test_a_feed_by_its_address(site: Site, folder: Path, offline_env: dict[str, str]) -> None:
    """The stories of a feed are fetched, as robots.txt leaves them free."""
    site.feed(3, 2, 1)
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /2\n")
    lines = added(folder, offline_env, site.at("/feed"))
    assert [line["status"] for line in lines[:-1]] == ["kept", "failed", "kept"]
    assert "/2" not in site.hits


def test_a_feed_that_was_saved(folder: Path, tmp_path: Path, offline_env: dict[str, str]) -> None:
    """Stories that it holds whole are kept; of a summary it is told where the story stands."""
    whole = "<p>Police in Osh arrested Ida Lund on Monday, a court clerk said.</p>" * 3
    path = tmp_path / "feed.xml"
    path.write_text(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Lund</title>'
        f"<item><title>One</title><link>http://example.org/1</link><content:encoded><![CDATA[{whole}]]></content:encoded></item>"
        "<item><title>Two</title><link>http://example.org/2</link><description>In short.</description></item></channel></rss>"
    )
    first, second, sums = added(folder, offline_env, path)
    assert (first["status"], sums["failed"]) == ("kept", 1)
    assert "add http://example.org/2" in second["note"]
    assert added(folder, offline_env, path)[0]["status"] == "already kept"


def test_a_feed_without_stories_among_other_files(folder: Path, tmp_path: Path, offline_env: dict[str, str]) -> None:
    """It is told as failed, and the files after it are taken in."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.xml").write_text('<rss version="2.0"><channel><title>Lund</title></channel></rss>')
    (tmp_path / "files" / "b.txt").write_text("Police arrested Ida Lund on Monday.")
    assert [line.get("status") for line in added(folder, offline_env, tmp_path / "files")] == ["failed", "kept", None]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_kill_in_the_middle(site: Site, folder: Path, tmp_path: Path, offline_env: dict[str, str], seed: int) -> None:
    """Killed twice at any moment, the same command goes on: every page is there once, and what was kept is not asked for again."""
    path, chance = links(tmp_path, site), Random(seed)  # noqa: S311 - draws, not secrets
    for _ in range(2):
        process = subprocess.Popen(command(folder, path), env=offline_env, stdout=subprocess.PIPE)
        assert process.stdout
        told = [msgspec.json.decode(process.stdout.readline()) for _ in range(chance.randint(1, 4))]
        time.sleep(chance.random() * 0.05)
        process.kill()
        process.wait()
        process.stdout.close()
        site.hits.clear()
    sums = added(folder, offline_env, path)[-1]
    assert (sums["items"], sums["failed"]) == (PAGES, 0)
    assert sums["already_kept"] >= len(told)
    assert len([hit for hit in site.hits if hit != "/robots.txt"]) == sums["kept"]
    with open_collection(folder) as records:
        assert len(list(looking.reports(records))) == PAGES
