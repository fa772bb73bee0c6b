"""What `agreement`, `history`, `errs` and `decide accept REPORT` do and say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from bench.cases import same
from onrecord.cli.app import app
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
def told_by(records: Collection) -> str:
    """The id of the short report."""
    return next(iter(looking.reports(records))).id


@pytest.fixture
def acts(records: Collection) -> list[str]:
    """The ids of its acts: arrest, torture, fine, release."""
    return [one.id for one in looking.acts(records)]


def second(run: Run, report: str, acts: list[str], user: str) -> None:
    """A second coding in which the arrest gets another date that overlaps, and the release is rejected."""
    arrest, torture, fine, release = acts
    run("second", "begin", report, user=user)
    run("second", "correct", arrest, "date", "2023-03", user=user)
    run("second", "accept", torture, user=user)
    run("second", "accept", fine, user=user)
    run("second", "reject", release, user=user)
    run("second", "finish", report, user=user)


def test_agreement_is_counted(run: Run, told_by: str, acts: list[str]) -> None:
    """Three of four acts told by both, two dates of three the same, all three when those that overlap count as one."""
    assert "Nothing was judged by two" in run("agreement")
    assert "D-" in run("decide", "accept", told_by, "--because", "read it")
    assert "judged already" in run("decide", "accept", told_by, "--because", "read it")
    second(run, told_by, acts, "ben")
    told = {one["slot"]: one for one in run.json("agreement")}
    assert (told["act"]["units"], told["act"]["agree"]) == (4, 0.75)
    assert (told["date"]["units"], told["date"]["agree"]) == (3, 0.667)
    assert told["date"]["alpha"] == pytest.approx(1 - 5 * 2 / (36 - 2 * 4 - 2), abs=0.001)
    assert told["date"]["tolerant"] == 1.0
    assert told["date"]["coders"] == ["anna", "ben"]
    assert all(one["few"] for one in told.values())
    shown = run("agreement")
    assert "67%" in shown
    assert "too few" in shown


def test_what_was_decided_afterwards_is_no_agreement(
    run: Run, told_by: str, acts: list[str], records: Collection
) -> None:
    """Whoever decides after a second coding was finished may have seen it."""
    second(run, told_by, acts, "ben")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.store.deciding.now", lambda: "2999-01-01T00:00:00Z")
        run("decide", "accept", told_by, "--because", "as ben says")
    assert run.json("agreement") == []


def test_three_coders_are_compared_two_by_two(run: Run, told_by: str, acts: list[str]) -> None:
    """All together by alpha, every two by kappa too."""
    run("decide", "accept", told_by, "--because", "read it")
    for user in ("ben", "eve"):
        second(run, told_by, acts, user)
    told = [(one["coders"], one["kappa"]) for one in run.json("agreement") if one["slot"] == "act"]
    assert [len(coders) for coders, _ in told] == [3, 2, 2, 2]
    assert told[0][1] is None
    assert {tuple(coders): kappa for coders, kappa in told}["ben", "eve"] == 1.0


def test_an_act_that_one_adds_is_a_unit_too(run: Run, told_by: str, acts: list[str]) -> None:
    """Added by one of two it is told by one; added by both, in the same words, by both."""
    run("decide", "accept", told_by, "--because", "read it")
    run("decide", "add", told_by, "search", "Police arrested", "--because", "missed")
    run("second", "begin", told_by, user="ben")
    for act in acts:
        run("second", "accept", act, user="ben")
    run("second", "add", told_by, "search", "Police", user="ben")
    run("second", "add", told_by, "assault", "had been beaten", user="ben")
    run("second", "finish", told_by, user="ben")
    [told] = [one for one in run.json("agreement") if one["slot"] == "act"]
    assert (told["units"], told["agree"]) == (6, 0.833)
    differences = run("second", "differences", told_by)
    assert "assault" in differences
    assert "search" not in differences


def test_history_tells_who_did_what(run: Run, told_by: str, acts: list[str]) -> None:
    """Of a report with its acts, of an act, of a person; what no longer stands is marked."""
    first = run("decide", "correct", acts[0], "date", "2020", "--because", "the list").split(":")[0]
    run("undo", first, "--because", "a slip", user="ben")
    run("assign", told_by, "eve", "--because", "her field")
    told = run("history", told_by)
    assert "stub: " in told
    assert "anna: date of " in told
    assert "corrected: 2020, because the list (no longer stands)" in told
    assert "ben: date of " in told
    assert "assigned to eve, because her field" in told
    assert [one["what"] for one in run.json("history", acts[0])] == ["corrected", "undone"]
    assert "Nobody has done anything" in run("history", acts[1])
    assert "There is no report, act or person" in run("history", "P-2222222", code=2)


def test_history_keeps_what_is_protected(run: Run, told_by: str, records: Collection) -> None:
    """Who protects whom is told to those who may see them; a name in a reason is masked for others."""
    [ida, ole] = (one.id for one in looking.persons(records))
    run("protect", ole, "--reason", "relative", "--because", "Ole Lünd asked")
    run("assign", ida, "--with", ole, "eve", "--because", "Ole Lünd is known to her")
    assert "protected: relative" in run("history", ole)
    assert "assigned" in run("history", ida)
    for id in (ida, ole):
        assert "Ole" not in run("history", id, user="ben")
        assert "protected" not in run("history", id, user="ben")
        assert "assigned" not in run("history", id, user="ben")


def test_a_second_coder_is_told_no_history(run: Run, told_by: str, acts: list[str]) -> None:
    """Until their pass is finished; and others see nothing of a pass that is under way."""
    run("decide", "accept", acts[0], "--because", "right")
    run("second", "begin", told_by, user="ben")
    run("second", "reject", acts[1], user="ben")
    assert "Finish your own" in run("history", told_by, user="ben", code=2)
    assert "ben" not in run("history", told_by)


def test_where_the_coder_errs(run: Run, told_by: str, acts: list[str]) -> None:
    """By slot, type and rule: accepted, corrected, rejected, missed; what somebody is unsure of does not count."""
    assert "Nobody has judged" in run("errs")
    arrest, torture, fine, release = acts
    run("decide", "correct", arrest, "date", "2023-03-09", "--because", "x")
    run("decide", "reject", torture, "--because", "x")
    run("decide", "accept", fine, "--because", "x")
    run("decide", "correct", fine, "place", "Aktau, KZ", "--because", "x")
    run("decide", "unsure", release, "--because", "x")
    run("decide", "add", told_by, "search", "Police arrested", "--because", "x")
    told = {(one["slot"], one["type"]): one for one in run.json("errs")}
    assert told["date", "arrest"]["corrected"] == 1
    assert told["date", "arrest"]["rule"] == "weekday"
    assert told["act", "torture"]["rejected"] == 1
    assert told["act", "search"]["added"] == 1
    assert told["place", "fine"]["added"] == 1
    assert told["penalties", "fine"]["accepted"] == 1
    assert not [key for key in told if key[1] == "release"]
    assert "1 of 1 (100%)" in run("errs")


def test_cases_are_written_as_the_projects_own(run: Run, acts: list[str], told_by: str, tmp_path: Path) -> None:
    """The sentence with what it should give, once all acts in it are judged."""
    file = tmp_path / "cases.yaml"
    arrest = acts[0]
    run("decide", "correct", arrest, "date", "2023-03-09", "--because", "x")
    assert "1 cases written" in run("errs", "--cases", str(file))
    [case] = yaml.safe_load(file.read_text("utf-8"))
    assert case["text"].startswith("Police arrested")
    assert case["published"] == "2023-03-18"
    assert case["expected"] == [{"type": "arrest", "realis": "actual", "date": "2023-03-09"}]
    assert same(case["expected"][0]["type"], "arrest")
    run("decide", "accept", arrest, "--because", "the rest is right")
    run("errs", "--cases", str(file))
    [expected] = yaml.safe_load(file.read_text("utf-8"))[0]["expected"]
    assert expected["affected"] == ["Ida Lund", "Ida Lund's brother"]
    assert expected["place"] == {"name": "Aktau", "country": "KZ"}
    assert expected["count"] == {"min": 2, "max": 2}
    run("decide", "add", told_by, "search", "Police", "--because", "x")
    run("decide", "unsure", arrest, "--because", "x")
    assert "2 because acts beside are not judged" in run("errs", "--cases", str(file))


def test_no_case_tells_of_whom_is_protected(run: Run, acts: list[str], records: Collection, tmp_path: Path) -> None:
    """Not even for who protects them."""
    file = tmp_path / "cases.yaml"
    run("decide", "correct", acts[0], "date", "2023-03-09", "--because", "x")
    run("decide", "correct", acts[2], "date", "2023-03-09", "--because", "x")
    ida = next(iter(looking.persons(records))).id
    run("protect", ida, "--reason", "in custody", "--because", "x")
    assert "0 cases written" in run("errs", "--cases", str(file))
    assert "2 left out as restricted" in run("errs", "--cases", str(file))
    assert "Ida" not in file.read_text("utf-8")
