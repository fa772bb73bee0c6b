"""What needs a person: asked when a coder is unsure, closed by decisions, kept up as if made anew, veiled."""

from __future__ import annotations

import random

import msgspec
import pytest
from sqlalchemy import delete, select

from bench import queue as bench
from onrecord.model import Coded, Evidence, ProtectionHint, Report, Snapshot
from onrecord.store import asking, assigning, deciding, finding, keeping, past, protecting, purging, queued, schema
from onrecord.store.asking import QueueFilter
from onrecord.store.collection import Collection, Reading, open_collection
from onrecord.store.filters import Filter
from onrecord.store.questions import Question, of_pair
from onrecord.store.veil import veil


@pytest.fixture
def coded(coded: Coded) -> Coded:
    """The short report as a coder tells it that is unsure of a place and a date, finds a conflict, and proposes a protection."""
    arrest, torture, fine, release = coded.acts
    shaky = {
        "date": (Evidence(50, 61, "weekday", 0.4), Evidence(50, 61, "weekday", 0.9)),
        "place": (Evidence(35, 40, "place of the clause", 0.5),),
    }
    acts = (
        msgspec.structs.replace(arrest, evidence={**arrest.evidence, **shaky}),
        msgspec.structs.replace(torture, flags=("place told two ways",)),
        fine,
        release,
    )
    ida, ole = coded.persons
    hint = ProtectionHint("relative", Evidence(100, 107, "kin", 0.8))
    return msgspec.structs.replace(coded, acts=acts, persons=(ida, msgspec.structs.replace(ole, protection=(hint,))))


def asked(connection: Reading, user: str = "anna", **told: object) -> list[Question]:
    wanted = msgspec.convert(told, QueueFilter)
    return asking.questions(connection, wanted, veil(connection, user), limit=100, after=None)


def kinds(connection: Reading, user: str = "anna", **told: object) -> list[str]:
    found = [one.kind for one in asked(connection, user, **told)]
    counts = asking.counts(connection, msgspec.convert(told, QueueFilter), veil(connection, user))
    if not told.get("by_report"):
        assert sum(counts.values()) == len(found)
    return list(found)


def decide(connection: Reading, act: str, verdict: str, slot: str | None = None, value: str | None = None) -> str:
    return deciding.decide(connection, act, verdict, slot=slot, value=value, because="x", who="anna").id  # type: ignore[arg-type]


def test_what_is_unsure_is_asked(records: Collection) -> None:
    """Harm comes first, then conflicts, then the values that a rule is least sure of, the least sure named first."""
    with records.reading() as connection:
        found = asked(connection)
        assert [one.kind for one in found] == ["protection", "conflict", "value"]
        assert found[0].item.startswith("P-")
        assert msgspec.json.decode(found[2].why) == [["date", "weekday", 0.4], ["place", "place of the clause", 0.5]]
        assert kinds(connection, type="torture") == ["conflict"]
        assert kinds(connection, kind="value") == ["value"]
        assert kinds(connection, by_report=True) == ["protection"]
        assert kinds(connection, status="corrected") == []


def test_a_judged_value_is_asked_no_more(records: Collection) -> None:
    """Correcting the date leaves the place to be asked, accepting the act leaves nothing; undone, it is asked again."""
    with records.writing() as connection:
        [value] = asked(connection, kind="value")
        decide(connection, value.item, "correct", "date", '"2023"')
        [left] = asked(connection, kind="value")
        assert [slot for slot, _, _ in msgspec.json.decode(left.why)] == ["place"]
        whole = decide(connection, value.item, "accept")
        assert kinds(connection, kind="value") == []
        deciding.undo(connection, whole, because="x", who="anna")
        assert kinds(connection, kind="value") == ["value"]
        decide(connection, value.item, "reject")
        assert kinds(connection, type="arrest") == []


def test_what_nobody_could_tell_waits_for_another(records: Collection) -> None:
    """An act that somebody was unsure of is asked until somebody tells."""
    with records.writing() as connection:
        [value] = asked(connection, kind="value")
        decide(connection, value.item, "unsure")
        assert kinds(connection, type="arrest") == ["unsure", "value"]
        decide(connection, value.item, "accept")
        assert kinds(connection, type="arrest") == []


def test_what_is_no_longer_found_is_asked_until_it_is_judged_again(records: Collection, coded: Coded) -> None:
    """An act that was judged and that a newer coder drops; a decision from before does not settle it, one from after does."""
    with records.writing() as connection:
        [fine] = finding.find_acts(connection, Filter(type="fine"), user="anna")
        decide(connection, fine.id, "correct", "date", '"2020"')
        newer = msgspec.structs.replace(coded.coder, version="2")
        keeping.keep_coding(
            connection, fine.report, msgspec.structs.replace(coded, coder=newer, acts=coded.acts[:1]), who="anna"
        )
        assert kinds(connection, kind="lost") == ["lost"]
        decide(connection, fine.id, "accept")
        assert kinds(connection, kind="lost") == []


def test_whom_to_protect_is_asked_until_it_is_decided(records: Collection) -> None:
    """Whatever the decision."""
    with records.writing() as connection:
        [hint] = asked(connection, kind="protection")
        protecting.decline(connection, hint.item, because="a public figure", who="anna")
        assert kinds(connection, kind="protection") == []
        assert not veil(connection, "ben").names


def test_what_may_not_be_seen_is_in_no_page_and_no_count(records: Collection) -> None:
    """Neither a protected person nor anything of a protected report."""
    told = {"reason": "relative", "may_see": (), "because": "he asked"}
    with records.writing() as connection:
        [hint] = asked(connection, kind="protection")
        assert kinds(connection, "ben") == ["protection", "conflict", "value"]
        protecting.protect(connection, hint.report, who="anna", **told)  # type: ignore[arg-type]
        assert kinds(connection, "ben") == []
        assert kinds(connection, "anna") == ["protection", "conflict", "value"]


def test_pairs_tell_nothing_of_whom_is_protected(records: Collection) -> None:
    """That somebody may be one with a protected person would tell who it is."""
    told = {"reason": "relative", "may_see": (), "because": "he asked"}
    with records.writing() as connection:
        ida, ole = (one.id for one in finding.find_persons(connection, Filter(), user="anna"))
        pair = {"kind": "double", "item": min(ida, ole), "other": max(ida, ole), "other_report": "R-2"}
        queued.add(connection, [Question(report="R-1", rank=1, why="[]", **pair)])  # type: ignore[arg-type]
        assert kinds(connection, "ben", kind="double") == ["double"]
        protecting.protect(connection, ole, who="anna", **told)  # type: ignore[arg-type]
        assert kinds(connection, "ben", kind="double") == []
        assert kinds(connection, "anna", kind="double") == ["double"]


def test_what_is_assigned_is_found_by_its_user(records: Collection) -> None:
    """And what is nobody's by whoever looks for that; taken back, it is nobody's again; each is one entry of the log."""
    with records.writing() as connection:
        [card] = finding.find_reports(connection, user="anna")
        told = {"task": "review", "because": "x", "who": "anna"}
        assert len(kinds(connection, assigned="nobody")) == 3
        first = assigning.assign(connection, card.id, None, "ben", **told)  # type: ignore[arg-type]
        assert len(kinds(connection, assigned="ben")) == 3
        assert kinds(connection, assigned="nobody") == kinds(connection, assigned="eve") == []
        second = assigning.assign(connection, card.id, None, "eve", **told)  # type: ignore[arg-type]
        assert second.supersedes == first.id
        assert kinds(connection, assigned="ben") == []
        assigning.assign(connection, card.id, None, None, **told)  # type: ignore[arg-type]
        assert len(kinds(connection, assigned="nobody")) == 3
        log = list(connection.execute(select(schema.audit.c.what, schema.audit.c.subject)))
        assert [tuple(row) for row in log[-3:]] == [
            *[("assigned", card.id)] * 2,
            ("assignment taken back", card.id),
        ]


def rows(connection: Reading) -> list[tuple[object, ...]]:
    columns = sorted(queued.queue_items.columns, key=lambda column: column.name)
    return sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_kept_up_is_what_is_made_anew(records: Collection, seed: int) -> None:
    """Whatever was decided and undone, the light way over all reports gives the same questions."""
    draw = random.Random(seed)  # noqa: S311  # a seeded test
    with records.writing() as connection:
        keeping.keep_many(connection, bench.items(5, seed=seed + 1), who="anna")
        acts = [one.id for one in finding.find_acts(connection, Filter(), user="anna")]
        made = []
        for _ in range(12):
            verdict = draw.choice(("accept", "reject", "unsure", "correct"))
            slot = "date" if verdict == "correct" else draw.choice((None, "date", "place"))
            made.append(
                decide(connection, draw.choice(acts), verdict, slot, '"2020"' if verdict == "correct" else None)
            )
        standing = [one for one in made if not _superseded(connection, one)]
        deciding.undo(connection, draw.choice(standing), because="x", who="ben")
        before = rows(connection)
        connection.execute(delete(schema.about).where(schema.about.c.key == "queue"))
        connection.execute(delete(queued.queue_items))
        queued.ensure(connection)
        assert rows(connection) == before
        assert len(before) > 5


def _superseded(connection: Reading, decision: str) -> bool:
    told = schema.decisions.c
    return connection.scalar(select(told.id).where(told.supersedes == decision)) is not None


def test_pages_follow_each_other(empty: Collection) -> None:
    """Page by page gives all, each once, in the order of one page; by report the same as the first of each report."""
    with empty.writing() as connection:
        keeping.keep_many(connection, bench.items(15), who="anna")
        whole = asked(connection)
        hidden, found, after = veil(connection, "anna"), [], None
        while some := asking.questions(connection, QueueFilter(), hidden, limit=7, after=after):
            found += some
            after = (some[-1].rank, some[-1].item, some[-1].other, some[-1].kind)
        assert found == whole
        firsts = list({one.report: one for one in whole[::-1]}.values())
        assert sorted(firsts, key=repr) == sorted(asked(connection, by_report=True), key=repr)


def test_what_is_settled_in_the_report_itself_is_asked_for_alone(empty: Collection) -> None:
    """Questions on acts and their values, none on persons or on what other reports tell."""
    with empty.writing() as connection:
        keeping.keep_many(connection, bench.items(15), who="anna")
        kinds = {one.kind for one in asked(connection, in_report=True)}
        assert kinds <= {"unsure", "conflict", "lost", "value"}
        whole = [one for one in asked(connection) if one.kind in kinds]
        assert asked(connection, in_report=True) == whole
        assert len(whole) < len(asked(connection))


def test_what_was_done_last_is_told(empty: Collection) -> None:
    """So many decisions and assignments, in their order."""
    with empty.writing() as connection:
        keeping.keep_many(connection, bench.items(1), who="anna")
        acts = [one.id for one in finding.find_acts(connection, Filter(), user="anna")]
        made = [decide(connection, act, "accept", None, None) for act in acts[:4]]
        assert [one.id for one in past.last_decisions(connection, 3)] == made[1:]
        assert past.last_judgements(connection, 3) == []
        reports = [one.id for one in finding.find_reports(connection, user="anna")]
        given = assigning.assign(connection, reports[0], None, "ben", task="second", because="x", who="anna")
        assert past.last_assignments(connection, 1) == [given]
        assert set(connection.scalars(assigning.subjects_of())) == set()


def test_a_purged_report_is_asked_about_no_more(
    empty: Collection, report: Report, coded: Coded, snapshot: Snapshot
) -> None:
    """Nothing of it is left in the queue, nor who was to look at it."""
    with empty.writing() as connection:
        id = keeping.keep(connection, snapshot, report, coded, who="anna").id
        assigning.assign(connection, id, None, "ben", task="review", because="x", who="anna")
        purging.purge(connection, id, ground="x", who="anna")
        assert rows(connection) == []
        assert assigning.standing(connection) == []


def test_an_older_collection_gets_its_queue(empty: Collection) -> None:
    """Opening one that has no questions yet makes them."""
    with empty.writing() as connection:
        keeping.keep_many(connection, bench.items(3), who="anna")
        before = rows(connection)
        connection.execute(delete(schema.about).where(schema.about.c.key == "queue"))
        connection.exec_driver_sql("DROP TABLE queue_items")

    with open_collection(empty.folder, user="anna") as records, records.reading() as connection:
        assert rows(connection) == before != []


def test_questions_on_two_are_noted_once_and_dropped(empty: Collection) -> None:
    """The most urgent of several on the same two stands; it goes when they are one, or when either is judged anew."""
    reports = ("R-1", "R-2")
    with empty.writing() as connection:
        for score in (0.6, 0.8, 0.7):
            queued.note_pair(connection, [of_pair("double", ("P-1", "P-2"), reports, score)])
        queued.note_pair(connection, [of_pair("double", ("P-2", "P-3"), reports, 0.5)])
        queued.note_pair(connection, [of_pair("copy", ("R-1", "R-2"), reports, 0.5)])
        assert [one.why for one in asked(connection, kind="double")] == ["[0.8]", "[0.5]"]
        queued.close(connection, "person", ["P-2"], {"P-2": "P-2", "P-3": "P-2"})
        assert [one.other for one in asked(connection, kind="double")] == ["P-2"]
        queued.drop_linked(connection, "report", ["P-2"])
        assert kinds(connection) == ["double", "copy"]
        queued.drop_linked(connection, "person", ["P-2"])
        queued.drop_linked(connection, "report", ["R-2"])
        assert kinds(connection) == []
