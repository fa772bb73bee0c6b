"""An edition to pages that any browser opens, from a folder or any server: nothing is asked of anybody else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import DictLoader, Environment
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import asdict

from onrecord.analysis.map import Dot, content
from onrecord.codebook.data import countries, country_names
from onrecord.publishing.datapackage import Resource
from onrecord.publishing.release.edition import Edition
from onrecord.publishing.release.lines import IncidentLine
from onrecord.publishing.release.totals import year_of

_PAGES = (
    ("index.html", "Search"), ("incidents.html", "Happenings"), ("persons.html", "People"), ("map.html", "Map"), ("timeline.html", "Timeline"),
    ("totals.html", "Totals"), ("changes.html", "Changes"), ("codebook.html", "Codebook"), ("limits.html", "What this cannot tell you"),
)  # fmt: skip
_WIDE, _HIGH = 720, 200
_AS_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class Site(Struct, frozen=True):
    """Where pages are written to, and what they are made from."""

    made: Edition
    tables: Mapping[str, Resource]
    folder: Path

    def page(self, file: str, heading: str, template: str, **told: Any) -> None:
        """Writes one page. Its own folder is all that it may load from."""
        up = "../" * file.count("/")
        policy = self.made.policy
        body = Markup(_pages().get_template(template).render(**told))  # noqa: S704  # made by an escaping template
        text = _pages().get_template("page.html").render(
            own="'self' file:", up=up, here=file, pages=_PAGES, heading=heading, body=body, title=policy.title, number=self.made.number,
            day=self.made.day.isoformat(), licence=policy.licence, contact=policy.contact,
        )  # fmt: skip
        (self.folder / file).write_text(text, "utf-8")


@cache
def _pages() -> Environment:
    found = files(__package__).joinpath("pages")
    told = {one.name: one.read_text("utf-8") for one in found.iterdir() if one.name.endswith(".html")}
    return Environment(loader=DictLoader(told), autoescape=True)


def write(made: Edition, tables: Sequence[Resource], folder: Path, limits: Sequence[str]) -> None:
    """Writes all pages, their style and the script that searches."""
    site = Site(made, {one.name: one for one in tables}, folder)
    for name in ("site.css", "search.js"):
        (folder / name).write_text(files(__package__).joinpath("pages", name).read_text("utf-8"), "utf-8")
    _search(site)
    _incidents(site)
    _persons(site)
    _map(site)
    _timeline(site)
    site.page("totals.html", "Totals", "table.html", tables=[_total(site, by) for by in made.totals])
    site.page("changes.html", "Changes", "table.html", tables=[_plain(site.tables["changes"], "By release")])
    described = [_columns(one) for one in tables if one.name != "codebook"]
    site.page(
        "codebook.html", "Codebook", "table.html", tables=[_plain(site.tables["codebook"], "Act types"), *described]
    )
    site.page("limits.html", "What this cannot tell you, and how it was counted", "words.html", paragraphs=limits)


def _search(site: Site) -> None:
    told = site.tables["incidents"]
    columns = [one.name for one in told.columns]
    rows = [["" if value is None else str(value) for value in row] for row in told.rows]
    data = msgspec.json.encode({"columns": columns, "rows": rows}).decode()
    for sign, instead in _AS_SCRIPT.items():
        data = data.replace(sign, instead)
    (site.folder / "index.js").write_text(f"window.onrecordIndex = {data};\n", "utf-8")
    about = f"{len(rows)} happenings that may be told of, as reports tell them. Read first what this cannot tell you."
    site.page("index.html", site.made.policy.title, "index.html", columns=columns, about=about)


def _incidents(site: Site) -> None:
    """Happenings on pages by the letters of their ids, each with an address of its own."""
    (site.folder / "incidents").mkdir()
    names = {one.person: one.name or one.person for one in site.made.persons}
    who: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for each in site.made.who:
        who[each.incident].append((each.person, names[each.person], each.role))
    by_page: dict[str, list[IncidentLine]] = defaultdict(list)
    for one in site.made.incidents:
        by_page[one.incident[2:4]].append(one)
    for page, lines in by_page.items():
        rows = [
            {"id": one.incident, "heading": in_words(one), "told": _told(one), "who": who[one.incident]}
            for one in lines
        ]
        site.page(f"incidents/{page}.html", f"Happenings {page}", "incidents.html", rows=rows)
    links = [(f"incidents/{page}.html", f"{page}: {len(lines)}") for page, lines in sorted(by_page.items())]
    site.page("incidents.html", "All happenings, by the first letters of their ids", "list.html", links=links)


def _told(one: IncidentLine) -> list[tuple[str, str]]:
    return [(name.replace("_", " "), _shown(value)) for name, value in asdict(one).items() if value is not None]


def in_words(one: IncidentLine) -> str:
    """A happening in a line: type, place and time, as far as they are told."""
    country = country_names().get(one.country or "", "")
    where = next((f"{name}, {country}" for name in (one.place, one.region) if name), country)
    return ", ".join(part for part in (one.type or "happening", where, one.date) if part)


def _persons(site: Site) -> None:
    lines = {one.incident: one for one in site.made.incidents}
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in site.made.who:
        told[one.person].append((one.incident, f"{in_words(lines[one.incident])} ({one.role})"))
    people = [
        {"id": one.person, "name": one.name or one.person, "incidents": told[one.person]} for one in site.made.persons
    ]
    site.page("persons.html", "People", "persons.html", people=people)


# ---------------------------------------------------------------- pictures


def _map(site: Site) -> None:
    dots = list(_dots(site.made.incidents))
    drawn = f'<svg viewBox="0 0 720 360" width="720" height="360" role="img" aria-label="Map">{content(dots)}</svg>'
    rows = [(dot.name, dot.precision, dot.acts) for dot in sorted(dots, key=lambda one: (-one.acts, one.name))]
    table = {
        "heading": "Places",
        "about": "Each as exactly as it is told here.",
        "columns": ("place", "told as", "rows"),
        "rows": rows,
    }
    note = "Filled circles are towns, in their middle; dashed rings countries, in theirs: nothing is known to have been there. Regions are in the table of rows alone."
    site.page("map.html", "Map", "picture.html", picture=Markup(drawn), note=note, tables=[table])  # noqa: S704  # the map escapes names


def _dots(lines: Sequence[IncidentLine]) -> Iterator[Dot]:
    """The towns in their middle, and the countries of which no more is told."""
    towns: Counter[tuple[str, float, float]] = Counter()
    whole: Counter[str] = Counter()
    for one in lines:
        if one.place and one.latitude is not None and one.longitude is not None:
            towns[f"{one.place}, {one.country}", one.latitude, one.longitude] += 1
        elif one.country and one.place_precision == "country":
            whole[one.country] += 1
    for (name, lat, lon), number in towns.items():
        yield Dot(name=name, lat=lat, lon=lon, precision="town", acts=number)
    for country in countries():
        if whole[country.code] and country.lat is not None and country.lon is not None:
            yield Dot(
                name=country.name, lat=country.lat, lon=country.lon, precision="country", acts=whole[country.code]
            )


def _timeline(site: Site) -> None:
    counted = Counter(year_of(one) or "not told, or not one year" for one in site.made.incidents)
    rows = sorted(counted.items())
    years = [(name, number) for name, number in rows if name.isdigit()]
    table = {
        "heading": "Years",
        "about": "Rows whose time is told to the year.",
        "columns": ("year", "rows"),
        "rows": rows,
    }
    note = "Rows by year. Fewer rows may only mean fewer reports."
    site.page("timeline.html", "Timeline", "picture.html", picture=_bars(years), note=note, tables=[table])


def _bars(years: Sequence[tuple[str, int]]) -> Markup:
    """A bar a year, in the order of years; each year that is missing has room for its bar."""
    first, last = (int(years[0][0]), int(years[-1][0])) if years else (0, 0)
    wide, most = _WIDE / (last - first + 1), max((number for _, number in years), default=1)
    bars = [
        f'<rect x="{(int(year) - first) * wide + 1:.1f}" y="{_HIGH - 20 - number / most * (_HIGH - 40):.1f}" width="{max(1, wide - 2):.1f}"'
        f' height="{number / most * (_HIGH - 40):.1f}"><title>{year}: {number}</title></rect>'
        for year, number in years
    ]
    ends = f'<text x="2" y="{_HIGH - 5}">{first or ""}</text><text x="{_WIDE - 30}" y="{_HIGH - 5}">{last or ""}</text>'
    size = f'viewBox="0 0 {_WIDE} {_HIGH}" width="{_WIDE}" height="{_HIGH}"'
    drawn = f'<svg {size} role="img" aria-label="Rows by year">{"".join(bars)}{ends}</svg>'
    return Markup(drawn)  # noqa: S704  # numbers alone


# ---------------------------------------------------------------- tables


def _total(site: Site, by: str) -> dict[str, Any]:
    """Values down, years across; `withheld` where a number would tell of too few."""
    values = site.made.totals[by].table.values
    rows = sorted({row for row, _ in values}, key=lambda one: (one == "*", one))
    years = sorted({year for _, year in values}, key=lambda one: (one == "*", one))
    shown = [[_all(row), *(_number(values, row, year) for year in years)] for row in rows]
    about = "Happenings, those without a row of their own counted too."
    return {"heading": f"By {by} and year", "about": about, "columns": [by, *map(_all, years)], "rows": shown}


def _all(name: str) -> str:
    return "all" if name == "*" else name


def _number(values: Mapping[tuple[str, str], int | None], row: str, year: str) -> str:
    told = values.get((row, year), 0)
    return "withheld" if told is None else str(told)


def _plain(one: Resource, heading: str) -> dict[str, Any]:
    rows = [[_shown(value) for value in row] for row in one.rows]
    return {"heading": heading, "about": one.about, "columns": [each.name for each in one.columns], "rows": rows}


def _columns(one: Resource) -> dict[str, Any]:
    rows = [(each.name, each.type, each.about) for each in one.columns]
    return {
        "heading": f"Columns of {one.name}",
        "about": one.about,
        "columns": ("column", "type", "about"),
        "rows": rows,
    }


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
