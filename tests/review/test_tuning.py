"""The bar of a collection: proposed from what people judged, changed by nobody but a person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench import linking as bench
from onrecord.cli.app import app
from onrecord.errors import SettingsError
from onrecord.linking.people import Mention
from onrecord.store import judging, linked
from onrecord.store.collection import Collection, create
from onrecord.verbs import linking
from onrecord.verbs.linking.joining import settle
from onrecord.verbs.linking.linkers import linker_of
from onrecord.verbs.linking.persons import item

PAIRS = 45
"""More than show nine in ten."""


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Collection]:
    """A collection of pairs that are alike by town and one companion, which is a question by the program's own bar."""
    told = [
        Mention(
            id=f"P-{n:03}{side}",
            report=f"R-{n:03}{side}",
            names=(f"Aidar {'Beketov' if n % 2 else 'Omarov'}{chr(97 + n % 26)}{chr(97 + n // 26)}",),
            towns=frozenset({f"town {n}, KZ"}),
            countries=frozenset({"KZ"}),
        )
        for n in range(PAIRS)
        for side in "ab"
    ]
    with create(tmp_path / "c", user="anna") as made:
        with made.writing() as connection:
            linked.add(connection, "person", (), [item(one) for one in told])
            settle(connection, linker_of(connection, "person"))
        yield made


def judge(records: Collection, number: int, verdict: judging.Judged) -> None:
    with records.writing() as connection:
        for n in range(number):
            told = {"kind": "person", "left": f"P-{n:03}a", "right": f"P-{n:03}b", "supersedes": None}
            judging._insert(connection, verdict, because="she knows", who="anna", **told)
        settle(connection, linker_of(connection, "person"))


def run(records: Collection, *words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*words, "-c", str(records.folder)], env={"ONRECORD_USER": "ben"})
    assert done.exit_code == code, done.output
    return done.output


def test_too_few_judgements_change_nothing(records: Collection) -> None:
    """It is said how many it takes; no lower bar can be chosen, and none is proposed."""
    judge(records, 10, "same")
    assert "Too few judgements to propose a bar that keeps 0.99: it takes 381" in run(records, "tune")
    told = run(records, "tune", "0.8", code=2)
    assert "Nothing was changed: of 10 judged pairs from 0.8 on, 10 are one" in told
    with pytest.raises(SettingsError, match="is no bar"):
        linking.choose_bar(records, 0.1)
    assert linking.tuned(records).chosen is None


def test_a_bar_is_proposed_and_holds_only_when_chosen(records: Collection) -> None:
    """Enough right ones speak for a lower bar; it joins others once somebody has chosen it, and not before."""
    judge(records, 40, "same")
    before = bench.groups(records)
    told = json.loads(run(records, "tune", "--precision", "0.9", "--json"))
    bar = told["proposed"]["bar"]
    assert told["proposed"]["low"] >= 0.9
    assert bar < told["holds"]["bar"] == 0.95
    assert bench.groups(records) == before
    shown = run(records, "tune", str(bar), "--precision", "0.9")
    assert "before: 0.95: 0 of 0 pairs" in shown
    assert f"now:    {bar:g}: 40 of 40 pairs are one, precision 1.000 (0.912 to 1.000)" in shown
    chosen = linking.tuned(records).chosen
    assert chosen
    assert (chosen.score, chosen.who) == (bar, "ben")
    with records.writing() as connection:
        linked.loosen(connection, "person", [f"P-{n:03}{side}" for n in range(PAIRS) for side in "ab"])
        settle(connection, linker_of(connection, "person"))
    assert len(bench.groups(records)) == PAIRS < len(before)


def test_a_higher_bar_may_always_be_chosen(records: Collection) -> None:
    """To join fewer needs no proof, nor does going back to the program's own."""
    run(records, "tune", "0.98")
    assert linking.tuned(records).holds.bar == 0.98
    run(records, "tune", "0.95")
    assert "chosen by ben" in run(records, "tune")
    assert linking.tuned(records).holds.bar == 0.95


def test_judgements_that_say_two_forbid_a_bar(records: Collection) -> None:
    """What people parted counts against."""
    judge(records, 40, "different")
    told = linking.tuned(records, asked=0.9)
    assert told.judged == 40
    assert told.proposed is None
    with pytest.raises(SettingsError, match="0 are one"):
        linking.choose_bar(records, 0.7, asked=0.9)


def test_another_bar_has_all_linked_again(records: Collection) -> None:
    """What was linked by one bar is not mixed with another."""
    linking.link(records)
    assert linking.link_added(records, []) is not None
    linking.choose_bar(records, 0.98)
    assert linking.link_added(records, []) is None
    assert linking.link(records).again
    assert not linking.link(records).again
