"""What `facility` shows of prisons, stations and courts that several reports name, with reports that the coder itself has coded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app

REPORTS = {
    "a": "SEMEI, Kazakhstan (Northern Wire) — Aidar Beketov, a history teacher, has been held in Detention Center No. 18 in Semei since"
    " March 4, 2021, his wife, Marzhan Abilova, said. Police arrested Serik Dosov outside Detention Center No. 18 on Friday. The"
    " Semei City Court sentenced Beketov to seven years in prison on June 10, 2021.",
    "b": "SEMEI, Kazakhstan (Steppe Post) — Aidar Beketov, a history teacher, had been held at Semei's Detention Centre No. 18 since"
    " March 4, 2021, Marzhan Abilova, his wife, said. Ivan Lund was tried at the City Court in Semei on June 11, 2021.",
    "c": "SEMEI, Kazakhstan (Shore Voices) — Police in Semei detained Olga Berg and took her to Detention Center No. 17 in Semei on"
    " March 4, 2021. A court in Semei fined Dana Orlova.",
}


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A collection of the reports above, linked."""
    for name, text in REPORTS.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    run(tmp_path / "c", "add", "--no-link", *(str(tmp_path / f"{name}.txt") for name in REPORTS))
    run(tmp_path / "c", "link")
    return tmp_path / "c"


def run(collection: Path, *words: str, user: str = "anna", code: int = 0) -> str:
    done = CliRunner().invoke(
        app, [*words, "-c", str(collection)], env={"COLUMNS": "200", "NO_COLOR": "1", "ONRECORD_USER": user}
    )
    assert done.exit_code == code, done.output
    return done.output


def cards(collection: Path, what: str, **told: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(collection, "facility", what, "--json", **told))  # type: ignore[arg-type]
    return found


def test_who_was_held_where(collection: Path) -> None:
    """One centre under two spellings, with who was held in it, and not who was arrested outside; another number is another one."""
    [card] = cards(collection, "No. 18")
    assert set(card["names"]) == {"Detention Center No. 18", "Detention Centre No. 18"}
    assert len(card["facilities"]) == 2
    assert [(one["how"], one["name"], len(one["persons"])) for one in card["people"]] == [("held", "Aidar Beketov", 2)]
    [other] = cards(collection, "No. 17")
    assert [one["name"] for one in other["people"]] == ["Olga Berg"]
    shown = run(collection, "facility", "No. 18", "--why")
    assert "held: Aidar Beketov" in shown
    assert "held or tried in both: Aidar Beketov" in shown
    assert "Serik Dosov" not in shown


def test_who_was_tried_where(collection: Path) -> None:
    """A court whose town stands in its name here and beside it there is one; a court without a name is none."""
    [card] = [one for one in cards(collection, "Semei") if one["kind"] == "court"]
    assert set(card["names"]) == {"Semei City Court", "City Court"}
    assert {(one["how"], one["name"]) for one in card["people"]} == {("tried", "Aidar Beketov"), ("tried", "Ivan Lund")}
    listed = run(collection, "facility")
    assert listed.count("\n") == 3
    assert "court  City Court = Semei City Court, Semei" in listed


def test_two_are_parted_by_a_judgement_and_joined_again(collection: Path) -> None:
    """A judgement is shown, holds, and is taken back exactly."""
    [card] = cards(collection, "No. 18")
    one, other = (kept["id"] for kept in card["facilities"])
    told = run(collection, "judge", "different", one, other, "--because", "two houses of one number")
    assert len(cards(collection, "No. 18")) == 2
    assert "two houses of one number" in run(collection, "facility", one)
    run(collection, "undo", told.split(":")[0], "--because", "it is one house")
    assert len(cards(collection, "No. 18")) == 1


def test_who_is_protected_is_named_nowhere(collection: Path) -> None:
    """Neither among those held there nor in a reason; a restricted report's facilities are as none."""
    person = json.loads(run(collection, "person", "Beketov", "--json"))[0]["persons"][0]
    run(collection, "protect", person["id"], "--reason", "in custody", "--because", "his lawyer asked")
    for words in (("--why",), ("--json",)):
        told = run(collection, "facility", "No. 18", *words, user="ben")
        assert "Beketov" not in told
        assert "withheld" in told
    [card] = cards(collection, "No. 17")
    run(collection, "protect", card["facilities"][0]["report"], "--reason", "other", "--because", "she asked")
    assert "No. 17" not in run(collection, "facility", user="ben")
    assert "lists those that are named" in run(collection, "facility", "No. 17", user="ben", code=2)
    [mine] = [one["id"] for one in cards(collection, "No. 18")]
    judged = ("judge", "same", mine, card["id"], "--because", "x")
    assert f"There is no facility {card['id']} here" in run(collection, *judged, user="ben", code=2)


def test_a_purge_takes_judgements_of_facilities_along(collection: Path) -> None:
    """Nothing that was judged of a purged report's facilities is left."""
    [card] = cards(collection, "No. 18")
    one, other = card["facilities"]
    run(collection, "judge", "same", one["id"], other["id"], "--because", "canary of a judgement")
    for user in ("anna", "ben"):
        run(collection, "purge", one["report"], "--ground", "court order", "--yes", user=user)
    assert not [
        path for path in collection.rglob("*") if path.is_file() and b"canary of a judgement" in path.read_bytes()
    ]
    run(collection, "link")
    [left] = cards(collection, "No. 18")
    assert [kept["id"] for kept in left["facilities"]] == [other["id"]]


def test_what_is_not_there_is_told(collection: Path) -> None:
    """An id or a name that nothing has ends with what to do; an empty list says so."""
    assert "There is no facility F-2222222222 here" in run(collection, "facility", "F-2222222222", code=2)
    assert "No linked report names a facility" in run(collection, "facility", "Evrin", code=2)
    assert "Give the ids of" in run(collection, "judge", "same", "F-2222222222", "R-2222222", "--because", "x", code=2)
    empty = collection.parent / "empty"
    (collection.parent / "d.txt").write_text("SEMEI (Steppe Post) — Police arrested Olga Berg on Friday.", "utf-8")
    run(empty, "add", str(collection.parent / "d.txt"))
    assert "No linked report names a prison" in run(empty, "facility")
