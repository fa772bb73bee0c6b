"""What could not be read, and what waits: listed as long as it is so, for those who may know of its address."""

from __future__ import annotations

from pathlib import Path

from onrecord.store import waiting
from onrecord.store.collection import Collection
from onrecord.store.unread import unread
from onrecord.store.veil import veil
from onrecord.verbs import protecting
from onrecord.verbs.adding import add


def test_where_a_hidden_report_came_from_is_not_told(empty: Collection, tmp_path: Path) -> None:
    """Not the address of its first capture, nor that of a later one of the same bytes."""
    pages = [tmp_path / "first.txt", tmp_path / "later.txt"]
    for page in pages:
        page.write_text("Police in Osh held Ida Lund on Monday, a clerk said in the evening.", "utf-8")
    outcomes = [outcome for page in pages for outcome in add(empty, [page])]
    protecting.protect(empty, outcomes[0].report or "", reason="other", because="a leak", may_see=())
    with empty.writing() as connection:
        for page in pages:
            waiting.put_off(connection, str(page), nature="{}", reason="no network")
        told = {user: [one.address for one in unread(connection, veil(connection, user))] for user in ("ben", "nina")}
        mine = unread(connection, veil(connection, empty.user))
    assert told == {"ben": [], "nina": []}
    assert [one.address for one in mine] == list(map(str, pages))
