"""Sheets into a collection and out again, on both databases: by key, again, broken off, undone, purged."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from onrecord.errors import UnknownItem
from onrecord.importing.rows import read_row
from onrecord.importing.sheets import open_sheet
from onrecord.model import Act, Coded, Report, Snapshot
from onrecord.publishing.formats import Format
from onrecord.store import deciding, finding, imports, keeping, verifying, versions
from onrecord.store.collection import Collection, open_or_create
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct
from onrecord.verbs import exporting, importing, purging, recoding

HEAD = "id,what,when,who,town,country"
FIRST = f"{HEAD}\n1,arrested,2019,Ana Ruiz,Quito,Ecuador\n2,killed,around 7 December 2022 (week of),Bo Dahl,Aktau,Kazakhstan\n3,seen,2020,Cy Ek,,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the sheets lie."""
    (tmp_path / "sheets").mkdir()
    return tmp_path / "sheets"


def planned(records: Collection | None, folder: Path, text: str, name: str = "list.csv") -> importing.Plan:
    path = folder / name
    path.write_text(text, "utf-8")
    made = importing.plan(records, path)
    if records and made.origin == "proposed":
        importing.save(records, made)
    return made


def brought(records: Collection, folder: Path, text: str, name: str = "list.csv") -> Counter[str]:
    return Counter(one.status for one in importing.bring(records, planned(records, folder, text, name)))


def acts(records: Collection, asked: Filter = Filter()) -> list[KeptAct]:
    with records.reading() as connection:
        return list(finding.find_acts(connection, asked, user="anna"))


def whole(records: Collection) -> bool:
    """Whether the log, the files and the view are as they were kept."""
    return not [str(one) for one in verifying.faults(records)]


def test_rows_become_reports_that_are_searched(empty: Collection, folder: Path) -> None:
    """Acts of rows are found by person, place, date and words; a row that cannot be read is noted, and stops no other."""
    outcomes = list(importing.bring(empty, planned(empty, folder, FIRST)))
    assert [one.status for one in outcomes] == ["added", "added", "refused"]
    assert str(outcomes[2].problems[0]).startswith("row 4, column what: `seen` is no act of the codebook")
    [arrest] = acts(empty, Filter(person="ruiz", place="quito", date="2019-05", words='"ana ruiz"'))
    assert arrest.act.date == "2019"
    assert [one.act.date for one in acts(empty, Filter(date="2022-12-10"))] == ["2022-12-05~/2022-12-11~"]
    with empty.reading() as connection:
        report = finding.report(connection, arrest.report, user="anna")
        [sheet] = report.snapshots
    assert (empty.folder / "snapshots" / sheet[:2] / sheet).read_text("utf-8") == FIRST
    assert report.coder
    assert report.coder.name == "import list"
    assert whole(empty)


def test_the_same_sheet_again_adds_nothing(empty: Collection, folder: Path) -> None:
    """Neither under another name nor in other bytes with the same rows."""
    brought(empty, folder, FIRST)
    before = acts(empty)
    assert brought(empty, folder, FIRST) == {"unchanged": 2, "refused": 1}
    assert brought(empty, folder, FIRST + "\n", "copy.csv") == {"unchanged": 2, "refused": 1}
    assert acts(empty) == before


def test_a_row_with_a_known_key_updates_its_record(empty: Collection, folder: Path) -> None:
    """Its act keeps its id whatever has changed in it, even its type; the words before are still kept."""
    brought(empty, folder, FIRST)
    before = acts(empty)
    changed = FIRST.replace("1,arrested,2019,Ana Ruiz", "1,detained,2019-05,Ana Ruiz").replace("killed", "abducted")
    plan = planned(empty, folder, changed + "4,killed,2021,Di Fry,,\n")
    codes = plan.mapping.acts[0].type
    codes = msgspec.structs.replace(codes, codes={"detained": "arrest", "abducted": "abduction", "killed": "killing"})  # type: ignore[type-var]
    mapping = msgspec.structs.replace(plan.mapping, acts=(msgspec.structs.replace(plan.mapping.acts[0], type=codes),))
    plan = msgspec.structs.replace(plan, mapping=mapping)
    assert Counter(one.status for one in importing.rehearse(empty, plan)) == {"updated": 2, "added": 1, "refused": 1}
    assert acts(empty) == before, "a rehearsal keeps nothing"
    assert Counter(one.status for one in importing.bring(empty, plan)) == {"updated": 2, "added": 1, "refused": 1}
    after = acts(empty)
    assert [one.id for one in after[:2]] == [one.id for one in before]
    assert [(one.act.type, one.act.date) for one in after] == [
        ("arrest", "2019-05"), ("abduction", "2022-12-05~/2022-12-11~"), ("killing", "2021"),
    ]  # fmt: skip
    with empty.reading() as connection:
        old = finding.whole_report(connection, before[0].report)
        assert "when: 2019\n" in old.report.text
        assert len(list(finding.find_reports(connection, user="anna"))) == 3
    assert whole(empty)


def test_decisions_go_on_with_the_record(empty: Collection, folder: Path) -> None:
    """What somebody corrected, accepted or added stays over the new row, and can be undone there."""
    brought(empty, folder, FIRST)
    arrest, killing = acts(empty)
    with empty.writing() as connection:
        told = deciding.decide(
            connection, arrest.id, "correct", slot="date", value='"2018"', because="a paper", who="anna"
        )
        deciding.decide(connection, killing.id, "accept", slot=None, value=None, because="seen", who="anna")
        more = Act(id="", type="release", mentions=arrest.act.mentions, sentences=arrest.act.sentences)
        deciding.add_act(connection, arrest.report, more, because="told", who="anna")
    brought(empty, folder, FIRST.replace("2019", "2020").replace("Aktau", "Almaty"))
    after = {one.id: one for one in acts(empty)}
    assert (after[arrest.id].act.date, after[arrest.id].status) == ("2018", "corrected")
    accepted = after[killing.id].act
    assert accepted.place
    assert (accepted.place.name, after[killing.id].status) == ("Aktau", "accepted")
    assert "place" not in accepted.evidence, "its words are gone from the row"
    [added] = [one for one in after.values() if one.status == "added"]
    assert added.report == after[arrest.id].report != arrest.report
    with empty.writing() as connection:
        deciding.undo(connection, told.id, because="wrong paper", who="anna")
    assert {one.id: one for one in acts(empty)}[arrest.id].act.date == "2020"


def test_undoing_an_import(empty: Collection, folder: Path) -> None:
    """Its rows leave the view or give way to those before; what was decided on them is told; nothing is removed."""
    brought(empty, folder, FIRST)
    before = acts(empty)
    brought(empty, folder, FIRST.replace("2019", "2020") + "4,killed,2021,Di Fry,,\n")
    with empty.writing() as connection:
        first, second = versions.imported(connection)
        added = acts(empty)[-1]
        deciding.decide(connection, added.id, "accept", slot=None, value=None, because="seen", who="bo")
    undone = importing.take_back(empty, second.id.lower())
    assert (undone.reports, [one.because for one in undone.decisions]) == (2, ["seen"])
    assert [(one.id, one.act) for one in acts(empty)] == [(one.id, one.act) for one in before]
    with empty.reading() as connection:
        assert finding.whole_report(connection, added.report).report.text.startswith("id: 4")
    importing.take_back(empty, first.id)
    assert acts(empty) == []
    with pytest.raises(UnknownItem, match="those that do are none"):
        importing.take_back(empty, first.id)
    assert whole(empty)
    assert brought(empty, folder, FIRST) == {"added": 2, "refused": 1}
    assert [one.id for one in acts(empty)] == [one.id for one in before]


def test_a_row_that_two_imports_brought(empty: Collection, folder: Path) -> None:
    """It stands as long as one of them does."""
    brought(empty, folder, FIRST)
    brought(empty, folder, FIRST + "4,killed,2021,Di Fry,,\n")
    with empty.reading() as connection:
        first = versions.imported(connection)[0]
    importing.take_back(empty, first.id)
    assert len(acts(empty)) == 3


def test_an_import_that_is_broken_off_goes_on(empty: Collection, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was told as kept is kept, under one import, and the rest follows."""
    monkeypatch.setattr(importing, "_AT_ONCE", 2)
    text = f"{HEAD}\n" + "".join(f"{n},killed,2019,Person N{n},,\n" for n in range(5))
    rows = importing.bring(empty, planned(empty, folder, text))
    assert [next(rows).status for _ in range(3)] == ["added"] * 3
    rows.close()  # type: ignore[attr-defined]
    assert brought(empty, folder, text) == {"unchanged": 4, "added": 1}
    with empty.reading() as connection:
        [one] = versions.imported(connection)
        assert len(finding_rows(empty, one.id)) == 5
    assert len(acts(empty)) == 5


def finding_rows(records: Collection, id: str) -> dict[int, str]:
    with records.reading() as connection:
        return dict(imports.rows_kept(connection, id))


def test_rows_alike_and_keys_that_repeat(empty: Collection, folder: Path) -> None:
    """The first counts; the others say which row they repeat."""
    text = f"{HEAD}\n1,killed,2019,Ana Ruiz,,\n1,killed,2020,Bo Dahl,,\n"
    plan = planned(empty, folder, text)
    by_key = msgspec.structs.replace(plan, mapping=msgspec.structs.replace(plan.mapping, key=("id",)))
    told = list(importing.bring(empty, by_key))
    assert str(told[1].problems[0]).startswith("row 3, column id: the same key as row 2")
    again = planned(empty, folder, "who,what\nAna Ruiz,killed\nAna Ruiz,killed\n", "other.csv")
    assert "the same as row 2" in str(list(importing.bring(empty, again))[1].problems[0])


def test_a_mapping_is_saved_and_used_again(empty: Collection, folder: Path) -> None:
    """For sheets with the same columns; one of other columns with the same name does not overwrite it."""
    first = planned(empty, folder, FIRST)
    assert first.origin == "proposed"
    again = planned(empty, folder, FIRST + "4,killed,2021,Di Fry,,\n")
    assert (again.origin, again.mapping) == ("saved", first.mapping)
    other = planned(empty, folder, "what,who\nkilled,Ana Ruiz\n")
    assert importing.save(empty, other).name == "list-2.yaml"
    assert planned(empty, folder, FIRST).mapping == first.mapping


def test_a_changed_mapping_reads_the_rows_anew(empty: Collection, folder: Path) -> None:
    """The same acts, with the same ids, by another version of the mapping."""
    brought(empty, folder, FIRST)
    before = acts(empty)
    path = empty.folder / "mappings" / "list.yaml"
    path.write_text(path.read_text().replace("seen: null", "").replace("killed: killing", "killed: killing/execution"))
    assert brought(empty, folder, FIRST) == {"updated": 2, "refused": 1}
    after = acts(empty)
    assert [one.id for one in after] == [one.id for one in before]
    assert after[1].act.subtype == "execution"


def test_a_purged_row_is_gone_with_its_record_and_its_sheets(empty: Collection, folder: Path) -> None:
    """Earlier versions of the record, refused rows with its key and the sheets' bytes go too; other rows stay."""
    brought(empty, folder, FIRST)
    brought(empty, folder, FIRST.replace("Ana Ruiz,Quito", "Ana Ruiz,Guayaquil"))
    brought(empty, folder, FIRST.replace("arrested,2019,Ana Ruiz", "Ana Ruiz,2019,x"))
    [arrest] = acts(empty, Filter(person="Ana Ruiz"))
    done = purging.purge(empty, arrest.report, ground="asked for")
    assert done.done
    left = b"".join(path.read_bytes() for path in empty.folder.rglob("*") if path.is_file())
    assert b"Ana Ruiz" not in left
    assert [one.act.affected[0].name for one in acts(empty)] == ["Bo Dahl"]
    assert whole(empty)


def test_rows_are_not_coded_by_the_coder_of_texts(empty: Collection, folder: Path) -> None:
    """A newer coder leaves them to their mapping."""
    brought(empty, folder, FIRST)
    assert list(recoding.recode(empty)) == []


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl"])
def test_what_is_exported_comes_back(
    records: Collection, tmp_path: Path, folder: Path, format: Format, report: Report, coded: Coded
) -> None:
    """Into another collection: the same acts with the same ids, as far as a row carries them; exported again, the same rows.

    A row does not carry the report's text but its quote, nor where in it words stand, nor kinds of participants.
    """
    before = exported(records, folder, format)
    with open_or_create(tmp_path / "other", user="anna") as other:
        told = list(importing.bring(other, importing.plan(other, before)))
        assert [one.status for one in told] == ["added"] * 4, [str(p) for one in told for p in one.problems]
        assert {one.id: _carried(one.act) for one in acts(other)} == {
            one.id: _carried(one.act) for one in acts(records)
        }
        after = exported(other, folder / "again", format)
        assert _rows(after) == _rows(before)


def exported(records: Collection, folder: Path, format: Format) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"acts.{format}"
    with path.open("wb") as file:
        exporting.export(records, file, format=format)
    return path


def _carried(act: Act) -> dict[str, object]:
    """An act without what a row of an export does not carry."""
    told = msgspec.to_builtins(act)
    names = {slot: [one.name for one in getattr(act, slot)] for slot in ("actors", "affected")}
    source = [[one.name for one in step] for step in act.source]
    lost = ("mentions", "sentences", "evidence")
    return {**{name: value for name, value in told.items() if name not in lost}, **names, "source": source}


_OF_THE_COLLECTION = {
    "report",
    "report_given_id",
    "text_sha256",
    "coder",
    "affected_persons",
    "quote",
    "confidence",
    "least_sure",
}
"""Columns that tell of the collection that a row lies in."""


def _rows(path: Path) -> list[dict[str, str]]:
    return [
        {name: cell for name, cell in row.cells.items() if name not in _OF_THE_COLLECTION}
        for row in open_sheet(path).rows()
    ]


def test_an_export_into_its_own_collection(records: Collection, folder: Path) -> None:
    """Rows as they stand here change nothing; one that was changed is refused, since a decision must say why."""
    path = exported(records, folder, "csv")
    plan = importing.plan(records, path)
    assert Counter(one.status for one in importing.bring(records, plan)) == {"unchanged": 4}
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    rows[1][rows[0].index("date")] = "2020"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    told = list(importing.bring(records, importing.plan(records, path)))
    assert [one.status for one in told] == ["refused", "unchanged", "unchanged", "unchanged"]
    assert "use `onrecord decide`" in str(told[0].problems[0])


def test_reports_of_the_same_words_from_elsewhere_stay(empty: Collection, folder: Path, snapshot: Snapshot) -> None:
    """A row whose text also came as a report of its own stays when the import is undone."""
    plan = planned(empty, folder, FIRST)
    read = read_row(next(plan.sheet.rows()), plan.mapping)
    assert read.report
    with empty.writing() as connection:
        keeping.keep(connection, snapshot, read.report, read.coded, who="anna")
    list(importing.bring(empty, plan))
    with empty.reading() as connection:
        [one] = versions.imported(connection)
    importing.take_back(empty, one.id)
    assert [act.act.type for act in acts(empty)] == ["arrest"]
