"""What a report tells of its persons, as it is compared."""

from __future__ import annotations

from onrecord.linking.people import mentions
from onrecord.model import Act, Participant, Particulars, Person, PersonRef, Place, Relation, Span

PEOPLE = (
    Person(id="P-1", name="Aidar Beketov", aliases=("Beketov",), description="history teacher"),
    Person(
        id="P-2",
        name="Marzhan Abilova",
        relations=(Relation("spouse", PersonRef(person="P-1")), Relation("member", PersonRef(name="Zhanashyr"))),
    ),
)
ACT = Act(
    id="A-1",
    type="arrest",
    mentions=(Span(0, 1),),
    sentences=(),
    date="2021-03-04",
    place=Place(name="Semei", country="KZ", lat=50.4, lon=80.2, precision="town"),
    affected=(Participant(name="Aidar Beketov", kind="person", person="P-1"),),
    source=((Participant(name="Marzhan Abilova", kind="person", person="P-2"),),),
    charge="extremism",
)


def test_what_is_told_of_each() -> None:
    """Names, ties from either side, companions, groups, places, what they are called and what was done."""
    husband, wife = mentions("R-1", Particulars(published="2021-03-05"), PEOPLE, [ACT])
    assert husband.names == ("Aidar Beketov", "Beketov")
    assert husband.bearing == {"history", "teacher"}
    assert husband.ties == {"spouse of marzhan abilova"}
    assert wife.ties == {"spouse of aidar beketov"}
    assert wife.groups == {"zhanashyr"}
    assert set(husband.others.values()) == {"marzhan abilova"}
    assert husband.towns == {"semei, KZ"}
    assert husband.countries == {"KZ"}
    [doing] = husband.doings
    assert (doing.type, doing.role, doing.date, doing.charge) == ("arrest", "affected", "2021-03-04", "extremism")
    assert [(one.role, one.charge) for one in wife.doings] == [("source", None)]


def test_a_region_is_no_town() -> None:
    """Two arrests in one region on one day are no two towns."""
    region = Place(name="Abai", country="KZ", lat=50.0, lon=80.0, precision="region")
    act = Act(id="A-1", type="arrest", mentions=(), sentences=(), place=region, affected=ACT.affected)
    told, _ = mentions("R-1", Particulars(), PEOPLE, [act])
    assert told.towns == frozenset()
    assert told.doings[0].lat is None
