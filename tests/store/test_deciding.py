"""Decisions over coded acts: kept, found again, undone, and left alone by later codings."""

from __future__ import annotations

import random

import msgspec
import pytest

from onrecord.errors import UnknownItem
from onrecord.model import Act, Coded, Span
from onrecord.review.typed import typed
from onrecord.store import audit, deciding, finding, keeping, protecting
from onrecord.store.collection import Collection, Reading
from onrecord.store.current import Decision
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct
from onrecord.verbs import deciding as verbs_deciding
from onrecord.verbs import looking as verbs_looking


def acts(connection: Reading, **asked: str) -> list[KeptAct]:
    return list(finding.find_acts(connection, msgspec.convert(asked, Filter), user="anna"))


def correct(connection: Reading, act: str, slot: str, value: object) -> Decision:
    told = msgspec.json.encode(value).decode()
    return deciding.decide(connection, act, "correct", slot=slot, value=told, because="she knows", who="anna")


def unsure(connection: Reading, act: str, slot: str) -> Decision:
    return deciding.decide(connection, act, "unsure", slot=slot, value=None, because="torn page", who="ben")


def test_a_corrected_value_is_searched(records: Collection) -> None:
    """Search and filters follow the value that a person gave, and the act is found no more by the old one."""
    with records.writing() as connection:
        [fine] = acts(connection, type="fine")
        correct(connection, fine.id, "date", "2019")
        assert fine.id in [one.id for one in acts(connection, date="2019-05")]
        assert fine.id not in [one.id for one in acts(connection, date="2023-03")]
        assert acts(connection, status="corrected")[0].decisions[0].who == "anna"


def test_a_rejected_act_is_found_only_when_asked_for(records: Collection) -> None:
    """It leaves every list and count, and stays in the record."""
    with records.writing() as connection:
        [fine] = acts(connection, type="fine")
        deciding.decide(connection, fine.id, "reject", slot=None, value=None, because="no fine", who="ben")
        assert acts(connection, type="fine") == []
        assert finding.count_acts(connection, Filter(), user="anna") == 3
        assert [one.id for one in acts(connection, status="rejected")] == [fine.id]
        [card] = finding.find_reports(connection, user="anna")
        assert card.acts == 3


def test_a_decision_takes_the_place_of_the_one_before(records: Collection) -> None:
    """The later correction of a slot stands; undoing it brings back the earlier; each is one entry of the log."""
    with records.writing() as connection:
        [fine] = acts(connection, type="fine")
        first = correct(connection, fine.id, "date", "2019")
        second = correct(connection, fine.id, "date", "2020")
        assert second.supersedes == first.id
        deciding.undo(connection, second.id, because="was right before", who="ben")
        assert acts(connection, type="fine")[0].act.date == "2019"
        told = deciding.history(connection, fine.id, fine.report)
        assert [one.verdict for one in told] == ["correct", "correct", "undo"]
        assert list(audit.faults(connection)) == []
        with pytest.raises(UnknownItem, match="does not stand"):
            deciding.undo(connection, second.id, because="again", who="ben")


def test_an_added_act_is_like_any_other(records: Collection) -> None:
    """What a coder missed is added with its words, and found."""
    with records.writing() as connection:
        [card] = finding.find_reports(connection, user="anna")
        words = (Span(0, 15),)
        told = Act(id="", type="search", mentions=words, sentences=words)
        made = deciding.add_act(connection, card.id, told, because="missed", who="anna")
        [added] = acts(connection, type="search")
        assert (added.id, added.status, added.coder) == (made.act, "added", None)
        assert acts(connection, words="police arrested")[0].id == made.act


@pytest.mark.parametrize("id", ["A-2222222", "nonsense"])
def test_an_unknown_act_is_told(records: Collection, id: str) -> None:
    """Nothing is decided on what is not there."""
    with records.writing() as connection, pytest.raises(UnknownItem, match="onrecord show"):
        correct(connection, id, "date", "2019")


def shaken(coded: Coded, draw: random.Random) -> Coded:
    """The same report as another version of a coder tells it: acts missed, moved a little, with other values, in another order."""
    told = []
    for act in coded.acts:
        if draw.random() < 0.2:
            continue
        first = act.mentions[0]
        grown = Span(first.start, first.end + draw.choice((0, 0, 4)))
        told.append(msgspec.structs.replace(act, date=draw.choice((None, "1999", act.date)), mentions=(grown,)))
    draw.shuffle(told)
    numbered = tuple(msgspec.structs.replace(act, id=f"b{number}", links=()) for number, act in enumerate(told))
    coder = msgspec.structs.replace(coded.coder, version="2")
    return msgspec.structs.replace(coded, coder=coder, acts=numbered)


@pytest.mark.parametrize("seed", range(10))
def test_no_decision_is_lost_by_a_recoding(records: Collection, coded: Coded, seed: int) -> None:
    """Whatever a newer coder tells, every reviewed value stands as it was reviewed, on the same id."""
    draw = random.Random(seed)  # noqa: S311  # a seeded test
    with records.writing() as connection:
        before = acts(connection)
        for one in before:
            if draw.random() < 0.7:
                slot, value = draw.choice((("date", "2001-02-03"), ("charge", "hooliganism"), ("realis", "planned")))
                correct(connection, one.id, slot, value)
        judged = {one.id: one for one in acts(connection) if one.decisions}
        [card] = finding.find_reports(connection, user="anna")
        keeping.keep_coding(connection, card.id, shaken(coded, draw), who="anna")
        after = {one.id: one for one in acts(connection)}
    assert judged
    for id, one in judged.items():
        assert after[id].decisions == one.decisions
        for decision in one.decisions:
            assert getattr(after[id].act, decision.slot or "") == getattr(one.act, decision.slot or "")


def test_who_is_unsure_leaves_the_value_as_it_is(records: Collection) -> None:
    """The act keeps its values, those that were corrected too, and is found by its status; undoing clears it."""
    with records.writing() as connection:
        [fine] = acts(connection, type="fine")
        doubt = unsure(connection, fine.id, "date")
        [found] = acts(connection, status="unsure")
        assert (found.id, found.act.date) == (fine.id, fine.act.date)
        deciding.undo(connection, doubt.id, because="seen again", who="ben")
        assert acts(connection, status="unsure") == []
        correct(connection, fine.id, "date", "2019")
        unsure(connection, fine.id, "date")
        assert [one.act.date for one in acts(connection, status="unsure")] == ["2019"]


def test_a_corrected_value_keeps_the_words_that_tell_it(records: Collection) -> None:
    """They are its evidence from then on, also once the value is accepted."""
    with records.writing() as connection:
        [fine] = acts(connection, type="fine")
        words = '[{"start":3,"end":9}]'
        deciding.decide(
            connection, fine.id, "correct", slot="date", value='"2019"', words=words, because="read", who="ben"
        )
        deciding.decide(connection, fine.id, "accept", slot="date", value=None, because="read", who="anna")
        [found] = acts(connection, type="fine")
        [told] = found.act.evidence["date"]
        assert (told.start, told.end, told.rule) == (3, 9, "chosen by a person")
        assert list(audit.faults(connection)) == []


def test_a_decision_stands_until_another_takes_its_place(records: Collection) -> None:
    """Rejected, unsure and accepted, an act is accepted; the last taken back, what it replaced can be taken back too."""
    with records.writing() as connection:
        [fine] = acts(connection, type="fine")
        for verdict in ("reject", "unsure", "accept"):
            made = deciding.decide(connection, fine.id, verdict, slot=None, value=None, because="x", who="ben")
        assert finding.act(connection, fine.id, user="anna").decisions == (made,)
        assert finding.act(connection, fine.id, user="anna").status == "accepted"
        deciding.undo(connection, made.id, because="x", who="ben")
        [standing] = finding.act(connection, fine.id, user="anna").decisions
        assert standing.verdict == "unsure"
        with pytest.raises(UnknownItem, match="came in its place"):
            deciding.undo(connection, str(standing.supersedes), because="x", who="ben")
        deciding.undo(connection, standing.id, because="x", who="ben")
        assert finding.act(connection, fine.id, user="anna").status == "rejected"


def test_nobody_undoes_what_was_decided_on_a_report_kept_from_them(records: Collection) -> None:
    """To them there is no such decision; to whoever may see the report, there is."""
    with records.writing() as connection:
        [fine] = acts(connection, type="fine")
        made = correct(connection, fine.id, "date", "2019")
        protecting.protect(connection, fine.report, reason="other", may_see=(), because="a leak", who="anna")
        with pytest.raises(UnknownItem, match="no decision"):
            deciding.undo(connection, made.id, because="x", who="ben")
        assert deciding.undo(connection, made.id, because="x", who="anna").supersedes == made.id


def test_typing_what_stands_loses_nothing_of_it(records: Collection) -> None:
    """A value that is typed as it is shown is accepted whole, with the words that are pointed to; another one corrects."""
    [fine] = verbs_looking.acts(records, verbs_looking.wanted(type="arrest"))
    for slot in ("place", "affected", "count", "source", "date"):
        value = getattr(fine.act, slot)
        made = verbs_deciding.correct(records, fine.id, slot, typed(slot, value), because="read", words=Span(0, 6))
        assert made.verdict == "accept"
        with records.reading() as connection:
            kept = finding.act(connection, fine.id, user="anna").act
        assert getattr(kept, slot) == value
        assert [(one.start, one.end) for one in kept.evidence[slot]] == [(0, 6)]
    assert verbs_deciding.correct(records, fine.id, "date", "2019", because="read").verdict == "correct"
