"""What `queue`, `assign`, `second` and `unprotect --unneeded` do and say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bench.queue import items
from onrecord.cli.app import app
from onrecord.store import keeping
from onrecord.store.collection import Collection
from onrecord.verbs import looking


class Run:
    """The program within this process."""

    def __call__(self, *words: str, user: str = "anna", code: int = 0) -> str:
        done: Result = CliRunner().invoke(app, list(words), env={"COLUMNS": "200", "ONRECORD_USER": user})
        assert done.exit_code == code, done.output
        return done.output

    def json(self, *words: str, user: str = "anna") -> Any:
        return json.loads(self(*words, "--json", user=user))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, records: Collection) -> Run:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("ONRECORD_COLLECTION", str(records.folder))
    return Run()


@pytest.fixture
def shaky(records: Collection) -> str:
    """A report more, with acts that rules are not sure of; its id."""
    with records.writing() as connection:
        keeping.keep_many(connection, items(1), who="anna")
    return list(looking.reports(records))[-1].id


def test_the_queue_says_what_and_why(run: Run, shaky: str) -> None:
    """Each item with its kind, why, and the report to open; the counts; where to go on."""
    told = run("queue", "--limit", "1")
    assert " value A-" in told
    assert shaky in told
    assert "the last such day before the report" in told
    after = told.split("--after ")[1].strip()
    page = run.json("queue", "--after", after)
    assert page["counts"]["value"] == len(page["items"]) + 1
    assert "Nothing needs a person." in run("queue", "--type", "torture")
    assert f"{shaky}: " in run("queue", "--by-report")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["queue", "--kind", "vlue"], "did you mean `value`"),
        (["queue", "--type", "arest"], "did you mean `arrest`"),
        (["queue", "--after", "here"], "is no place in the queue"),
        (["assign", "R-2222222", "ben", "--because", "x"], "There is no report"),
        (["assign", "REPORT", "--back", "--because", "x"], "is assigned to nobody"),
        (["second", "acts", "REPORT"], "no second coding"),
        (["second", "begin", "R-2222222"], "There is no report"),
        (["second", "draw", "many"], "is no share"),
        (["second", "draw", "2"], "is no share"),
        (["second", "correct", "A-2222222", "date"], "give a slot or type"),
        (["second", "accept", "A-2222222"], "There is no act"),
    ],
)
def test_a_wrong_use_is_told(run: Run, shaky: str, words: list[str], said: str) -> None:
    """Each mistake says what to do."""
    assert said in run(*(shaky if word == "REPORT" else word for word in words), code=2)


def test_what_could_not_be_read_comes_last(run: Run, records: Collection, shaky: str) -> None:
    """Until its address is read after all."""
    with records.writing() as connection:
        keeping.refuse(connection, address="list.txt", snapshot=None, reason="no text in it", who="anna")
    page = run.json("queue", "--limit", "100")
    assert page["items"][-1]["kind"] == "unread"
    assert page["items"][-1]["title"] == "list.txt"
    [only] = run.json("queue", "--kind", "unread")["items"]
    assert only["why"] == ["no text in it"]


def test_a_report_is_given_and_taken_back(run: Run, shaky: str) -> None:
    """To another, to oneself, to nobody."""
    assert "is assigned to ben" in run("assign", shaky, "ben", "--because", "he reads Kazakh")
    assert "for ben" in run("queue", "--assigned", "ben")
    assert "is assigned to eve" in run("assign", shaky, "--because", "he is away", user="eve")
    assert "Nothing" in run("queue", "--assigned", "ben")
    assert "is assigned to nobody" in run("assign", shaky, "--back", "--because", "done")


def test_a_report_is_coded_a_second_time(run: Run, records: Collection, shaky: str) -> None:
    """Blind to the first coder's decisions; finished, the differences are shown, and nothing shown has changed."""
    first, other, *rest = (kept.id for kept in looking.acts(records, looking.wanted(report=shaky)))
    run("decide", "correct", first, "date", "2020-02-02", "--because", "the list says so")
    run("assign", shaky, "ben", "--second", "--because", "drawn")
    assert f"ben, to code a second time: {shaky}, because drawn" in run("queue", "--assigned", "ben")
    run("second", "begin", shaky, user="ben")
    assert "2 February 2020" in run("why", first)
    assert "2 February 2020" not in run("why", first, user="ben")
    assert "2 February 2020" not in run("show", "acts", "--report", shaky, user="ben")
    assert "judge it with `onrecord second`" in run("decide", "accept", first, "--because", "x", user="ben", code=2)
    told = run("second", "acts", shaky, user="ben")
    assert "2 February 2020" not in told
    assert "not judged" in told
    run("second", "correct", first, "date", "2020-03", user="ben")
    run("second", "reject", other, user="ben")
    assert "Finish your own" in run("second", "differences", shaky, user="ben", code=2)
    assert "Not judged yet" in run("second", "finish", shaky, user="ben", code=2)
    for id in rest:
        run("second", "accept", id, user="ben")
    assert "finished" in run("second", "finish", shaky, user="ben")
    assert run.json("queue", "--assigned", "ben")["assigned"] == []
    assert {"2020-02-02 (anna) / 2020-03 (ben)"} < {
        line.split(": ", 2)[-1] for line in run("second", "differences", shaky).splitlines()
    }
    assert f"{other} " in run("second", "differences", shaky)
    assert [one.status for one in looking.acts(records, looking.wanted(report=shaky))].count("rejected") == 0
    assert "already" in run("second", "begin", shaky, user="ben", code=2)
    assert "judged acts" in run("second", "begin", shaky, user="anna", code=2)
