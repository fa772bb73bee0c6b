"""What a person types for a slot, to the value that is kept."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.errors import UnknownItem
from onrecord.model import Count, Participant, Penalty
from onrecord.review.values import value

NAMES = {"Ida Lund": "P-1", "Lund": "P-1"}
IDA = Participant(name="Ida Lund", kind="person", person="P-1")


@pytest.mark.parametrize(
    ("slot", "typed", "kept"),
    [
        ("type", "arrest", "arrest"),
        ("realis", "demanded", "demanded"),
        ("date", "2018-07/", "2018-07/"),
        ("charge", "hooliganism", "hooliganism"),
        ("count", "5", Count(min=5, max=5, text="5")),
        ("count", "27-33", Count(min=27, max=33, text="27-33")),
        ("count", "1,000-", Count(min=1000, max=None, text="1,000-")),
        ("count", "-200", Count(min=None, max=200, text="-200")),
        ("affected", "Ida Lund", (IDA,)),
        ("actors", "police", (Participant(name="police", kind="official"),)),
        ("actors", "Shore Voices [organisation]", (Participant(name="Shore Voices", kind="organisation"),)),
        ("source", "RFE/RL > Ida Lund & police", ((Participant(name="RFE/RL", kind="outlet"),), (IDA, Participant(name="police", kind="official")))),
        ("penalties", "P7Y; 500 EUR", (Penalty(term="P7Y"), Penalty(kind="fine", amount=500, currency="EUR"))),
        ("penalties", "suspended P2Y", (Penalty(kind="suspended", term="P2Y", suspended=True),)),
        ("penalties", "life", (Penalty(kind="life"),)),
    ],
)  # fmt: skip
def test_a_value_is_read(slot: str, typed: str, kept: Any) -> None:
    """Each slot reads what the help of the command says."""
    assert value(slot, typed, names=NAMES) == kept


def test_a_place_is_found_in_the_table() -> None:
    """A known place gets its coordinates; one that is not known is kept in its words."""
    aktau = value("place", "Aktau, KZ", names={})
    assert (aktau.name, aktau.country, round(aktau.lat)) == ("Aktau", "KZ", 44)
    assert value("place", "KZ", names={}).country == "KZ"
    unknown = value("place", "Qwertystan Hollow, KZ", names={})
    assert (unknown.name, unknown.country, unknown.lat) == ("Qwertystan Hollow", "KZ", None)


@pytest.mark.parametrize(
    ("slot", "typed", "advice"),
    [
        ("dat", "2019", "did you mean `date`"),
        ("type", "arest", "did you mean `arrest`"),
        ("realis", "wanted", "no way of telling"),
        ("date", "Thursday", "write 2021"),
        ("count", "many", "at least five"),
        ("count", "5-2", "ends below"),
        ("affected", " ; ", "reject it"),
        ("actors", "police [cops]", "no kind of participant"),
        ("penalties", "a lot", "write P7Y"),
        ("penalties", "PY", "write P7Y"),
        ("charge", "", "reject it"),
        ("place", "", "nearest to the widest"),
    ],
)
def test_a_wrong_value_says_what_to_write(slot: str, typed: str, advice: str) -> None:
    """Nothing is guessed from what cannot be read."""
    with pytest.raises(UnknownItem, match=advice):
        value(slot, typed, names=NAMES)
