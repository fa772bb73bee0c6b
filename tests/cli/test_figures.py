"""`onrecord table` and its like: what is counted, what may be seen, and how it is written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app

REPORTS = {
    "a": "SEMEI, Kazakhstan (Northern Wire) — Police arrested Aidar Beketov in Semei on March 4, 2021, his wife, Marzhan Abilova, said.",
    "b": "SEMEI, Kazakhstan (Steppe Post) — Aidar Beketov was arrested in Semei on March 4, 2021, a witness said. Olga Berg was"
    " arrested in Almaty on May 2, 2021. A court in Almaty fined Olga Berg $500 on May 9, 2021.",
}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the reports above, in which Olga Berg is protected."""
    folder = tmp_path_factory.mktemp("figures")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    run(folder / "c", "add", *(str(folder / f"{name}.txt") for name in REPORTS))
    people = json.loads(run(folder / "c", "show", "persons", "--json"))
    [olga] = [one["id"] for one in people["persons"] if one["person"]["name"] == "Olga Berg"]
    run(folder / "c", "protect", olga, "--reason", "other", "--because", "asked us", "--until", "2199-01-01")
    return folder / "c"


def run(collection: Path, *words: str, user: str = "anna", code: int = 0) -> str:
    done = CliRunner().invoke(
        app, [*words, "-c", str(collection)], env={"COLUMNS": "200", "NO_COLOR": "1", "ONRECORD_USER": user}
    )
    assert done.exit_code == code, done.output
    return done.output


def told(collection: Path, *words: str, user: str = "anna") -> Any:
    return json.loads(run(collection, *words, "--json", user=user))["data"]


def cells(collection: Path, *words: str, user: str = "anna") -> dict[tuple[str, ...], int]:
    found = told(collection, "table", *words, user=user)
    return {tuple(found["labels"].get(v, v) for v in one["values"]): one["least"] for one in found["cells"]}


def test_each_happening_once(collection: Path) -> None:
    """The arrest that two reports tell is one, told by two origins."""
    assert cells(collection, "--by", "type") == {("arrest",): 2, ("fine",): 1}
    assert cells(collection, "--by", "town", "--type", "arrest") == {("Semei, KZ",): 1, ("Almaty, KZ",): 1}
    found = told(collection, "table", "--by", "month", "--type", "arrest")
    assert [(one["values"][0], one["least"], one["origins"]) for one in found["cells"]] == [
        ("2021-03", 1, 2), ("2021-04", 0, 0), ("2021-05", 1, 1),
    ]  # fmt: skip
    assert found["coverage"]["acts"] == 3


def test_a_rejected_act_counts_nowhere(collection: Path, tmp_path: Path) -> None:
    """Neither alone, nor as an account of a happening."""
    copy = tmp_path / "c"
    text = tmp_path / "x.txt"
    text.write_text("Police arrested Ida Lund in Osh on March 16, 2023.", "utf-8")
    run(copy, "add", str(text))
    [act] = [one["id"] for one in json.loads(run(copy, "show", "--json"))["acts"]]
    assert cells(copy, "--by", "type") == {("arrest",): 1}
    run(copy, "decide", "reject", act, "--because", "no")
    assert cells(copy, "--by", "type") == {}
    assert "counts nowhere" in run(copy, "table", "--by", "type", "--status", "rejected", code=3)


def test_nobody_is_named_to_whom_may_not_know(collection: Path) -> None:
    """A table by person, in any form, has no protected name in it, and the person no row that could be followed."""
    assert ("Olga Berg",) in cells(collection, "--by", "person")
    assert set(cells(collection, "--by", "person", user="omar")) == {("Aidar Beketov",), ("[name withheld]",)}
    everything = [run(collection, "table", "--by", by, user="omar") for by in ("person", "actor", "group", "origin")]
    everything.append(run(collection, "table", "--by", "person", "--json", user="omar"))
    assert not [one for one in everything if "Berg" in one or "Olga" in one]


@pytest.mark.parametrize("by", [["--by", "kind"], ["--by", "type", "--by", "type"], ["--by", "type", "--realis", "x"]])
def test_what_is_not_counted_by(collection: Path, by: list[str]) -> None:
    """An unknown slot, one twice, an unknown way of telling: one line that says what there is."""
    assert "onrecord: " in run(collection, "table", *by, code=2)


def test_files(collection: Path, tmp_path: Path) -> None:
    """The data behind a picture are the same in each form, and the page holds them as CSV."""
    for ending in ("csv", "json", "svg", "html"):
        run(collection, "table", "--by", "type", "--by", "month", "-o", str(tmp_path / f"t.{ending}"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig"))))
    assert ("arrest", "2021-03", "1", "1") in [tuple(row.values())[:4] for row in rows]
    page = (tmp_path / "t.html").read_text("utf-8")
    assert "<svg" in page
    assert "data:text/csv" in page
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert "internal, unchecked" in page
    assert "name the file" in run(collection, "table", "--by", "type", "-o", str(tmp_path / "t.doc"), code=3)


def test_a_timeline_of_a_person(collection: Path) -> None:
    """By name or by the id that any report gives them: all that all reports tell."""
    people = json.loads(run(collection, "show", "persons", "--json"))["persons"]
    ids = [one["id"] for one in people if one["person"]["name"] == "Aidar Beketov"]
    assert len(ids) == 2
    for who in ("Aidar Beketov", *ids):
        [only] = told(collection, "timeline", "--person", who)
        assert (only["what"], only["reports"]) == ("arrest", 2)


@pytest.mark.parametrize("command", ["timeline", "map", "network"])
def test_pictures_keep_what_may_not_be_seen(collection: Path, tmp_path: Path, command: str) -> None:
    """In every form of each."""
    for user, names in (("anna", True), ("omar", False)):
        made = []
        for ending in ("csv", "json", "svg", "html", *(["graphml"] if command == "network" else [])):
            file = tmp_path / f"{user}.{ending}"
            run(collection, command, "-o", str(file), user=user)
            made.append(file.read_text("utf-8"))
        assert any("Berg" in one for one in made) == (names and command != "map")
