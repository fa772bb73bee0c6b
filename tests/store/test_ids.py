"""Permanent ids."""

from __future__ import annotations

import re

import pytest

from onrecord.store import ids, schema
from onrecord.store.collection import Collection


def test_an_id_can_be_read_out() -> None:
    """No sign is taken for another one, and no id is a word."""
    assert re.fullmatch(r"A-[2-9B-DF-HJKMNP-TVWXZ]{7}", ids.new("A"))
    assert not set("01ILOUAEY") & set(ids.ALPHABET)


def test_a_taken_id_is_drawn_again(records: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """An id that is in use is never given twice."""
    with records.writing() as connection:
        taken = connection.exec_driver_sql("SELECT id FROM acts").scalars().first()
        drawn = iter([taken, taken, "A-2222222"])
        monkeypatch.setattr(ids, "new", lambda _: next(drawn))
        assert ids.fresh(connection, schema.acts.c.id, "A", 1) == ["A-2222222"]


@pytest.mark.parametrize("typed", ["a-7k3m9qx", " A-7K3M9QX\n"])
def test_an_id_is_known_as_people_type_it(typed: str) -> None:
    """Case and blanks do not matter."""
    assert ids.tidied(typed) == "A-7K3M9QX"
