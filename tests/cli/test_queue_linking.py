"""What linking leaves open comes into the queue, and goes with the answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app
from tests.cli.test_linking import REPORTS, run

_RIVALS = {
    "a": "SEMEI, Kazakhstan (Northern Wire) — Police arrested Aidar Beketov in Semei on March 4, 2021, for insulting the mayor, his wife,"
    " Marzhan Abilova, said.",
    "b": "SEMEI, Kazakhstan (Steppe Post) — Police arrested Aidar Beketov in Semei on March 4, 2021, for spreading false news, his wife,"
    " Marzhan Abilova, said.",
}


def linked(folder: Path, texts: dict[str, str]) -> Path:
    """A collection of some texts, linked."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    made = CliRunner().invoke(app, ["add", *(str(folder / f"{name}.txt") for name in texts), "-c", str(folder / "c")])
    assert made.exit_code == 0, made.output
    run(folder / "c", "link")
    return folder / "c"


def queue(collection: Path, kind: str, user: str = "anna") -> list[Any]:
    """The items of a kind, which are as many as are counted."""
    told = json.loads(run(collection, "queue", "--kind", kind, "--limit", "100", "--json", user=user))
    assert len(told["items"]) == told["counts"].get(kind, 0)
    items: list[Any] = told["items"]
    return items


def test_who_may_be_one_is_asked_until_it_is_judged(tmp_path: Path) -> None:
    """The answer closes the question, whichever it is; taken back, it is open again."""
    collection = linked(tmp_path, REPORTS)
    asked = queue(collection, "double")
    assert asked
    one = asked[0]
    assert "Aidar Beketov and Aidar Beketov" in one["why"][0]
    for verdict in ("same", "different", "unsure"):
        told = run(collection, "judge", verdict, *one["ids"], "--because", "x")
        assert one["ids"] not in [each["ids"] for each in queue(collection, "double")]
        run(collection, "undo", told.split(":")[0], "--because", "x")
        assert one["ids"] in [each["ids"] for each in queue(collection, "double")]


def test_nobody_is_asked_about_whom_they_may_not_see(tmp_path: Path) -> None:
    """Neither side of a question may be protected from who is asked."""
    collection = linked(tmp_path, REPORTS)
    one = queue(collection, "double")[0]
    run(collection, "protect", one["ids"][0], "--reason", "in custody", "--because", "x")
    assert one["ids"] in [each["ids"] for each in queue(collection, "double")]
    assert not [each for each in queue(collection, "double", "ben") if one["ids"][0] in each["ids"]]
    assert one["ids"][0] in run(collection, "doubles")
    assert one["ids"][0] not in run(collection, "doubles", user="ben")
    assert one["ids"][0] not in run(collection, "person", one["ids"][1], "--json", user="ben")


def test_rival_accounts_are_asked_about_until_each_is_judged(tmp_path: Path) -> None:
    """Two charges for one arrest; the question goes when both acts are judged, and nobody sees it who may not see one of the reports."""
    collection = linked(tmp_path, _RIVALS)
    [one] = queue(collection, "rivals")
    assert one["why"] == ["reports contradict each other: charge"]
    acts = json.loads(run(collection, "happening", one["ids"][0], "--json"))["acts"]
    assert len(acts) == 2
    run(collection, "protect", acts[1]["report"], "--reason", "other", "--because", "x")
    assert queue(collection, "rivals", "ben") == []
    for number, act in enumerate(acts):
        assert len(queue(collection, "rivals")) == 1, number
        run(collection, "decide", "accept", act["id"], "--because", "as the report tells it")
    assert queue(collection, "rivals") == []


def test_acts_judged_two_are_no_rivals(tmp_path: Path) -> None:
    """A happening that falls apart leaves no question."""
    collection = linked(tmp_path, _RIVALS)
    [one] = queue(collection, "rivals")
    acts = [act["id"] for act in json.loads(run(collection, "happening", one["ids"][0], "--json"))["acts"]]
    told = run(collection, "judge", "different", *acts, "--because", "two arrests")
    assert queue(collection, "rivals") == []
    run(collection, "undo", told.split(":")[0], "--because", "one")
    assert len(queue(collection, "rivals")) == 1


@pytest.mark.parametrize("kind", ["double", "rivals"])
def test_a_purge_leaves_no_question(tmp_path: Path, kind: str) -> None:
    """On two of which one is gone."""
    collection = linked(tmp_path, REPORTS if kind == "double" else _RIVALS)
    one = queue(collection, kind)[0]
    for user in ("anna", "ben"):
        run(collection, "purge", one["report"], "--ground", "court order", "--yes", user=user)
    assert one["ids"] not in [each["ids"] for each in queue(collection, kind)]
