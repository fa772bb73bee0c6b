"""Measure people: named persons on coded reports, pronouns on GAP, person names on WikiEvents, and the time taken.

    python bench/people.py gold GOLD REPORTS [--half work|check --split SPLIT]
    python bench/people.py gap FILE.tsv [--first N] [--last N]
    python bench/people.py wikievents FILE.jsonl

Of coded reports: how many of the named persons are found (by any form of the name, as sets of words), and how many coded
persons hold the full names of two (must be 0). Of GAP: F1 of "the pronoun means this name". Of WikiEvents: how many names
of persons of several words are found, and what the names taken for persons are in the annotation.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

from onrecord.coding.gazetteer import gazetteer
from onrecord.coding.parse import Parsed, parse
from onrecord.coding.people import Cast, find_people
from onrecord.coding.sentences import split
from onrecord.model import Passage

Forms = set[frozenset[str]]


class Clock:
    """Milliseconds of processor time for 4,000 characters, parsing left aside."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.characters = 0
        self.read("Word lists are read once.")
        self.seconds, self.characters = 0.0, 0

    def read(self, text: str) -> tuple[Parsed, Cast]:
        """A text parsed, and its cast."""
        parsed = parse(text, split(text, [Passage(0, len(text), "body")]))
        begun = process_time()
        cast = find_people(parsed, places=gazetteer().is_place_name)
        self.seconds += process_time() - begun
        self.characters += len(text)
        return parsed, cast

    def __str__(self) -> str:
        return f"{4_000_000 * self.seconds / max(self.characters, 1):.1f} ms for 4,000 characters"


def form(name: str) -> frozenset[str]:
    """The words of a name, folded."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return frozenset(word.removesuffix("'s").strip(".'-") for word in re.findall(r"[a-z0-9][a-z0-9'.-]*", plain))


def forms(person: dict[str, Any]) -> Forms:
    """All forms of a person's name."""
    return {form(name) for name in (person["name"], *(person.get("aliases") or ())) if name}


def gold(options: argparse.Namespace) -> None:
    """Named persons of coded reports."""
    clock, found, wanted, coded, joins = Clock(), 0, 0, 0, 0
    for line, annotation in reports(options):
        _, cast = clock.read(line["text"])
        have = [forms({"name": f.name, "aliases": f.aliases}) for f in cast.people]
        want = [forms(person) for person in annotation["persons"]]
        full = {form(person["name"]) for person in annotation["persons"]}
        found += sum(any(forms_ & other for other in have) for forms_ in want)
        joins += sum(len(full & other) > 1 for other in have)
        wanted, coded = wanted + len(want), coded + len(have)
    print(
        f"persons found {found} of {wanted} ({found / wanted:.3f}); {coded} named in all; false joins {joins}; {clock}"
    )


def reports(options: argparse.Namespace) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Lines of the reports of one half, with their annotation."""
    halves = dict(line.split() for line in Path(options.split).read_text("utf-8").splitlines()) if options.half else {}
    for text in Path(options.reports).read_text("utf-8").splitlines():
        line = json.loads(text)
        if not options.half or halves.get(line["id"]) == options.half:
            yield line, json.loads((Path(options.gold) / f"{line['id']}.json").read_text("utf-8"))


def gap(options: argparse.Namespace) -> None:
    """Pronouns of GAP: whether each of two names is meant."""
    clock, right, said, true = Clock(), 0, 0, 0
    with Path(options.file).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[options.first : options.last]
    for row in rows:
        parsed, cast = clock.read(row["Text"])
        meant = {figure.id for figure in cast.refer(token(parsed, int(row["Pronoun-offset"]))).figures}
        for side in "AB":
            figure = cast.at(token(parsed, int(row[f"{side}-offset"]) + len(row[side]) - 1))
            says, is_so = figure is not None and figure.id in meant, row[f"{side}-coref"].casefold() == "true"
            right, said, true = right + (says and is_so), said + says, true + is_so
    p, r = right / max(said, 1), right / max(true, 1)
    print(f"GAP, {len(rows)} texts: P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}; {clock}")


def token(parsed: Parsed, offset: int) -> int:
    """The token that holds an offset, or the next one after it."""
    return next(n for n, (_, b) in enumerate(zip(parsed.starts, parsed.ends, strict=True)) if offset < b)


def wikievents(options: argparse.Namespace) -> None:
    """Names of persons against entity mentions."""
    clock, found, wanted = Clock(), 0, 0
    kinds: Counter[str] = Counter()
    for text in Path(options.file).read_text("utf-8").splitlines():
        row = json.loads(text)
        parsed, cast = clock.read(row["text"])
        names = [parsed.offsets(m.first, m.last) for f in cast.people for m in f.mentions if m.kind == "name"]
        entities = list(placed(row))
        people = [(a, b) for a, b, kind in entities if kind == "PER" and is_full_name(row["text"][a:b])]
        wanted += len(people)
        found += sum(any(x < b and a < y for x, y in names) for a, b in people)
        for x, y in names:
            told = {kind for a, b, kind in entities if a < y and x < b}
            kinds["PER" if "PER" in told else min(told, default="none")] += 1
    print(f"WikiEvents: {found} of {wanted} names of persons found; taken for persons: {dict(kinds)}; {clock}")


def placed(row: dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Entity mentions with offsets in the text, where its tokens can be found there in order."""
    offsets, at = [], 0
    for word in row["tokens"]:
        start = row["text"].find(word, at)
        start = at if start < 0 or start - at > len(word) + 30 else start
        offsets.append((start, start + len(word)))
        at = start + len(word)
    for entity in row["entity_mentions"]:
        yield offsets[entity["start"]][0], offsets[entity["end"] - 1][1], entity["entity_type"]


def is_full_name(words: str) -> bool:
    """Whether words are a name of several capitalised words."""
    return len(words.split()) > 1 and all(word[0].isupper() for word in words.split())


def main() -> None:
    """Reads the command line and prints one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("gold")
    command.add_argument("gold"), command.add_argument("reports")
    command.add_argument("--half", choices=["work", "check"]), command.add_argument("--split")
    command.set_defaults(run=gold)
    command = commands.add_parser("gap")
    command.add_argument("file")
    command.add_argument("--first", type=int, default=0), command.add_argument("--last", type=int, default=300)
    command.set_defaults(run=gap)
    command = commands.add_parser("wikievents")
    command.add_argument("file")
    command.set_defaults(run=wikievents)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
