"""Places found in reports, which of those that share a name is meant, and that it stays quick."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.coding.gazetteer import key_of
from onrecord.coding.places import PlaceMention, find_places, gazetteer

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "places.yaml").read_text("utf-8")
)


def told(text: str, mention: PlaceMention) -> list[str | None]:
    """A mention as a case writes it."""
    place = mention.place
    return [text[mention.start : mention.end], mention.kind, place.name, place.admin1, place.country, place.precision]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"])[:60])
def test_places_named(case: dict[str, Any]) -> None:
    """The places of each case are found, with their names, regions and countries."""
    text = case["text"]
    found = find_places(text)
    assert [told(text, mention) for mention in found] == case["expected"]
    assert [text[m.start : m.end] for m in found if m.no_place] == case.get("not_where", [])


def test_evidence_stands_in_the_text() -> None:
    """A mention's offsets and the place's own words agree, also when only a part of a text is read."""
    text = "Police in Oslo fined two men. Police in Bergen, Norway, freed them."
    (bergen, norway) = find_places(text, start=text.index("Police in Bergen"))
    assert text[bergen.start : bergen.end] == bergen.place.text == "Bergen"
    assert norway.place.country == "NO"


def test_country_hints_decide() -> None:
    """What is known of a report beforehand decides between towns of one name."""
    (mention,) = find_places("Four people were held in Tripoli.", country_hints=["LB"])
    assert mention.place.country == "LB"
    (mention,) = find_places("Four people were held in Tripoli.", country_hints=["LY"])
    assert mention.place.country == "LY"


def test_metonym_is_flagged() -> None:
    """A capital that says or does something may be its government; one that something happens in is not."""
    said, place = find_places("Beijing said that no one was held. The march in Beijing went on.")
    assert said.metonym_possible
    assert not place.metonym_possible


def test_coordinates_come_with_a_precision() -> None:
    """A town has a point and a geonameid, a place known by name only has none."""
    town, village = find_places("Homes in Bishkek and in the village of Zhanykel were searched.")
    assert (town.place.precision, town.place.geonameid) == ("town", 1528675)
    assert town.place.lat == pytest.approx(42.87, abs=0.1)
    assert (village.place.lat, village.place.geonameid, village.candidates) == (None, None, 0)


@pytest.mark.parametrize(
    ("word", "country"),
    [("Kazakh", "KZ"), ("Israelis", "IL"), ("Hong Kongers", "HK"), ("Uyghur", None), ("Xyzish", None)],
)
def test_country_of_a_people(word: str, country: str | None) -> None:
    """A word for a people gives its country, or none for a people without a state."""
    assert gazetteer().country_of_demonym(word) == country


def test_gazetteer_tells_names() -> None:
    """Whether words name a place or a country, under any usual spelling."""
    places = gazetteer()
    assert places.is_place_name("Ürümqi")
    assert places.is_place_name("Urumchi")
    assert not places.is_place_name("Qwertzuiop")
    assert places.is_country("Türkiye")
    assert not places.is_country("Almaty")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Nur-Sultan", "nur sultan"),
        ("Saint-Étienne", "st etienne"),
        ("People’s Republic of China", "people republic of china"),
    ],
)
def test_key_of_a_name(name: str, key: str) -> None:
    """Spellings of one name share a key."""
    assert key_of(name) == key


def test_tables_are_whole() -> None:
    """Every country has a point and a currency, and every place added by hand lies in a known country."""
    places = gazetteer()
    assert len(places.countries) > 225
    assert all(c.lat is not None and len(c.currency) == 3 for c in places.countries.values())
    assert all(e.country in places.countries for name in ("Xinjiang", "Evin Prison") for e in places.find(key_of(name)))


def test_slow_patterns() -> None:
    """Twice the text takes about twice the time, also where every word could be a place."""
    unit = "Police in New San Paris St. Al-North York-Sultan, Georgia, (Washington District Prison of Bank), "
    find_places(unit)

    def seconds(times: int) -> float:
        begun = time.process_time()
        find_places(unit * times)
        return time.process_time() - begun

    short = min(seconds(20) for _ in range(2))
    assert seconds(80) < max(short * 12, 0.3)


def test_slow_lists_of_towns() -> None:
    """A long list of different towns and sites stays within the time of a long report."""
    towns = ["Bergen", "Bishkek", "Springfield", "San Jose", "Richmond", "Jackson", "Almaty", "Osh", "Naryn", "Aktau"]
    text = " ".join(f"They met in {town} {n}, near {town} Prison." for n in range(60) for town in towns)
    begun = time.process_time()
    find_places(text)
    assert time.process_time() - begun < 2.0
