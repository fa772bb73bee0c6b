"""A person who is kept from the visitor: their name stands in no page, answer, history, count or suggestion of the desk."""

from __future__ import annotations

import re
from itertools import product

import pytest
from starlette.testclient import TestClient

from onrecord.errors import UnknownItem
from onrecord.store.collection import Collection
from onrecord.verbs import deciding, linking, looking, protecting
from onrecord.web.asking import Route
from onrecord.web.routes import ROUTES

_PART = re.compile(r"\{\w+(?::\w+)?\}")
_GUIDE = re.compile(r'data-guide="[^"]*"')
"""How a value is typed, with invented names of the program's own."""
HIDDEN, UNKNOWN = "Ida", "Una"
_ASKED = ("?words=Ida", "?person=Ida+Lund", "?name=Ida", "?what=person&begun=Ida", "?group=Ida+Lund", "?word=Ida")
SHOWING = [one for one in ROUTES if one.method == "GET" and one.need != "nothing"]


@pytest.fixture
def ids(records: Collection) -> list[str]:
    """Everything that may stand in an address, once somebody has judged and hidden what there is of Ida Lund."""
    [ida] = [one for one in looking.persons(records) if one.person.name == "Ida Lund"]
    others = [one.id for one in looking.persons(records) if one.id != ida.id]
    acts = [one.id for one in looking.acts(records)]
    made = deciding.correct(records, acts[0], "affected", "Ida Lund", because="Ida Lund is named")
    report = next(looking.reports(records)).id
    linking.link(records)
    protecting.protect(records.seen_by("ben"), ida.id, reason="other", because="Ida Lund asked", may_see=())
    return [report, ida.id, *others, *acts, made.id, "KZ", "Aktau", "Radio Shagala"]


def test_a_hidden_name_is_told_nowhere(client: TestClient, ids: list[str]) -> None:
    """Whatever id is asked for at every address that shows something: the given name is in no answer."""
    for route in SHOWING:
        for address in addresses(route, ids):
            answer = client.get(address)
            assert answer.status_code < 500, answer.text
            assert HIDDEN not in _GUIDE.sub("", answer.text), address


def test_a_hidden_name_is_like_one_that_nobody_has(client: TestClient, ids: list[str]) -> None:
    """Asking for it shows, hit for hit and count for count, what asking for an unknown name shows."""
    for route in SHOWING:
        for address, asked in product(addresses(route, [*ids[:1], f"{HIDDEN} Lund"]), _ASKED):
            both = [client.get((address + asked).replace(HIDDEN, name)) for name in (HIDDEN, UNKNOWN)]
            hidden, unknown = (_GUIDE.sub("", one.text).casefold() for one in both)
            assert hidden.replace(HIDDEN.casefold(), UNKNOWN.casefold()) == unknown, address + asked


def test_a_judgement_of_a_hidden_person_cannot_be_taken_back(records: Collection) -> None:
    """By its id it is as one that is not there, and it stands."""
    linking.link(records)
    ben = records.seen_by("ben")
    ida, other, *_ = sorted(looking.persons(records), key=lambda one: one.person.name != "Ida Lund")
    made = linking.judge(ben, ida.id, other.id, "different", because="two people")
    protecting.protect(ben, ida.id, reason="other", because="asked", may_see=())
    with pytest.raises(UnknownItem, match="no judgement"):
        linking.undo(records, made.id, because="mine")
    assert [one.verdict for one in linking.judgements(ben)] == ["different"]


def addresses(route: Route, ids: list[str]) -> list[str]:
    """The route's address with each id in its place."""
    return [re.sub(_PART, one, route.path) for one in ids] if _PART.search(route.path) else [route.path]
