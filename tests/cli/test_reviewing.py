"""What `decide`, `undo`, `recode`, `search`, `protect`, `purge` and `init` do and say."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner, Result

from onrecord.cli.app import app
from onrecord.model import Coded, Report
from onrecord.store.collection import Collection
from onrecord.verbs import looking


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, records: Collection) -> Run:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("ONRECORD_COLLECTION", str(records.folder))
    monkeypatch.setenv("ONRECORD_USER", "anna")
    return Run()


class Run:
    """The program within this process."""

    def __call__(self, *words: str, user: str = "anna", code: int = 0) -> str:
        done: Result = CliRunner().invoke(app, list(words), env={"COLUMNS": "120", "ONRECORD_USER": user})
        assert done.exit_code == code, done.output
        return done.output


def ids(records: Collection) -> list[str]:
    return [kept.id for kept in looking.acts(records)]


def test_a_correction_is_shown_and_undone(run: Run, records: Collection) -> None:
    """The corrected value is in the table at once; `why` tells who decided; undoing brings the old one back."""
    [arrest, *_] = ids(records)
    told = run("decide", "correct", arrest, "date", "2023-03-09", "--because", "the list says so")
    assert "date of" in told
    assert "9 March 2023" in run("show", "acts")
    explained = run("why", arrest)
    assert "date corrected by anna" in explained
    assert "the list says so" in explained
    decision = told.split(":")[0]
    assert f"{decision} taken back" in run("undo", decision, "--because", "a slip")
    assert "16 March 2023" in run("show", "acts")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["correct", "ACT", "date", "Thursday", "--because", "x"], "is no date"),
        (["correct", "ACT", "dte", "2019", "--because", "x"], "did you mean `date`"),
        (["correct", "ACT", "date", "--because", "x"], "a slot and its value"),
        (["accept", "ACT", "date", "2019", "--because", "x"], "use correct"),
        (["reject", "ACT", "type", "--because", "x"], "Every act has a type"),
        (["accept", "A-2222222", "--because", "x"], "There is no act"),
        (["add", "ACT", "arrest", "words", "--because", "x"], "There is no report"),
        (["accept", "ACT"], "--because"),
    ],
)
def test_a_wrong_decision_is_told(run: Run, records: Collection, words: list[str], said: str) -> None:
    """Each mistake says what to do, and nothing is decided."""
    act = ids(records)[0]
    assert said in run("decide", *(act if word == "ACT" else word for word in words), code=2)
    assert all(one.status == "coded" for one in looking.acts(records))


def test_an_act_is_added_by_its_words(run: Run, records: Collection) -> None:
    """The words must stand in the report just once."""
    [card] = looking.reports(records)
    run("decide", "add", card.id, "harassment", "she had been beaten", "--because", "missed")
    assert "harassment" in run("show", "acts")
    assert "stand in it 3 times" in run("decide", "add", card.id, "arrest", "Lund", "--because", "x", code=2)
    assert "do not stand" in run("decide", "add", card.id, "arrest", "no such words", "--because", "x", code=2)


def test_search_marks_what_was_found(run: Run) -> None:
    """Words are marked, a date that may be outside is told, the next page is named."""
    assert "Police «arrested» Ida Lund" in run("search", "arrested")
    assert "4 of 4 acts" in run("search")
    assert "may be outside" in run("search", "--date", "2023-03-07")
    first = run("search", "--limit", "3")
    assert "3 of 4 acts" in first
    after = first.split("--after ")[1].split()[0]
    assert "1 of 4 acts" in run("search", "--limit", "3", "--after", after)
    assert "No act found." in run("search", "nothing")
    assert "is no circle" in run("search", "--near", "43,76", code=2)
    assert "1 of 1 act" in run("search", "--near", "43.6,51.2,30")


def test_search_for_programs(run: Run) -> None:
    """JSON has the hits, the total, the next page; facets their counts; reports a snippet."""
    page = json.loads(run("search", "--json", "--date", "2023-03", "--limit", "1"))
    assert (page["total"], page["hits"][0]["overlap"]) == (3, "within")
    facets = json.loads(run("search", "--facets", "--json"))
    assert {one["value"]: one["acts"] for one in facets["realis"]} == {"actual": 2, "demanded": 1, "negated": 1}
    [report] = json.loads(run("search", "--reports", "--json", "beaten"))
    assert "been «beaten»" in report["snippet"]
    assert "«beaten»" in run("search", "--reports", "beaten")
    assert "arrest" in run("search", "--facets")


def test_a_protected_name_is_kept_from_others(run: Run, records: Collection) -> None:
    """Not in a table, not in an export, not in an explanation."""
    ole = next(one.id for one in looking.persons(records) if one.person.name.startswith("Ole"))
    assert "seen only by anna, eve" in run(
        "protect", ole, "--reason", "relative", "--because", "asked", "--may-see", "eve"
    )
    for words in (["show"], ["show", "--json"], ["search"], ["export", "--jsonl", "-o", "-"], ["why", ids(records)[0]]):
        assert "Ole" not in run(*words, user="ben")
        assert "Ole" in run(*words, user="eve")
    assert "no protection" in run("unprotect", ole, "--because", "x", user="ben", code=2)
    run("unprotect", ole, "--because", "he agreed")
    assert "Ole" in run("show", user="ben")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--reason", "mynor", "--because", "x"], "did you mean `minor`"),
        (["--reason", "minor", "--because", "x", "--until", "soon"], "is no day"),
    ],
)
def test_a_wrong_protection_is_told(run: Run, records: Collection, words: list[str], said: str) -> None:
    """A reason or a day that cannot be is told with what would do."""
    [ida, *_] = looking.persons(records)
    assert said in run("protect", ida.id, *words, code=2)


def test_recoding_tells_what_changed(
    run: Run, records: Collection, coded: Coded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found again, what is new, what is gone, and what stays because somebody judged it."""
    arrest, torture, fine, _ = ids(records)
    run("decide", "correct", fine, "date", "2020", "--because", "x")
    newer = msgspec.structs.replace(coded.coder, version="2")

    def stub(report: Report) -> Coded:
        new = msgspec.structs.replace(coded.acts[0], id="n", type="custody")
        told = msgspec.structs.replace(coded, coder=newer, id=report.id, acts=(coded.acts[0], new))
        return msgspec.structs.replace(told, text_sha256=report.sha256)

    monkeypatch.setattr("onrecord.pipeline.code_report", stub)
    told = run("recode")
    assert "1 found again; 1 new" in told
    assert f"no longer found: {torture}, " in told
    assert f"reviewed and kept: {fine}" in told
    assert "Nothing to code again" in run("recode")
    assert arrest in ids(records)


def test_a_recoding_that_fails_leaves_the_coding_before(
    run: Run, records: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A coder that breaks costs nothing."""

    def broken(_: Report) -> Coded:
        raise ValueError("no")

    monkeypatch.setattr("onrecord.pipeline.code_report", broken)
    assert "failed" in run("recode", code=3)
    assert len(ids(records)) == 4


def test_a_purge_asks_back(run: Run, records: Collection) -> None:
    """Without a yes nothing is removed."""
    [card] = looking.reports(records)
    assert run("purge", card.id, "--ground", "court order", code=1)
    assert len(ids(records)) == 4
    assert "removed" in run("purge", card.id, "--ground", "court order", "--yes")
    assert ids(records) == []


def test_init_makes_an_empty_collection(run: Run, tmp_path: Path) -> None:
    """A folder is made once; a database that is none, or a password in its address, is told."""
    assert "kept in a file" in run("init", str(tmp_path / "new"))
    assert "holds a collection already" in run("init", str(tmp_path / "new"), code=3)
    assert "write postgresql://" in run("init", str(tmp_path / "x"), "--db", "mysql://a/b", code=2)
    assert "ONRECORD_DB_PASSWORD" in run("init", str(tmp_path / "x"), "--db", "postgresql://a:secret@h/b", code=2)
    assert "cannot be reached" in run("init", str(tmp_path / "x"), "--db", "postgresql://a@/b?host=/nowhere", code=3)
    assert not (tmp_path / "x" / "onrecord.toml").exists()
