"""What `link`, `person`, `doubles` and `judge` do and say, with reports that the coder itself has coded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app

REPORTS = {
    "a": "SEMEI, Kazakhstan (Northern Wire) — Police arrested Aidar Beketov, a history teacher, in Semei on March 4, 2021, his wife,"
    " Marzhan Abilova, said. Beketov was taken to a police station.",
    "b": "SEMEI, Kazakhstan (Steppe Post) — A court in Semei sentenced Aidar Beketov, a history teacher, to seven years in prison on"
    " June 10, 2021, his wife, Marzhan Abilova, said. Beketov was arrested on March 4, 2021.",
    "c": "AKTAU, Kazakhstan (Shore Voices) — Police in Aktau detained Aidar Beketov, a fisherman, on March 4, 2021.",
    "d": "BISHKEK, Kyrgyzstan (Steppe Post) — Aidar Beketov spoke at a rally in Bishkek on May 1, 2019.",
}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the reports above, linked."""
    folder = tmp_path_factory.mktemp("linking")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    made = CliRunner().invoke(app, ["add", *(str(folder / f"{name}.txt") for name in REPORTS), "-c", str(folder / "c")])
    assert made.exit_code == 0, made.output
    return folder / "c"


def run(collection: Path, *words: str, user: str = "anna") -> str:
    done = CliRunner().invoke(
        app, [*words, "-c", str(collection)], env={"COLUMNS": "200", "NO_COLOR": "1", "ONRECORD_USER": user}
    )
    assert done.exit_code == 0, done.output
    return done.output


def cards(collection: Path, who: str, **told: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(collection, "person", who, "--json", **told))
    return found


def test_whom_two_reports_tell_of_is_joined_and_shown(collection: Path) -> None:
    """The husband of one wife in one town is one man; his namesake in another town on the same day is another."""
    told = run(collection, "link")
    assert "Aidar Beketov" in told
    assert "tied alike: spouse of marzhan abilova" in told
    assert "the same town: semei, KZ" in told
    sizes = sorted(len(card["persons"]) for card in cards(collection, "Aidar Beketov"))  # type: ignore[arg-type]
    assert sizes == [1, 1, 2]
    assert "0 reports linked, 0 joins made" in run(collection, "link")


def test_a_case_stands_in_order(collection: Path) -> None:
    """Any id of a person shows all that was done, the first first."""
    run(collection, "link")
    [card] = [card for card in cards(collection, "Aidar Beketov") if len(card["persons"]) == 2]  # type: ignore[arg-type]
    for kept in card["persons"]:  # type: ignore[attr-defined]
        [same] = cards(collection, kept["id"])
        assert same["id"] == card["id"]
        dates = [act["act"]["date"] for act in same["acts"] if act["act"]["date"]]  # type: ignore[attr-defined]
        assert dates == sorted(dates)
        assert {"2021-03-04", "2021-06-10"} <= set(dates)


def test_a_judgement_parts_and_is_undone(collection: Path) -> None:
    """Parting two is told with how to take it back; taken back, they are one again."""
    run(collection, "link")
    [card] = [card for card in cards(collection, "Aidar Beketov") if len(card["persons"]) == 2]  # type: ignore[arg-type]
    one, other = (kept["id"] for kept in card["persons"])  # type: ignore[attr-defined]
    told = run(collection, "judge", "different", one, other, "--because", "two men of one name")
    assert [len(card["persons"]) for card in cards(collection, one)] == [1]  # type: ignore[arg-type]
    assert "two men of one name" in run(collection, "person", one)
    run(collection, "undo", told.split(":")[0], "--because", "their wife is one")
    assert [len(card["persons"]) for card in cards(collection, one)] == [2]  # type: ignore[arg-type]


def test_a_question_is_asked_and_answered(collection: Path) -> None:
    """Whose name alone is the same is not joined, but asked for; the answer joins them, until it is taken back."""
    run(collection, "link")
    [first, *_] = json.loads(run(collection, "doubles", "--json"))
    assert "Aidar Beketov" in run(collection, "doubles")
    ids = (first["left"]["id"], first["right"]["id"])
    told = run(collection, "judge", "same", *ids, "--because", "the group's list says so")
    [card] = cards(collection, ids[0])
    assert set(ids) <= {kept["id"] for kept in card["persons"]}  # type: ignore[attr-defined]
    assert ids not in [
        (one["left"]["id"], one["right"]["id"]) for one in json.loads(run(collection, "doubles", "--json"))
    ]
    run(collection, "undo", told.split(":")[0], "--because", "another list")
    assert [len(card["persons"]) for card in cards(collection, ids[0])] != [len(card["persons"])]  # type: ignore[arg-type]


def test_who_is_protected_in_one_report_is_in_all(collection: Path) -> None:
    """A name that one may not see is seen in no report of the same person, nor in what speaks for a join."""
    run(collection, "link")
    [card] = [card for card in cards(collection, "Marzhan Abilova") if len(card["persons"]) == 2]  # type: ignore[arg-type]
    [one, other] = (kept["id"] for kept in card["persons"])  # type: ignore[attr-defined]
    run(collection, "protect", one, "--reason", "relative", "--because", "she asked")
    assert "Marzhan" in run(collection, "person", other)
    for words in (("person", other), ("link", "--why"), ("doubles",), ("person", one, "--json")):
        assert "arzhan" not in run(collection, *words, user="ben")


def test_a_purge_takes_judgements_and_links_along(tmp_path: Path) -> None:
    """Nothing of a purged report is left in what was linked or judged, and the collection is whole."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(REPORTS[name], "utf-8")
    folder = tmp_path / "c"
    CliRunner().invoke(app, ["add", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-c", str(folder)])
    run(folder, "link")
    [card] = cards(folder, "Aidar Beketov")
    one, other = (kept["id"] for kept in card["persons"])  # type: ignore[attr-defined]
    run(folder, "judge", "same", one, other, "--because", "canary of a judgement")
    report = next(kept["report"] for kept in card["persons"] if kept["id"] == one)  # type: ignore[attr-defined]
    for user in ("anna", "ben"):
        run(folder, "purge", report, "--ground", "court order", "--yes", user=user)
    assert not [path for path in folder.rglob("*") if path.is_file() and b"canary of a judgement" in path.read_bytes()]
    assert f'"id":"{one}"'.encode() not in (folder / "onrecord.sqlite").read_bytes()
    run(folder, "link")
    assert [len(found["persons"]) for found in cards(folder, other)] == [1]  # type: ignore[arg-type]
    run(folder, "verify")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["judge", "same", "P-2222222", "P-3333333", "--because", "x"], "There is no person P-2222222 here"),
        (["judge", "same", "P-2222222", "A-3333333", "--because", "x"], "Give the ids of two persons"),
        (["person", "P-2222222"], "There is no person P-2222222 here"),
        (["person", "Nobody Here"], "Nobody named “Nobody Here”"),
        (["undo", "J-2222222", "--because", "x"], "There is no judgement J-2222222 here"),
    ],
)
def test_what_is_wrong_is_told(collection: Path, words: list[str], said: str) -> None:
    """An id that is none ends with what to do."""
    done = CliRunner().invoke(app, [*words, "-c", str(collection)])
    assert done.exit_code == 2
    assert said in done.output
