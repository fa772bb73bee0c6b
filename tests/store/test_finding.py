"""What filters find."""

from __future__ import annotations

import msgspec
import pytest

from onrecord.errors import UnknownItem
from onrecord.store import finding
from onrecord.store.collection import Collection
from onrecord.store.filters import Filter
from onrecord.store.keys import key

TOLD = {"arrest": "a1", "torture": "a2", "fine": "a3", "release": "a4"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "a1 a2 a3 a4"),
        ({"type": "arrest"}, "a1"),
        ({"realis": "demanded"}, "a4"),
        ({"person": "lund"}, "a1 a2 a3"),
        ({"person": "OLE LUND"}, "a1"),
        ({"person": "shagala"}, "a1"),
        ({"person": "100%"}, ""),
        ({"place": "KZ"}, "a1"),
        ({"place": "akt"}, "a1"),
        ({"place": "Oslo"}, ""),
        ({"date": "2023-03-16"}, "a1 a4"),
        ({"date": "2023-03"}, "a1 a3 a4"),
        ({"date": "2023-03-12/2023-03-13"}, "a3 a4"),
        ({"date": "2023-03-17/"}, "a4"),
        ({"date": "2024"}, ""),
        ({"type": "arrest", "place": "KZ", "person": "Ida"}, "a1"),
        ({"type": "arrest", "realis": "negated"}, ""),
    ],
)
def test_filters(records: Collection, asked: dict[str, str], found: str) -> None:
    """Each filter finds what it names; together they find what all of them name; an open date reaches on."""
    with records.reading() as connection:
        kept = finding.find_acts(connection, msgspec.convert(asked, Filter), user="anna")
        assert " ".join(TOLD[one.act.type] for one in kept) == found


def test_a_person_is_found_by_every_name_and_by_id(records: Collection) -> None:
    """Aliases, accents and the permanent id all lead to the person."""
    with records.reading() as connection:
        [ole] = finding.find_persons(connection, Filter(person="ole lund"), user="anna")
        assert ole.person.name == "Ole Lünd"
        assert [one.id for one in finding.find_persons(connection, Filter(person=ole.id), user="anna")] == [ole.id]
        assert [one.act.type for one in finding.find_acts(connection, Filter(person=ole.id), user="anna")] == ["arrest"]


def test_reports_are_listed_with_their_number_of_acts(records: Collection) -> None:
    """A card tells what a report says of itself and how much was found in it."""
    with records.reading() as connection:
        [card] = finding.find_reports(connection, user="anna")
        assert (card.particulars.publisher, card.acts) == ("CWS", 4)


def test_an_unknown_id_says_where_ids_stand(records: Collection) -> None:
    """Asking for what is not there is told, not answered with nothing."""
    with records.reading() as connection:
        with pytest.raises(UnknownItem, match="onrecord show"):
            finding.act(connection, "A-2222222", user="anna")
        with pytest.raises(UnknownItem, match="show reports"):
            finding.report(connection, "R-2222222", user="anna")


@pytest.mark.parametrize(
    ("name", "searched"),
    [("Nūr  Ásan’ov", "nur asanov"), ("ÖZ'BEK", "ozbek"), ("Łódź", "lodz"), ("Нұр-Сұлтан", "нұр-сұлтан"), ("", "")],
)
def test_keys(name: str, searched: str) -> None:
    """A name is searched without case, accents, apostrophes and spare blanks."""
    assert key(name) == searched
