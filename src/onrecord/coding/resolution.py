"""Names that may be places to the ones that are, and which place each is, decided over the whole report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import log2, log10

from msgspec import Struct

from onrecord.codebook.data import Country
from onrecord.coding.gazetteer import Entry, key_of
from onrecord.coding.lying_in import kilometres, qualifiers
from onrecord.coding.toponyms import Spotted, Spotter

_ENOUGH = 2.0
_MOST_NEAR = 60
"""So many known towns are compared with: a list of a thousand must not cost a million distances."""
_WELL_KNOWN = 300_000
"""Towns of so many people are rarely mistaken for a person of their name."""
_SIZES = ((1_000_000, 2.6), (100_000, 1.2), (15_000, 0.5))


class Verdict(Struct, frozen=True):
    """A name taken for a place: which one, by which rule, and how much speaks for it."""

    hit: Spotted
    entry: Entry
    rule: str
    evidence: float


class Resolver:
    """All names of one report, weighed together."""

    __slots__ = ("_admin", "_hints", "_inside", "_known", "_near", "_support", "_surnames", "hits", "spotter")

    def __init__(self, spotter: Spotter, *, country_hints: Sequence[str]) -> None:
        self.spotter = spotter
        self.hits = spotter.spot()
        self._surnames = {h.key for h in self.hits if h.after_capital and not h.cue}
        self._inside = {id(hit): found for hit, found in qualifiers(self.hits, spotter.text) if found}
        self._hints = self._weigh(country_hints)
        self._admin = self._named_regions()
        self._support = self._common_units()
        self._known: dict[str, Entry] = {}
        self._near: list[Entry] = []
        self._settle()

    def verdicts(self) -> Iterator[Verdict]:
        """The places, in the order of the text."""
        for hit in self.hits:
            verdict = self._of_people(hit) if not hit.entries else self._of_place(hit)
            if verdict is not None:
                yield verdict

    def likely_country(self) -> str | None:
        """The one country that a report is plainly about, if there is one."""
        ranked = sorted(self._hints.items(), key=lambda item: -item[1])
        if not ranked or ranked[0][1] < 1.5:
            return None
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 3 * ranked[1][1] else None

    # ------------------------------------------------------------ what the report says plainly

    def _weigh(self, hints: Sequence[str]) -> dict[str, float]:
        weights: dict[str, float] = defaultdict(float)
        for country in hints:
            weights[country] += 4
        for hit in self.hits:
            for country, weight in self._plain(hit):
                weights[country] += weight
        return weights

    def _plain(self, hit: Spotted) -> Iterator[tuple[str, float]]:
        if hit.demonym and not hit.ethnic:
            yield hit.demonym, 1.5
        if not hit.entries or (hit.after_capital and hit.cue < 2):
            return
        top = max(hit.entries, key=_standing)
        also_name = hit.key in self.spotter.lex.words["also_names"]
        if top.kind == "country":
            yield top.country, 0.5 if also_name else 2
        elif len({entry.country for entry in hit.entries}) == 1 and not (top.word or top.surname):
            yield top.country, 1.5 if top.by_hand or top.kind == "region" else 0.7

    def _named_regions(self) -> set[str]:
        tops = (max(hit.entries, key=_standing, default=None) for hit in self.hits if not hit.after_capital)
        return {key_of(top.name) for top in tops if top is not None and top.kind == "region"}

    def _common_units(self) -> dict[tuple[str, str], float]:
        """How many of the names could lie in each first-level unit; a name with many places counts little for each."""
        support: dict[tuple[str, str], float] = defaultdict(float)
        for hit in {h.key: h for h in self.hits if not h.after_capital and not h.before_capital}.values():
            units = {(e.country, e.admin1 or e.name) for e in hit.entries if e.kind != "country"}
            for unit in units:
                support[unit] += 1 / len(units) ** 0.5
        for hit in self.hits:
            top = max(hit.entries, key=_standing, default=None)
            if top is not None and top.kind == "region" and not hit.after_capital:
                support[top.country, top.name] += 0.5
        return support

    # ------------------------------------------------------------ which of those that share a name

    def _settle(self) -> None:
        """Decide each name once: first those with a qualifier, then the others, near to those known."""
        for hit in self.hits:
            inside = self._inside.get(id(hit))
            if hit.entries and inside and hit.key not in self._known:
                self._known[hit.key] = self._best(hit, inside)
        self._near = [e for e in self._known.values() if e.kind in {"town", "district"}]
        self._near += {hit.key: e for hit in self.hits if (e := _alone(hit)) is not None}.values()
        del self._near[_MOST_NEAR:]
        for hit in self.hits:
            if hit.entries and hit.key not in self._known:
                self._known[hit.key] = self._best(hit, hit.entries)

    def _best(self, hit: Spotted, among: Sequence[Entry]) -> Entry:
        """The likeliest of those given; a country before towns of its name, unless people are named so too ("Georgia")."""
        states = [entry for entry in among if entry.kind == "country"]
        plain = states and hit.key not in self.spotter.lex.words["also_names"]
        return max(states if plain else among, key=lambda entry: self._score(hit, entry))

    def _score(self, hit: Spotted, entry: Entry) -> float:
        score = _standing(entry)
        weight = self._hints.get(entry.country, 0.0)
        if entry.kind == "country":
            weight = 0.0
        score += min(3.5, 1.2 * log2(1 + weight))
        score += 1.2 if entry.admin1 and key_of(entry.admin1) in self._admin else 0.0
        score += self._neighbourhood(entry)
        if entry.kind == "town" and self._is_capital(hit, entry):
            score += 2.0
        if entry.kind in {"town", "district"}:
            score += min(3.0, 1.2 * log2(1 + self._support.get((entry.country, entry.admin1), 0.0)))
        if hit.kind_word == "region":
            score += 3 if entry.kind in {"region", "district"} else 0
        elif hit.kind_word == "town":
            score += 1.5 if entry.kind == "town" else 0
        elif entry.kind == "district":
            score -= 1.5
        return score

    def _is_capital(self, hit: Spotted, entry: Entry) -> bool:
        country = self.spotter.gaz.countries.get(entry.country)
        return country is not None and entry.population > 50_000 and key_of(country.capital) == hit.key

    def _neighbourhood(self, entry: Entry) -> float:
        if entry.kind not in {"town", "district"} or not self._near:
            return 0.0
        nearest = min(kilometres(entry, other) for other in self._near)
        return 1.5 if nearest < 60 else 1.0 if nearest < 160 else 0.4 if nearest < 400 else 0.0

    # ------------------------------------------------------------ whether it is a place at all

    def _of_people(self, hit: Spotted) -> Verdict | None:
        if hit.demonym is None or hit.ethnic:
            return None
        country = self.spotter.gaz.countries[hit.demonym]
        if (seat := self._seat_of_state(hit, country)) is not None:
            return seat
        entry = Entry(
            "country", country.name, country.code, lat=country.lat, lon=country.lon, geonameid=country.geonameid
        )
        return Verdict(hit, entry, "places.demonym", 3.0)

    def _seat_of_state(self, hit: Spotted, country: Country) -> Verdict | None:
        """The capital, of "the Afghan capital", "Kenya's capital"; where its name follows, that name tells."""
        words, i = self.spotter.words, hit.last + 1
        if i >= len(words) or words[i].key != "capital" or self.spotter.gap(hit.last) not in {" ", "'s ", "’s "}:
            return None
        if i + 1 < len(words) and words[i + 1].capital and self.spotter.gap(i) in {" ", ", "}:
            return None
        if not (hit.demonym or self.spotter.gap(hit.last) != " " or words[hit.last].possessive):
            return None
        towns = [e for e in self.spotter.gaz.find(key_of(country.capital)) if e.country == country.code]
        if not towns:
            return None
        hit.capital_of, hit.last, hit.end = True, i, words[i].end
        return Verdict(hit, max(towns, key=_standing), "places.capital", 3.0)

    def _of_place(self, hit: Spotted) -> Verdict | None:
        inside = self._inside.get(id(hit))
        entry = self._best(hit, inside) if inside else self._known[hit.key]
        country = self.spotter.gaz.countries.get(entry.country)
        if entry.kind == "country" and country and (seat := self._seat_of_state(hit, country)) is not None:
            return seat
        evidence, rule = self._evidence(hit, entry, qualified=bool(inside))
        return Verdict(hit, entry, rule, evidence) if evidence >= _ENOUGH else None

    def _evidence(self, hit: Spotted, entry: Entry, *, qualified: bool) -> tuple[float, str]:
        evidence = _size(hit, entry) + self._against(hit, entry)
        rule = "places.name"
        weight = self._hints.get(entry.country, 0.0)
        if weight >= 1 and entry.kind != "country":
            evidence += 1
            rule = "places.hint"
        if hit.cue:
            evidence += hit.cue
            rule = "places.locative"
        if hit.kind_word or hit.institution or hit.no_place:
            evidence += 1.5
        if qualified:
            evidence += 3
            rule = "places.qualified"
        if entry.kind == "town" and self._neighbourhood(entry) >= 1:
            evidence += 0.5
        return evidence, rule

    def _against(self, hit: Spotted, entry: Entry) -> float:
        also_name = hit.key in self.spotter.lex.words["also_names"]
        firm = entry.kind == "country" and not also_name
        against = 0.0
        if hit.after_capital and not firm:
            against -= 4
        if hit.before_capital and not firm:
            against -= 4 if entry.surname or also_name or (entry.kind == "town" and entry.population < 100_000) else 0.5
        if hit.has_own and entry.kind == "town" and entry.population < _WELL_KNOWN:
            against -= 2
        if hit.key in self._surnames and not firm and hit.cue < 2:
            against -= 2.5
        if entry.word:
            sure = hit.cue > 1 and entry.population > 50_000
            against -= 3.0 if hit.small else 0.5 if sure else 1.5
        if entry.surname:
            against -= 0.5 if hit.cue > 1 or entry.population >= 1_000_000 else 1
        if entry.other and entry.population < 1_000_000:
            against -= 0.5
        if hit.small:
            against -= 1
        return against


def _standing(entry: Entry) -> float:
    """How much a place is expected where only its name is known."""
    if entry.kind == "country":
        return 7.0
    if entry.by_hand:
        return 6.6
    size = log10(entry.population + 300)
    if entry.kind == "region":
        return max(size - 1.1, 3.5)
    if entry.kind == "district":
        return min(size - 1.5, 4.5)
    return size - (0.8 if entry.other else 0.0)


def _size(hit: Spotted, entry: Entry) -> float:
    """How much the place itself speaks for its name being meant."""
    longer = 0.7 if " " in hit.key else 0.0
    if entry.kind == "country" or entry.by_hand:
        return 3.5
    if entry.kind == "region":
        return longer + (2.0 if entry.population > 500_000 else 1.0)
    if entry.kind == "district":
        return 2.0 if longer and entry.other is False else 0.5
    for least, evidence in _SIZES:
        if entry.population >= least:
            return longer + evidence
    return longer


def _alone(hit: Spotted) -> Entry | None:
    """The one town that bears this name, where there is but one and the name is nothing else."""
    if len(hit.entries) != 1 or hit.after_capital or hit.before_capital:
        return None
    entry = hit.entries[0]
    return entry if entry.kind == "town" and not (entry.word or entry.surname) else None
