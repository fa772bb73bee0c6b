"""Timelines, maps and networks: each as exactly as it is told, and nobody in them who may not be."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx
import pytest

from onrecord.analysis import network as networks
from onrecord.analysis import places, spans
from onrecord.analysis.counted import happening
from onrecord.analysis.figure import Figure
from onrecord.analysis.network import WITH, network
from onrecord.analysis.spans import Span
from onrecord.errors import InputError
from onrecord.model import Act, Participant, Person, PersonRef, Place, Relation
from onrecord.publishing import figures
from onrecord.store.kept import KeptAct, KeptPerson
from onrecord.store.veil import WITHHELD


def act(id: str, **told: Any) -> KeptAct:
    return KeptAct(
        id=id, report="R-1", act=Act(id=id, type=told.pop("type", "arrest"), mentions=(), sentences=(), **told)
    )


def person(name: str, id: str | None = None) -> Participant:
    return Participant(name=name, kind="person", person=id or name)


def written(figure: Figure, format: figures.Format) -> bytes:
    file = io.BytesIO()
    figures.write(figure, file, format)
    return file.getvalue()


# ---------------------------------------------------------------- timelines


def span(id: str, date: str | None, **told: Any) -> Span:
    made = happening(id, [act(id, date=date)])
    usual = {
        "what": "arrest", "told_as": "told as done", "is_lasting": False, "when": date or "not told", "to_whom": "Ida Lund",
        "by_whom": "not told", "where": "Osh", "origins": (), "is_denied": False, "reports": 1,
    }  # fmt: skip
    return Span(happening=id, days=made.days, **{**usual, **told})


@pytest.mark.parametrize(
    ("date", "lasting", "drawn"),
    [
        ("2021-03-04", False, "<circle"),
        ("2021-03", False, 'class="may"'),
        ("2021-03", True, 'class="told"'),
        ("/2021-03-04", False, "<path"),
        ("2021-03/", True, "<path"),
    ],
)
def test_a_date_is_drawn_as_exactly_as_it_is_told(date: str, lasting: bool, drawn: str) -> None:  # noqa: FBT001
    """A day is a point, a month a bar, hatched unless it went on through it, an open end an arrow."""
    svg = spans.drawn(
        [span("a", date, is_lasting=lasting), span("b", "2020-01-01"), span("c", "2022-01-01")], title="t"
    )
    before = spans.drawn([span("b", "2020-01-01"), span("c", "2022-01-01")], title="t")
    assert svg.count(drawn) == before.count(drawn) + 1


def test_what_has_no_date_stands_at_the_end_and_is_said() -> None:
    """It has a row, and the picture says that it is not in it."""
    figure = spans.figure([span("a", None), span("b", "2021")], title="t", notes=())
    assert [row[0] for row in figure.rows] == ["b", "a"]
    assert "1 without a date" in figure.svg
    assert (figure.rows[0][3], figure.rows[0][4]) == ("2021-01-01", "2021-12-31")


def test_an_open_end_is_left_empty() -> None:
    """Nothing is invented for it, in the data either."""
    figure = spans.figure([span("a", "/2021-03-04")], title="t", notes=())
    assert figure.rows[0][3:5] == ("", "2021-03-04")


@pytest.mark.parametrize("dates", [[], ["0001-01-01", "9999-12-31"], ["2021"] * 90, ["2021-03-04"]])
def test_any_stretch_can_be_drawn(dates: list[str]) -> None:
    """Nothing at all, all of the calendar, more than there is room for, a single day."""
    assert spans.drawn([span(f"a{n}", date) for n, date in enumerate(dates)], title="t").endswith("</svg>")


# ---------------------------------------------------------------- maps

OSH = Place(name="Osh", country="KG", lat=40.5, lon=72.8, precision="town")
COUNTRY = Place(country="KG", lat=41.5, lon=75.0, precision="country")
NOWHERE = Place(name="Old Mill", country="KG", precision="site")


def test_a_map_tells_how_exactly_each_place_is_told() -> None:
    """A country is a dashed ring, a place without coordinates a row, a happening without a place neither."""
    every = [happening("a", [act("a", place=OSH)]), happening("b", [act("b", place=COUNTRY)])]
    every += [happening("c", [act("c", place=NOWHERE)]), happening("d", [act("d")])]
    figure = places.figure([(one, True) for one in every], title="t", notes=())
    assert figure.svg.count("<circle") == 2
    assert figure.svg.count("stroke-dasharray") == 1
    assert {row[0] for row in figure.rows} == {"Osh, Kyrgyzstan", "Kyrgyzstan", "Old Mill, Kyrgyzstan"}
    assert "Without a place: 1. Places without coordinates: 1." in figure.notes


def test_a_happening_told_of_two_places_is_certain_in_neither() -> None:
    """Each has it among the most, not among the least."""
    both = happening("a", [act("a", place=OSH), act("b", place=NOWHERE)])
    assert {(one.name, one.least, one.most) for one in places.placed([(both, True)])} == {
        ("Osh, Kyrgyzstan", 0, 1), ("Old Mill, Kyrgyzstan", 0, 1),
    }  # fmt: skip


# ---------------------------------------------------------------- networks

COURT = Participant(name="Osh City Court", kind="official")
POLICE = Participant(name="police", kind="official")
HERS = person("Ana Rey")


def test_ties_are_typed_and_counted_by_happening() -> None:
    """Two accounts of one arrest are one tie; who did it, who was there too, who says so."""
    told = act("a", actors=(COURT,), affected=(person("Ida Lund"), person("Omar Sall")), source=((HERS,),))
    found = network([[told, told], [act("b", actors=(COURT,), affected=(person("Ida Lund"),))]])
    ties = {(one.source, one.kind, one.target): one.number for one in found.ties}
    assert ties["osh city court", "arrest", "Ida Lund"] == 2
    assert ties["Ida Lund", WITH, "Omar Sall"] == 1
    assert ties["Ana Rey", "gives word of", "Ida Lund"] == 1


def test_who_may_be_anybody_is_in_no_network() -> None:
    """The police of two towns are not one, and nobody whose name is withheld is there, under whatever id."""
    hidden = Participant(name=WITHHELD, kind="person", person="P-1")
    found = network([[act("a", actors=(POLICE,), affected=(person("Ida Lund"), hidden), source=((hidden,),))]])
    assert found.nodes == ()


def test_persons_of_several_reports_are_one_by_what_was_judged() -> None:
    """By identity, not by name."""
    some = [[act("a", actors=(COURT,), affected=(person("Ida Lund", "P-1"),))]]
    some += [[act("b", actors=(COURT,), affected=(person("I. Lund", "P-2"), person("Ida Lund", "P-3")))]]
    found = network(some, identities={"P-1": "P-1", "P-2": "P-1", "P-3": "P-3"})
    assert {one.id for one in found.nodes} == {"P-1", "P-3", "osh city court"}


def test_kin_are_tied_once_a_report() -> None:
    """A marriage told from both sides is one tie."""
    names = {"P-1": "Ida Lund", "P-2": "Omar Sall"}
    couple = [
        KeptPerson(id=a, report="R-1", names=names, person=Person(id=a, name=names[a], relations=(Relation("spouse", PersonRef(person=b)),)))
        for a, b in (("P-1", "P-2"), ("P-2", "P-1"))
    ]  # fmt: skip
    [tie] = network([], couple).ties
    assert (tie.kind, tie.number, tie.directed) == ("spouse of", 1, False)


def test_graphml_is_read_by_others() -> None:
    """With ids, names, kinds and numbers, whatever stands in a name."""
    told = act(
        "a",
        actors=(Participant(name='Court <&"\x01>', kind="official"),),
        affected=(person("Ида Лунд"), person("Omar Sall")),
    )
    found = networks.figure(network([[told]]), title="t", notes=())
    graph = nx.parse_graphml(written(found, "graphml").decode())
    ties = {
        (data["tie"], graph.nodes[a]["name"], graph.nodes[b]["name"]): data for a, b, data in graph.edges(data=True)
    }
    assert ties["arrest", 'Court <&" >', "Ида Лунд"]["number"] == 1
    assert {one["tie"]: one["directed"] for one in ties.values()} == {"arrest": True, WITH: False}


def test_the_same_network_is_drawn_the_same() -> None:
    """However often, and in whatever order the happenings come."""
    some = [[act(f"a{n}", actors=(COURT,), affected=(person(f"P{n % 7}"), person(f"P{n % 5}")))] for n in range(20)]
    drawn = [networks.figure(network(order), title="t", notes=()).svg for order in (some, some[::-1])]
    assert drawn[0] == drawn[1]
    assert networks.figure(network([]), title="t", notes=()).svg.endswith("</svg>")


def test_only_networks_are_graphml() -> None:
    """Anything else is refused in words."""
    with pytest.raises(InputError, match="onrecord network"):
        written(spans.figure([], title="t", notes=()), "graphml")


def test_png() -> None:
    """A picture as an image, at twice its size."""
    data = written(spans.figure([span("a", "2021")], title="t", notes=()), "png")
    assert data.startswith(b"\x89PNG")
