"""The bar that somebody chose, in the log."""

from __future__ import annotations

from onrecord.store import audit, bars
from onrecord.store.collection import Collection


def test_the_last_choice_holds(records: Collection) -> None:
    """With who chose it and when; those before stay in the log, which is whole."""
    with records.reading() as connection:
        assert bars.chosen(connection) is None
    with records.writing() as connection:
        bars.choose(connection, 0.97, who="anna")
        bars.choose(connection, 0.93, who="ben")
    with records.reading() as connection:
        told = bars.chosen(connection)
        assert told
        assert (told.score, told.who) == (0.93, "ben")
        assert [(one.score, one.who) for one in bars.history(connection)] == [(0.97, "anna"), (0.93, "ben")]
        assert list(audit.faults(connection)) == []
