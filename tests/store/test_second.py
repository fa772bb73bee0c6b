"""Second codings: kept apart from what is shown, undone exactly, purged with their report."""

from __future__ import annotations

import random

import msgspec
import pytest
from sqlalchemy import func, select

from onrecord.errors import UnknownItem
from onrecord.model import Act, Coded, Span
from onrecord.review.drawing import is_drawn
from onrecord.store import audit, deciding, finding, keeping, purging, schema, second
from onrecord.store.collection import Collection, Reading
from onrecord.store.current import CurrentAct, Decision
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct
from onrecord.store.second import SecondCoding


def shown(connection: Reading) -> list[KeptAct]:
    return list(finding.find_acts(connection, Filter(), user="anna"))


@pytest.fixture
def kept(records: Collection) -> str:
    """The id of the short report."""
    with records.reading() as connection:
        return next(iter(finding.find_reports(connection, user="anna"))).id


def judge(connection: Reading, told: SecondCoding, draw: random.Random) -> Decision:
    """Any judgement on any act of a pass."""
    act = draw.choice(second.acts_of(connection, told))
    verdict = draw.choice(("accept", "reject", "correct", "unsure", "add"))
    if verdict == "add":
        words = (Span(0, 6),)
        return second.add_act(connection, told, Act(id="", type="search", mentions=words, sentences=words), because="x")
    slot = "date" if verdict == "correct" else draw.choice((None, "date", "charge"))
    value = msgspec.json.encode(draw.choice(("2019", "2020"))).decode() if verdict == "correct" else None
    return second.judge(connection, told, act, verdict, slot=slot, value=value, because="x")  # type: ignore[arg-type]


def values(acts: list[CurrentAct]) -> list[tuple[str, Act, str]]:
    return [(one.id, one.act, one.status) for one in acts]


@pytest.mark.parametrize("seed", range(8))
def test_any_judgement_is_undone_exactly(records: Collection, kept: str, seed: int) -> None:
    """Whatever was judged before: each undoing gives what stood before it, and the log answers for every row."""
    draw = random.Random(seed)  # noqa: S311  # a seeded test
    with records.writing() as connection:
        before = shown(connection)
        told = second.begin(connection, kept, because="drawn", who="ben")
        trail = [(values(second.acts_of(connection, told)), judge(connection, told, draw)) for _ in range(6)]
        for standing, judgement in reversed(trail):
            second.undo(connection, told, judgement.id, because="x")
            assert values(second.acts_of(connection, told)) == standing
        assert shown(connection) == before
        assert list(audit.faults(connection)) == []


def test_a_pass_sees_what_was_coded_when_it_began(records: Collection, kept: str, coded: Coded) -> None:
    """Neither what others decide, nor a newer coding, nor what others add changes it."""
    with records.writing() as connection:
        told = second.begin(connection, kept, because="drawn", who="ben")
        before = values(second.acts_of(connection, told))
        act = shown(connection)[0].id
        deciding.decide(connection, act, "reject", slot=None, value=None, because="x", who="anna")
        newer = msgspec.structs.replace(coded.coder, version="2")
        keeping.keep_coding(
            connection, kept, msgspec.structs.replace(coded, coder=newer, acts=coded.acts[1:2]), who="anna"
        )
        assert values(second.acts_of(connection, told)) == before


def test_who_judged_is_no_second_coder(records: Collection, kept: str) -> None:
    """Nor who has coded it a second time; one pass at a time; a pass given up may be begun again."""
    with records.writing() as connection:
        act = shown(connection)[0].id
        deciding.decide(connection, act, "accept", slot=None, value=None, because="x", who="anna")
        with pytest.raises(UnknownItem, match="judged acts"):
            second.begin(connection, kept, because="x", who="anna")
        told = second.begin(connection, kept, because="x", who="ben")
        with pytest.raises(UnknownItem, match="under way"):
            second.begin(connection, kept, because="x", who="ben")
        second.end(connection, told, "given up", because="no time")
        told = second.begin(connection, kept, because="x", who="ben")
        second.end(connection, told, "finished", because="x")
        with pytest.raises(UnknownItem, match="already"):
            second.begin(connection, kept, because="x", who="ben")
        assert [(one.who, one.state) for one in second.passes(connection, [kept])] == [
            ("ben", "given up"),
            ("ben", "finished"),
        ]


def test_only_what_stands_is_undone(records: Collection, kept: str) -> None:
    """A judgement that another replaced, or one of another's pass, is told."""
    with records.writing() as connection:
        told = second.begin(connection, kept, because="x", who="ben")
        other = second.begin(connection, kept, because="x", who="eve")
        act = second.acts_of(connection, told)[0]
        first = second.judge(connection, told, act, "accept", slot=None, because="x")
        act = second.acts_of(connection, told)[0]
        second.judge(connection, told, act, "reject", slot=None, because="x")
        with pytest.raises(UnknownItem, match="does not stand"):
            second.undo(connection, told, first.id, because="x")
        with pytest.raises(UnknownItem, match="no judgement"):
            second.undo(connection, other, first.id, because="x")


def test_a_purge_takes_second_codings(records: Collection, kept: str) -> None:
    """With their judgements; the log is whole afterwards."""
    with records.writing() as connection:
        told = second.begin(connection, kept, because="x", who="ben")
        judge(connection, told, random.Random(1))  # noqa: S311  # a seeded test
        purging.purge(connection, kept, ground="court order", who="anna")
        for table in (schema.second_codings, schema.second_judgements):
            assert connection.scalar(select(func.count()).select_from(table)) == 0
        assert list(audit.faults(connection)) == []


def test_a_share_draws_the_same_reports() -> None:
    """About as many as the share says, all of a smaller share among those of a larger one."""
    reports = [f"R-{number:07}" for number in range(20_000)]
    tenth, fifth = ({one for one in reports if is_drawn(one, share)} for share in (0.1, 0.2))
    assert tenth < fifth
    assert len(tenth) == pytest.approx(2_000, rel=0.1)
    assert all(is_drawn(one, 1) for one in reports)


def test_what_was_decided_since_is_known(records: Collection, kept: str) -> None:
    """By the order of the log, also within one second."""
    with records.writing() as connection:
        [first, other, *_] = shown(connection)
        told = {"slot": None, "value": None, "because": "x", "who": "anna"}
        deciding.decide(connection, first.id, "accept", **told)  # type: ignore[arg-type]
        ended = second.end(connection, second.begin(connection, kept, because="x", who="ben"), "finished", because="x")
        assert second.decided_since(connection, ended) == frozenset()
        late = deciding.decide(connection, other.id, "accept", **told)  # type: ignore[arg-type]
        assert second.decided_since(connection, ended) == {late.id}


def test_reports_under_way_are_ones_own(records: Collection, kept: str) -> None:
    """From the beginning to the end of a pass, for whoever makes it."""
    with records.writing() as connection:
        told = second.begin(connection, kept, because="x", who="ben")
        assert second.reports_under_way(connection, who="ben") == {kept}
        assert second.reports_under_way(connection, who="anna") == frozenset()
        second.end(connection, told, "given up", because="x")
        assert second.reports_under_way(connection, who="ben") == frozenset()
