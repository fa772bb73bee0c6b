"""Columns chosen for slots change the mapping there, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.importing import slots
from onrecord.importing.mapping import From, Mapping, When, people
from onrecord.importing.proposing import propose
from onrecord.importing.sheets import Sheet, open_sheet

SHEET = "id,what,kind,when,until,town,country,who,name__ru,by\n1,arrested,beaten,2019,2020,Osh,Kyrgyzstan,Ana Ruiz,Ана,police\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    path = tmp_path / "list.csv"
    path.write_text(SHEET)
    return open_sheet(path)


@pytest.fixture
def mapping(sheet: Sheet) -> Mapping:
    return propose(sheet)


def test_what_is_chosen_as_it_stands_changes_nothing(mapping: Mapping, sheet: Sheet) -> None:
    """What a mapping says beside the columns stays."""
    assert slots.with_slots(mapping, sheet, slots.slots_of(mapping)) == mapping


@pytest.mark.parametrize("slot", slots.SLOTS)
def test_every_slot_takes_a_column(mapping: Mapping, sheet: Sheet, slot: str) -> None:
    """And only it has that column then; emptied, it has none."""
    before = slots.slots_of(mapping)
    made = slots.with_slots(mapping, sheet, {slot: "by"})
    assert slots.slots_of(made) == {**before, slot: "by"}
    if slot != "type":
        emptied = slots.slots_of(slots.with_slots(made, sheet, {slot: None}))
        assert emptied[slot] is None


def test_a_column_for_the_type_has_its_words_looked_up(mapping: Mapping, sheet: Sheet) -> None:
    """A type that all rows tell goes before it."""
    made = slots.with_slots(mapping, sheet, {"type": "kind"})
    assert made.acts[0].type == From(column="kind", codes={"beaten": "assault"})
    assert slots.with_codes(made, {"beaten": "torture"}).acts[0].type == From(
        column="kind", codes={"beaten": "torture"}
    )
    assert slots.with_type(made, "arrest").acts[0].type == From(value="arrest")


def test_dates_keep_what_is_beside_them(mapping: Mapping, sheet: Sheet) -> None:
    """A date that ends elsewhere is one interval."""
    made = slots.with_slots(mapping, sheet, {"date": "when", "until": "until"})
    assert made.acts[0].date == When(column="when", until="until")


def test_other_names_go_with_their_column(mapping: Mapping, sheet: Sheet) -> None:
    """Where people are taken from elsewhere, their names in other scripts are not taken from there any more."""
    made = slots.with_slots(mapping, sheet, {"affected": "by"})
    assert people(made.acts[0].affected[0]).others == ()
