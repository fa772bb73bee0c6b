"""Rows to reports and acts, of made-up sheets of each kind."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis.strategies import DataObject, data, sampled_from, text

from onrecord.importing.crosswalks import crosswalks
from onrecord.importing.mapping import (
    ActMap,
    Condition,
    From,
    HowMany,
    Mapping,
    People,
    When,
    Where,
    columns_of,
    fitted,
)
from onrecord.importing.rows import Read, read_row
from onrecord.importing.sheets import SheetRow, clean
from onrecord.model import Act, Count, Place
from onrecord.pipeline import check

PLAIN = Mapping(
    name="list",
    key=("id",),
    acts=(
        ActMap(
            type=From(column="what", codes={"held": "arrest", "talk": None}),
            date=When(column="when"),
            place=Where(name="town", country="country", lat="lat", lon="lon"),
            affected=(People(column="who", others=("quien",)),),
            count="number",
        ),
    ),
)


def read(mapping: Mapping, **cells: str) -> Read:
    return read_row(SheetRow(9, cells), mapping)


def acts(read: Read) -> tuple[Act, ...]:
    assert read.coded, [str(one) for one in read.problems]
    assert read.report
    check(read.coded, read.report)
    return read.coded.acts


def of(name: str, **cells: str) -> Read:
    """A row of a known kind of sheet, fitted to the columns it has."""
    [mapping] = [one.mapping for one in crosswalks() if one.mapping and one.mapping.name == name]
    fit = fitted(mapping, {one.casefold(): one for one in cells})
    assert fit
    return read_row(SheetRow(2, {column: cell for column, cell in cells.items() if cell}), fit)


def test_a_row_is_a_report_whose_words_bear_every_value() -> None:
    """Its text is the cells, a line each; each value cites its cell."""
    told = read(
        PLAIN,
        id="7",
        what="held",
        when="2019",
        who="Ana Ruiz; Bo Dahl",
        town="Quito",
        country="Ecuador",
        number="10-15",
    )
    [act] = acts(told)
    assert told.report
    assert (
        told.report.text
        == "id: 7\nwhat: held\nwhen: 2019\nwho: Ana Ruiz; Bo Dahl\ntown: Quito\ncountry: Ecuador\nnumber: 10-15"
    )
    assert (told.report.kind, told.report.id, told.key) == ("sheet row", "7", "7")
    words = {slot: [told.report.text[one.start : one.end] for one in shown] for slot, shown in act.evidence.items()}
    assert words == {
        "type": ["held"], "date": ["2019"], "place": ["Quito", "Ecuador"], "affected": ["Ana Ruiz; Bo Dahl"], "count": ["10-15"],
    }  # fmt: skip
    assert (act.type, act.date, act.place and act.place.country, act.count and (act.count.min, act.count.max)) == (
        "arrest", "2019", "EC", (10, 15),
    )  # fmt: skip
    assert told.coded
    assert told.coded.coder.name == "import list"
    assert [person.name for person in told.coded.persons] == ["Ana Ruiz", "Bo Dahl"]
    assert told.report.text[told.coded.persons[1].mentions[0].start :].startswith("Bo Dahl")


def test_names_in_other_scripts_are_forms_of_the_same_person() -> None:
    """Names side by side in two columns are paired; where their numbers differ, none is guessed."""
    told = read(PLAIN, id="1", what="held", who="Ana Ruiz; Bo Dahl", quien="Ана Руис; Бо Даль")
    assert told.coded
    assert [one.aliases for one in told.coded.persons] == [("Ана Руис",), ("Бо Даль",)]
    told = read(PLAIN, id="1", what="held", who="Ana Ruiz; Bo Dahl", quien="Ана Руис")
    assert told.coded
    assert [one.aliases for one in told.coded.persons] == [(), ()]


def test_every_fault_of_a_row_is_told_at_once() -> None:
    """With its row, its column and what to do."""
    told = read(PLAIN, id="1", what="held", when="03/01/2022", lat="91", lon="5", number="many")
    assert told.report is None
    assert [(one.row, one.column) for one in told.problems] == [(9, "when"), (9, "lat"), (9, "number")]
    assert str(told.problems[0]).startswith("row 9, column when: `03/01/2022` may be two days: write it as 2022-01-31")


def test_a_row_may_be_kept_without_what_cannot_be_read() -> None:
    """If the mapping says so, with a note; never without what was done."""
    keep = Mapping(name="list", unreadable="keep", acts=PLAIN.acts)
    told = read(keep, what="held", when="sometime")
    [act] = acts(told)
    assert act.date is None
    assert told.coded
    assert told.coded.flags == (
        "not read: when: `sometime` is no date that can be read: write 2022-01-31, 2022-01, 2022 or 2022-01/2022-03",
    )
    assert read(keep, what="other", when="2019").report is None


def test_codes() -> None:
    """A word without a code, a word for no act and an empty cell are refused, each with its own advice."""
    assert "has no act type: add it to `codes`" in str(read(PLAIN, id="1", what="seen").problems[0])
    assert "no act of the codebook" in str(read(PLAIN, id="1", what="talk").problems[0])
    assert "nothing says what was done" in str(read(PLAIN, id="1", what="n/a").problems[0])
    assert acts(read(PLAIN, id="1", what="HELD"))[0].type == "arrest"
    assert "the key is empty" in str(read(PLAIN, what="held").problems[0])


def test_from_one_date_until_another() -> None:
    """Both ends make an interval, one of them stands alone; the wrong way round is refused."""
    mapping = Mapping(name="x", acts=(ActMap(type=From(value="custody"), date=When(column="start", until="to")),))
    assert [acts(read(mapping, start="2019-03", to="2020"))[0].date] == ["2019-03/2020"]
    assert acts(read(mapping, start="2019-03", to="2020"))[0].date_kind == "throughout"
    assert acts(read(mapping, to="2020"))[0].date == "2020"
    assert "ends before it begins" in str(read(mapping, start="2021", to="2020").problems[0])


def test_places() -> None:
    """Parts in one cell, a point in one cell, and a town that the table knows in its country."""
    in_one = Mapping(name="x", acts=(ActMap(type=From(value="arrest"), place="where"),))
    [act] = acts(read(in_one, where="Almaty, Kazakhstan"))
    assert act.place
    assert (act.place.name, act.place.country, act.place.precision, act.place.geonameid) == (
        "Almaty",
        "KZ",
        "town",
        1526384,
    )
    point = Mapping(name="x", acts=(ActMap(type=From(value="arrest"), place=Where(point="at", country="land")),))
    [act] = acts(read(point, at="43.2|76.9", land="Kazakhstan"))
    assert act.place == Place(country="KZ", lat=43.2, lon=76.9, precision="country", text="Kazakhstan")
    assert "no point" in str(read(point, at="here").problems[0])


def test_conditions() -> None:
    """An act is told where a number or a word in another column says so."""
    mapping = Mapping(
        name="x",
        acts=(
            ActMap(
                type=From(value="killing"),
                when=Condition(column="dead", above=0),
                count=HowMany(told=From(column="dead")),
            ),
            ActMap(type=From(value="assault"), when=Condition(column="hurt", holds=("yes",))),
        ),
    )
    both = acts(read(mapping, dead="3", hurt="Yes"))
    assert [(act.type, act.count) for act in both] == [("killing", Count(min=3, max=3, text="3")), ("assault", None)]
    assert "no number" in str(read(mapping, dead="some").problems[0])
    assert read(mapping, dead="0").problems


ACLED = {
    "event_id_cnty": "XYZ1", "event_date": "07 December 2022", "year": "2022", "time_precision": "1",
    "sub_event_type": "Peaceful protest", "actor1": "Protesters (Nowhere)", "assoc_actor_1": "NA", "inter1": "6",
    "actor2": "NA", "assoc_actor_2": "NA", "inter2": "0", "country": "Kazakhstan", "admin1": "Mangghystau", "location": "Aktau",
    "latitude": "43.65", "longitude": "51.17", "geo_precision": "1", "source": "The Daily Made; Undisclosed Source",
    "notes": "People stood in the square.", "fatalities": "0", "tags": "crowd size=around 30", "timestamp": "1675102875",
}  # fmt: skip


def acled(**changes: str) -> Read:
    return of("acled", **{**ACLED, **changes})


def test_acled_precisions_are_obeyed() -> None:
    """A week and a month are no day; a place near by is no town, and a stand-in has no coordinates."""
    told = {code: acts(acled(time_precision=code))[0].date for code in "123"}
    assert told == {"1": "2022-12-07", "2": "2022-12-05~/2022-12-11~", "3": "2022-12"}
    places = {code: acts(acled(geo_precision=code))[0].place for code in "123"}
    assert [(one.name, one.lat, one.precision) for one in places.values() if one] == [
        ("Aktau", 43.65, "town"), ("Aktau", 43.65, "region"), (None, None, "region"),
    ]  # fmt: skip
    assert acts(acled(geo_precision="3"))[0].flags


def test_acled_protests_and_what_met_them() -> None:
    """Protesters act; force against them is an act of its own, whichever side comes first; deaths are one more."""
    [protest] = acts(acled())
    assert (protest.type, [one.name for one in protest.actors], protest.affected) == (
        "protest",
        ["Protesters (Nowhere)"],
        (),
    )
    assert protest.count
    assert (protest.count.min, protest.count.max) == (27, 33)
    assert [(one.name, one.kind, one.person) for one in protest.source[0]] == [
        ("The Daily Made", "outlet", None), ("Undisclosed Source", "other", None),
    ]  # fmt: skip
    police = {"actor2": "Police (Nowhere)", "inter2": "1"}
    told = acts(acled(sub_event_type="Protest with intervention", **police))
    assert [(one.type, one.actors[0].name, one.actors[0].kind) for one in told] == [
        ("protest", "Protesters (Nowhere)", "people"), ("dispersal", "Police (Nowhere)", "official"),
    ]  # fmt: skip
    turned = {
        "actor1": "Police (Nowhere)",
        "inter1": "1",
        "actor2": "Protesters (Nowhere)",
        "inter2": "6",
        "fatalities": "2",
    }
    told = acts(acled(sub_event_type="Excessive force against protesters", **turned))
    assert [(one.type, [p.name for p in one.actors]) for one in told] == [
        ("protest", ["Protesters (Nowhere)"]), ("dispersal", ["Police (Nowhere)"]), ("killing", []),
    ]  # fmt: skip


def test_acled_attacks() -> None:
    """An attack that nobody died of is an assault, else a killing of so many; a battle is no act, but its deaths are."""
    against = {"actor2": "Civilians (Nowhere)", "inter2": "7"}
    assert [one.type for one in acts(acled(sub_event_type="Attack", **against))] == ["assault"]
    [killing] = acts(acled(sub_event_type="Attack", fatalities="3", **against))
    assert (killing.type, killing.count and killing.count.min, killing.affected[0].kind) == ("killing", 3, "people")
    assert acled(sub_event_type="Armed clash").report is None
    assert [one.type for one in acts(acled(sub_event_type="Armed clash", fatalities="1"))] == ["killing"]


def test_gdelt_codes() -> None:
    """The longest beginning of a CAMEO code counts; a state is no town; who speaks is the outlet's host."""
    row: dict[str, Any] = {
        "GLOBALEVENTID": "1", "SQLDATE": "20170704", "EventCode": "1411", "Actor1Name": "STUDENTS", "Actor1Type1Code": "EDU",
        "ActionGeo_Type": "5", "ActionGeo_FullName": "Ontario, Canada", "ActionGeo_Lat": "43.7", "ActionGeo_Long": "-79.4",
        "DATEADDED": "20170704123000", "SOURCEURL": "https://www.made.example/a",
    }  # fmt: skip
    told = of("gdelt", **row)
    [act] = acts(told)
    assert (act.type, act.date, act.actors[0].kind) == ("protest", "2017-07-04", "people")
    assert act.place
    assert (act.place.name, act.place.country, act.place.precision) == ("Ontario", "CA", "region")
    assert act.source[0][0].name == "made.example"
    assert told.report
    assert told.report.particulars.published == "2017-07-04T12:30:00+00:00"
    assert of("gdelt", **{**row, "EventCode": "040"}).report is None
    assert acts(of("gdelt", **{**row, "EventCode": "185"}))[0].realis == "attempted"


def test_cpj_people() -> None:
    """A person is named in the row, and was killed, or is held; one who is missing is no act."""
    row = {"Name": "Ana Ruiz", "Status": "Killed", "Date": "April 30, 2018", "Country": "Ecuador", "Journalist or Media Worker": "Radio A, Radio B", "Type of Death": "Murder", "cpj.org URL": "https://cpj.example/ana"}  # fmt: skip
    [act] = acts(of("cpj", **row))
    assert (act.type, act.subtype, act.date, act.affected[0].name) == (
        "killing",
        "assassination",
        "2018-04-30",
        "Ana Ruiz",
    )
    assert act.affected[0].person == "p1"
    assert acts(of("cpj", **{**row, "Status": "Imprisoned", "Type of Death": ""}))[0].type == "custody"
    assert of("cpj", **{**row, "Status": "Missing"}).report is None


def test_who_may_need_protection() -> None:
    """Somebody under 18, who suffered sexual violence, or is held without an end that is told, with the cell that tells it."""
    listed = Mapping(
        name="x",
        acts=(ActMap(type="what", date="when", affected=(People(column="who", kind="person", age="age"),)),),
    )

    def reasons(**cells: str) -> list[tuple[str, str]]:
        told = read(listed, who="Ana Ruiz", **cells)
        assert told.report
        assert told.coded
        [person] = told.coded.persons
        text = told.report.text
        return [(hint.reason, text[hint.evidence.start : hint.evidence.end]) for hint in person.protection]

    assert reasons(what="killing", age="17") == [("minor", "17")]
    assert reasons(what="killing", age="9 months") == [("minor", "9 months")]
    assert reasons(what="killing", age="18") == reasons(what="killing", age="unclear") == []
    assert reasons(what="custody", when="2019") == [("in custody", "custody")]
    assert reasons(what="custody", when="../2019") == []
    assert reasons(what="assault/sexual violence") == [("sexual violence", "assault/sexual violence")]


CELLS = text(max_size=40) | sampled_from(
    ["2019", "killing", "assault/x (planned)", "1|2", "'=1", "10-15", "a;b", "٣", "Ⅷ", "1e999", "²"]
)


@settings(max_examples=150, deadline=None)
@given(data(), sampled_from([one.mapping for one in crosswalks() if one.mapping] + [PLAIN]))
def test_no_cell_breaks_a_row(drawn: DataObject, mapping: Mapping) -> None:
    """Whatever stands in the cells, a row is read or refused, and all that it tells points into its text."""
    columns = sorted(set(columns_of(mapping)))
    cells = {column: clean(cell) for column in columns if (cell := drawn.draw(CELLS, label=column)).strip()}
    told = read_row(SheetRow(2, cells), mapping)
    if told.coded:
        acts(told)
    else:
        assert told.problems
