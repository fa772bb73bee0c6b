"""A picture of what a page showed, attached to its capture: sealed, found again, kept back, and purged with the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.capture import seal
from onrecord.errors import UnknownItem, UnreadableFile
from onrecord.store import audit, leaving
from onrecord.store.collection import Collection
from onrecord.store.leaving import Held
from onrecord.verbs import attaching, guarding, looking, protecting
from onrecord.verbs.adding import add
from onrecord.verbs.purging import purge

_PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "screen.png"
    path.write_bytes(_PNG)
    return path


@pytest.fixture
def wall(empty: Collection, tmp_path: Path) -> str:
    """Where a page was captured that no program can read."""
    page = tmp_path / "wall.html"
    page.write_text("<html><body><p>Please enable JavaScript to continue.</p></body></html>", "utf-8")
    [outcome] = add(empty, [page])
    assert outcome.status == "failed"
    return str(page)


@pytest.fixture
def report(empty: Collection, tmp_path: Path) -> str:
    """The id of a report that was read from a page."""
    page = tmp_path / "page.txt"
    page.write_text("Police in Osh held Ida Lund on Monday, a clerk said in the evening.", "utf-8")
    [outcome] = add(empty, [page])
    return outcome.report or ""


def test_a_picture_stands_beside_a_page_that_could_not_be_read(empty: Collection, wall: str, picture: Path) -> None:
    """It is sealed and in the log, once; `verify` finds nothing amiss, and names it when it is changed."""
    made = attaching.attach(empty, picture, wall, because="the page shows it by scripts")
    assert made
    assert attaching.attach(empty, picture, wall, because="again") is None
    assert guarding.verify(empty).faults == ()
    seal.path_of(empty.folder, made.picture).write_bytes(_PNG + b"x")
    assert made.picture in "".join(fault.subject for fault in guarding.verify(empty).faults)


def test_a_picture_goes_with_its_report(empty: Collection, report: str, picture: Path) -> None:
    """After a purge neither the file nor the row is there, and the log is whole."""
    made = attaching.attach(empty, picture, report, because="as it stood")
    assert made
    assert attaching.attached(empty, report) == [made]
    purge(empty, report, ground="court order")
    assert not seal.path_of(empty.folder, made.picture).exists()
    with empty.reading() as connection:
        assert list(audit.faults(connection)) == []


def test_a_picture_leaves_in_no_archive_and_is_shown_to_nobody_else(
    empty: Collection, report: str, picture: Path
) -> None:
    """Nothing tells what can be seen in it; whom a name is kept from is not told of it."""
    attaching.attach(empty, picture, report, because="as it stood")
    with empty.reading() as connection:
        held = [one for one in leaving.leaving(connection, empty.folder) if isinstance(one, Held)]
    assert "picture" in held[0].reason
    person = next(looking.persons(empty))
    protecting.protect(empty, person.id, reason="other", because="asked", may_see=())
    assert attaching.attached(empty.seen_by("ben"), report) == []


def test_what_cannot_be_attached_says_so(empty: Collection, report: str, picture: Path, tmp_path: Path) -> None:
    """Another file, and a place that was never captured."""
    text = tmp_path / "words.txt"
    text.write_text("words")
    with pytest.raises(UnreadableFile, match="PNG"):
        attaching.attach(empty, text, report, because="x")
    with pytest.raises(UnknownItem, match="never"):
        attaching.attach(empty, picture, "https://never.example/", because="x")


@pytest.mark.parametrize("by", ["id", "address"])
def test_nothing_is_attached_to_a_report_kept_from_the_user(
    empty: Collection, report: str, picture: Path, tmp_path: Path, by: str
) -> None:
    """Neither by its id, however typed, nor by where it came from: both are told as if nothing had been captured there."""
    protecting.protect(empty, report, reason="other", because="a leak", may_see=())
    to = f" {report.lower()}" if by == "id" else str(tmp_path / "page.txt")
    with pytest.raises(UnknownItem, match="Nothing was captured"):
        attaching.attach(empty.seen_by("ben"), picture, to, because="x")
    assert attaching.attach(empty, picture, to, because="as it stood")
