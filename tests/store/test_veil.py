"""What is kept from whoever may not see it leaves the store in no form."""

from __future__ import annotations

import msgspec
import pytest

from onrecord.errors import UnknownItem
from onrecord.store import audit, finding, protecting
from onrecord.store.collection import Collection, Reading
from onrecord.store.filters import Filter
from onrecord.store.veil import protections_of


@pytest.fixture
def protected(records: Collection) -> str:
    """The id of Ole Lünd, whom only anna may see."""
    with records.writing() as connection:
        [ole] = finding.find_persons(connection, Filter(person="ole"), user="anna")
        told = {"reason": "relative", "may_see": (), "because": "he asked"}
        protecting.protect(connection, ole.id, who="anna", **told)  # type: ignore[arg-type]
    return ole.id


def everything(connection: Reading, user: str) -> str:
    """All that leaves the store for a user, as JSON."""
    acts = list(finding.find_acts(connection, Filter(), user=user))
    reports = list(finding.find_reports(connection, user=user))
    told = (
        acts,
        reports,
        list(finding.find_persons(connection, Filter(), user=user)),
        [finding.report(connection, card.id, user=user) for card in reports],
        [finding.act(connection, act.id, user=user) for act in acts],
        finding.facets(connection, Filter(), user=user),
    )
    return msgspec.json.encode(told).decode()


def test_a_protected_name_is_nowhere(records: Collection, protected: str) -> None:
    """Names, aliases, quotes, texts: all are masked for one, none for the other; ids stay."""
    with records.reading() as connection:
        hidden, shown = everything(connection, "ben"), everything(connection, "anna")
    assert "Ole" in shown
    assert "Ole" not in hidden
    assert "Lünd" not in hidden
    assert protected in hidden
    assert "Ida Lund" in hidden


@pytest.mark.parametrize(
    "asked",
    [
        Filter(person="ole lund"),
        Filter(person="Ole"),
        Filter(words="ole"),
        Filter(words='"ole lund"'),
        Filter(words="ol*"),
    ],
)
def test_a_search_by_a_protected_name_finds_nothing(records: Collection, protected: str, asked: Filter) -> None:
    """Nobody can find out by searching that the name stands there."""
    with records.reading() as connection:
        for user, found in (("anna", True), ("ben", False)):
            told = [
                *finding.find_acts(connection, asked, user=user),
                *(finding.find_persons(connection, asked, user=user) if asked.person else ()),
                *(finding.find_reports(connection, asked, user=user) if asked.words else ()),
            ]
            assert bool(told) == found


def test_a_protected_report_is_not_there(records: Collection) -> None:
    """No list, count or search has it, and asking for it by id gives the error of one that does not exist."""
    with records.writing() as connection:
        [card] = finding.find_reports(connection, user="anna")
        [first, *_] = finding.find_acts(connection, Filter(), user="anna")
        protecting.protect(connection, card.id, reason="other", may_see=("eve",), because="a leak", who="anna")
        for user, acts in (("anna", 4), ("eve", 4), ("ben", 0)):
            assert finding.count_acts(connection, Filter(), user=user) == acts
            assert len(list(finding.find_reports(connection, user=user))) == bool(acts)
            assert len(list(finding.find_persons(connection, Filter(), user=user))) == bool(acts) * 2
        for asked in (
            lambda: finding.act(connection, first.id, user="ben"),
            lambda: finding.report(connection, card.id, user="ben"),
        ):
            with pytest.raises(UnknownItem, match="There is no"):
                asked()


def test_a_lifted_protection_shows_again(records: Collection, protected: str) -> None:
    """Only one who may see can lift it; then everybody sees."""
    with records.writing() as connection:
        with pytest.raises(UnknownItem, match="no protection"):
            protecting.lift(connection, protected, because="I want to see", who="ben")
        protecting.lift(connection, protected, because="he agreed", who="anna")
        assert "Ole" in everything(connection, "ben")
        assert list(audit.faults(connection)) == []


@pytest.mark.parametrize(("until", "seen"), [("2020-01-01", True), ("2999-01-01", False)])
def test_a_protection_ends_on_its_day(records: Collection, protected: str, until: str, seen: bool) -> None:  # noqa: FBT001
    """After its last day a protection no longer holds."""
    with records.writing() as connection:
        told = {"reason": "relative", "may_see": (), "because": "for some years", "until": until}
        protecting.protect(connection, protected, who="anna", **told)  # type: ignore[arg-type]
        assert ("Ole" in everything(connection, "ben")) == seen


def test_nobody_protects_what_is_not_there(records: Collection) -> None:
    """An unknown id is told."""
    with records.writing() as connection, pytest.raises(UnknownItem, match="no person or report"):
        protecting.protect(connection, "P-2222222", reason="minor", may_see=(), because="x", who="anna")


def test_a_protection_that_was_changed_is_lifted_whole(records: Collection, protected: str) -> None:
    """The one before it does not come back."""
    with records.writing() as connection:
        told = {"consent": None, "until": None, "because": "x", "who": "anna"}
        for reason in ("minor", "in custody"):
            protecting.protect(connection, protected, reason=reason, may_see=[], **told)  # type: ignore[arg-type]
        protecting.lift(connection, protected, because="he agreed", who="anna")
        assert protections_of(connection) == []
        assert "Ole" in everything(connection, "ben")
