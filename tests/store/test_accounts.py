"""Accounts in both databases: kept, changed, logged without a word of what is proved with, and restored."""

from __future__ import annotations

from sqlalchemy import select

from onrecord.store import accounts as kept
from onrecord.store import audit, schema
from onrecord.store.collection import Collection


def test_an_account_is_made_and_changed(empty: Collection) -> None:
    """Its sessions end with every change; the log names who did what, and no digest."""
    with empty.writing() as connection:
        assert not kept.any_are(connection)
        kept.add(connection, "ada", "admin", ["north"], who="anna")
        kept.change(connection, "ada", "password set", who="ada", password="digest-of-it")  # noqa: S106  # none
        found = kept.account(connection, "ada")
        assert found is not None
        assert (found.role, found.groups, found.has_password, found.changed) == ("admin", ("north",), True, 1)
        assert kept.seen_as(connection, "ada") == {"ada", "group:north"}
        log = connection.execute(select(schema.audit.c.what, schema.audit.c.who, schema.audit.c.content)).all()
        assert [(one.what, one.who) for one in log] == [("account made: admin", "anna"), ("password set", "ada")]
        assert not any("digest" in one.content for one in log)
        assert list(audit.faults(connection)) == []


def test_a_user_cannot_call_themselves_a_group(empty: Collection) -> None:
    """A name of that form counts for nothing."""
    with empty.reading() as connection:
        assert kept.seen_as(connection, "group:north") == frozenset()


def test_a_step_and_a_recovery_code_are_used_once(empty: Collection) -> None:
    """The second time they are not there any more; an earlier step is not either."""
    with empty.writing() as connection:
        kept.add(connection, "ada", "admin", [], who="anna")
        kept.change(connection, "ada", "codes turned on", who="ada", secret="S", recovery=["a", "b"])  # noqa: S106  # none
        assert [kept.use_step(connection, "ada", step) for step in (5, 5, 4, 6)] == [True, False, False, True]
        assert [kept.use_recovery(connection, "ada", one) for one in "aac"] == [True, False, False]


def test_an_invitation_holds_until_its_time(empty: Collection) -> None:
    """A later one takes the place of an earlier one; none holds past its time."""
    with empty.writing() as connection:
        kept.add(connection, "ada", "admin", [], who="anna")
        kept.invite(connection, "ada", "1", "2999-01-01T00:00:00Z", who="anna")
        kept.invite(connection, "ada", "2", "2999-01-01T00:00:00Z", who="anna")
        assert [kept.invited(connection, one) for one in "12"] == [None, "ada"]
        kept.invite(connection, "ada", "3", "2001-01-01T00:00:00Z", who="anna")
        assert kept.invited(connection, "3") is None
