"""What was captured is kept as a WARC file, whole or told as not sealed, through `add`, `show`, `verify`, `purge`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from time import sleep
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from onrecord.capture import fetch
from onrecord.capture.seal import RECORDS
from onrecord.cli.app import app
from onrecord.errors import NoNetwork
from tests.local_site import Site, running

STORY = "Police in Osh arrested Ida Lund on Monday, a court clerk said."
SECOND = "A court in Osh released Ida Lund on Friday, her lawyer said."


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def told(*words: str | Path) -> Any:
    return msgspec.json.decode(run(*words, "--json").output)


def records(folder: Path) -> list[tuple[str, str]]:
    """Kind and address of each record in the WARC files of a collection."""
    return [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
        for path in sorted((folder / RECORDS.folder).rglob("*.warc.gz"))
        for record in ArchiveIterator(BytesIO(path.read_bytes()))
    ]


let_through = partial(fetch.Guarded, allowed=frozenset({"page.test"}))


def story_in(folder: Path) -> Path:
    path = folder / "story.txt"
    path.write_text(STORY)
    return path


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return story_in(tmp_path)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A file that holds two stories."""
    item = "<newsItem><contentSet><inlineXML><p>{}</p></inlineXML></contentSet></newsItem>"
    path = tmp_path / "package.xml"
    path.write_text(f"<newsMessage>{item.format(STORY)}{item.format(SECOND)}</newsMessage>")
    return path


def test_a_file_is_a_resource(story: Path, tmp_path: Path) -> None:
    """`add` leaves a WARC file with the bytes under their bare name; the same again leaves no other."""
    for _ in range(2):
        run("add", story, "-c", tmp_path / "c")
        assert records(tmp_path / "c") == [
            ("warcinfo", None),
            ("resource", "file:///story.txt"),
            ("metadata", "file:///story.txt"),
        ]
    assert run("verify", "-c", tmp_path / "c").exit_code == 0


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, loopback: None) -> Iterator[Site]:
    """A server of the test's own, the only one that is reached."""
    monkeypatch.setattr(fetch, "Guarded", partial(let_through, lambda *_: ["127.0.0.1"]))
    with running() as server:
        server.story(1)
        server.pages["/old"] = (302, {"Location": "/1"}, b"")
        yield server


def test_each_redirect_is_kept(site: Site, tmp_path: Path) -> None:
    """What was asked and answered on the way to a page stands in its file."""
    assert "1 kept" in run("add", site.at("/old"), "-c", tmp_path / "c").output
    asked, page = site.at("/old"), site.at("/1")
    pairs = [("request", asked), ("response", asked), ("request", page), ("response", page), ("metadata", page)]
    assert records(tmp_path / "c") == [("warcinfo", None), *pairs]


def put(site: Site, *passages: str) -> None:
    body = "".join(f"<p>{passage}</p>" for passage in passages)
    site.pages["/s"] = (
        200,
        {"Content-Type": "text/html"},
        f"<html><title>Osh</title><body>{body}</body></html>".encode(),
    )


def test_what_changed_at_an_address(site: Site, tmp_path: Path) -> None:
    """Each time that an address is asked is a capture of its own; silent edits, what was taken away and a lost page are shown."""
    folder, address = tmp_path / "c", site.at("/s")
    stays = "The court will hear them on Friday, the clerk said in the evening to those who waited."
    held = "Police in Osh arrested five people on Monday, among them Ida Lund, a clerk of the court said."
    gone = "Her brother said that they were beaten in the cells of the station, and that one of them fainted."
    run("init", folder)
    (folder / "onrecord.toml").write_text("seconds_between = 0\n")
    for passages in ((held, gone, stays), (held, gone, stays), (held.replace("five", "two"), stays)):
        put(site, *passages)
        assert run("add", address, "-c", folder).exit_code == 0
        sleep(1.1)  # captures are told apart by the second
    site.pages["/s"] = (410, {}, b"removed")
    assert run("add", address, "-c", folder).exit_code != 0
    [found] = told("changes", address, "-c", folder)["addresses"]
    assert [step["what"] for step in found["steps"]] == ["same bytes", "changed", "gone"]
    assert [(one["kind"], one["after"]) for one in found["steps"][1]["differences"]] == [
        ("changed", held.replace("five", "two")),
        ("removed", None),
    ]
    shown = run("changes", address, "-c", folder).output
    assert "arrested [-five-]{+two+} people" in shown
    assert f"removed: {gone}" in shown
    assert f"{address}: 4 captures" in run("changes", "-c", folder).output
    assert run("verify", "-c", folder).exit_code == 0


def test_changes_of_a_protected_report(tmp_path: Path, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To whom it is protected from, its address is as one that is not known."""
    folder = tmp_path / "c"
    for words in (STORY, SECOND):
        story.write_text(words)
        run("add", story, "-c", folder)
    assert "changed 1" in run("changes", "-c", folder).output
    first = told("show", "reports", "-c", folder)["reports"][0]["id"]
    assert run("protect", first, "--reason", "other", "--because", "asked", "-c", folder).exit_code == 0
    assert "2 captures" in run("changes", "-c", folder).output
    monkeypatch.setenv("ONRECORD_USER", "somebody-else")
    assert str(story) not in run("changes", "-c", folder).output
    assert "Nothing was captured" in run("changes", story, "-c", folder).output


def test_an_address_that_never_gave_a_page(site: Site, tmp_path: Path) -> None:
    """It is told as failed, and what it answered is not kept."""
    run("add", site.at("/nowhere"), "-c", tmp_path / "c")
    assert records(tmp_path / "c") == []


def test_a_failed_seal_is_told_everywhere(story: Path, tmp_path: Path) -> None:
    """Where the WARC file cannot be written, `add`, `show` and `verify` say that it is not sealed, until it is."""
    folder = tmp_path / "c"
    run("init", folder)
    (folder / RECORDS.folder).write_bytes(b"in the way")
    done = run("add", story, "-c", folder)
    assert done.exit_code == 0
    assert "not sealed" in done.output
    assert "cannot be written" in told("show", "reports", "-c", folder)["reports"][0]["unsealed"]
    assert "not sealed" in run("show", "reports", "-c", folder).output
    (folder / RECORDS.folder).unlink()
    assert "1 already kept" in run("add", story, "-c", folder).output
    assert told("show", "reports", "-c", folder)["reports"][0]["unsealed"] is None


def test_a_file_of_several_stories(package: Path, tmp_path: Path) -> None:
    """Each is a report of its own under one capture; the sums add up, and the same again adds nothing."""
    folder = tmp_path / "c"
    assert "2 items: 2 kept, 0 already kept, 0 failed" in run("add", package, "-c", folder).output
    assert "2 items: 0 kept, 2 already kept, 0 failed" in run("add", package, "-c", folder).output
    assert [kind for kind, _ in records(folder)] == ["warcinfo", "resource", "metadata"]
    assert run("verify", "-c", folder).exit_code == 0


def test_a_purge_of_one_of_several_stories(package: Path, tmp_path: Path) -> None:
    """It takes the file that both stories lay in; the other report stays, `verify` is content, and a second purge works too."""
    folder = tmp_path / "c"
    run("add", package, "-c", folder)
    first, second = (card["id"] for card in told("show", "reports", "-c", folder)["reports"])
    assert run("purge", first, "--ground", "asked for removal", "--yes", "-c", folder).exit_code == 0
    left = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Police in Osh" not in left
    assert SECOND.encode() in left
    assert records(folder) == []
    assert run("verify", "-c", folder).exit_code == 0
    assert run("purge", second, "--ground", "asked for removal", "--yes", "-c", folder).exit_code == 0
    assert run("verify", "-c", folder).exit_code == 0


def test_a_backup_carries_the_captures(story: Path, tmp_path: Path) -> None:
    """What is restored holds the same WARC files, and is whole."""
    run("add", story, "-c", tmp_path / "c")
    run("backup", tmp_path / "b", "-c", tmp_path / "c")
    assert run("restore", tmp_path / "b", tmp_path / "again").exit_code == 0
    assert records(tmp_path / "again") == records(tmp_path / "c") != []
    assert run("verify", "-c", tmp_path / "again").exit_code == 0


def test_verify_answers_the_berkeley_protocol(story: Path, tmp_path: Path) -> None:
    """Six properties, a line each, from what was found: a changed file touches two, a missing one another."""
    folder = tmp_path / "c"
    run("add", story, "-c", folder)
    held = {one["property"]: one["holds"] for one in told("verify", "-c", folder)["properties"]}
    assert held == {
        "authenticity": True,
        "availability": True,
        "identity": True,
        "persistence": True,
        "renderability": True,
        "understandability": False,  # a bare text tells neither publisher nor date
    }
    [path] = (folder / RECORDS.folder).rglob("*.gz")
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    found = told("verify", "-c", folder)
    assert "it cannot be unpacked behind its" in found["faults"][0]["reason"]
    assert "of capture C-" in found["faults"][0]["subject"]
    assert {one["property"] for one in found["properties"] if not one["holds"]} >= {"authenticity", "persistence"}
    path.unlink()
    assert {one["property"] for one in told("verify", "-c", folder)["properties"] if not one["holds"]} >= {
        "availability"
    }
    assert "availability      NO" in run("verify", "-c", folder).output


def test_verify_tells_what_is_not_sealed(story: Path, tmp_path: Path) -> None:
    """A seal that failed is no change of what was kept; it is told by itself, and authenticity does not hold."""
    folder = tmp_path / "c"
    run("init", folder)
    (folder / RECORDS.folder).write_bytes(b"in the way")
    run("add", story, "-c", folder)
    assert "is not sealed" in run("verify", "-c", folder).output
    (folder / RECORDS.folder).unlink()
    found = told("verify", "-c", folder)
    assert (found["faults"], len(found["unsealed"]), found["properties"][0]["holds"]) == ([], 1, False)


def cut_off(*_: object) -> list[str]:
    """Looks up a host where nothing can be reached."""
    raise NoNetwork("page.test cannot be looked up: there is no network. Try again when there is.")


def test_without_a_network_addresses_wait(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are told as waiting, once each, and the next run that fetches keeps them as what they were said to be; then none waits."""
    folder, links = tmp_path / "c", tmp_path / "links.txt"
    for number in range(2, 5):
        site.story(number)
    links.write_text("\n".join(site.at(f"/{number}") for number in (1, 2, 3)))
    run("init", folder)
    (folder / "onrecord.toml").write_text("seconds_between = 0\n")
    with monkeypatch.context() as without:
        without.setattr(fetch, "Guarded", partial(let_through, cut_off))
        for _ in range(2):
            done = run("add", links, "--kind", "court paper", "-c", folder)
            assert done.exit_code == 3
            assert "3 items: 0 kept, 0 already kept, 3 waits, 0 failed" in done.output
        assert "4 waits" in run("add", site.at("/4"), "-c", folder).output
        assert run("verify", "-c", folder).exit_code == 0
    assert "1 item: 1 kept" in run("add", story_in(tmp_path), "-c", folder).output
    done = run("add", "--waiting", "-c", folder)
    assert "4 items: 4 kept, 0 already kept, 0 failed" in done.output
    kinds = sorted(card["kind"] for card in told("show", "reports", "-c", folder)["reports"])
    assert kinds == ["court paper"] * 3 + ["news"] * 2
    assert "0 items" in run("add", "--waiting", "-c", folder).output


def test_what_waits_is_asked_for_with_the_next_address(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that fetches anyway asks for it too; one that is gone meanwhile is told and waits no longer."""
    folder = tmp_path / "c"
    with monkeypatch.context() as without:
        without.setattr(fetch, "Guarded", partial(let_through, cut_off))
        run("add", site.at("/nowhere"), "-c", folder)
    assert "2 items: 1 kept, 0 already kept, 1 failed" in run("add", site.at("/1"), "-c", folder).output
    assert "1 item: 0 kept, 1 already kept" in run("add", site.at("/1"), "-c", folder).output


def test_nothing_to_add_is_wrong_use() -> None:
    """`add` without a name says what to do."""
    assert run("add").exit_code == 2


def test_a_sheet_is_captured_too(tmp_path: Path) -> None:
    """An imported sheet has a WARC file; the purge of one of its rows takes it, since the row stands in it."""
    folder, sheet = tmp_path / "c", tmp_path / "cases.csv"
    sheet.write_text(
        "id,date,event type,location,notes\n1,2024-03-04,arrest,Osh,Ida Lund was held.\n2,2024-03-05,arrest,Osh,Bo Lund was held.\n"
    )
    assert run("import", sheet, "--type", "arrest", "--yes", "-c", folder).exit_code == 0
    assert ("resource", "file:///cases.csv") in records(folder)
    assert run("verify", "-c", folder).exit_code == 0
    first = told("show", "reports", "-c", folder)["reports"][0]["id"]
    assert run("purge", first, "--ground", "asked", "--yes", "-c", folder).exit_code == 0
    assert records(folder) == []
    assert run("verify", "-c", folder).exit_code == 0
