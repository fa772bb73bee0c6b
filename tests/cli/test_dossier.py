"""`onrecord dossier`: all that is told of somebody, with what it rests on; and nothing of whom one may not see."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.publishing.documents.document import EMPTY
from onrecord.verbs.compiling.submission import form

REPORTS = {
    "a": "SEMEI, Kazakhstan (Northern Wire) — Police arrested Aidar Beketov in Semei on March 4, 2021, on charges of extremism, his wife,"
    " Marzhan Abilova, said.",
    "b": "SEMEI, Kazakhstan (Steppe Post) — Aidar Beketov was arrested in Semei on March 4, 2021, a witness said. A court in Semei"
    " sentenced Aidar Beketov to seven years in prison on June 2, 2021.",
}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the reports above."""
    folder = tmp_path_factory.mktemp("dossier")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    run(folder / "c", "add", *(str(folder / f"{name}.txt") for name in REPORTS))
    return folder / "c"


def run(collection: Path, *words: str, user: str = "anna", code: int = 0) -> str:
    done = CliRunner().invoke(
        app, [*words, "-c", str(collection)], env={"COLUMNS": "200", "NO_COLOR": "1", "ONRECORD_USER": user}
    )
    assert done.exit_code == code, done.output
    return done.output


def person(collection: Path, name: str) -> str:
    people = json.loads(run(collection, "show", "persons", "--json"))["persons"]
    return str(next(one["id"] for one in people if one["person"]["name"] == name))


def page(collection: Path, folder: Path, *words: str, user: str = "anna") -> str:
    run(collection, "dossier", *words, "-o", str(folder / "d.html"), user=user)
    return (folder / "d.html").read_text("utf-8")


def test_a_person(collection: Path, tmp_path: Path) -> None:
    """What happened, each account in its words, both origins, the digests of both reports, and what is open."""
    told = page(collection, tmp_path, person(collection, "Aidar Beketov"), "--as-of", "2022-01-01")
    assert "serving a sentence as of 2022-01-01" in told
    assert "Independent origins that tell it: 2" in told
    assert "his wife, Marzhan Abilova, said" in told
    for text in REPORTS.values():
        assert sha256(text.encode()).hexdigest() in told
    assert "rests on one origin alone" in told
    assert "No person has checked yet" in told
    assert "internal, unchecked" in told


def test_an_act(collection: Path, tmp_path: Path) -> None:
    """The same of what belongs to it."""
    acts = json.loads(run(collection, "show", "--json", "--type", "arrest"))["acts"]
    told = page(collection, tmp_path, acts[0]["id"])
    assert "Accounts side by side" in told
    assert "a witness said" in told


def test_a_submission(collection: Path, tmp_path: Path) -> None:
    """A field has its value with act, report and word-giver, once for equal ones; what is not told is marked."""
    told = page(collection, tmp_path, person(collection, "Aidar Beketov"), "--submission")
    assert told.count("4 March 2021</bdi>") == 1
    assert "on the word of" in told
    assert "prison, 7 years" in told
    assert "extremism" in told
    empty = told.split("Nationality")[1].split("</dl>")[0]
    assert EMPTY in empty
    for category in ("category I)", "category II)", "category V)"):
        assert EMPTY in told.split(category)[1].split("</dl>")[0]


def test_pdf(collection: Path, tmp_path: Path) -> None:
    """Of either."""
    for words in ((), ("--submission",)):
        run(collection, "dossier", person(collection, "Aidar Beketov"), *words, "-o", str(tmp_path / "d.pdf"))
        assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF")


def test_the_form_leaves_the_reasons_to_whoever_submits() -> None:
    """Why it is arbitrary, and consent to send it, are no finding of a program; most other fields can be filled."""
    fields = {one.label: one.source for section in form().sections for one in section.fields}
    assert not [name for label, name in fields.items() if "category" in label and "III" not in label and name]
    assert len([name for name in fields.values() if name]) > 12


@pytest.mark.parametrize("which", [("X-1",), ("P-0000000",), ("A-0000000",), ("A-0000000", "--submission"), ("Aidar",)])
def test_nobody_of_that_id(collection: Path, which: tuple[str, ...]) -> None:
    """One line that says what there is."""
    assert "onrecord: " in run(collection, "dossier", *which, code=2)


def test_whom_one_may_not_see(collection: Path, tmp_path: Path) -> None:
    """No dossier of them, and their name in no other: kin, word-givers, quotes, titles, addresses of files."""
    wife = person(collection, "Marzhan Abilova")
    him = person(collection, "Aidar Beketov")
    run(collection, "protect", wife, "--reason", "relative", "--because", "asked us")
    for words in ((), ("--submission",)):
        assert "Abilova" in page(collection, tmp_path, him, *words)
        told = page(collection, tmp_path, him, *words, user="omar")
        assert "Abilova" not in told
        assert "Marzhan" not in told
        assert "no person" in run(collection, "dossier", wife, *words, user="omar", code=2)
