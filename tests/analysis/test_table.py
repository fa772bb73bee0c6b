"""Tables: every number is what counting by hand gives, whatever is asked of whatever was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.analysis import bars
from onrecord.analysis.counted import NOT_TOLD, SEVERAL, Happening, Sides, Slot, happening
from onrecord.analysis.figure import of_table
from onrecord.analysis.table import Table, called, people, table
from onrecord.linking.origins import Origin
from onrecord.model import Act, Count, Participant, Place
from onrecord.store.filters import Filter
from onrecord.store.kept import KeptAct
from onrecord.store.veil import WITHHELD
from onrecord.verbs.drawing.gathering import is_wanted

DATES = [
    None, None, "2021-01-05", "2021-01-05", "2021-02-10", "2021-02", "2021-03", "2021", "2020", "2021-01-28/2021-02-03",
    "/2021-02-01", "2021-03/", "2018/2021",
]  # fmt: skip
ALMATY = Place(name="Almaty", admin1="Almaty", country="KZ", precision="town", geonameid=1)
PLACES = [
    None,
    ALMATY,
    Place(name="Osh", country="KG", precision="town", geonameid=2),
    Place(name="Oskemen", admin1="East", country="KZ", precision="town", geonameid=3),
    Place(admin1="East", country="KZ", precision="region"),
    Place(country="KZ", precision="country"),
]
COUNTS = [None, None, Count(min=2, max=2), Count(min=5), Count(min=9, max=11), Count(max=40), Count(min=30, max=30)]
PEOPLE = ["Ida Lund", "Omar Sall", "Ana Rey"]
SLOTS: list[Slot] = [
    "type",
    "realis",
    "country",
    "region",
    "town",
    "month",
    "year",
    "person",
    "word",
    "status",
    "origin",
]
WINDOW = [date(2017, 1, 1) + timedelta(days=n) for n in range(365 * 7)]


def act(id: str, **told: Any) -> KeptAct:
    who = tuple(Participant(name=name, kind="person", person=name) for name in told.pop("who", ()))
    status = told.pop("status", "coded")
    return KeptAct(
        id=id,
        report=told.pop("report", f"R-{id}"),
        status=status,
        act=Act(id=id, type=told.pop("type", "arrest"), mentions=(), sentences=(), affected=who, **told),
    )


ACTS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["arrest", "arrest", "killing"]),
        "date": st.sampled_from(DATES),
        "place": st.sampled_from(PLACES),
        "count": st.sampled_from(COUNTS),
        "realis": st.sampled_from(["actual", "actual", "actual", "negated", "planned"]),
        "status": st.sampled_from(["coded", "accepted"]),
        "who": st.sets(st.sampled_from(PEOPLE), max_size=2),
    }
)
TOLD = st.lists(st.lists(ACTS, min_size=1, max_size=3), max_size=7)
ORIGINS = [Origin("Police", "official"), Origin("CWS", "outlet"), Origin("her mother", "family")]


def made(told: list[list[dict[str, Any]]]) -> list[tuple[Happening, list[KeptAct]]]:
    found = []
    for number, some in enumerate(told):
        acts = [act(f"A{number}-{n}", **{**one, "who": sorted(one["who"])}) for n, one in enumerate(some)]
        sides = Sides(told_by=tuple(ORIGINS[: len(acts) - 1]))
        found.append((happening(acts[0].id, acts, sides), acts))
    return found


# ---------------------------------------------------------------- by hand: days as sets, values one by one


@cache
def days_of(edtf: str) -> set[date]:
    first, slash, last = edtf.partition("/")
    low, high = first or "0000", (last if slash else first) or "9999"
    return {day for day in WINDOW if low <= day.isoformat()[: len(low)] and day.isoformat()[: len(high)] <= high}


def days(acts: Sequence[Act]) -> set[date]:
    return _days(tuple(one.date for one in acts if one.date))


@cache
def _days(dates: tuple[str, ...]) -> set[date]:
    told = [days_of(one) for one in dates]
    if not told:
        return set()
    common, every = set.intersection(*told), set.union(*told)
    first, last = min(every), max(every)
    return common or {day for day in WINDOW if first <= day <= last}


def is_open(found: set[date]) -> bool:
    return WINDOW[0] in found or WINDOW[-1] in found


def periods(found: set[date], slot: str) -> set[str]:
    return {day.isoformat()[: 4 if slot == "year" else 7] for day in found}


def best(acts: Sequence[KeptAct]) -> list[Act]:
    return [one.act for one in acts if one.act.realis == "actual"] or [one.act for one in acts]


def by_hand(acts: list[KeptAct], one: Happening, slot: Slot) -> set[str]:
    told = best(acts)
    if slot in {"month", "year"}:
        return periods(days(told), slot)
    if slot == "origin":
        return {each.name for each in one.origins}
    if slot == "status":
        return {kept.status for kept in acts}
    if slot == "realis":
        return {kept.act.realis for kept in acts}
    if slot == "word":
        return {"report"}
    if slot == "person":
        return {each.name for each_act in told for each in each_act.affected}
    if slot == "type":
        return {each.type for each in told}
    places = [each.place for each in told if each.place]
    if slot == "country":
        return {place.country for place in places if place.country}
    if slot == "town":
        return {f"{place.name}, {place.country}" for place in places if place.name}
    return {f"{place.admin1}, {place.country}" for place in places if place.admin1}


def stands_in(acts: list[KeptAct], one: Happening, slot: Slot, row: str) -> tuple[bool, bool]:
    """Whether a happening must, and may, stand in a row."""
    values = by_hand(acts, one, slot)
    if slot in {"month", "year"}:
        found = days(best(acts))
        sure = len(values) == 1 and not is_open(found)
        if row == NOT_TOLD:
            return not sure, not sure
        return sure and row in values, row in values
    if row == NOT_TOLD:
        return not values, not values
    return row in values and (slot in SEVERAL or len(values) == 1), row in values


def counted_by_hand(some: list[Happening]) -> tuple[int, int | None]:
    """Every pair is looked at: a total holds its parts' days and place, names nobody, and is more."""

    def least(one: Happening) -> int:
        count = one.gathered.count
        return max(count.min or 0 if count else 0, len(one.persons), 1)

    def holds(total: Happening, part: Happening) -> bool:
        a, b = total.gathered, part.gathered
        if total.persons or a.count is None or (a.count.min or 0) <= least(part) or total is part:
            return False
        if a.date is None or b.date is None or a.place is None or b.place is None:
            return False
        same = a.place == b.place or (
            a.place.precision in {"region", "country"}
            and a.place.country == b.place.country
            and (a.place.precision == "country" or a.place.admin1 == b.place.admin1)
        )
        # A total with a wider place than the part's, or the other way round, may be told of the same place.
        return days_of(b.date) <= days_of(a.date) and same

    whole = {
        one.id: min((least(t), t.id) for t in some if holds(t, one))[1]
        for one in some
        if any(holds(t, one) for t in some)
    }

    def of(one: Happening) -> tuple[int, int | None]:
        inner = summed([of(part) for part in some if whole.get(part.id) == one.id])
        count = one.gathered.count
        if count is not None:
            most = None if count.max is None else max(count.max, inner[0])
        else:
            most = max(len(one.persons), inner[0]) if one.persons else None
        return max(least(one), inner[0]), most

    return summed([of(one) for one in some if one.id not in whole])


def summed(ranges: list[tuple[int, int | None]]) -> tuple[int, int | None]:
    is_open_ = any(high is None for _, high in ranges)
    return sum(low for low, _ in ranges), None if is_open_ else sum(high or 0 for _, high in ranges)


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    told=TOLD,
    by=st.lists(st.sampled_from(SLOTS), min_size=1, max_size=2, unique=True),
    asked=st.sampled_from([None, "2021-02", "2021", "2021-01-01/2021-02-02"]),
    type=st.sampled_from([None, "arrest", "killing"]),
)
def test_every_number_is_what_counting_by_hand_gives(
    told: list[list[dict[str, Any]]], by: list[Slot], asked: str | None, type: str | None
) -> None:
    """A thousand random questions: least and most of every cell, people with totals and parts, and the number of all."""
    every = made(told)
    wanted = Filter(date=asked, type=type)
    found = [(one, sure) for one, _ in every if (sure := is_wanted(one, wanted)) is not None]
    of = {one.id: acts for one, acts in every}
    may_be = {one.id for one, acts in every if fits(acts, one, asked, type)[1]}
    must_be = {one.id for one, acts in every if fits(acts, one, asked, type)[0]}
    assert {one.id for one, _ in found} == may_be
    assert {one.id for one, sure in found if sure} == must_be
    made_table = table(found, by)
    assert (made_table.least, made_table.most) == (len(must_be), len(may_be))
    for cell in made_table.cells:
        sides = {
            one.id: [stands_in(of[one.id], one, slot, row) for slot, row in zip(by, cell.values, strict=True)]
            for one, _ in found
        }
        must = [one for one, sure in found if sure and all(sure_ for sure_, _ in sides[one.id])]
        may = [one for one, _ in found if all(maybe for _, maybe in sides[one.id])]
        assert (cell.least, cell.most) == (len(must), len(may))
        assert cell.persons == len(set[str]().union(*(one.persons for one in must)))
        if cell.people:
            done = [[one for one in some if any(a.act.realis == "actual" for a in of[one.id])] for some in (must, may)]
            assert (cell.people.least, cell.people.most) == (counted_by_hand(done[0])[0], counted_by_hand(done[1])[1])
    for one, _ in found:
        assert any(
            all(maybe for _, maybe in (stands_in(of[one.id], one, s, v) for s, v in zip(by, cell.values, strict=True)))
            for cell in made_table.cells
        )


def fits(acts: list[KeptAct], one: Happening, asked: str | None, type: str | None) -> tuple[bool, bool]:
    sure = maybe = True
    if asked:
        window, found = days_of(asked), days(best(acts))
        sure, maybe = bool(found) and found <= window, bool(found & window)
    if type:
        values = by_hand(acts, one, "type")
        sure, maybe = sure and values == {type}, maybe and type in values
    return sure and maybe, maybe


# ---------------------------------------------------------------- one by one


def told_table(*some: list[KeptAct], by: Sequence[Slot], **more: Any) -> Table:
    return table([(happening(acts[0].id, acts), True) for acts in some], by, **more)


def cell(made_table: Table, *values: str) -> Any:
    [found] = [one for one in made_table.cells if one.values == values]
    return found


def test_a_happening_counts_once() -> None:
    """However many reports tell it."""
    found = told_table([act("a", date="2021"), act("b", date="2021-01-05")], [act("c", date="2021-02")], by=["month"])
    assert (cell(found, "2021-01").least, cell(found, "2021-02").least) == (1, 1)
    assert found.coverage.acts == 3


def test_accounts_that_contradict_each_other_leave_both_possible() -> None:
    """Told of two towns, it may stand in either and stands in neither for certain."""
    osh = Place(name="Osh", country="KG", precision="town")
    found = told_table([act("a", place=ALMATY), act("b", place=osh)], by=["country"])
    assert [(one.values[0], one.least, one.most) for one in found.cells] == [("KG", 0, 1), ("KZ", 0, 1)]
    assert found.least == 1


def test_months_without_any_have_a_row() -> None:
    """A gap in time is seen, with the reports that were published in it."""
    found = told_table(
        [act("a", date="2021-01-05")], [act("b", date="2021-04-05")], by=["month"], published={"2021-02": 7}
    )
    assert [(one.values[0], one.least, one.published) for one in found.cells] == [
        ("2021-01", 1, 0), ("2021-02", 0, 7), ("2021-03", 0, 0), ("2021-04", 1, 0),
    ]  # fmt: skip


def test_a_total_is_not_added_to_its_parts() -> None:
    """Nine in the region on one day hold the two in a town there on that day."""
    east = Place(admin1="East", country="KZ", precision="region")
    whole = act("a", date="2021-01-05", place=east, count=Count(min=9, max=9))
    town = Place(name="Oskemen", admin1="East", country="KZ", precision="town")
    part = act("b", date="2021-01-05", place=town, count=Count(min=2, max=2))
    found = told_table([whole], [part], by=["type"])
    assert (found.cells[0].people.least, found.cells[0].people.most) == (9, 9)  # type: ignore[union-attr]  # one type


def test_only_some_may_be_called_victims() -> None:
    """Those charged are affected, those at a protest took part; the codebook says who is a victim."""
    assert [called(one) for one in ("torture", "charge", "arrest", "protest")] == [
        "victims", "affected", "affected", "participants",
    ]  # fmt: skip


def test_people_of_several_types_are_not_added() -> None:
    """The same person is arrested and then charged."""
    mixed = [happening("a", [act("a", who=["Ida Lund"])]), happening("b", [act("b", type="charge", who=["Ida Lund"])])]
    assert people(mixed, mixed) is None


def test_what_is_only_planned_or_denied_affects_nobody() -> None:
    """It is counted as told, but no people with it."""
    found = told_table([act("a", realis="negated", count=Count(min=9, max=9))], by=["realis"])
    assert cell(found, "negated").least == 1
    assert cell(found, "negated").people.most == 0


def test_all_whose_names_are_withheld_are_one_row() -> None:
    """Who they are, and how many they are, is not told by a row each."""
    found = told_table([act("a", who=[f"{WITHHELD}"])], [act("b", who=[WITHHELD])], by=["person"])
    assert [one.values for one in found.cells] == [(WITHHELD,)]


def test_the_figure_says_how_it_is_to_be_read() -> None:
    """The rule for acts that are not linked, what rows may not be added, and what it rests on."""
    notes = " ".join(of_table(told_table([act("a")], by=["person"]), title="t").notes)
    assert "linked with no other counts as one of its own" in notes
    assert "rows add up to more" in notes
    assert "Not told: a date of 1" in notes


def test_pictures_hold_every_row() -> None:
    """Bars lying, bars standing, squares; a hostile name draws nothing."""
    some = [[act("a", date="2021-01-05", who=["<script>x"])], [act("b", date="2021-02", who=["Ida Lund"])]]
    for by in product(["person", "month"], ["month", None]):
        slots: list[Any] = [one for one in dict.fromkeys(by) if one]
        svg = bars.drawn(told_table(*some, by=slots), title="Test")
        assert "<script" not in svg
        assert svg.count("<svg") == 1
    assert "Ida Lund" in bars.drawn(told_table(*some, by=["person"]), title="Test")
